"""The toponyms of an article: found, accepted, resolved, and told apart by use."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotations import PlaceMention
from dragoman.knowledge.gazetteer.gazetteer import Gazetteer
from dragoman.knowledge.gazetteer.spot import Spot
from dragoman.knowledge.shim import shipped
from dragoman.model import Place
from dragoman.parse import Parsed
from dragoman.places.accept import select
from dragoman.places.find import Found, find
from dragoman.places.resolve import Choice, Context, choose, context_of, prior, within
from dragoman.places.unlisted import unlisted
from dragoman.places.use import use_of

CONTAINERS = frozenset({"country", "admin1", "region"})


def analyse(parsed: Parsed, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Every toponym in the order of the text, each with the place it most likely means and why."""
    founds = [f for block in parsed.blocks for f in find(block, gazetteer)]
    containers = _containers(founds)
    kept = [(founds[n], containers.get(n)) for n in select(founds, containers, shipped().lexicon.toponyms)]
    context = context_of(f for f, _ in kept)
    senses = _senses(kept, context)
    mentions = [_mention(f, senses[f.text, inside]) for f, inside in kept]
    mentions.extend(unlisted(parsed.blocks, mentions, shipped().lexicon.toponyms))
    return tuple(sorted(mentions, key=lambda m: m.place.span))


def _containers(founds: Sequence[Found]) -> dict[int, Spot]:
    """By number of the name, the place that stands after it and a comma, and that it lies in ("Austin, Texas")."""
    found: dict[int, Spot] = {}
    for n in range(len(founds) - 1, 0, -1):
        inner, outer = founds[n - 1], founds[n]
        if inner.block is not outer.block or not _beside(inner, outer) or _country(inner):
            continue
        spots = [r.spot for r in outer.readings if r.spot.kind in CONTAINERS and not r.people]
        inside = next((s for s in spots if any(within(r.spot, s) for r in inner.readings)), None)
        if inside is not None:
            found[n - 1] = inside
            found.setdefault(n, inside)
    return found


def _country(found: Found) -> bool:
    first = found.readings[0]
    return first.people or (first.curated and not first.ambiguous and first.spot.kind == "country")


def _beside(inner: Found, outer: Found) -> bool:
    doc, comma = inner.words.doc, inner.words.end
    return outer.words.start == comma + 1 and doc[comma].text in (",", "(")


def _senses(kept: Sequence[tuple[Found, Spot | None]], context: Context) -> dict[tuple[str, Spot | None], Choice]:
    """One sense for each name: those with a container first, then the best known, each adding to the context."""
    senses: dict[tuple[str, Spot | None], Choice] = {}
    explicit: dict[str, Choice] = {}
    for found, inside in kept:
        if inside is not None and (found.text, inside) not in senses:
            choice = senses[found.text, inside] = choose(found, context, inside)
            explicit.setdefault(found.text, choice)
            context.add(choice.reading.spot)
    rest = {f.text: f for f, inside in kept if inside is None}
    for text, found in sorted(rest.items(), key=lambda item: (-prior(item[1].readings[0]), item[0])):
        earlier = explicit.get(text)
        choice = Choice(earlier.reading, f"as where it {earlier.reason}") if earlier else choose(found, context)
        senses[text, None] = choice
        if not found.readings[0].curated and not earlier:
            context.add(choice.reading.spot)
    return senses


def _mention(found: Found, choice: Choice) -> PlaceMention:
    spot = choice.reading.spot
    use, preposition = use_of(found.words, choice.reading, shipped().lexicon.toponyms)
    place = Place(
        text=found.text,
        span=found.span,
        name=spot.name,
        kind=spot.kind,
        use=use,
        country=spot.country,
        admin1=spot.admin1,
        lat=round(spot.lat, 4),
        lon=round(spot.lon, 4),
        geonames=spot.geonames,
        reason=choice.reason,
    )
    return PlaceMention(place, found.words[0], found.words[-1], found.block, preposition)
