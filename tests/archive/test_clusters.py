"""Clusters follow from the stored rows: in any order, after any accident, no pair worth its score overlooked."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.archive.cluster import clusters
from dragoman.archive.cluster.keys import keyed
from dragoman.archive.cluster.pairs import article_pairs, article_scores, event_mention_pairs
from dragoman.archive.storage.check import check
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.knowledge import load_knowledge

from .conftest import content

Rows = dict[str, list[dict[str, Any]]]
KNOWN = load_knowledge()
OWN = KNOWN.parameters
LANDS = ("KEN", "TZA", "ARM", "AZE")
ACTS = (("CONSULT", 1), ("AGREE", 1), ("ACCUSE", 3), ("ASSAULT", 4))
DERIVED = ("pairs", "events", "dyads", "discrepancies", "links", "assignments", "storylines")


def article(n: int) -> Rows:
    """An article of two reports; every seventh without a date, some of plans, the years 2023 and 2024 mixed."""
    chance = random.Random(n)
    day = None if n % 7 == 6 else f"{2023 + n % 2}-03-{1 + chance.randrange(28):02}"
    own = {"id": f"sha256:{n:064x}", "published": day, "outlet": f"outlet {n % 5}", "language": "en"}
    words = sorted({f"word{chance.randrange(40)}" for _ in range(12)})
    paper = {**own, "signature": [chance.randrange(9) for _ in range(64)], "features": words}
    paper["weights_of"] = [round(len(words) ** -0.5, 5)] * len(words)
    return {"articles": [paper], "reports": [report(own, k, chance) for k in range(2)]}


def report(of: dict[str, Any], k: int, chance: random.Random) -> dict[str, Any]:
    sides = {"source": chance.sample(LANDS, 1), "target": chance.sample(LANDS, chance.randrange(2))}
    named = {f"{role}{end}": v for role, v in sides.items() for end in ("_name", "_country", "_sector")}
    kind, quad = chance.choice(ACTS)
    day = f"2024-03-{1 + chance.randrange(28):02}" if chance.random() < 0.5 else of["published"]
    return {
        "id": f"event:{of['id'][-20:]}{k:04}", "article": of["id"], "outlet": of["outlet"], "type": kind, "quad": quad,
        "published": of["published"], "mode": [], "historical": False, "date": day, "date_from": day, "date_to": day,
        "modality": chance.choice(["actual", "actual", "denied", "planned"]), "day": day, "day_basis": "text",
        **{role: [f"state:{c}" for c in v] for role, v in sides.items()}, **named, "contexts": [], "intensity": 1.0,
        "confidence": 0.8, "counts": "[]", "sentence": f"On {day} they met, {kind}", "event_json": "{}",
    }  # fmt: skip


def recorded(store: Store, numbers: Sequence[int]) -> Store:
    """Articles recorded as ingest does, an article's own row last, and not yet reconciled."""
    made = [keyed(article(n), OWN.words) for n in numbers]
    for name in ("reports", "articles"):
        store.append(name, [row for rows in made for row in rows[name]], "test")
    return store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = recorded(Store(tmp_path_factory.mktemp("clusters") / "whole", create=True), range(42))
    clusters.update(store, "test")
    return store


def test_some_of_all_follows(whole: Store) -> None:
    held = content(whole)
    assert {n: len(held[n]) for n in DERIVED if not held[n]} == {}
    assert len(held["events"]) < len(held["reports"])
    assert len(set(whole.table("storylines")["story"].to_pylist())) < 42


def test_articles_that_come_in_another_order_give_the_same(whole: Store, tmp_path: Path) -> None:
    store = Store(tmp_path / "bits", create=True)
    order = random.Random(3).sample(range(42), 42)
    for i in range(0, 42, 9):
        clusters.update(recorded(store, order[i : i + 9]), "test")
        if i == 18:
            assert all(compact(store, name) for name in tables() if store.delta(name) is not None)
    assert content(store) == content(whole)


def test_small_chunks_give_the_same(whole: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "CHUNK", 10)
    store = recorded(Store(tmp_path / "chunks", create=True), range(42))
    clusters.update(store, "test")
    assert content(store) == content(whole)


class Killed(Exception):
    """The process ended here."""


def interrupt(store: Store, after: int, act: Callable[[], object]) -> None:
    """Let something happen before one of a store's writes, `after` others."""
    left, write = itertools.count(after, -1), store.write

    def until(name: str, data: Any) -> None:
        if next(left) == 0:
            act()
        write(name, data)

    store.write = until  # type: ignore[method-assign]


@pytest.mark.parametrize("after", [1, 3, 5, 6])
def test_reconciling_cut_short_after_any_write_is_done_again(whole: Store, tmp_path: Path, after: int) -> None:
    place = tmp_path / "cut"
    clusters.update(recorded(Store(place, create=True), range(25)), "test")
    store = recorded(Store(place), range(25, 42))

    def end() -> None:
        raise Killed

    interrupt(store, after, end)
    try:
        clusters.update(store, "test")
    except Killed:
        clusters.update(Store(place), "test")
    assert content(Store(place)) == content(whole)


@pytest.mark.parametrize("at", range(9))
def test_two_machines_that_reconcile_at_once_leave_what_one_would(
    whole: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """As on an object store, where no lock holds them apart: one does all of its work between two writes of another."""
    monkeypatch.setattr(Store, "alone", lambda _: nullcontext())
    place = tmp_path / "both"
    clusters.update(recorded(Store(place, create=True), range(12)), "test")
    one = recorded(Store(place), range(12, 27))
    interrupt(one, at, lambda: clusters.update(recorded(Store(place), range(27, 42)), "other"))
    clusters.update(one, "test")
    assert content(Store(place)) == content(whole)
    assert [told for told in check(Store(place)) if told[0].startswith(DERIVED) and told[1]] == []


def test_no_pair_that_is_worth_its_score_is_overlooked(whole: Store) -> None:
    articles, reports = whole.table("articles").to_pylist(), whole.table("reports").to_pylist()
    near = article_pairs(articles, met(articles), OWN)
    worth = [near, event_mention_pairs(reports, met(reports), article_scores(near), OWN, KNOWN.codebook.symmetric)]
    held = {(p["kind"], p["a"], p["b"]): p["score"] for p in whole.table("pairs").to_pylist()}
    told = [zip(*(w[c] for c in ("kind", "a", "b", "score")), strict=True) for w in worth]
    assert held == {(kind, a, b): score for kind, a, b, score in itertools.chain(*told)}


def met(rows: list[dict[str, Any]]) -> NDArray[np.int64]:
    """The places of every two rows that share a key."""
    keys = [set(r["keys"]) for r in rows]
    return np.array([(a, b) for a, b in itertools.combinations(range(len(rows)), 2) if keys[a] & keys[b]], np.int64)
