"""Toponym resolution: which place does a name refer to, by population, the article's countries, distance and container?

One sense per article: a name refers to the same place throughout, except where a container beside it says otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, log10, radians, sqrt

from dragoman.knowledge.gazetteer.location import Location, Referent
from dragoman.places.candidates import ToponymCandidate

# Weights are in powers of ten of population: if an article is about one country only, a place there outweighs a place
# elsewhere of 60 times the population (COUNTRY = 1.8). They were set on GeoWebNews, where results hardly depend on
# them: 1.2 or 2.5 for COUNTRY costs .003.
PRIOR = {"country": 6.6, "continent": 6.5, "region": 3.0, "admin1": 4.0, "water": 6.0, "facility": 6.0}
CURATED = {"region": 6.0, "admin1": 6.0}
CAPITAL, COUNTRY, ADMIN1, NEAR, INSIDE = 0.6, 1.8, 1.2, 1.0, 10.0
NEAR_KM, ANCHORS = 150.0, 40
AREA = 1.2
#: A name and the place beside it that it lies in, if there is one.
Contained = tuple[ToponymCandidate, Location | None]


@dataclass
class Focus:
    """The geographic focus of an article, from the places named in it without doubt.

    Args:
        countries: mentions by country (ISO 3166-1 alpha-3).
        admins: mentions by country and first-level subdivision.
        anchors: cities named, to which other places may be near; at most `ANCHORS`.
    """

    countries: Counter[str] = field(default_factory=Counter)
    admins: Counter[tuple[str, str]] = field(default_factory=Counter)
    anchors: list[Location] = field(default_factory=list)

    def add(self, location: Location) -> None:
        """Count one mention of a place."""
        if location.country:
            self.countries[location.country] += 1
            if location.admin1:
                self.admins[location.country, location.admin1] += 1
        if location.kind in ("city", "capital") and location not in self.anchors and len(self.anchors) < ANCHORS:
            self.anchors.append(location)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The referent chosen for a name, and the reason in words."""

    referent: Referent
    reason: str


def focus_of(candidates: Iterable[ToponymCandidate]) -> Focus:
    """The focus of an article from those candidates that can only be in one country."""
    focus = Focus()
    for name in candidates:
        if name.referents[0].curated and len({r.location.country for r in name.referents if r.curated}) == 1:
            focus.add(name.referents[0].location)
    return focus


def resolve(names: Sequence[Contained]) -> list[Resolution]:
    """The referent of each name of an article, in the order given.

    Names with a container are resolved first, then the others from the best known on; each adds to the focus.

    Args:
        names: the accepted names, each with its container or None.
    """
    focus = focus_of(name for name, _ in names)
    senses: dict[tuple[str, Location | None], Resolution] = {}
    explicit: dict[str, Resolution] = {}
    for name, inside in names:
        if inside is not None and (name.text, inside) not in senses:
            sense = senses[name.text, inside] = choose(name, focus, inside)
            explicit.setdefault(name.text, sense)
            focus.add(sense.referent.location)
    rest = {name.text: name for name, inside in names if inside is None}
    for text, name in sorted(rest.items(), key=lambda item: (-prior(item[1].referents[0]), item[0])):
        earlier = explicit.get(text)
        sense = Resolution(earlier.referent, f"as where it {earlier.reason}") if earlier else choose(name, focus)
        senses[text, None] = sense
        if not name.referents[0].curated and not earlier:
            focus.add(sense.referent.location)
    return [senses[name.text, inside] for name, inside in names]


def choose(name: ToponymCandidate, focus: Focus, inside: Location | None = None) -> Resolution:
    """The best referent of a name, and why it is the best.

    Args:
        name: the name with all it may refer to.
        focus: the focus of the article so far.
        inside: its container, if it has one.
    """
    total = sum(focus.countries.values())
    scored = [(_score(r, focus, total, inside), -n, r) for n, r in enumerate(_eligible(name.referents))]
    best = max(scored, key=lambda s: (s[0], s[1]))[2]
    return Resolution(best, _reason(best, name.referents, focus, inside))


def _eligible(referents: Sequence[Referent]) -> Sequence[Referent]:
    """The referents that may be meant: if the name is that of a country, only curated ones; else all."""
    sure = [r for r in referents if r.curated and not r.short]
    return sure if sure and sure[0].location.kind in ("country", "continent") else referents


def _score(referent: Referent, focus: Focus, total: int, inside: Location | None) -> float:
    location = referent.location
    score = prior(referent)
    if inside is not None and (location == inside or within(location, inside)):
        score += INSIDE
    if location.kind != "country" and location.country and total:
        score += COUNTRY * focus.countries[location.country] / total
        if location.admin1 and location.kind != "admin1":
            score += ADMIN1 * min(1.0, focus.admins[location.country, location.admin1])
    if location.kind in ("city", "region") and any(
        distance(location, a) < NEAR_KM for a in focus.anchors if a.name != location.name
    ):
        score += NEAR
    return score


def prior(referent: Referent) -> float:
    """How likely a place is to be meant without any context, in powers of ten of population."""
    location = referent.location
    if location.kind in ("city", "capital"):
        return log10(location.population + 10) + (CAPITAL if location.kind == "capital" else 0.0)
    own = CURATED.get(location.kind) if referent.curated else None
    return own or max(PRIOR[location.kind], log10(location.population + 10) - AREA)


def within(location: Location, outer: Location) -> bool:
    """Is a place in another one, a country or subdivision?"""
    if outer.kind == "country":
        return location.country == outer.country and location.kind != "country"
    return (
        location.country == outer.country
        and outer.name in (location.admin1, location.admin2)
        and location.name != outer.name
    )


def distance(a: Location, b: Location) -> float:
    """The distance of two places in kilometres, by an approximation that is good for a few hundred."""
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return 111.2 * sqrt(east * east + (a.lat - b.lat) ** 2)


def _reason(best: Referent, referents: Sequence[Referent], focus: Focus, inside: Location | None) -> str:
    location = best.location
    if best.people:
        return f"the people or adjective of {location.name}"
    if inside is not None and location == inside:
        return "names what stands before it more closely"
    if inside is not None and within(location, inside):
        return f"stands with {inside.name}"
    rivals = len({(r.location.lat, r.location.lon) for r in referents})
    if rivals == 1:
        return "the only place of this name in the gazetteer"
    if best is referents[0] or all(prior(best) >= prior(r) for r in referents):
        return f"the best known of {rivals} places of this name"
    if location.admin1 and focus.admins[location.country or "", location.admin1]:
        return f"one of {rivals} places of this name; the article is about {location.admin1}"
    if location.country and focus.countries[location.country]:
        return f"one of {rivals} places of this name; the article names places in {location.country}"
    return f"one of {rivals} places of this name; nearest to the article's other places"
