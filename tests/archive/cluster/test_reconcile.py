"""Clusters are a function of scores and threshold; disagreements and plans are found."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.archive.cluster import neighbours
from dragoman.archive.cluster.agenda import links
from dragoman.archive.cluster.discrepancies import discrepancies
from dragoman.archive.cluster.features import likeness, signature
from dragoman.archive.cluster.group import group, scaled
from dragoman.archive.cluster.pairs import event_mention_score
from dragoman.archive.cluster.term_weights import FREQUENCIES, cosine, information, weighed
from dragoman.archive.storage.windows import Windows
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.loader import shipped
from dragoman.knowledge.parameters import Parameters

KNOWN = load_knowledge()
OWN, WORDS, SYMMETRIC = KNOWN.parameters, KNOWN.parameters.words, KNOWN.codebook.symmetric
NAMES = [f"r{i}" for i in range(8)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 100)), max_size=30)


def order() -> dict[str, tuple[str, str]]:
    return {n: (f"2024-01-0{1 + i % 5}", n) for i, n in enumerate(NAMES)}


@settings(deadline=None)
@given(PAIRS, st.integers(0, 10_000), st.sampled_from([0.2, 0.5, 0.8]))
def test_clusters_do_not_depend_on_the_order_of_the_pairs(
    raw: list[tuple[str, str, int]], seed: int, bar: float
) -> None:
    pairs = list({(min(a, b), max(a, b)): (min(a, b), max(a, b), s / 100) for a, b, s in raw if a != b}.values())
    found = group(NAMES, pairs, bar, order())
    mixed, names = pairs[:], NAMES[:]
    random.Random(seed).shuffle(mixed)
    random.Random(seed).shuffle(names)
    assert group(names, mixed, bar, order()) == found
    for name, cluster in found.items():
        assert found[cluster] == cluster
        assert order()[cluster] <= order()[name]


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    chain = [(a, b, 0.6) for a, b in itertools.pairwise(NAMES)]
    assert len(set(group(NAMES, chain, 0.6, order()).values())) > 1


NEAR = {"neighbours": 2, "loosest": 0.3, "tightest": 0.7}


def test_two_happenings_of_one_kind_with_close_reports_of_their_own_stay_apart() -> None:
    within = [*itertools.combinations(NAMES[:4], 2), *itertools.combinations(NAMES[4:], 2)]
    pairs = [(a, b, 0.7) for a, b in within] + [(a, b, 0.35) for a in NAMES[:4] for b in NAMES[4:]]
    assert len(set(group(NAMES, scaled(pairs, NEAR), 0.36, order()).values())) == 2
    faint = scaled([("r0", "r1", 0.25), ("r2", "r3", 0.1)], NEAR)
    found = group(NAMES, faint, 0.36, order())
    assert found["r0"] == found["r1"]
    assert found["r2"] != found["r3"]


def test_an_article_joins_its_best_match_though_another_is_near_enough() -> None:
    found = group(NAMES, scaled([("r0", "r5", 0.4), ("r5", "r6", 0.6)], NEAR), 0.36, order())
    assert found["r5"] == found["r6"] != found["r0"]


@settings(deadline=None, max_examples=40)
@given(PAIRS, st.permutations(NAMES), st.integers(1, 4))
def test_stories_that_grow_are_those_made_at_once(raw: list[tuple[str, str, int]], came: list[str], step: int) -> None:
    """An article changes what is near for others, whose stories must be looked at again."""
    scores = {(min(a, b), max(a, b)): s / 100 for a, b, s in raw if a != b}
    days, held = {n: day for n, (day, _) in order().items()}, dict[str, str]()
    own = {**NEAR, "threshold": 0.36, "days": 30}
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE articles (id VARCHAR, published VARCHAR)")
        connection.execute("CREATE TABLE pairs (kind VARCHAR, a VARCHAR, b VARCHAR, score DOUBLE, published VARCHAR)")
        for i in range(0, len(came), step):
            new, here = came[i : i + step], set(came[: i + step])
            connection.executemany("INSERT INTO articles VALUES (?, ?)", [(n, days[n]) for n in new])
            told = [("article", a, b, s, min(days[a], days[b])) for (a, b), s in scores.items()
                    if {a, b} <= here and {a, b} & set(new)]  # fmt: skip
            if told:
                connection.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?)", told)
            held |= neighbours.grouped(Windows(connection), {n: days[n] for n in new}, own)[0]
    pairs = scaled([(a, b, s) for (a, b), s in scores.items()], NEAR)
    assert held == group(NAMES, pairs, 0.36, order())


def found_links(events: list[dict[str, object]], parameters: Parameters = OWN) -> list[dict[str, object]]:
    return links(events, parameters.agenda, SYMMETRIC)


def alike(a: dict[str, object], b: dict[str, object]) -> float:
    """How far two reports, of articles that are wholly alike, are of one event."""
    return event_mention_score(a, b, 1.0, OWN, SYMMETRIC)


def test_a_users_own_parameters(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        shipped()["parameters.yaml"].read_text(encoding="utf-8").replace("wait: 60", "wait: 5"), encoding="utf-8"
    )
    plan = row("p", type="CONSULT", quad=1, modality="planned", published="2024-03-01")
    met = row("m", type="CONSULT", quad=1, published="2024-03-20")
    assert found_links([plan, met])
    assert found_links([plan, met], load_knowledge(given={"parameters": own}).parameters) == []
    (tmp_path / "bad.yaml").write_text(own.read_text(encoding="utf-8").replace("slack: 3", "slack: soon"))
    with pytest.raises(BadKnowledge, match=r"bad.yaml, line \d+: agenda.slack: .* number"):
        load_knowledge(given={"parameters": tmp_path / "bad.yaml"}).parameters  # noqa: B018


def test_copies_of_one_wire_report_are_near_duplicates_and_others_are_not() -> None:
    text = "Peru recalled its ambassador from Chile on Monday after a dispute over fishing rights in the Pacific. " * 3
    edited = text.replace("Monday", "Monday evening", 1)
    assert likeness(signature(text), signature(edited)) > 0.7
    assert likeness(signature(text), signature("Ghana and Togo opened a bridge over the Volta river last week.")) < 0.1


def test_rare_words_tell_more_than_common_ones() -> None:
    assert information("the", WORDS) == 0.0 < information("ministry", WORDS) < information("zelensky", WORDS)
    assert cosine(weighed("missiles hit the port", WORDS), weighed("A missile hit a port", WORDS)) > 0.9


def row(name: str, **changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": name,
        "article": f"article-{name}",
        "published": "2024-03-12",
        "type": "ASSAULT",
        "quad": 4,
        "mode": [],
        "modality": "actual",
        "historical": False,
        "source": ["state:AZE"],
        "source_country": ["AZE"],
        "target": ["state:ARM"],
        "target_country": ["ARM"],
        "date_from": "2024-03-12",
        "date_to": "2024-03-12",
        "place_name": None,
        "place_country": None,
        "place_precision": None,
        "sentence": "Azerbaijani forces shelled an Armenian post.",
        "counts": "[]",
        "event_json": "{}",
        "dragoman": "0",
    }
    return {**base, **changes}


def test_two_reports_of_one_act_are_alike_and_those_of_other_acts_are_not() -> None:
    bar = OWN.report["threshold"]
    assert alike(row("a"), row("b", published="2024-03-13")) > bar
    assert alike(row("a"), row("b", date_from="2024-04-01", date_to="2024-04-01")) == 0
    assert alike(row("a"), row("b", modality="planned")) == 0
    assert alike(row("a"), row("b", article="article-a")) == 0
    assert alike(row("a"), row("b", source=["state:FRA"], source_country=["FRA"])) == 0
    assert alike(row("a"), row("b", dragoman="import:icews")) == 0


def test_who_met_whom_may_stand_either_way_round() -> None:
    there = row("a", type="CONSULT", quad=1)
    back = row("b", type="CONSULT", quad=1, source=["state:ARM"], source_country=["ARM"], target=["state:AZE"])
    assert alike(there, {**back, "target_country": ["AZE"]}) == alike(there, there | {"id": "c", "article": "c"})


def test_reports_that_disagree_are_listed_with_both_sides() -> None:
    two = '[{"of": "killed", "min": 2, "max": 2}]'
    four = '[{"of": "killed", "min": 4, "max": 4}]'
    found = discrepancies("a", [row("a", counts=two), row("b", counts=four, modality="denied", published="2024-03-13")])
    assert {(c["kind"], c["left"], c["right"]) for c in found} == {
        ("number", "2", "4"),
        ("modality", "actual", "denied"),
    }
    assert all((c["left_report"], c["right_report"]) == ("a", "b") for c in found)


def test_a_date_against_the_register_is_a_conflict() -> None:
    told = '{"date": {"conflict": {"says": "2004", "known": "2003-03-20", "source": "register:fact"}}}'
    (found,) = discrepancies("a", [row("a", event_json=told)])
    assert (found["kind"], found["left"], found["right"]) == ("register", "2004", "2003-03-20")


def test_what_became_of_a_plan() -> None:
    plan = row("p", type="CONSULT", quad=1, modality="planned", published="2024-03-01")
    met = row("m", type="CONSULT", quad=1, published="2024-03-13")
    assert [(link["later"], link["kind"]) for link in found_links([plan, met])] == [("m", "fulfilled")]
    moved = row("v", type="CONSULT", quad=1, modality="planned", date_from="2024-04-02", date_to="2024-04-02")
    assert [(link["later"], link["kind"]) for link in found_links([plan, moved])] == [("v", "moved")]
    off = row("o", type="REJECT", quad=3, published="2024-03-05")
    assert [(link["later"], link["kind"]) for link in found_links([plan, off])] == [("o", "cancelled")]
    early = row("e", type="CONSULT", quad=1, published="2024-02-01")
    assert found_links([plan, early]) == []


def test_the_frequencies_lie_in_the_package_with_their_licences() -> None:
    told = FREQUENCIES.with_name("frequencies.LICENSE.txt").read_text(encoding="utf-8")
    assert all(name in told for name in ("Wolf Garbe", "Kevin Atkinson", "Google Books"))
    assert information("the", WORDS) < information("minister", WORDS) < information("ombudsman", WORDS)
