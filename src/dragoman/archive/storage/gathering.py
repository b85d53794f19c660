"""Rows of an archive as dicts, and the SQL that derives `events` and `dyads` from reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.schema import tables

#: The columns by which rows are compared, for a SELECT.
COMPARED_COLUMNS = {
    "articles": "id, published, signature, features, weights_of",
    "reports": "id, article, outlet, published, type, quad, mode, modality, historical, source, target, source_country,"
    " target_country, dragoman, date_from, date_to, place_name, place_country, sentence",
}
MEMBER = pa.schema([("report", pa.string()), ("event", pa.string())])
#: SQL: every report with the event it is assigned to.
MEMBERS = "SELECT a.event, r.* FROM {assignments} a JOIN reports r ON r.id = a.report"
DATE = ("date", "date_from", "date_to", "date_reason", "day", "day_basis")
PLACE = tuple(f"place_{n}" for n in ("name", "country", "admin1", "lat", "lon", "geonames", "precision"))


def event_sql(member: str) -> str:
    """The query that derives `events` from a relation of reports with the column `event` (see `MEMBERS`).

    Most columns come from one representative report of the event: the earliest of those with its most frequent
    modality. The date and the place come from the earliest report that has one. The confidence is that of independent
    outlets (1 minus the product of 1 minus each outlet's greatest confidence), at most 0.99.
    """
    names = [c for c in tables()["reports"].columns if c not in {"id", "keys", "confidence", *DATE, *PLACE}]
    first = "PARTITION BY event ORDER BY said DESC, coalesce(published, '9999'), id"
    return (
        f"WITH m AS (SELECT *, count(*) OVER (PARTITION BY event, modality) AS said FROM {member}),"
        f" f AS (SELECT * FROM m QUALIFY row_number() OVER ({first}) = 1),"
        f" d AS (SELECT * FROM {member} QUALIFY row_number() OVER (PARTITION BY event ORDER BY date IS NULL,"
        " coalesce(published, '9999'), id) = 1),"
        f" p AS (SELECT * FROM {member} QUALIFY row_number() OVER (PARTITION BY event ORDER BY place_name IS NULL,"
        " coalesce(published, '9999'), id) = 1),"
        f" o AS (SELECT event, coalesce(outlet, article) AS o, max(confidence) AS c FROM {member} GROUP BY ALL),"
        " s AS (SELECT event, count(*)::INT AS outlets, least(round(1 - product(1 - c), 3), 0.99) AS confidence FROM o"
        " GROUP BY event),"
        " n AS (SELECT event, count(*)::INT AS reports, count(DISTINCT article)::INT AS articles,"
        " min(published) AS first_published, max(published) AS last_published,"
        f" list_sort(list(DISTINCT modality)) AS modalities FROM {member} GROUP BY event)"
        f" SELECT f.event AS id, {_from('f', names)}, {_from('d', DATE)}, {_from('p', PLACE)}, s.outlets, s.confidence,"
        " n.reports, n.articles, n.first_published, n.last_published, n.modalities FROM f"
        " JOIN d USING (event) JOIN p USING (event) JOIN s USING (event)"
        " JOIN n USING (event) ORDER BY f.event"
    )


def _from(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f'{alias}."{c}"' for c in columns)


def dyad_sql(events: str) -> str:
    """The query that derives `dyads` from a relation of events: each source country with each target country."""
    return (
        "SELECT DISTINCT id AS event, source, target, day, day_basis, type, quad, modality, historical, intensity,"
        f" confidence, outlets FROM (SELECT * REPLACE (unnest(CASE WHEN len(source_country) = 0 THEN ['---'] ELSE"
        f" source_country END) AS source) FROM (SELECT * REPLACE (unnest(CASE WHEN len(target_country) = 0 THEN ['---']"
        f" ELSE target_country END) AS target) FROM {events})) ORDER BY ALL"
    )


def everything(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """All current rows of a table as dicts, without bookkeeping columns."""
    return rows(connection, f'SELECT {tables()[name].listed} FROM "{name}"', ())


class Queryable(Protocol):
    """A DuckDB connection, or `Windows` on one."""

    def execute(self, query: str, parameters: Any = None, /) -> duckdb.DuckDBPyConnection:
        """Run a query, as DuckDB's `execute` does."""


def rows(connection: Queryable, sql: str, values: Sequence[Any]) -> list[Row]:
    """The rows of a query as dicts; `values` are those of its parameters in order."""
    found: list[Row] = connection.execute(sql, list(values)).to_arrow_table().to_pylist()
    return found


def resolved(connection: duckdb.DuckDBPyConnection, identifier: str) -> str | None:
    """The event that an id means now (events merge, articles are coded again); None for an id never given."""
    seen: set[str] = set()
    while identifier not in seen:
        seen.add(identifier)
        found = connection.execute("SELECT event FROM assignments WHERE report = ?", [identifier]).fetchone()
        if found:
            return str(found[0])
        moved = connection.execute("SELECT new FROM redirects WHERE old = ?", [identifier]).fetchone()
        identifier = str(moved[0]) if moved else identifier
    return None
