"""The stage that finds the places of an article."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotations import PlaceMention
from dragoman.document import Document, stage
from dragoman.knowledge.lexicon.lists import ToponymWords
from dragoman.model import Place
from dragoman.places.accept import Acceptance
from dragoman.places.candidates import ToponymCandidate, candidates
from dragoman.places.containers import containers
from dragoman.places.resolve import Resolution, resolve
from dragoman.places.unlisted import unlisted
from dragoman.places.use import use_of


@stage(needs=("blocks",), adds=("places",))
def find_places(document: Document) -> Document:
    """Every toponym of the article, also of its title and captions, in the order of the text.

    Each has its use (location, metonym or demonym), the place that it most likely refers to, and why. Toponyms that the
    gazetteer lacks are included, without a point of their own.
    """
    listed = tuple(_listed(document))
    found = (*listed, *unlisted(document, listed))
    return document.adding(places=tuple(sorted(found, key=lambda m: m.place.span)))


def _listed(document: Document) -> Iterator[PlaceMention]:
    """The toponyms that are in the gazetteer."""
    names = [c for block in document.blocks for c in candidates(block, document.knowledge.gazetteer)]
    words, inside = document.knowledge.lexicon.toponyms, containers(names)
    kept = [(names[n], inside.get(n)) for n in Acceptance(names, words).kept(inside)]
    for (name, _), sense in zip(kept, resolve(kept), strict=True):
        yield _mention(name, sense, words)


def _mention(name: ToponymCandidate, sense: Resolution, words: ToponymWords) -> PlaceMention:
    location = sense.referent.location
    use, preposition = use_of(name.tokens, sense.referent, words)
    place = Place(
        text=name.text,
        span=name.span,
        name=location.name,
        kind=location.kind,
        use=use,
        country=location.country,
        admin1=location.admin1,
        lat=round(location.lat, 4),
        lon=round(location.lon, 4),
        geonames=location.geonames,
        reason=sense.reason,
    )
    return PlaceMention(place, name.tokens[0], name.tokens[-1], name.block, preposition)
