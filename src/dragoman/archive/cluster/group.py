"""Clusters from pair scores and a clustering threshold, by average linkage.

Average linkage looks at all pairs between two clusters, so that a chain of similar pairs (A like B, B like C) does not
join what is dissimilar (A and C).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping

Pair = tuple[str, str, float]


def scaled(pairs: Iterable[Pair], near: Mapping[str, float]) -> list[Pair]:
    """Rescale every score by how high the scores of both members with their nearest neighbours are.

    This is local scaling (Zelnik-Manor and Perona 2004): a short article whose best score is low still finds its story,
    and two similar events in the news at once, each with close reports of its own, stay apart.

    Args:
        pairs: (id, id, score), scores from 0 to 1.
        near: the parameters `story`: `neighbours` is how many of the highest scores count, `loosest` and `tightest`
            are the bounds of their mean.

    Returns the pairs in the same order with `relative` scores, rounded to six decimals.
    """
    pairs = list(pairs)
    scores: dict[str, list[float]] = {}
    for a, b, score in pairs:
        scores.setdefault(a, []).append(score)
        scores.setdefault(b, []).append(score)
    many = int(near["neighbours"])
    usual = {
        i: min(max(math.fsum(heapq.nlargest(many, of_one)) / many, near["loosest"]), near["tightest"])
        for i, of_one in scores.items()
    }
    return [(a, b, round(relative(score, usual[a], usual[b]), 6)) for a, b, score in pairs]


def relative(score: float, one: float, other: float) -> float:
    """A score relative to the usual scores of its two members: 0.5 where it equals both, near 1 far above them.

    It grows with the score throughout, so that an article joins its best match and not just one that is good enough.

    Args:
        score: the score of the pair, above 0.
        one: the usual score of one member, above 0.
        other: that of the other member.
    """
    return score * score / (score * score + one * other)


def group(
    ids: Iterable[str], pairs: Iterable[Pair], threshold: float, order: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Average linkage: the cluster of every id, named by the cluster's first member in `order`.

    Two clusters join while the mean score over all pairs between them (0 for a pair without a score) is at least the
    threshold; the best pair of clusters first, ties by name. The result does not depend on the order of the arguments.

    Args:
        ids: everything to cluster; what joins nothing is a cluster of its own.
        pairs: (id, id, score); pairs with an id that is not among `ids` are left out.
        threshold: the clustering threshold, on the scale of the scores.
        order: a sort key for each id: which member gives its name to the cluster (`blocking.naming_order`).
    """
    members = {i: [i] for i in sorted(ids)}
    links: dict[str, dict[str, float]] = {i: {} for i in members}
    for a, b, score in pairs:
        if a in members and b in members and a != b:
            links[a][b] = links[b][a] = score
    heap = [(-s, a, b) for a, near in links.items() for b, s in near.items() if a < b and s >= threshold]
    heapq.heapify(heap)
    while heap:
        cost, a, b = heapq.heappop(heap)
        if a not in members or b not in links[a] or abs(cost + _mean(a, b, links, members)) > 1e-12:
            continue
        _join(a, b, members, links)
        for other in links[a]:
            mean = _mean(a, other, links, members)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    clusters = {min(cluster, key=lambda m: order[m]): cluster for cluster in members.values()}
    return {i: name for name, cluster in clusters.items() for i in cluster}


def _mean(a: str, b: str, links: Mapping[str, Mapping[str, float]], members: Mapping[str, list[str]]) -> float:
    """The mean score over all pairs between two clusters; `links` has the sum of their scores."""
    return links[a][b] / (len(members[a]) * len(members[b]))


def _join(a: str, b: str, members: dict[str, list[str]], links: dict[str, dict[str, float]]) -> None:
    """Merge cluster b into a, adding up the sums of scores; a < b, so that the key follows from the members alone."""
    del links[a][b], links[b][a]
    for other, total in links.pop(b).items():
        del links[other][b]
        links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
    members[a] += members.pop(b)
