"""The rows in force as SQL: one DuckDB view a table over the files of a Delta snapshot.

New rows are appended to the tier `log`; `compact` moves the latest row of each key to `base`, sorted, and what it
replaced to `past`. A view is therefore base without the keys of the log, and the log's latest rows: only the log is
ever sorted out.
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
    """A time as an SQL literal."""
    return STAMP.format(when.astimezone(dt.UTC))


def moment(text: str) -> dt.datetime:
    """An ISO date (its last moment, UTC) or time; raises `DragomanError`."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return dt.datetime.combine(dt.date.fromisoformat(text), dt.time.max, dt.UTC)
        when = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise DragomanError(f"{text}: a date is expected, as 2024-03-05 or 2024-03-05T12:00") from error
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def quoted(name: str) -> str:
    """A name or path inside SQL single quotes."""
    return "'" + name.replace("'", "''") + "'"


def make(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str], as_of: dt.datetime | None) -> None:
    """Create the view of one table; `tiers` gives for each tier that has files what to select from."""
    connection.execute(f'CREATE OR REPLACE VIEW "{table.name}" AS {view_sql(table, tiers, as_of)}')
    if table.former:
        connection.execute(f'CREATE OR REPLACE VIEW "{table.former}" AS SELECT * FROM "{table.name}"')


def written(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str]) -> str:
    """Create a view of all stored rows of a table, in force or not; gives its name. It has no join, the other may."""
    columns = ", ".join(f'"{c}"' for c in table.shown)
    name = f"_written_{table.name}"
    rows = " UNION ALL ".join(f"SELECT {columns} FROM {source}" for source in tiers.values())
    connection.execute(f"CREATE OR REPLACE VIEW {name} AS {rows}")
    return name


def since(connection: duckdb.DuckDBPyConnection, table: Table, tiers: dict[str, str]) -> None:
    """Views that need not read `base`: `recent_NAME`, the rows in force among those recorded since the last compaction,
    and `ended_NAME`, all that are no longer in force."""
    none = empty(connection, table)
    recent = view_sql(table, {"log": tiers.get("log", none)}, None)
    connection.execute(f'CREATE OR REPLACE VIEW "recent_{table.name}" AS {recent}')
    rows = written(connection, table, {t: s for t, s in tiers.items() if t != "base"} or {"log": none})
    ended = f"SELECT * FROM {rows} WHERE recorded_to IS NOT NULL"
    connection.execute(f'CREATE OR REPLACE VIEW "ended_{table.name}" AS {ended}')


def scanned(files: Sequence[str]) -> str:
    """What reads some Parquet files; columns that older files lack are null."""
    listed = ", ".join(quoted(f) for f in files)
    return f"read_parquet([{listed}], union_by_name=true, hive_partitioning=false)"


def completed(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> str:
    """A source of an older schema with the columns it lacks, null."""
    return f"(SELECT * FROM {source} UNION ALL BY NAME SELECT * FROM {empty(connection, table)})"


def empty(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """A relation without rows for a table that has no files."""
    name = f"_none_{table.name}"
    connection.register(name, pa.Table.from_pylist([], schema=table.schema))
    return name


def view_sql(table: Table, tiers: dict[str, str], as_of: dt.datetime | None) -> str:
    """The select behind a view."""
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
