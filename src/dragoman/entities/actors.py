"""Actors of an article: names, then descriptions, then what stands for them, in that order.

Every mention ends with the country and sector its actor has once the whole article is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.annotations import Mention, PlaceMention
from dragoman.entities.cast import UNKNOWN, Cast
from dragoman.entities.coreference import resolve
from dragoman.entities.descriptions import find_descriptions
from dragoman.entities.heads import Heads
from dragoman.entities.names import find_names, mention
from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.shim import ENTITIES as WORDS
from dragoman.model import Actor
from dragoman.parse import Parsed

LOCAL = frozenset({"REB", "UAF", "CVL", "COP", "OPP", "MIL"})


def find_actors(
    parsed: Parsed, register: Register, places: Sequence[PlaceMention] = ()
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """The actors of an article and every mention of each, in the order of the text."""
    cast = Cast(register, parsed.article.published)
    heads = Heads(find_names(parsed, cast))
    _toponyms(places, cast, heads)
    waiting = find_descriptions(parsed, cast, heads)
    resolve(parsed, cast, heads, waiting)
    _theatre(places, cast)
    mentions = [_settled(m, cast) for m in heads.all]
    return cast.actors(), tuple(sorted(mentions, key=lambda m: (m.span, m.actor)))


def _settled(m: Mention, cast: Cast) -> Mention:
    figure = cast.figures[m.actor]
    sector = figure.sector if m.sector == UNKNOWN or figure.kind == "person" else m.sector
    return replace(m, country=figure.country, sector=sector, inferred=figure.inferred)


def _toponyms(places: Sequence[PlaceMention], cast: Cast, heads: Heads) -> None:
    """Cities and regions stand for their country where an act is aimed at them ("shelled Idlib")."""
    for p in places:
        if p.place.use != "location" or not p.place.country or any(heads.at(p.first)):
            continue
        state = cast.register.state(p.place.country)
        if state is not None:
            words = p.first.doc[p.first.i : p.last.i + 1]
            spans = dict(cast.entry(state).spans)
            heads.add(mention(cast.entry(state), "toponym", words, reason=f"{p.place.text} is in {state.name}"))
            cast.entry(state).spans.clear()
            cast.entry(state).spans.update(spans)


def _theatre(places: Sequence[PlaceMention], cast: Cast) -> None:
    """Fighters, police and people of no stated country are of the country most of the article takes place in.

    For armed groups that is the guidelines' rule: where they fight.
    """
    counts = Counter(p.place.country for p in places if p.place.use == "location" and p.place.country)
    if not counts:
        return
    theatre = min(counts, key=lambda c: (-counts[c], c))
    for figure in cast:
        local = figure.sector in LOCAL or figure.id in cast.register.entries or figure.name in WORDS["local"]
        if figure.country == UNKNOWN and figure.kind == "group" and local:
            figure.country = theatre
