"""Every name a place may go by, and the places it may mean."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from dragoman.knowledge.gazetteer.curated import Curated, Named
from dragoman.knowledge.gazetteer.geonames import GeoNames
from dragoman.knowledge.gazetteer.spot import Reading, Spot, fold
from dragoman.knowledge.register.loader import Register

LONGEST = 7
"""Tokens of the longest name looked for; a hyphen is one."""
SAINT = ("saint", "st.", "st")
REMEMBERED = 1 << 16


class Gazetteer:
    """Readings by name: curated names (countries, regions, subdivisions) in their own case, cities in any case."""

    def __init__(self, places: Curated, register: Register, geonames: GeoNames) -> None:
        self._geonames = geonames
        self._curated: dict[str, list[Reading]] = {}
        self._cities: dict[str, tuple[str, str]] = {fold(a): (fold(b), c) for a, b, c in places.spellings()}
        self._residents = {a: (fold(b), c) for a, b, c in places.residents()}
        self._capitals: set[tuple[str, str]] = set()
        self.countries: dict[str, Spot] = {}
        self.readings = lru_cache(REMEMBERED)(self._readings)
        """What a name may mean, curated places first, then by population."""
        self._enter_countries(places, register)
        for named in places.regions():
            self._enter(named)
        self._own = {(fold(n.spot.name), n.spot.country): n for n in places.subdivisions()}
        for named in self._own.values():
            self._enter(self._with_id(named))

    def curated(self, name: str) -> tuple[Reading, ...]:
        """What a name means in the register and the YAML of places alone."""
        return tuple(self._curated.get(name, ()))

    def near(self, name: str) -> list[str]:
        """Up to three places that are spelled most like a name, the nearest first."""
        known = {fold(n): n for n in map(str, self._curated)} | {n: n for n in self._geonames.spelled_like(fold(name))}
        near = get_close_matches(fold(name), known, n=3, cutoff=0.75)
        return [r[0].spot.name if (r := self.readings(known[n])) else known[n] for n in near]

    def _readings(self, name: str) -> tuple[Reading, ...]:
        curated = self._curated.get(name) or self._curated.get(_titled(name)) or []
        if any(r.people for r in curated):
            return tuple(curated)
        if home := self._residents.get(name) or self._residents.get(name.removesuffix("s")):
            return self._people(*home)
        folded = fold(name)
        spots = [self._capital(s) for form in _saint(folded) for s in self._geonames.cities(form)]
        if folded in self._cities:
            other, country = self._cities[folded]
            spots += [self._capital(s) for s in self._geonames.cities(other) if s.country == country]
        held = {(r.spot.name, r.spot.country) for r in curated} | {r.spot.geonames for r in curated}
        areas = (self._geonames.area(row) for row in self._geonames.areas(folded))
        spots += [a for a in areas if a.lat == a.lat and (a.name, a.country) not in held and not _seat(a, spots)]
        spots.sort(key=lambda s: (-s.population, s.geonames or 0))
        return (*curated, *(Reading(s) for s in spots if s.geonames not in held))

    def _people(self, folded: str, country: str) -> tuple[Reading, ...]:
        """The largest city of a name in a country, named by its people."""
        cities = [s for s in self._geonames.cities(folded) if s.country == country]
        largest = max(cities, key=lambda s: (s.population, -(s.geonames or 0)), default=None)
        return (Reading(self._capital(largest), people=True),) if largest else ()

    def _capital(self, spot: Spot) -> Spot:
        capital = (fold(spot.name), spot.country or "") in self._capitals and spot.population > 0
        return replace(spot, kind="capital") if capital else spot

    def _enter_countries(self, places: Curated, register: Register) -> None:
        for code, lat, lon, capital in places.countries():
            entry = register.state(code)
            spot = Spot(
                entry.name if entry else self._geonames.names[code],
                "country",
                lat,
                lon,
                code,
                geonames=self._geonames.ids.get(code),
            )
            self.countries[code] = spot
            if capital:
                self._capitals.add((fold(capital), code))
        for alias in register.aliases():
            kind, _, code = alias.entry.partition(":")
            if kind == "state" and code in self.countries and alias.use in ("name", "short", "adjective", "demonym"):
                people = alias.use in ("adjective", "demonym")
                self._add(alias.text, Reading(self.countries[code], people, True, False, alias.ambiguous))
        for code, spot in self.countries.items():
            for text in (spot.name, self._geonames.formal.get(code), f"Republic of {spot.name}"):
                if text and text not in self._curated:
                    self._add(text, Reading(spot, curated=True))

    def _with_id(self, named: Named) -> Named:
        """A curated subdivision with GeoNames' id, where a first-level subdivision of that name is known."""
        for row in self._geonames.areas(fold(named.spot.name)):
            key, country, first = self._geonames.identity(row)
            if country == named.spot.country and first:
                self._geonames.english[row] = named.spot.name
                return replace(named, spot=replace(named.spot, geonames=key))
        return named

    def _enter(self, named: Named) -> None:
        for text in (named.spot.name, *named.names):
            self._add(text, Reading(named.spot, False, True, False, text in named.ambiguous))
        for text in named.adjectives:
            self._add(text, Reading(named.spot, True, True))
        for text in named.abbreviations:
            self._add(text, Reading(named.spot, False, True, True))

    def _add(self, text: str, reading: Reading) -> None:
        held = self._curated.setdefault(text, [])
        own = reading.spot
        # England is named as a part of its state, and as the state itself by the register: the part is meant.
        if own.kind != "country":
            held[:] = [r for r in held if r.spot.kind != "country" or r.spot.country != own.country]
        if reading not in held:
            held.append(reading)


def _seat(area: Spot, cities: list[Spot]) -> bool:
    """Is an area named after its largest city? Then the city is meant unless the text says province."""
    return any(c.lat == area.lat and c.lon == area.lon for c in cities)


def _saint(folded: str) -> tuple[str, ...]:
    """A name with its Saint written out and shortened: GeoNames has Saint Paul and St. Louis."""
    first, _, rest = folded.partition(" ")
    return tuple(f"{form} {rest}" for form in SAINT) if rest and first in SAINT else (folded,)


def _titled(name: str) -> str:
    """A headline's capitals as a name's: RUSSIA is Russia; what is no longer than an abbreviation stays."""
    return name.title() if len(name) > 4 and name.isupper() else name
