"""A look at some days opens no file that cannot have a row of them, and gives what the whole table has of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.archive.storage.windows import Window, Windows

DAYS = ("2024-01-05", "2024-01-20", "2024-03-02", "2024-03-09", None)
FILES = ((0, 1), (2, 3), (1, 4))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three files of compacted articles, one of them with an article without a day, and one recorded again since."""
    store, table = Store(tmp_path / "record", create=True), tables()["articles"]
    for n, days in enumerate(FILES):
        rows = [{"id": f"sha256:{n}{d}", "published": DAYS[d], "outlet": "old", **stored("base")} for d in days]
        store.write("articles", pa.Table.from_pylist(rows, table.schema))
    store.append("articles", [{"id": "sha256:12", "published": DAYS[2], "outlet": "new"}], "again")
    return store


def stored(tier: str) -> dict[str, Any]:
    return {"recorded_from": dt.datetime(2024, 4, 1, tzinfo=dt.UTC), "run": "first", "tier": tier}


@pytest.mark.parametrize(
    "near",
    [("2024-01-01", "2024-01-10"), ("2024-01-20", "2024-03-02"), ("2024-02-01", "2024-02-02"), ("2025", "2026"), None],
)
def test_a_window_has_the_rows_of_its_days_and_those_without_a_day(store: Store, near: Window) -> None:
    with Windows.of(store, ["articles"]) as held:
        found = held.execute(f"SELECT id, outlet FROM {held.around('articles', near)} ORDER BY id").fetchall()
    every = store.table("articles").select(["id", "outlet", "published"]).to_pylist()
    inside = [r for r in every if near is None or not r["published"] or near[0] <= r["published"] <= near[1]]
    assert found == sorted((r["id"], r["outlet"]) for r in inside)


def test_a_file_of_other_days_is_not_opened(store: Store) -> None:
    with Windows.of(store, ["articles"]) as held:
        spring = held.around("articles", ("2024-03-01", "2024-03-31"))
        first(store).unlink()
        assert len(held.execute(f"SELECT id FROM {spring}").fetchall()) == 3


def first(store: Store) -> Path:
    """The file that was written first: of January alone."""
    return min(Path(store.place, "articles").glob("tier=base/*.parquet"), key=lambda p: p.stat().st_mtime_ns)
