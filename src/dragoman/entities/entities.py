"""The stage that finds the actors of an article: first by name, then by description, then by pronoun.

A mention has the country and sector that its actor has once the whole article is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.annotations import Mention, PlaceMention
from dragoman.document import Document, stage
from dragoman.entities.cast import UNKNOWN, Cast
from dragoman.entities.coreference import resolve
from dragoman.entities.descriptions import find_descriptions
from dragoman.entities.mention_index import MentionIndex
from dragoman.entities.names import find_names

#: Sectors of groups that, without a stated country, are of the country the article is about.
LOCAL = frozenset({"REB", "UAF", "CVL", "COP", "OPP", "MIL"})


@stage(needs=("blocks", "places"), adds=("actors", "mentions"))
def find_entities(document: Document) -> Document:
    """The actors of the article and every mention of each, in the order of the text."""
    cast = Cast(document)
    index = MentionIndex(find_names(cast))
    _toponyms(document.places, cast, index)
    waiting = find_descriptions(cast, index)
    resolve(cast, index, waiting)
    _localised(document.places, cast)
    mentions = sorted((_settled(m, cast) for m in index.all), key=lambda m: (m.span, m.actor))
    return document.adding(actors=cast.actors(), mentions=tuple(mentions))


def _settled(m: Mention, cast: Cast) -> Mention:
    """A mention with what is known of its actor at the end of the article."""
    entity = cast.entities[m.actor]
    sector = entity.sector if m.sector == UNKNOWN or entity.kind == "person" else m.sector
    return replace(m, country=entity.country, sector=sector, inferred=entity.inferred)


def _toponyms(places: Sequence[PlaceMention], cast: Cast, index: MentionIndex) -> None:
    """Add a mention of its state for every city and region, which may be the target of an act ("shelled Idlib")."""
    for p in places:
        if p.place.use != "location" or not p.place.country or any(index.at(p.first)):
            continue
        state = cast.register.state(p.place.country)
        if state is not None:
            words = p.first.doc[p.first.i : p.last.i + 1]
            why = f"{p.place.text} is in {state.name}"
            index.add(cast.mention(cast.entry(state), "toponym", words, reason=why, shown=False))


def _localised(places: Sequence[PlaceMention], cast: Cast) -> None:
    """Give fighters, police and people of no stated country the country of most places of the article.

    For armed groups this is the coding guidelines' rule: they are of the country where they fight.
    """
    counts = Counter(p.place.country for p in places if p.place.use == "location" and p.place.country)
    if not counts:
        return
    most = min(counts, key=lambda c: (-counts[c], c))
    for entity in cast:
        local = entity.sector in LOCAL or entity.id in cast.register.entries or entity.name in cast.words.local
        if entity.country == UNKNOWN and entity.kind == "group" and local:
            entity.country = most
