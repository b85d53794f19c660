"""Containers: a place named after a name and a comma or bracket, in which it lies ("Austin, TEXAS")."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.gazetteer.location import Location
from dragoman.places.candidates import ToponymCandidate
from dragoman.places.resolve import within

CONTAINERS = frozenset({"country", "admin1", "region"})


def containers(candidates: Sequence[ToponymCandidate]) -> dict[int, Location]:
    """The containers of candidates, by the index of the candidate.

    The container's own candidate is included, and has the same place.

    Args:
        candidates: the candidates of an article, in the order of the text.
    """
    found: dict[int, Location] = {}
    for n in range(len(candidates) - 1, 0, -1):
        inner, outer = candidates[n - 1], candidates[n]
        if inner.block is not outer.block or not _beside(inner, outer) or _country(inner):
            continue
        around = [r.location for r in outer.referents if r.location.kind in CONTAINERS and not r.people]
        inside = next((a for a in around if any(within(r.location, a) for r in inner.referents)), None)
        if inside is not None:
            found[n - 1] = inside
            found.setdefault(n, inside)
    return found


def _country(name: ToponymCandidate) -> bool:
    """Is a name surely a country or people, which has no container?"""
    first = name.referents[0]
    return first.people or (first.curated and not first.ambiguous and first.location.kind == "country")


def _beside(inner: ToponymCandidate, outer: ToponymCandidate) -> bool:
    """Is only a comma or an opening bracket between two names?"""
    doc, comma = inner.tokens.doc, inner.tokens.end
    return outer.tokens.start == comma + 1 and doc[comma].text in (",", "(")
