"""Compaction: the latest row of every key, sorted, in few files; what it replaced is kept for `--as-of`."""

from __future__ import annotations

import pyarrow as pa
from deltalake import write_deltalake
from deltalake.exceptions import CommitFailedError

from dragoman.record.schema import Table, tables
from dragoman.record.store import Store, layout

FILES = 60
GROUP = 60_000


def compact_if_due(store: Store) -> list[str]:
    """Compact the tables that have more than 60 files of new rows."""
    due = [n for n in tables() if (d := store.delta(n)) is not None and len(layout(d).get("log", ())) > FILES]
    return [n for n in due if compact(store, n)]


def compact(store: Store, name: str) -> bool:
    """Rewrite one table; False where another writer was compacting it. Rows appended meanwhile stay as they are."""
    table, snapshot = tables()[name], store.delta(name)
    if snapshot is None:
        return False
    with store.connection([]) as connection:
        parts = store.tiers(connection, table).values()
        names = ", ".join(f'"{c}"' for c in table.shown)
        rows = " UNION ALL ".join(f"SELECT {names} FROM {p}" for p in parts)
        reader = connection.execute(_sql(table, rows)).to_arrow_reader(GROUP)
        batches = (_as_stored(batch, table) for batch in reader if batch.num_rows)
        try:
            write_deltalake(
                snapshot,
                pa.RecordBatchReader.from_batches(table.schema, batches),
                mode="overwrite",
                partition_by=["tier"],
            )
        except CommitFailedError:
            return False
    return True


def _as_stored(batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    rows = pa.Table.from_batches([batch]).select(table.schema.names).cast(table.schema)
    return rows.combine_chunks().to_batches()[0]


def _sql(table: Table, rows: str) -> str:
    """Every row with the time it was replaced; `base` for those in force, `past` for the others, none twice."""
    key = ", ".join(f'"{c}"' for c in table.key)
    sort = ", ".join(f'"{c}"' for c in table.sort)
    columns = ", ".join(f'"{c}"' for c in (*table.columns, "run", "recorded_from"))
    return (
        f"WITH line AS (SELECT *, lead(recorded_from) OVER w AS next FROM ({rows})"
        f" WINDOW w AS (PARTITION BY {key} ORDER BY recorded_from, recorded_to NULLS LAST, run))"
        f" SELECT {columns}, coalesce(recorded_to, next) AS recorded_to,"
        " CASE WHEN coalesce(recorded_to, next) IS NULL THEN 'base' ELSE 'past' END AS tier"
        f" FROM line ORDER BY tier, {sort}, {key}"
    )
