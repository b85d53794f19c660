"""Meeting: which rows new ones are compared with, and which hang together by their scores, looked up by key and day.

Tables lie in the order of publication, so that a condition on it reads only the days that count; what is found among
them goes by the shared keys and the stored scores, never by the size of the record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from dragoman.archive.cluster.columns import Numbers
from dragoman.archive.cluster.days import shifted
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.windows import Window, Windows

Pair = tuple[str, str, float]
Dates = dict[str, str | None]
FAR = 3
LONGEST = 365
HELD = {
    "articles": "id AS article, NULL::DATE AS first, NULL::DATE AS last",
    "reports": "article, try_cast(date_from AS DATE) AS first, try_cast(date_to AS DATE) AS last",
}
DAY = "try_cast(published[:10] AS DATE)"


def window(days: Iterable[str | None], reach: int = 0) -> Window:
    """The first and last of some days with so many more on each side; None, for all, where a day is missing."""
    known = list(days)
    dated = [d for d in known if d]
    return (shifted(min(dated), -reach), shifted(max(dated), reach + 1)) if known and len(dated) == len(known) else None


def listed(connection: Windows, name: str, ids: Iterable[str]) -> str:
    """Put ids into the temporary table `name`; gives the query that selects them."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(ids)])
    return f"(SELECT id FROM {name})"


def met(connection: Windows, name: str, new: Dates, reach: int, columns: str) -> tuple[list[Row], Numbers]:
    """Rows of `articles`, or of `reports`, that share a key with one of the `new` articles; the places of every two.

    Left out is what cannot be one story or event: published more than `reach` days apart, reports of one article, and
    reports that date their acts more than 3 days apart. Leaves the rows within reach in the table `near_NAME`.
    """
    wanted, near = listed(connection, "chosen", new), connection.around(name, window(new.values(), reach))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE near_{name} AS SELECT id, published, {HELD[name]}, {DAY} AS day, keys"
        f" FROM {near}"
    )
    held = f"SELECT rowid AS n, article, first, last, day, unnest(keys) AS key FROM near_{name}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met AS SELECT DISTINCT least(f.n, h.n) AS a, greatest(f.n, h.n) AS b"
        f" FROM ({held} WHERE article IN {wanted}) f JOIN ({held}) h USING (key)"
        f" WHERE f.article <> h.article AND coalesce(abs(f.day - h.day) <= {reach}, true)"
        f" AND coalesce(h.first - f.last <= {FAR}, true) AND coalesce(f.first - h.last <= {FAR}, true)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE used AS SELECT rowid AS n, id, published FROM near_{name}"
        " WHERE rowid IN (SELECT a FROM met UNION ALL SELECT b FROM met)"
    )
    held = connection.around(name, extent(connection, "used", "published", "published"))
    told = f"SELECT n, {columns} FROM {held} JOIN (SELECT n, id FROM used) USING (id) ORDER BY n"
    rows = gathering.rows(connection, told, ())
    found = connection.execute("SELECT a, b FROM met").fetchnumpy()
    places = np.searchsorted(np.array([r["n"] for r in rows], np.int64), np.stack([found["a"], found["b"]], axis=1))
    return rows, places


def extent(connection: Windows, name: str, first: str, last: str) -> Window:
    """The days from the first to the last of some rows; None where they have none. Those without a day do not count."""
    days = connection.execute(f"SELECT min({first}), max({last}) FROM {name}").fetchone()
    return window(days) if days and days[0] else None


def reported(connection: Windows, new: Dates) -> Dates:
    """The reports of some articles that were met, also those brought in, which have no keys; with their days."""
    told = f"SELECT id, published FROM near_reports WHERE article IN {listed(connection, 'chosen', new)} ORDER BY id"
    return dict(connection.execute(told).fetchall())


def dated(connection: Windows, name: str, ids: Collection[str], near: Window) -> Dates:
    """The days of publication of rows in force of a window."""
    if not ids:
        return {}
    wanted, held = listed(connection, "wanted", ids), connection.around(name, near)
    told = f"SELECT id, published FROM {held} WHERE id IN {wanted} ORDER BY id"
    return dict(connection.execute(told).fetchall())


def component(connection: Windows, name: str, seeds: Dates, threshold: float, reach: int) -> Dates:
    """The rows that hang together with some by scores at or above a threshold, with their days of publication.

    Followed from row to row, each step at most `reach` days long, and no farther than a year from the first ones.
    """
    most = window(seeds.values(), LONGEST)
    out, frontier = dict(seeds), dict(seeds)
    while frontier:
        wanted = listed(connection, "frontier", frontier)
        pairs = connection.around("pairs", window(frontier.values(), reach))
        close = f"SELECT a, b FROM {pairs} WHERE kind = '{name[:-1]}' AND score >= {threshold}"
        found = connection.execute(
            f"SELECT b AS id FROM ({close}) WHERE a IN {wanted} UNION SELECT a FROM ({close}) WHERE b IN {wanted}"
            " ORDER BY id"
        ).fetchall()
        ids = [i for (i,) in found if i not in out]
        days = dated(connection, name, ids, window(frontier.values(), reach))
        frontier = {i: d for i, d in days.items() if most is None or not d or most[0] <= d <= most[1]}
        out |= frontier
    return out


def order(dates: Dates) -> dict[str, tuple[str, str]]:
    """What names a cluster: the day and id of its rows, those without a day last."""
    return {i: (d or "9999", i) for i, d in dates.items()}


def scores(connection: Windows, name: str, members: Dates, reach: int) -> list[Pair]:
    """The kept scores of pairs within some rows."""
    wanted = listed(connection, "wanted", members)
    return connection.execute(
        f"SELECT a, b, score FROM {connection.around('pairs', window(members.values(), reach))}"
        f" WHERE kind = '{name[:-1]}' AND a IN {wanted} AND b IN {wanted} ORDER BY a, b"
    ).fetchall()


def current(connection: Windows, name: str, members: Dates) -> dict[str, str]:
    """Where some rows stand now, out of `assignments` or `storylines`."""
    key, value = ("report", "event") if name == "assignments" else ("article", "story")
    held = connection.around(name, window(members.values()))
    told = f"SELECT {key}, {value} FROM {held} WHERE {key} IN {listed(connection, 'wanted', members)} ORDER BY {key}"
    return dict(connection.execute(told).fetchall())


def gone(connection: Windows, new: Dates) -> dict[str, str]:
    """The events of reports that are no longer in force, of the days of some articles that were met."""
    near = window(new.values())
    ended = connection.around("ended_reports", near)
    told = f"SELECT DISTINCT id FROM {ended} WHERE id NOT IN (SELECT id FROM near_reports) ORDER BY id"
    ids = [i for (i,) in connection.execute(told).fetchall()]
    if not ids:
        return {}
    wanted, held = listed(connection, "wanted", ids), connection.around("assignments", near)
    told = f"SELECT report, event FROM {held} WHERE report IN {wanted} ORDER BY report"
    return dict(connection.execute(told).fetchall())


def standing(connection: Windows, events: Sequence[str]) -> Dates:
    """The reports of some events, with their days."""
    told = (
        f"SELECT report, published FROM {connection.whole('assignments')} WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    )
    return dict(connection.execute(told, [sorted(events)]).fetchall())
