"""Compaction changes no answer: neither what is in force, nor what was at any earlier time, nor a page of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.archive.corrections import correct, listed
from dragoman.archive.query.query import Questions
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.cli.main import main

HOURS = 8


def said(store: Store, at: dt.datetime, seed: int) -> None:
    """The stories of some articles, and the end of one."""
    chance = random.Random(seed)
    names = chance.sample(range(9), 4)
    rows = [{"article": f"a{n}", "story": f"s{chance.randrange(3)}", "published": "2024-01-05"} for n in names]
    store.append("storylines", rows[1:], at=at)
    store.append("storylines", rows[:1], at=at, ended=True)


def told(store: Store) -> list[tuple[str, str, Any]]:
    rows = store.table("storylines").to_pylist()
    return sorted((r["article"], r["story"], r["recorded_from"]) for r in rows)


@pytest.mark.parametrize("when", [{0}, {2, 5}, set(range(HOURS))])
def test_the_record_as_of_any_time_is_the_same_whenever_it_was_compacted(tmp_path: Path, when: set[int]) -> None:
    never, compacted = (Store(tmp_path / name, create=True) for name in ("never", "compacted"))
    times = [compacted.began() + dt.timedelta(hours=n + 1) for n in range(HOURS)]
    for n, at in enumerate(times):
        said(never, at, n)
        said(compacted, at, n)
        assert n not in when or compact(compacted, "storylines")
    assert told(compacted) == told(never)
    for at in times:
        known = told(Store(compacted.place, at + dt.timedelta(minutes=1)))
        assert known == told(Store(never.place, at + dt.timedelta(minutes=1)))
        assert 0 < len(known) < 9


@pytest.mark.parametrize("name", tables())
def test_every_table_can_be_compacted(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "record", create=True)
    text = [c for c, (kind, _) in tables()[name].columns.items() if kind == "string"]
    store.append(name, [dict.fromkeys(text, value) for value in ("b", "a")])
    held = sorted(map(str, store.table(name).to_pylist()))
    assert compact(store, name)
    assert sorted(map(str, store.table(name).to_pylist())) == held


def test_a_record_with_a_correction_is_compacted_and_keeps_it(copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    correct(store, event, [("type", "ACCUSE")], who="me")
    told = listed(store)
    done = CliRunner().invoke(main, ["record", "compact", "--record", store.place])
    assert done.exit_code == 0, done.output
    assert "corrections" in done.output
    assert listed(Store(store.place)) == told
    assert Questions(store.place).event(event)["type"] == "ACCUSE"


def test_a_page_is_the_head_of_the_whole(copied: Callable[[], Store]) -> None:
    store = copied()
    compacted = all(compact(store, name) for name in tables() if store.delta(name) is not None)
    assert compacted
    whole = Questions(store.place).events().arrow().to_pylist()
    again = [{k: v for k, v in e.items() if k in tables()["events"].columns} for e in whole[:6]]
    store.append("events", [e | {"day": "2031-01-01" if n % 2 else None} for n, e in enumerate(again)], "again")
    store.append("events", again[:2], "again", ended=True)
    asked = Questions(store.place)
    whole = asked.events().arrow().to_pylist()
    assert [e["day"] for e in whole[:2]] == ["2031-01-01"] * 2
    assert whole[-1]["day"] is None
    for limit in (0, 1, 2, 3, 7, len(whole) - 1, len(whole), 500):
        assert asked.events(limit=limit).arrow().to_pylist() == whole[:limit]
    kenya = asked.events(country="KEN").arrow().to_pylist()
    assert kenya
    assert all(asked.events(country="KEN", limit=n).arrow().to_pylist() == kenya[:n] for n in range(1, len(kenya) + 2))
