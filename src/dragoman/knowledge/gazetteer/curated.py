"""Places from this folder's YAML: countries, regions, subdivisions, spellings, residents (schema in docs/places.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dragoman.knowledge.gazetteer.location import Kind, Location
from dragoman.knowledge.loader import Sources, known, load, wrong

T = TypeVar("T")
COUNTRIES = "gazetteer/countries.yaml"
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Code = Annotated[str, known("country")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Point(_Row):
    """Degrees, WGS 84."""

    lat: Latitude
    lon: Longitude


class Country(_Point):
    """A country's point, and its capital by its GeoNames name."""

    capital: str | None = None


class Region(_Point):
    """A continent, region, water, facility or other place that is not among the cities of GeoNames."""

    name: str
    kind: Kind
    country: Code | None = None
    geonames: int | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Subdivision(_Point):
    """A first-level subdivision with its other names, its people and its abbreviations."""

    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class City(NamedTuple):
    """A city: its GeoNames name and its country (ISO 3166-1 alpha-3)."""

    name: str
    country: Code


def _city(value: Any) -> Any:
    """The pair of name and country; the first pair, where a file and an addition to it both have the same key."""
    if not isinstance(value, list) or len(value) not in (2, 4) or not all(isinstance(x, str) for x in value):
        raise wrong(f"must be [GeoNames name, country], not {value!r}")
    return value[:2]


Cities = Mapping[str, Annotated[City, BeforeValidator(_city)]]


class _Countries(_Row):
    countries: Mapping[str, Country]


class _Regions(_Row):
    places: tuple[Region, ...]


class _Subdivisions(_Row):
    subdivisions: Mapping[Code, Mapping[str, Subdivision]]


class _Spellings(_Row):
    spellings: Cities
    interchangeable: tuple[tuple[str, ...], ...] = ()


class _Residents(_Row):
    residents: Cities


@dataclass(frozen=True, slots=True)
class CuratedLocation:
    """A place of our own YAML.

    Args:
        location: the place.
        names: its other names.
        adjectives: its adjectives and demonyms.
        abbreviations: its abbreviations ("TX").
        ambiguous: those of its names that also mean other things.
    """

    location: Location
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Curated:
    """The places of the YAML files, each file read when it is first asked for.

    Args:
        sources: the knowledge files in use.

    Raises `BadKnowledge` with the file, the line and the nearest known word if a file is wrong.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Countries by ISO 3166-1 alpha-3 code."""
        return load(self._sources, COUNTRIES, _Countries, scalars="text").countries

    def regions(self) -> Iterator[CuratedLocation]:
        """Continents, regions, waters, facilities and other places that are not among the cities of GeoNames."""
        for row in self._load("regions", _Regions).places:
            admin1 = row.name if row.kind == "admin1" else None
            location = Location(row.name, row.kind, row.lat, row.lon, row.country, admin1, geonames=row.geonames)
            yield CuratedLocation(location, row.names, row.adjectives, (), row.ambiguous)

    def subdivisions(self) -> Iterator[CuratedLocation]:
        """First-level subdivisions of countries."""
        for country, rows in self._load("subdivisions", _Subdivisions).subdivisions.items():
            for name, row in rows.items():
                location = Location(name, "admin1", row.lat, row.lon, country, name)
                yield CuratedLocation(location, row.names, row.people, row.abbreviations)

    @cached_property
    def spellings(self) -> Cities:
        """Cities by the name that the news uses, where GeoNames has another."""
        return self._spellings.spellings

    @cached_property
    def interchangeable(self) -> tuple[tuple[str, ...], ...]:
        """Groups of first words of names that are interchangeable, in lower case: "Saint Paul", "St. Paul"."""
        return self._spellings.interchangeable

    @cached_property
    def residents(self) -> Cities:
        """Cities by their demonym or adjective, in the singular."""
        return self._load("residents", _Residents).residents

    @cached_property
    def _spellings(self) -> _Spellings:
        return self._load("spellings", _Spellings)

    def _load(self, stem: str, kind: type[T]) -> T:
        """One file; scalars are read as text, so that ON (Ontario) is not read as true."""
        return load(self._sources, f"gazetteer/{stem}.yaml", kind, scalars="text", context={"country": self.countries})
