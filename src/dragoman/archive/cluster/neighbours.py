"""Neighbours: the articles that hang together by scores taken against those with their nearest, and their stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.archive.cluster import blocking as meeting
from dragoman.archive.cluster.blocking import Dates, Pair
from dragoman.archive.cluster.group import group, scaled
from dragoman.archive.storage.windows import Windows


def grouped(connection: Windows, new: Dates, own: Mapping[str, float]) -> tuple[dict[str, str], Dates]:
    """The story of every article that hangs together with one that new ones may move, and the day of each.

    New articles change how near their neighbours are to theirs in turn, so that these are looked at too.
    """
    reach, most = int(own["days"]), meeting.window(new.values(), meeting.LONGEST)
    dates, frontier, close = dict(new), dict(new), dict[tuple[str, str], float]()
    for _ in range(2):
        frontier = _met(connection, _ends(_pairs(connection, frontier, reach)), dates, frontier, reach)
        dates |= frontier
    frontier = dates
    while frontier:
        beside = _met(connection, _ends(_pairs(connection, frontier, reach)), {}, frontier, reach)
        told = _pairs(connection, {**frontier, **beside}, reach)
        near = {(a, b): s for a, b, s in scaled(told, own) if a in frontier or b in frontier}
        close |= near
        ends = _ends((a, b, s) for (a, b), s in near.items() if s >= own["threshold"])
        found = _met(connection, ends, dates, frontier, reach)
        frontier = {i: d for i, d in found.items() if most is None or not d or most[0] <= d <= most[1]}
        dates |= frontier
    pairs = [(a, b, s) for (a, b), s in sorted(close.items()) if a in dates and b in dates]
    return group(sorted(dates), pairs, own["threshold"], meeting.order(dates)), dates


def _pairs(connection: Windows, articles: Dates, reach: int) -> list[Pair]:
    """All kept scores that some articles have, each pair once."""
    wanted = meeting.listed(connection, "wanted", articles)
    near = connection.around("pairs", meeting.window(articles.values(), reach))
    return connection.execute(
        f"SELECT DISTINCT a, b, score FROM {near} WHERE kind = 'article' AND (a IN {wanted} OR b IN {wanted})"
        " ORDER BY a, b"
    ).fetchall()


def _ends(pairs: Iterable[Pair]) -> set[str]:
    return {i for a, b, _ in pairs for i in (a, b)}


def _met(connection: Windows, ids: set[str], but: Dates, beside: Dates, reach: int) -> Dates:
    """The days of some articles, which lie within reach of others; without those of `but`."""
    return meeting.dated(connection, "articles", ids - but.keys(), meeting.window(beside.values(), reach))
