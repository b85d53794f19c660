"""Series of a dyad and balanced panels: events counted by period, with the articles read as exposure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

from dragoman.archive.query.filters import country, days
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.errors import DragomanError

#: Each period as a recurrence: its frequency, and how many of these it lasts.
STEPS = {"day": (DAILY, 1), "week": (WEEKLY, 1), "month": (MONTHLY, 1), "quarter": (MONTHLY, 3), "year": (YEARLY, 1)}
PERIODS = tuple(STEPS)
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
Z = 1.96
COUNTED = "day IS NOT NULL AND NOT historical AND modality IN ('actual', 'claimed')"


def dyad(
    connection: duckdb.DuckDBPyConnection,
    one: str,
    two: str,
    by: str = "month",
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """The relations of two countries by period, either direction: counts by quad class and net cooperation.

    `net` is the expected number of cooperative less that of conflictual events, each counted with its confidence (which
    grows with the outlets that report it); `low` and `high` are its 95 % interval, the counts taken as Poisson. What is
    planned, conditional, denied or recalled as history is not counted; periods without events between the first and
    the last are given with zeros. Raises `DragomanError` for a code no country has and for what is no date.
    """
    period = _period(by)
    one, two = (country("", code, connection) for code in (one, two))
    since, until = days(since, until)
    rows = gathering.rows(
        connection,
        f"SELECT date_trunc('{period}', day::DATE)::DATE::VARCHAR AS period, {_counts()} FROM"
        " (SELECT DISTINCT ON (event) * FROM dyads WHERE source IN (?, ?) AND target IN (?, ?)"
        " AND (source <> target OR ? = ?)"
        f" AND {COUNTED} AND (?::VARCHAR IS NULL OR day >= ?) AND (?::VARCHAR IS NULL OR day <= ?)) GROUP BY period"
        " ORDER BY period",
        [one, two, one, two, one, two, since, since, until, until],
    )
    held = {r["period"]: r for r in rows}
    return [_net(held.get(p) or _zero(p)) for p in _periods(list(held), by)]


def panel(
    connection: duckdb.DuckDBPyConnection,
    by: str = "month",
    *,
    zeros: bool = False,
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """Directed dyads by period; with `zeros` every dyad stands in every period between the first and the last.

    `exposure` is the number of articles published in the period: what a count has to be read against.
    """
    period = _period(by)
    since, until = days(since, until)
    rows = gathering.rows(
        connection,
        f"SELECT source, target, date_trunc('{period}', day::DATE)::DATE::VARCHAR AS period, {_counts()},"
        " round(sum(intensity), 3) AS intensity FROM dyads"
        f" WHERE {COUNTED} AND (?::VARCHAR IS NULL OR day >= ?) AND (?::VARCHAR IS NULL OR day <= ?)"
        " GROUP BY ALL ORDER BY source, target, period",
        [since, since, until, until],
    )
    read = dict(
        connection.execute(
            f"SELECT date_trunc('{period}', published::DATE)::DATE::VARCHAR, count(*) FROM articles"
            " WHERE published IS NOT NULL GROUP BY 1"
        ).fetchall()
    )
    if zeros:
        held = {(r["source"], r["target"], r["period"]): r for r in rows}
        periods = list(_periods(sorted({r["period"] for r in rows}), by))
        dyads = sorted({(r["source"], r["target"]) for r in rows})
        rows = [
            held.get((s, t, p)) or {"source": s, "target": t, **_zero(p), "intensity": 0.0}
            for s, t in dyads
            for p in periods
        ]
    return [
        {
            "source": r["source"],
            "target": r["target"],
            **_net(r),
            "intensity": r["intensity"],
            "exposure": read.get(r["period"], 0),
        }
        for r in rows
    ]


def _counts() -> str:
    counts = [f"count(*) FILTER (WHERE quad = {n})::INT AS {name}" for n, name in enumerate(QUADS, 1)]
    return ", ".join(
        [
            "count(*)::INT AS events",
            *counts,
            "sum(CASE WHEN quad <= 2 THEN confidence ELSE -confidence END) AS net",
            "sum(confidence) AS variance",
        ]
    )


def _zero(period: str) -> Row:
    return {"period": period, "events": 0, **dict.fromkeys(QUADS, 0), "net": 0.0, "variance": 0.0}


def _net(row: Row) -> Row:
    half = Z * row["variance"] ** 0.5
    kept = {n: row[n] for n in ("period", "events", *QUADS)}
    return {
        **kept,
        "net": round(row["net"], 3),
        "low": round(row["net"] - half, 3),
        "high": round(row["net"] + half, 3),
    }


def _period(by: str) -> str:
    if by not in PERIODS:
        raise DragomanError(f"--by {by}: one of {', '.join(PERIODS)} is expected")
    return by


def _periods(held: list[str], by: str) -> Iterator[str]:
    """Every period from the first to the last."""
    if held:
        frequency, interval = STEPS[by]
        first, last = (dt.datetime.fromisoformat(day) for day in (min(held), max(held)))
        yield from (day.date().isoformat() for day in rrule(frequency, first, interval, until=last))
