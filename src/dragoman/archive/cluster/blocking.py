"""Blocking: which rows new articles are compared with, and which are connected with them by stored scores.

The tables are sorted by the day of publication, so that a window of days reads few files. Within the window, rows are
found by shared blocking keys and by stored scores, so that the cost does not grow with the size of the archive.

`Dates` here is always a mapping of ids to the day of publication, ISO, or None where that is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from dragoman.archive.cluster.columns import IntArray
from dragoman.archive.cluster.days import shifted
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.windows import Window, Windows

Pair = tuple[str, str, float]
Dates = dict[str, str | None]
APART = 3  # days: reports whose own dates are farther apart are not of one event
MOST_DAYS_IN_CHAIN = 365  # how far from the first rows a chain of similar pairs is followed
#: What of a row decides whether it can be compared: its article, and the first and last day of its own date.
COMPARED = {
    "articles": "id AS article, NULL::DATE AS first, NULL::DATE AS last",
    "reports": "article, try_cast(date_from AS DATE) AS first, try_cast(date_to AS DATE) AS last",
}
DAY = "try_cast(published[:10] AS DATE)"


def window(days: Iterable[str | None], reach: int = 0) -> Window:
    """The window from the first to the last of some days, widened by `reach` days on each side.

    None (all days) where a day is missing or there is none.
    """
    wanted = list(days)
    known = [d for d in wanted if d]
    if not known or len(known) < len(wanted):
        return None
    return shifted(min(known), -reach), shifted(max(known), reach + 1)


def id_query(connection: Windows, name: str, ids: Iterable[str]) -> str:
    """Put ids into the temporary table `name`; returns the SQL subquery that selects them."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(ids)])
    return f"(SELECT id FROM {name})"


def candidate_pairs(connection: Windows, name: str, new: Dates, reach: int, columns: str) -> tuple[list[Row], IntArray]:
    """The candidate pairs of new articles: rows that share a blocking key with one of theirs.

    Left out are pairs that cannot be one story or event: published more than `reach` days apart, two reports of one
    article, and reports whose own dates are more than 3 days apart.

    Args:
        connection: windows on the archive; the rows within reach are left in its temporary table `near_NAME`.
        name: `articles` or `reports`.
        new: the new articles; of `reports`, those of these articles are compared.
        reach: most days between two publications.
        columns: the columns to read, for a SELECT.

    Returns the rows that occur in a pair, and an int64 array of shape (pairs, 2) of positions in these rows.
    """
    wanted, near = id_query(connection, "chosen", new), connection.around(name, window(new.values(), reach))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE near_{name} AS SELECT id, published, {COMPARED[name]}, {DAY} AS day, keys"
        f" FROM {near}"
    )
    by_key = f"SELECT rowid AS n, article, first, last, day, unnest(keys) AS key FROM near_{name}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE candidate AS SELECT DISTINCT least(f.n, h.n) AS a, greatest(f.n, h.n) AS b"
        f" FROM ({by_key} WHERE article IN {wanted}) f JOIN ({by_key}) h USING (key)"
        f" WHERE f.article <> h.article AND coalesce(abs(f.day - h.day) <= {reach}, true)"
        f" AND coalesce(h.first - f.last <= {APART}, true) AND coalesce(f.first - h.last <= {APART}, true)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE used AS SELECT rowid AS n, id, published FROM near_{name}"
        " WHERE rowid IN (SELECT a FROM candidate UNION ALL SELECT b FROM candidate)"
    )
    source = connection.around(name, extent(connection, "used", "published", "published"))
    query = f"SELECT n, {columns} FROM {source} JOIN (SELECT n, id FROM used) USING (id) ORDER BY n"
    rows = gathering.rows(connection, query, ())
    found = connection.execute("SELECT a, b FROM candidate").fetchnumpy()
    places = np.searchsorted(np.array([r["n"] for r in rows], np.int64), np.stack([found["a"], found["b"]], axis=1))
    return rows, places


def extent(connection: Windows, name: str, first: str, last: str) -> Window:
    """The window from the least `first` to the greatest `last` of a table's rows, both columns of days.

    Rows without a day do not count; None (all days) where no row has one.
    """
    days = connection.execute(f"SELECT min({first}), max({last}) FROM {name}").fetchone()
    return window(days) if days and days[0] else None


def reports_of(connection: Windows, new: Dates) -> Dates:
    """The reports of some articles, out of what `candidate_pairs` left in `near_reports`.

    Imported reports are among them, which have no keys and so are in no pair.
    """
    query = f"SELECT id, published FROM near_reports WHERE article IN {id_query(connection, 'chosen', new)} ORDER BY id"
    return dict(connection.execute(query).fetchall())


def publication_days(connection: Windows, name: str, ids: Collection[str], near: Window) -> Dates:
    """The days of publication of those rows of a table within a window that have one of the ids."""
    if not ids:
        return {}
    wanted, source = id_query(connection, "wanted", ids), connection.around(name, near)
    query = f"SELECT id, published FROM {source} WHERE id IN {wanted} ORDER BY id"
    return dict(connection.execute(query).fetchall())


def component(connection: Windows, name: str, seeds: Dates, threshold: float, reach: int) -> Dates:
    """The rows connected with some others by a chain of pairs that score at least a threshold.

    Args:
        connection: windows on the archive.
        name: `articles` or `reports`.
        seeds: the rows to start from.
        threshold: the least score of a pair.
        reach: most days between the two rows of a pair. A chain ends a year from the seeds.
    """
    most = window(seeds.values(), MOST_DAYS_IN_CHAIN)
    out, frontier = dict(seeds), dict(seeds)
    while frontier:
        wanted = id_query(connection, "frontier", frontier)
        pairs = connection.around("pairs", window(frontier.values(), reach))
        close = f"SELECT a, b FROM {pairs} WHERE kind = '{name[:-1]}' AND score >= {threshold}"
        found = connection.execute(
            f"SELECT b AS id FROM ({close}) WHERE a IN {wanted} UNION SELECT a FROM ({close}) WHERE b IN {wanted}"
            " ORDER BY id"
        ).fetchall()
        ids = [i for (i,) in found if i not in out]
        days = publication_days(connection, name, ids, window(frontier.values(), reach))
        frontier = {i: d for i, d in days.items() if most is None or not d or most[0] <= d <= most[1]}
        out |= frontier
    return out


def naming_order(dates: Dates) -> dict[str, tuple[str, str]]:
    """The sort key of each row: its day (those without one last), then its id. The first of a cluster names it."""
    return {i: (d or "9999", i) for i, d in dates.items()}


def stored_scores(connection: Windows, name: str, members: Dates, reach: int) -> list[Pair]:
    """The stored scores of pairs with both rows among `members`, as (id, id, score); `name` as in `component`."""
    wanted = id_query(connection, "wanted", members)
    return connection.execute(
        f"SELECT a, b, score FROM {connection.around('pairs', window(members.values(), reach))}"
        f" WHERE kind = '{name[:-1]}' AND a IN {wanted} AND b IN {wanted} ORDER BY a, b"
    ).fetchall()


def current_clusters(connection: Windows, name: str, members: Dates) -> dict[str, str]:
    """The stored cluster of each row: its event out of `assignments`, or its story out of `storylines`."""
    key, value = ("report", "event") if name == "assignments" else ("article", "story")
    source, wanted = connection.around(name, window(members.values())), id_query(connection, "wanted", members)
    query = f"SELECT {key}, {value} FROM {source} WHERE {key} IN {wanted} ORDER BY {key}"
    return dict(connection.execute(query).fetchall())


def events_of_ended_reports(connection: Windows, new: Dates) -> dict[str, str]:
    """The event of each report that an article's new coding no longer has, published on the days of some articles.

    To be called after `candidate_pairs`, which leaves the reports in force in `near_reports`.
    """
    near = window(new.values())
    ended = connection.around("ended_reports", near)
    query = f"SELECT DISTINCT id FROM {ended} WHERE id NOT IN (SELECT id FROM near_reports) ORDER BY id"
    ids = [i for (i,) in connection.execute(query).fetchall()]
    if not ids:
        return {}
    wanted, source = id_query(connection, "wanted", ids), connection.around("assignments", near)
    query = f"SELECT report, event FROM {source} WHERE report IN {wanted} ORDER BY report"
    return dict(connection.execute(query).fetchall())


def members_of(connection: Windows, events: Sequence[str]) -> Dates:
    """The reports that are assigned to some events."""
    query = (
        f"SELECT report, published FROM {connection.whole('assignments')} WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    )
    return dict(connection.execute(query, [sorted(events)]).fetchall())
