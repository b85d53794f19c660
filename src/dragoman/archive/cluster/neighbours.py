"""Neighbours: the stories of new articles and of all articles that these may move, by rescaled scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.archive.cluster import blocking
from dragoman.archive.cluster.blocking import Dates, Pair
from dragoman.archive.cluster.group import group, scaled
from dragoman.archive.storage.windows import Windows


def grouped(connection: Windows, new: Dates, parameters: Mapping[str, float]) -> tuple[dict[str, str], Dates]:
    """Cluster the new articles with every article whose story they may change.

    Scores are rescaled by those of the nearest neighbours (`group.scaled`). A new article can be such a neighbour, and
    so change the rescaled scores of others among themselves: two steps of neighbours are looked at for that.

    Args:
        connection: windows on the archive.
        new: the new articles, ids with days of publication.
        parameters: the parameters `story`.

    Returns the story of each article, and each article's day of publication.
    """
    reach, most = int(parameters["days"]), blocking.window(new.values(), blocking.MOST_DAYS_IN_CHAIN)
    dates, frontier, close = dict(new), dict(new), dict[tuple[str, str], float]()
    for _ in range(2):
        frontier = _within_reach(connection, _ends(_pairs(connection, frontier, reach)), dates, frontier, reach)
        dates |= frontier
    frontier = dates
    while frontier:
        beside = _within_reach(connection, _ends(_pairs(connection, frontier, reach)), {}, frontier, reach)
        pairs = _pairs(connection, {**frontier, **beside}, reach)
        near = {(a, b): s for a, b, s in scaled(pairs, parameters) if a in frontier or b in frontier}
        close |= near
        ends = _ends((a, b, s) for (a, b), s in near.items() if s >= parameters["threshold"])
        found = _within_reach(connection, ends, dates, frontier, reach)
        frontier = {i: d for i, d in found.items() if most is None or not d or most[0] <= d <= most[1]}
        dates |= frontier
    pairs = [(a, b, s) for (a, b), s in sorted(close.items()) if a in dates and b in dates]
    return group(sorted(dates), pairs, parameters["threshold"], blocking.naming_order(dates)), dates


def _pairs(connection: Windows, articles: Dates, reach: int) -> list[Pair]:
    """All stored scores of pairs in which one of the articles occurs, each pair once."""
    wanted = blocking.id_query(connection, "wanted", articles)
    near = connection.around("pairs", blocking.window(articles.values(), reach))
    return connection.execute(
        f"SELECT DISTINCT a, b, score FROM {near} WHERE kind = 'article' AND (a IN {wanted} OR b IN {wanted})"
        " ORDER BY a, b"
    ).fetchall()


def _ends(pairs: Iterable[Pair]) -> set[str]:
    """The ids of both members of all pairs."""
    return {i for a, b, _ in pairs for i in (a, b)}


def _within_reach(connection: Windows, ids: set[str], but: Dates, beside: Dates, reach: int) -> Dates:
    """Which of some articles were published within `reach` days of those of `beside`; without those of `but`."""
    return blocking.publication_days(connection, "articles", ids - but.keys(), blocking.window(beside.values(), reach))
