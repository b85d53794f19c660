"""Clusters from pair scores and a threshold: average linkage, so that no chain of likenesses joins what is unlike."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[str, str, float]


def group(
    ids: Iterable[str], pairs: Iterable[Pair], threshold: float, order: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """The cluster of every id, named by its first member in `order`; a function of its arguments as sets.

    Two clusters join while the mean score over all pairs between them (0 for a pair that has none) is at least half
    the threshold and the strongest is at least the threshold; the best pair of clusters first, ties by name.
    """
    members = {i: [i] for i in sorted(ids)}
    links: dict[str, dict[str, float]] = {i: {} for i in members}
    best: dict[str, dict[str, float]] = {i: {} for i in members}
    for a, b, score in pairs:
        if a in members and b in members and a != b:
            links[a][b] = links[b][a] = score
            best[a][b] = best[b][a] = score
    heap = [(-s, a, b) for a, near in links.items() for b, s in near.items() if a < b and s >= threshold]
    heapq.heapify(heap)
    age = dict.fromkeys(members, 1)
    while heap:
        cost, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in links[a]:
            continue
        mean = links[a][b] / (age[a] * age[b])
        if abs(-cost - mean) > 1e-12:
            continue
        _join(a, b, members, links, best, age)
        for other, total in links[a].items():
            mean = total / (age[a] * age[other])
            if best[a][other] >= threshold and mean >= threshold / 2:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return {i: name for own in members.values() for name in [min(own, key=lambda m: order[m])] for i in own}


def _join(
    a: str,
    b: str,
    members: dict[str, list[str]],
    links: dict[str, dict[str, float]],
    best: dict[str, dict[str, float]],
    age: dict[str, int],
) -> None:
    """Put cluster b into a: sums of scores add, maxima stay; a < b keeps the name a function of the members."""
    del links[a][b], links[b][a], best[a][b], best[b][a]
    for other, total in links.pop(b).items():
        top = best[b][other]
        del links[other][b], best[other][b]
        links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
        best[a][other] = best[other][a] = max(best[a].get(other, 0.0), top)
    del best[b]
    members[a] += members.pop(b)
    age[a] += age.pop(b)


def components(ids: Iterable[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """The connected component of every id, named by its least member."""
    parent = {i: i for i in ids}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b, _ in pairs:
        if a in parent and b in parent:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    return {i: root(i) for i in parent}
