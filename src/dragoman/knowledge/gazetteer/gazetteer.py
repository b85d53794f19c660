"""The gazetteer: names of places, and the places that each may refer to."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from dragoman.knowledge.gazetteer.curated import Curated, CuratedLocation
from dragoman.knowledge.gazetteer.geonames import GeoNames
from dragoman.knowledge.gazetteer.location import Location, Referent, fold
from dragoman.knowledge.register.loader import Register

#: The most tokens of a name that is looked for; a hyphen is a token.
LONGEST = 7
#: How many names' referents are cached.
REMEMBERED = 1 << 16


class Gazetteer:
    """The places by name: countries, regions and subdivisions (curated) with letter case, cities without.

    Args:
        places: the places of our own YAML.
        register: the names, adjectives and demonyms of states.
        geonames: cities and subdivisions.
    """

    def __init__(self, places: Curated, register: Register, geonames: GeoNames) -> None:
        self._geonames = geonames
        self._curated: dict[str, list[Referent]] = {}
        self._cities: dict[str, tuple[str, str]] = {
            fold(a): (fold(city.name), city.country) for a, city in places.spellings.items()
        }
        self._interchangeable = places.interchangeable
        self._residents = {a: (fold(city.name), city.country) for a, city in places.residents.items()}
        self._capitals: set[tuple[str, str]] = set()
        self.countries: dict[str, Location] = {}
        self.referents = lru_cache(REMEMBERED)(self._referents)
        """The places that a name may refer to: curated ones first, then by population, the largest first."""
        self._enter_countries(places, register)
        for named in places.regions():
            self._enter(named)
        self._own = {(fold(n.location.name), n.location.country): n for n in places.subdivisions()}
        for named in self._own.values():
            self._enter(self._with_id(named))

    def curated(self, name: str) -> tuple[Referent, ...]:
        """The places that a name may refer to by the register and our own YAML alone."""
        return tuple(self._curated.get(name, ()))

    def near(self, name: str) -> list[str]:
        """The names of up to three places spelled most like `name`, the most similar first."""
        known = {fold(n): n for n in self._curated} | {n: n for n in self._geonames.spelled_like(fold(name))}
        near = get_close_matches(fold(name), known, n=3, cutoff=0.75)
        return [r[0].location.name if (r := self.referents(known[n])) else known[n] for n in near]

    def _referents(self, name: str) -> tuple[Referent, ...]:
        curated = self._curated.get(name) or self._curated.get(_titled(name)) or []
        if any(r.people for r in curated):
            return tuple(curated)
        if home := self._residents.get(name) or self._residents.get(name.removesuffix("s")):
            return self._people(*home)
        folded = fold(name)
        locations = [self._capital(s) for form in self._forms(folded) for s in self._geonames.cities(form)]
        if folded in self._cities:
            other, country = self._cities[folded]
            locations += [self._capital(s) for s in self._geonames.cities(other) if s.country == country]
        held = {(r.location.name, r.location.country) for r in curated} | {r.location.geonames for r in curated}
        areas = (self._geonames.area(row) for row in self._geonames.areas(folded))
        pointed = [a for a in areas if a.lat == a.lat and (a.name, a.country) not in held]
        locations += [a for a in pointed if not _seat(a, locations)]
        locations.sort(key=lambda s: (-s.population, s.geonames or 0))
        return (*curated, *(Referent(s) for s in locations if s.geonames not in held))

    def _forms(self, folded: str) -> tuple[str, ...]:
        """A folded name with each form of its first word: GeoNames has "Saint Paul", but "St. Louis"."""
        first, _, rest = folded.partition(" ")
        alike = next((words for words in self._interchangeable if first in words), ()) if rest else ()
        return tuple(f"{word} {rest}" for word in alike) or (folded,)

    def _people(self, folded: str, country: str) -> tuple[Referent, ...]:
        """The largest city of a name in a country, as the referent of its demonym; empty if there is none."""
        cities = [s for s in self._geonames.cities(folded) if s.country == country]
        largest = max(cities, key=lambda s: (s.population, -(s.geonames or 0)), default=None)
        return (Referent(self._capital(largest), people=True),) if largest else ()

    def _capital(self, location: Location) -> Location:
        capital = (fold(location.name), location.country or "") in self._capitals and location.population > 0
        return replace(location, kind="capital") if capital else location

    def _enter_countries(self, places: Curated, register: Register) -> None:
        for code, row in places.countries.items():
            entry = register.state(code)
            location = Location(
                entry.name if entry else self._geonames.names.get(code, code),
                "country",
                row.lat,
                row.lon,
                code,
                geonames=self._geonames.ids.get(code),
            )
            self.countries[code] = location
            if row.capital:
                self._capitals.add((fold(row.capital), code))
        for alias in register.aliases():
            kind, _, code = alias.entry.partition(":")
            if kind == "state" and code in self.countries and alias.use in ("name", "short", "adjective", "demonym"):
                people = alias.use in ("adjective", "demonym")
                self._add(alias.text, Referent(self.countries[code], people, True, False, alias.ambiguous))
        for code, location in self.countries.items():
            for text in (location.name, self._geonames.formal.get(code), f"Republic of {location.name}"):
                if text and text not in self._curated:
                    self._add(text, Referent(location, curated=True))

    def _with_id(self, named: CuratedLocation) -> CuratedLocation:
        """A curated subdivision with the GeoNames id of the first-level subdivision of its name, if there is one."""
        for row in self._geonames.areas(fold(named.location.name)):
            key, country, first = self._geonames.identity(row)
            if country == named.location.country and first:
                self._geonames.english[row] = named.location.name
                return replace(named, location=replace(named.location, geonames=key))
        return named

    def _enter(self, named: CuratedLocation) -> None:
        for text in (named.location.name, *named.names):
            self._add(text, Referent(named.location, False, True, False, text in named.ambiguous))
        for text in named.adjectives:
            self._add(text, Referent(named.location, True, True))
        for text in named.abbreviations:
            self._add(text, Referent(named.location, False, True, True))

    def _add(self, text: str, referent: Referent) -> None:
        held = self._curated.setdefault(text, [])
        own = referent.location
        # The register takes England for a name of its state; the part of the state is what is meant.
        if own.kind != "country":
            held[:] = [r for r in held if r.location.kind != "country" or r.location.country != own.country]
        if referent not in held:
            held.append(referent)


def _seat(area: Location, cities: list[Location]) -> bool:
    """Is a subdivision at the point of one of these cities? Then its name means the city, unless "province" follows."""
    return any(c.lat == area.lat and c.lon == area.lon for c in cities)


def _titled(name: str) -> str:
    """A name in capitals, as in headlines, in title case ("RUSSIA"); up to four letters may be an acronym, and stay."""
    return name.title() if len(name) > 4 and name.isupper() else name
