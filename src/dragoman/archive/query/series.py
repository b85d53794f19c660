"""Time series of a dyad, and panels of all directed dyads: events counted by period."""

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
Z = 1.96  # half-width of a 95 % interval in standard deviations (normal approximation)
#: SQL condition: events that have a date and happened, or are said to have happened, and are not background history.
COUNTED = "day IS NOT NULL AND NOT historical AND modality IN ('actual', 'claimed')"


def dyad(
    connection: duckdb.DuckDBPyConnection,
    one: str,
    two: str,
    by: str = "month",
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """The events between two countries by period, in either direction: counts by quad class, and net cooperation.

    Args:
        connection: one that has the views of the archive.
        one: country code.
        two: country code.
        by: the period: day, week, month, quarter or year.
        since: first day, a day, month or year.
        until: last day, a day, month or year.

    Returns a row for every period from the first to the last that has events: `period` (its first day), `events`, a
    count for each quad class, `net`, `low` and `high`. `net` is the expected number of cooperative events less that of
    conflictual ones, each event counted with its confidence (which grows with corroboration by other outlets);
    `low` and `high` are its 95 % interval, the counts taken as Poisson. Planned, conditional, denied and historical
    events are not counted. Raises `DragomanError` for a code no country has, another period, and what is no date.
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
    by_period = {r["period"]: r for r in rows}
    return [_net(by_period.get(p) or _zero(p)) for p in _periods(list(by_period), by)]


def panel(
    connection: duckdb.DuckDBPyConnection,
    by: str = "month",
    *,
    zeros: bool = False,
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """The events of all directed dyads by period.

    Args:
        connection: one that has the views of the archive.
        by: the period: day, week, month, quarter or year.
        zeros: give a balanced panel: every dyad in every period from the first to the last.
        since: first day, a day, month or year.
        until: last day, a day, month or year.

    Returns rows as those of `dyad` with `source`, `target`, `intensity` (sum of PLOVER scores) and `exposure`, the
    number of articles published in the period: counts have to be compared with it. Raises `DragomanError` for another
    period and what is no date.
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
    exposure = dict(
        connection.execute(
            f"SELECT date_trunc('{period}', published::DATE)::DATE::VARCHAR, count(*) FROM articles"
            " WHERE published IS NOT NULL GROUP BY 1"
        ).fetchall()
    )
    if zeros:
        by_dyad = {(r["source"], r["target"], r["period"]): r for r in rows}
        periods = list(_periods(sorted({r["period"] for r in rows}), by))
        dyads = sorted({(r["source"], r["target"]) for r in rows})
        rows = [
            by_dyad.get((s, t, p)) or {"source": s, "target": t, **_zero(p), "intensity": 0.0}
            for s, t in dyads
            for p in periods
        ]
    return [
        {
            "source": r["source"],
            "target": r["target"],
            **_net(r),
            "intensity": r["intensity"],
            "exposure": exposure.get(r["period"], 0),
        }
        for r in rows
    ]


def _counts() -> str:
    """The SQL columns with the counts of a group of dyads, net cooperation and its variance."""
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


def _periods(begins: list[str], by: str) -> Iterator[str]:
    """The first day of every period from the first to the last of some, which are given by their first days."""
    if begins:
        frequency, interval = STEPS[by]
        first, last = (dt.datetime.fromisoformat(day) for day in (min(begins), max(begins)))
        yield from (day.date().isoformat() for day in rrule(frequency, first, interval, until=last))
