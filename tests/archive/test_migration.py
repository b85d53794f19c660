"""A record of an older schema is read as it is, refused for writing, and migrated with nothing lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyarrow as pa
import pytest
from click.testing import CliRunner
from deltalake import DeltaTable, write_deltalake

from dragoman.archive.query.query import Questions
from dragoman.archive.storage.check import check
from dragoman.archive.storage.schema import schema_version
from dragoman.archive.storage.store import VERSIONS, Store
from dragoman.cli.main import main
from dragoman.errors import DragomanError

from .conftest import ARCHIVE, content, ingested


def of_schema(store: Store, version: int) -> Store:
    """The record as one of another schema has it: schema 1 had no column `keys`."""
    if version == 1:
        for name in ("articles", "reports"):
            held = DeltaTable(store.uri(name)).to_pyarrow_table().drop_columns(["keys"])
            write_deltalake(store.uri(name), held, mode="overwrite", schema_mode="overwrite", partition_by=["tier"])
    row = pa.Table.from_pylist([{"schema": version, "at": store.began()}], VERSIONS)
    write_deltalake(store.uri("versions"), row, mode="overwrite")
    return Store(store.place)


def test_an_older_record_can_be_asked_but_not_written(copied: Callable[[], Store]) -> None:
    store = copied()
    events = list(Questions(store.place).events())
    old = of_schema(store, 1)
    assert list(Questions(old.place).events()) == events
    assert set(old.table("reports")["keys"].to_pylist()) == {None}
    with pytest.raises(DragomanError, match="dragoman record migrate"):
        old.append("redirects", [{"old": "a", "new": "b", "reason": "test"}])


def test_migration_gives_what_this_version_would_have_written(copied: Callable[[], Store]) -> None:
    store = copied()
    before, known = content(store), dt.datetime.now(dt.UTC)
    old = of_schema(store, 1)
    said = CliRunner().invoke(main, ["record", "migrate", "--record", old.place])
    assert said.output == f"the record is of schema {schema_version()} now; 2 tables rewritten\n"
    now = Store(old.place)
    assert content(now) == before == content(Store(old.place, known))
    ingested(now.place, ARCHIVE)
    assert content(now) == before
    assert all(count == 0 for _, count, _ in check(now))
    assert "as it should be" in CliRunner().invoke(main, ["record", "migrate", "--record", old.place]).output


def test_a_newer_record_is_refused(copied: Callable[[], Store]) -> None:
    with pytest.raises(DragomanError, match="newer Dragoman"):
        of_schema(copied(), schema_version() + 1)
