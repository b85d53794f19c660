"""Where an act was: the place its predicate names, in the order a reader would take them."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import PlaceMention
from dragoman.coder.attributes.event_time import governors
from dragoman.document import Document
from dragoman.model import Where

#: A place is looked for at most so many words above its name.
CLIMB = 5


def event_place(trigger: Token, document: Document, *, moving: bool = False) -> Where | None:
    """The place of an act; None where its sentence puts it at none.

    Args:
        trigger: the predicate.
        document: with its places.
        moving: also take a place that it goes to ("a trip TO Moscow").
    """
    words = document.knowledge.lexicon.events
    path = governors(trigger, document)
    scored = []
    for p in document.places_in(trigger):
        steps = _steps(p, path) if p.place.use == "location" else None
        if steps is None or p.preposition not in (words.located | words.visited if moving else words.located):
            continue
        scored.append((steps, p.preposition not in words.located, abs(p.first.i - trigger.i), p))
    return where(min(scored, key=lambda s: s[:3])[3]) if scored else None


def where(p: PlaceMention) -> Where:
    """A place mention as the place of an event."""
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
    """How many steps of the parse above the predicate a place hangs; None where it belongs to another verb."""
    node = p.first.doc[p.first.i : p.last.i + 1].root
    for n in range(CLIMB):
        head = node.head
        if head.i in path and not (p.first.i <= head.i <= p.last.i):
            return path[head.i] + (n > 1)
        if head == node or head.pos_ in {"VERB", "AUX"}:
            return None
        node = head
    return None
