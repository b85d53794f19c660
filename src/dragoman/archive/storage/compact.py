"""Compaction: a table rewritten as few sorted files, with the replaced rows kept for `--as-of`.

Many small files of new rows are first merged as they are. The whole table is rewritten only once its new rows come to a
twentieth of it, so that the cost of a row does not grow with the size of the archive.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from dragoman.archive.storage.commits import layout, writing
from dragoman.archive.storage.schema import Table, tables
from dragoman.archive.storage.store import Store

FILES = 60  # files of new rows, above which compaction is due
LEAST = 50_000  # new rows, below which a table is not rewritten
SHARE = 20  # the part of a table (one in so many) that new rows must come to
MEMORY = "2GB"  # the rest is spilled to a temporary folder
LOG = [("tier", "=", "log")]
Stored = Callable[[pa.RecordBatch, Table], pa.RecordBatch]


def compact_if_due(store: Store) -> list[str]:
    """Compact the tables that have more than 60 files of new rows; returns the names of those rewritten as a whole."""
    found = {n: d for n in tables() if (d := store.delta(n)) is not None}
    due = {n: d for n, d in found.items() if len(layout(d).get("log", ())) > FILES}
    return [n for n, d in due.items() if (_grown(d) or not _joined(d)) and compact(store, n)]


def compact(store: Store, name: str) -> bool:
    """Rewrite one table into sorted files; rows that are appended meanwhile are kept.

    Returns False, and changes nothing, where no row is new or another process has committed first. Raises `Unwritten`
    where the table cannot be written.
    """
    snapshot = store.delta(name)
    return snapshot is not None and "log" in layout(snapshot) and rewritten(store, name)


def rewritten(store: Store, name: str, stored: Stored | None = None) -> bool:
    """Rewrite a table.

    Args:
        store: the archive.
        name: the table.
        stored: gives each batch the schema of the table; by default it is cast to it.

    Returns False where another process has committed first. Raises `Unwritten` where the table cannot be written.
    """
    table, snapshot, stored = tables()[name], store.delta(name), stored or _as_stored
    assert snapshot is not None
    with store.connection([]) as connection, tempfile.TemporaryDirectory() as spill:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = '{spill}'")
        tiers = store.tiers(connection, table)
        reader = connection.execute(_sql(table, tiers)).to_arrow_reader(table.group)
        batches = (stored(batch, table) for batch in reader if batch.num_rows)
        with writing(store.uri(name)):
            try:
                write_deltalake(
                    snapshot,
                    pa.RecordBatchReader.from_batches(table.schema, batches),
                    mode="overwrite",
                    schema_mode="overwrite",
                    partition_by=["tier"],
                    writer_properties=WriterProperties(max_row_group_size=table.group),
                )
            except CommitFailedError:
                return False
    return True


def _grown(snapshot: DeltaTable) -> bool:
    """Do the new rows come to a twentieth of the table?"""
    actions = pa.table(snapshot.get_add_actions(flatten=True))
    rows = zip(actions["partition.tier"].to_pylist(), actions["num_records"].to_pylist(), strict=True)
    counts = {"log": 0, "other": 0}
    for tier, count in rows:
        counts["log" if tier == "log" else "other"] += count or 0
    return counts["log"] > max(LEAST, counts["other"] / SHARE)


def _joined(snapshot: DeltaTable) -> bool:
    """Merge the files of new rows; False, and nothing is merged, where another process has committed first."""
    try:
        snapshot.optimize.compact(partition_filters=LOG)
    except DeltaError:
        return False
    return True


def _as_stored(batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    rows = pa.Table.from_batches([batch]).select(table.schema.names).cast(table.schema)
    return rows.combine_chunks().to_batches()[0]


def _sql(table: Table, tiers: dict[str, str]) -> str:
    """The query for all rows of a table in their new tiers: `base` for current rows, `past` for replaced ones.

    Where a key has several rows, each but the last gets the time at which the next one replaced it (`recorded_to`).
    Only these are sorted, in a window function: most keys have one row, and sorting wide rows is slow.
    """
    key = ", ".join(f'"{c}"' for c in table.key)
    sort = ", ".join(f'"{c}" {way} NULLS LAST' for c, _, way in (s.partition(" ") for s in table.sort))
    names = ", ".join(f'"{c}"' for c in table.shown)
    columns = ", ".join(f'"{c}"' for c in (*table.columns, "run", "recorded_from"))
    old = {t: s for t, s in tiers.items() if t != "log"}
    log = tiers.get("log") or f"(SELECT * FROM {next(iter(old.values()))} WHERE false)"
    keys = [f"SELECT {key} FROM {log}", *(f"SELECT {key} FROM {s} SEMI JOIN new USING ({key})" for s in old.values())]
    rows = " UNION ALL ".join(f"SELECT {names} FROM {s} SEMI JOIN several USING ({key})" for s in (log, *old.values()))
    kept = f"SELECT {columns}, recorded_to, '{{}}' AS tier FROM {{}} ANTI JOIN new USING ({key})"
    others = [kept.format(t, s) for t, s in old.items()]
    line = (
        f"SELECT {columns}, coalesce(recorded_to, next) AS recorded_to,"
        " CASE WHEN coalesce(recorded_to, next) IS NULL THEN 'base' ELSE 'past' END AS tier FROM line"
    )
    alone = (
        f"SELECT {columns}, recorded_to, CASE WHEN recorded_to IS NULL THEN 'base' ELSE 'past' END AS tier"
        f" FROM {log} ANTI JOIN several USING ({key})"
    )
    return (
        f"WITH new AS MATERIALIZED (SELECT DISTINCT {key} FROM {log}), several AS MATERIALIZED"
        f" (SELECT {key} FROM ({' UNION ALL '.join(keys)}) GROUP BY ALL HAVING count(*) > 1),"
        f" line AS (SELECT *, lead(recorded_from) OVER w AS next FROM ({rows})"
        f" WINDOW w AS (PARTITION BY {key} ORDER BY recorded_from, recorded_to NULLS LAST, run))"
        f" SELECT * FROM ({' UNION ALL '.join([line, alone, *others])}) ORDER BY tier, {sort}, {key}"
    )
