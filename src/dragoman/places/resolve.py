"""Which place a name means in this article: population, the article's countries, nearness, and what stands beside it.

One sense per article: a name means the same wherever no container beside it says otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, log10, radians, sqrt

from dragoman.knowledge.gazetteer.spot import Reading, Spot
from dragoman.places.find import Found

# Weights are in powers of ten of population: where all of an article is about a country, that outweighs a rival city
# elsewhere of 60 times the population. Set on GeoWebNews, which hardly feels them: 1.2 or 2.5 for COUNTRY cost .003.
PRIOR = {"country": 6.6, "continent": 6.5, "region": 3.0, "admin1": 4.0, "water": 6.0, "facility": 6.0}
CURATED = {"region": 6.0, "admin1": 6.0}
CAPITAL, COUNTRY, ADMIN1, NEAR, INSIDE = 0.6, 1.8, 1.2, 1.0, 10.0
NEAR_KM, ANCHORS = 150.0, 40
AREA = 1.2


@dataclass
class Context:
    """What the article's certain places say: mentions by country and subdivision, and points to be near to."""

    countries: Counter[str] = field(default_factory=Counter)
    admins: Counter[tuple[str, str]] = field(default_factory=Counter)
    anchors: list[Spot] = field(default_factory=list)

    def add(self, spot: Spot) -> None:
        """Count one certain mention."""
        if spot.country:
            self.countries[spot.country] += 1
            if spot.admin1:
                self.admins[spot.country, spot.admin1] += 1
        if spot.kind in ("city", "capital") and spot not in self.anchors and len(self.anchors) < ANCHORS:
            self.anchors.append(spot)


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading taken and why."""

    reading: Reading
    reason: str


def context_of(founds: Iterable[Found]) -> Context:
    """The countries and subdivisions named without doubt."""
    context = Context()
    for found in founds:
        if found.readings[0].curated and len({r.spot.country for r in found.readings if r.curated}) == 1:
            context.add(found.readings[0].spot)
    return context


def choose(found: Found, context: Context, inside: Spot | None = None) -> Choice:
    """The best reading of a name, given the container that stands beside it if one does."""
    total = sum(context.countries.values())
    scored = [(_score(r, context, total, inside), -n, r) for n, r in enumerate(_eligible(found.readings))]
    best = max(scored, key=lambda s: (s[0], s[1]))[2]
    return Choice(best, _reason(best, found.readings, context, inside))


def _eligible(readings: Sequence[Reading]) -> Sequence[Reading]:
    """A country's name means no small place of that name; a city may still rival a subdivision (New York)."""
    sure = [r for r in readings if r.curated and not r.short]
    return sure if sure and sure[0].spot.kind in ("country", "continent") else readings


def _score(reading: Reading, context: Context, total: int, inside: Spot | None) -> float:
    spot = reading.spot
    score = prior(reading)
    if inside is not None and (spot == inside or within(spot, inside)):
        score += INSIDE
    if spot.kind != "country" and spot.country and total:
        score += COUNTRY * context.countries[spot.country] / total
        if spot.admin1 and spot.kind != "admin1":
            score += ADMIN1 * min(1.0, context.admins[spot.country, spot.admin1])
    if spot.kind in ("city", "region") and any(
        distance(spot, a) < NEAR_KM for a in context.anchors if a.name != spot.name
    ):
        score += NEAR
    return score


def prior(reading: Reading) -> float:
    """How likely a place is to be meant without context, in powers of ten of population."""
    spot = reading.spot
    if spot.kind in ("city", "capital"):
        return log10(spot.population + 10) + (CAPITAL if spot.kind == "capital" else 0.0)
    own = CURATED.get(spot.kind) if reading.curated else None
    return own or max(PRIOR[spot.kind], log10(spot.population + 10) - AREA)


def within(spot: Spot, outer: Spot) -> bool:
    """Does a place lie in a country or subdivision?"""
    if outer.kind == "country":
        return spot.country == outer.country and spot.kind != "country"
    return spot.country == outer.country and outer.name in (spot.admin1, spot.admin2) and spot.name != outer.name


def distance(a: Spot, b: Spot) -> float:
    """Kilometres between two points, good enough for a few hundred."""
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return 111.2 * sqrt(east * east + (a.lat - b.lat) ** 2)


def _reason(best: Reading, readings: Sequence[Reading], context: Context, inside: Spot | None) -> str:
    spot = best.spot
    if best.people:
        return f"the people or adjective of {spot.name}"
    if inside is not None and spot == inside:
        return "names what stands before it more closely"
    if inside is not None and within(spot, inside):
        return f"stands with {inside.name}"
    rivals = len({(r.spot.lat, r.spot.lon) for r in readings})
    if rivals == 1:
        return "the only place of this name in the gazetteer"
    if best is readings[0] or all(prior(best) >= prior(r) for r in readings):
        return f"the best known of {rivals} places of this name"
    if spot.admin1 and context.admins[spot.country or "", spot.admin1]:
        return f"one of {rivals} places of this name; the article is about {spot.admin1}"
    if spot.country and context.countries[spot.country]:
        return f"one of {rivals} places of this name; the article names places in {spot.country}"
    return f"one of {rivals} places of this name; nearest to the article's other places"
