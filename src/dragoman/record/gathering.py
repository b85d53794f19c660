"""Gathering: the rows that reconciling looks at, by the days they were published in, and the events made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from dragoman.reconcile.days import shifted
from dragoman.record.rows import Row
from dragoman.record.schema import tables

Window = tuple[str, str]
LOOKED_AT = (
    "id, article, outlet, published, type, quad, mode, modality, historical, source, target, source_country,"
    " target_country, dragoman, date_from, date_to, place_name, place_country, sentence"
)
MEMBERS = "SELECT a.event, r.* FROM {assignments} a JOIN reports r ON r.id = a.report"
NEAR = "(published IS NULL OR published BETWEEN ? AND ?)"
DATE = ("date", "date_from", "date_to", "date_reason", "day", "day_basis")
PLACE = tuple(f"place_{n}" for n in ("name", "country", "admin1", "lat", "lon", "geonames", "precision"))


def window(days: Sequence[str], reach: int) -> Window:
    """The first and last day of publication that some articles can be compared with, twice the reach on each side."""
    if not days:
        return ("9999-12-31", "9999-12-31")
    return shifted(min(days), -2 * reach), shifted(max(days), 2 * reach)


def widened(near: Window, days: int) -> Window:
    """A window with so many days more on each side."""
    return near if near[0] == "9999-12-31" else (shifted(near[0], -days), shifted(near[1], days))


def articles(connection: duckdb.DuckDBPyConnection, near: Window) -> list[Row]:
    """Articles of a window with what they are compared by."""
    return rows(connection, f"SELECT id, published, signature, features, weights_of FROM articles WHERE {NEAR}", near)


def reports(connection: duckdb.DuckDBPyConnection, near: Window) -> list[Row]:
    """Reports of a window with what they are compared by."""
    return rows(connection, f"SELECT {LOOKED_AT} FROM reports WHERE {NEAR}", near)


def pairs(connection: duckdb.DuckDBPyConnection, near: Window) -> list[Row]:
    """Scores kept of a window."""
    return rows(connection, f"SELECT kind, a, b, score, published FROM pairs WHERE {NEAR}", near)


def current(connection: duckdb.DuckDBPyConnection, name: str, key: str, value: str, near: Window) -> dict[str, str]:
    """Of a table of two columns, what stands in it for a window."""
    found = connection.execute(f'SELECT "{key}", "{value}" FROM "{name}" WHERE {NEAR}', list(near)).fetchall()
    return dict(found)


def ended(connection: duckdb.DuckDBPyConnection, report: str) -> bool:
    """Whether a report is no longer in force."""
    return connection.execute("SELECT 1 FROM reports WHERE id = ?", [report]).fetchone() is None


def members(connection: duckdb.DuckDBPyConnection, events: Iterable[str], near: Window) -> list[Row]:
    """The reports of some events, kept as the temporary table `member`."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE affected AS SELECT unnest(?::VARCHAR[]) AS event", [sorted(events)]
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE member AS SELECT a.event, r.* FROM"
        f" (SELECT * FROM assignments WHERE {NEAR} AND event IN (SELECT event FROM affected)) a"
        f" JOIN (SELECT * FROM reports WHERE {NEAR}) r ON r.id = a.report",
        [*near, *near],
    )
    return rows(connection, "SELECT * FROM member", ())


def events(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The rows of `events` made of the reports in `member`, kept as the temporary table `cluster`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cluster AS {event_sql('member')}")
    return rows(connection, f"SELECT {tables()['events'].listed} FROM cluster ORDER BY id", ())


def event_sql(member: str) -> str:
    """Events out of a relation of reports with their `event`: see the table `events`."""
    own = [c for c in tables()["reports"].columns if c not in {"id", "confidence", *DATE, *PLACE}]
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
        f" SELECT f.event AS id, {_from('f', own)}, {_from('d', DATE)}, {_from('p', PLACE)}, s.outlets, s.confidence,"
        " n.reports, n.articles, n.first_published, n.last_published, n.modalities FROM f"
        " JOIN d USING (event) JOIN p USING (event) JOIN s USING (event)"
        " JOIN n USING (event) ORDER BY f.event"
    )


def _from(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f'{alias}."{c}"' for c in columns)


def dyads(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The rows of `dyads` made of the events in `cluster`."""
    return rows(connection, dyad_sql("cluster"), ())


def dyad_sql(events: str) -> str:
    """Every source country of every event with every target country."""
    return (
        "SELECT DISTINCT id AS event, source, target, day, day_basis, type, quad, modality, historical, intensity,"
        f" confidence, outlets FROM (SELECT * REPLACE (unnest(CASE WHEN len(source_country) = 0 THEN ['---'] ELSE"
        f" source_country END) AS source) FROM (SELECT * REPLACE (unnest(CASE WHEN len(target_country) = 0 THEN ['---']"
        f" ELSE target_country END) AS target) FROM {events})) ORDER BY ALL"
    )


def held(connection: duckdb.DuckDBPyConnection, name: str, column: str, values: Iterable[str]) -> list[Row]:
    """The rows in force of a table for some events, without bookkeeping."""
    wanted = f'SELECT {tables()[name].listed} FROM "{name}" WHERE "{column}" IN (SELECT unnest(?::VARCHAR[]))'
    return rows(connection, wanted, [sorted(values)])


def everything(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """All rows in force of a table, without bookkeeping."""
    return rows(connection, f'SELECT {tables()[name].listed} FROM "{name}"', ())


def planned(connection: duckdb.DuckDBPyConnection, near: Window) -> list[Row]:
    """Events of a window that are plans, or of the countries and types that plans are about."""
    return rows(
        connection,
        f"SELECT {LOOKED_AT}, place_precision FROM events WHERE {NEAR} AND (type = 'REJECT' OR type IN"
        f" (SELECT type FROM events WHERE modality = 'planned' AND {NEAR}))",
        [*near, *near],
    )


def rows(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any]) -> list[Row]:
    """An answer as dicts."""
    found: list[Row] = connection.execute(sql, list(values)).to_arrow_table().to_pylist()
    return found


def resolved(connection: duckdb.DuckDBPyConnection, identifier: str) -> str | None:
    """The event that an id ever printed means now: events move and merge, articles are coded again."""
    seen: set[str] = set()
    while identifier not in seen:
        seen.add(identifier)
        found = connection.execute("SELECT event FROM assignments WHERE report = ?", [identifier]).fetchone()
        if found:
            return str(found[0])
        moved = connection.execute("SELECT new FROM redirects WHERE old = ?", [identifier]).fetchone()
        identifier = str(moved[0]) if moved else identifier
    return None
