"""Clusters from pair scores and a threshold: average linkage, so that no chain of likenesses joins what is unlike."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping

Pair = tuple[str, str, float]


def scaled(pairs: Iterable[Pair], near: Mapping[str, float]) -> list[Pair]:
    """Every score against the mean score of both members with their nearest neighbours: `relative` to both means.

    So a short article whose best match is faint still finds its story, and two happenings of one kind, each with close
    reports of its own, stay apart: local scaling (Zelnik-Manor and Perona 2004). `near` has `neighbours`, how many, and
    `loosest` and `tightest`, the bounds of the mean.
    """
    pairs = list(pairs)
    scores: dict[str, list[float]] = {}
    for a, b, score in pairs:
        scores.setdefault(a, []).append(score)
        scores.setdefault(b, []).append(score)
    many = int(near["neighbours"])
    usual = {
        i: min(max(math.fsum(heapq.nlargest(many, own)) / many, near["loosest"]), near["tightest"])
        for i, own in scores.items()
    }
    return [(a, b, round(relative(score, usual[a], usual[b]), 6)) for a, b, score in pairs]


def relative(score: float, one: float, other: float) -> float:
    """A score by what is usual for both: 0.5 where it is that, near 1 far above.

    It grows with the score throughout, so that an article joins its best match and not just one that is good enough.
    """
    return score * score / (score * score + one * other)


def group(
    ids: Iterable[str], pairs: Iterable[Pair], threshold: float, order: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """The cluster of every id, named by its first member in `order`; a function of its arguments as sets.

    Two clusters join while the mean score over all pairs between them (0 for a pair that has none) is at least the
    threshold; the best pair of clusters first, ties by name.
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
    return {i: name for own in members.values() for name in [min(own, key=lambda m: order[m])] for i in own}


def _mean(a: str, b: str, links: Mapping[str, Mapping[str, float]], members: Mapping[str, list[str]]) -> float:
    return links[a][b] / (len(members[a]) * len(members[b]))


def _join(a: str, b: str, members: dict[str, list[str]], links: dict[str, dict[str, float]]) -> None:
    """Put cluster b into a: sums of scores add; a < b keeps the name a function of the members."""
    del links[a][b], links[b][a]
    for other, total in links.pop(b).items():
        del links[other][b]
        links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
    members[a] += members.pop(b)
