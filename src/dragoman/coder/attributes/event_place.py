"""Where an act was: the place its predicate names, in the order a reader would take them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.annotations import PlaceMention
from dragoman.coder.attributes.event_time import governors
from dragoman.model import Where

HERE = frozenset(
    {"in", "at", "near", "inside", "outside", "around", "across", "over", "to", "into", "from", "on", "of"}
)
SURE = frozenset({"in", "at", "near", "inside", "outside", "around", "across"})


class Atlas:
    """The article's places by sentence."""

    def __init__(self, places: Sequence[PlaceMention]) -> None:
        self._by: dict[tuple[int, int], list[PlaceMention]] = {}
        for p in places:
            if p.place.use == "location":
                self._by.setdefault((p.first.doc.user_data["block"], p.first.sent.start), []).append(p)

    def of(self, trigger: Token, *, moving: bool = False) -> Where | None:
        """The place of the act; `moving` also takes where it goes to ("a trip to Moscow")."""
        near = self._by.get((trigger.doc.user_data["block"], trigger.sent.start), [])
        path = governors(trigger)
        scored = []
        for p in near:
            steps = _steps(p, path)
            allowed = SURE if not moving else HERE
            if steps is not None and p.preposition in allowed:
                scored.append((steps, p.preposition not in SURE, abs(p.first.i - trigger.i), p))
        if not scored:
            return None
        return where(min(scored, key=lambda s: s[:3])[3])


def where(p: PlaceMention) -> Where:
    """A place mention as an event's place."""
    q = p.place
    return Where(
        name=q.name,
        country=q.country,
        admin1=q.admin1,
        lat=q.lat,
        lon=q.lon,
        geonames=q.geonames,
        precision=q.kind,
        text=q.text,
        span=q.span,
        reason=q.reason,
    )


def _steps(p: PlaceMention, path: dict[int, int]) -> int | None:
    node = p.first.doc[p.first.i : p.last.i + 1].root
    for n in range(5):
        head = node.head
        if head.i in path and not (p.first.i <= head.i <= p.last.i):
            return path[head.i] + (n > 1)
        if head == node or head.pos_ in {"VERB", "AUX"}:
            return None
        node = head
    return None
