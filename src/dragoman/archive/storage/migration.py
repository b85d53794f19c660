"""Migration of an archive to the current schema; every row is kept, with the time at which it was recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pyarrow as pa

from dragoman.archive.cluster import keys
from dragoman.archive.storage.compact import rewritten
from dragoman.archive.storage.schema import Table, schema_version
from dragoman.archive.storage.store import Store
from dragoman.errors import DragomanError
from dragoman.knowledge.parameters import Numbers

Made = Callable[[dict[str, Any], Numbers], Any]
#: The columns that each version of the schema added, by table, with the function that computes one from a row.
COLUMNS: dict[int, dict[str, dict[str, Made]]] = {
    2: {"articles": {"keys": keys.of_article}, "reports": {"keys": lambda row, _: keys.of_event_mention(row)}},
}


def migrate(store: Store) -> int:
    """Add the columns of the current schema to every table; returns the number of tables that were rewritten.

    Interrupted, it starts over the next time. Raises `DragomanError` where another process wrote meanwhile.
    """
    count = 0
    for version in range(store.schema + 1, schema_version() + 1):
        for name, made in COLUMNS[version].items():
            if store.delta(name) is None:
                continue
            if not rewritten(store, name, partial(_filled, made, store.knowledge.parameters.words)):
                raise DragomanError(f"{store.place}: another process is writing; migrate when it has ended")
            count += 1
        store.mark(version)
    return count


def _filled(made: dict[str, Made], parameters: Numbers, batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    """A batch with the new columns computed from each row."""
    rows = batch.to_pylist()
    for column, make in made.items():
        for row in rows:
            row[column] = make(row, parameters)
    return pa.RecordBatch.from_pylist(rows, table.schema)
