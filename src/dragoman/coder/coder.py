"""The stages that find the events of an article and tie its quotations to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.events.find import find_events, link
from dragoman.document import Document, Stage, stage
from dragoman.knowledge.register.loader import Register
from dragoman.model import Actor, Event


def event_stage(encoder: Encoder | None) -> Stage:
    """The stage that finds events; without an encoder acts in words that the lexicon lacks are missed."""

    def find_all_events(document: Document) -> Document:
        events = find_events(document, encoder=encoder)
        inferred = _inferred(document.actors, events, document.knowledge.register)
        return document.adding(events=events, actors=(*document.actors, *inferred))

    return Stage(find_all_events, ("blocks", "times", "places", "actors", "mentions", "quotes"), ("events", "actors"))


@stage(needs=("quotes", "events"), adds=("quotes",))
def link_quotes(document: Document) -> Document:
    """Each quotation with the event that it reports or is."""
    return document.adding(quotes=link(document.quotes, document.events))


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
