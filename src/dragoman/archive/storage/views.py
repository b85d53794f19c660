"""Views: for each table one DuckDB view of its current rows, over the files of a Delta snapshot.

A row is current while no later row has its key and it was not ended. Files are partitioned into three tiers: new rows
are appended to `log`; `compact` moves the latest row of each key to `base`, sorted, and replaced rows to `past`. A view
is therefore the latest rows of the log and the rows of the base whose keys the log lacks: only the log is sorted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from dragoman.archive.storage.schema import Table
from dragoman.errors import DragomanError

STAMP = "TIMESTAMPTZ '{:%Y-%m-%d %H:%M:%S.%f}+00'"


def stamp(when: dt.datetime) -> str:
    """A time as an SQL literal of type TIMESTAMPTZ, in UTC."""
    return STAMP.format(when.astimezone(dt.UTC))


def moment(text: str) -> dt.datetime:
    """The time that a text means: an ISO date (its end, UTC) or time (in UTC without zone); raises `DragomanError`."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return dt.datetime.combine(dt.date.fromisoformat(text), dt.time.max, dt.UTC)
        when = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise DragomanError(f"{text}: a date is expected, as 2024-03-05 or 2024-03-05T12:00") from error
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def quoted(name: str) -> str:
    """A text as an SQL string literal."""
    return "'" + name.replace("'", "''") + "'"


def make(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str], as_of: dt.datetime | None) -> None:
    """Create the view of one table, and one of its former name.

    Args:
        connection: where to create it.
        table: the table.
        tiers: for each tier that has files, an SQL relation with its rows.
        as_of: show the rows that were current then; now where None.
    """
    connection.execute(f'CREATE OR REPLACE VIEW "{table.name}" AS {view_sql(table, tiers, as_of)}')
    if table.former:
        connection.execute(f'CREATE OR REPLACE VIEW "{table.former}" AS SELECT * FROM "{table.name}"')


def written(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str]) -> str:
    """Create a view of all stored rows of a table, current or not, without any join; returns its name."""
    columns = ", ".join(f'"{c}"' for c in table.shown)
    name = f"_written_{table.name}"
    rows = " UNION ALL ".join(f"SELECT {columns} FROM {source}" for source in tiers.values())
    connection.execute(f"CREATE OR REPLACE VIEW {name} AS {rows}")
    return name


def since(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str]) -> None:
    """Create two views that do not read `base`: `recent_NAME`, the current rows of the log (recorded since the last
    compaction), and `ended_NAME`, all rows that have ended or been replaced and compacted."""
    none = empty(connection, table)
    recent = view_sql(table, {"log": tiers.get("log", none)}, None)
    connection.execute(f'CREATE OR REPLACE VIEW "recent_{table.name}" AS {recent}')
    rows = written(connection, table, {t: s for t, s in tiers.items() if t != "base"} or {"log": none})
    ended = f"SELECT * FROM {rows} WHERE recorded_to IS NOT NULL"
    connection.execute(f'CREATE OR REPLACE VIEW "ended_{table.name}" AS {ended}')


def scanned(files: Sequence[str]) -> str:
    """The SQL table function that reads some Parquet files; columns that older files lack are null."""
    listed = ", ".join(quoted(f) for f in files)
    return f"read_parquet([{listed}], union_by_name=true, hive_partitioning=false)"


def completed(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> str:
    """A relation of an older schema with the columns that it lacks, as null."""
    return f"(SELECT * FROM {source} UNION ALL BY NAME SELECT * FROM {empty(connection, table)})"


def empty(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Register a relation with the columns of a table and no rows; returns its name."""
    name = f"_none_{table.name}"
    connection.register(name, pa.Table.from_pylist([], schema=table.schema))
    return name


def view_sql(table: Table, tiers: dict[str, str], as_of: dt.datetime | None) -> str:
    """The query of a view: the current rows of a table, or those at `as_of`; arguments as in `make`."""
    columns = ", ".join(f'"{c}"' for c in table.shown)
    key = ", ".join(f'"{c}"' for c in table.key)
    began = f"recorded_from <= {stamp(as_of)}" if as_of else "true"
    lasts = f"(recorded_to IS NULL OR recorded_to > {stamp(as_of)})" if as_of else "recorded_to IS NULL"
    parts = []
    if log := tiers.get("log"):
        parts.append(
            f"SELECT {columns} FROM (SELECT * FROM {log} WHERE {began} QUALIFY row_number() OVER"
            f" (PARTITION BY {key} ORDER BY recorded_from DESC, recorded_to NULLS FIRST, run) = 1) WHERE {lasts}"
        )
    for tier in ("base", "past") if as_of else ("base",):
        if source := tiers.get(tier):
            newer = f" ANTI JOIN (SELECT {key} FROM {log} WHERE {began}) USING ({key})" if log else ""
            parts.append(f"SELECT {columns} FROM {source}{newer} WHERE {began} AND {lasts}")
    return " UNION ALL ".join(parts)
