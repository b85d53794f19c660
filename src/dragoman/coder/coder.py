"""The stages that find the events of a document and tie its quotes to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.events.find import find_events
from dragoman.document import Document, Stage, stage
from dragoman.knowledge.register.loader import Register
from dragoman.model import Actor, Event, Quote


def event_stage(encoder: Encoder | None) -> Stage:
    """The stage that finds events, and the states that only they know; it stands behind `resolve_first_person`.

    Args:
        encoder: types acts that the lexicon has no words for; without one they are missed.
    """

    def find_all_events(document: Document) -> Document:
        events = find_events(document, encoder)
        inferred = _inferred(document.actors, events, document.knowledge.register)
        return document.adding(events=events, actors=(*document.actors, *inferred))

    return Stage(find_all_events, ("blocks", "times", "places", "actors", "mentions", "quotes"), ("events", "actors"))


@stage(needs=("quotes", "events"), adds=("quotes",))
def link_quotes(document: Document) -> Document:
    """Each quote with the event that it reports or is, if there is one."""
    return document.adding(quotes=tuple(_linked(quote, document.events) for quote in document.quotes))


def _linked(quote: Quote, events: Iterable[Event]) -> Quote:
    """A quote with the event whose trigger is its cue, else with the first whose trigger stands in its content."""
    inside = [e for e in events if any(a <= e.trigger[0] < b for a, b in quote.spans)]
    cue = quote.cue
    cued = [e for e in events if cue is not None and e.trigger[0] < cue[1] and e.trigger[1] > cue[0]]
    about = next(iter((*cued, *inside)), None)
    return quote if about is None else quote.model_copy(update={"event": about.id})


def _inferred(actors: Iterable[Actor], events: Iterable[Event], register: Register) -> Iterator[Actor]:
    """The states that events know only by a place in them ("the Benghazi attack"): parties that nobody named."""
    named = {a.id for a in actors}
    for party in (p for e in events for p in (*e.source, *e.target, *e.reported_by)):
        entry = register.entries.get(party.actor)
        if entry is not None and party.actor not in named:
            named.add(party.actor)
            yield Actor(
                id=entry.id,
                name=entry.name,
                kind=entry.kind,
                country=entry.country,
                sector=entry.sector,
                wikidata=entry.wikidata,
                cow=entry.cow,
                inferred=True,
            )
