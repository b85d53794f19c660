"""The YAML of this folder: country points, regions, subdivisions, spellings, residents; schema in docs/places.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import BadKnowledge
from dragoman.knowledge.gazetteer.spot import KINDS, Spot
from dragoman.knowledge.loader import Sources, load

Row = Mapping[str, Any]
_COUNTRY = {"lat", "lon", "capital"}
_REGION = {"name", "kind", "lat", "lon", "country", "geonames", "names", "adjectives", "ambiguous"}
_SUBDIVISION = {"lat", "lon", "names", "abbreviations", "people"}


@dataclass(frozen=True, slots=True)
class Named:
    """A curated place with its other names, its adjectives and people, and its abbreviations."""

    spot: Spot
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curated:
    """Places out of the YAML files that count. Raises `BadKnowledge` with file and line for a broken schema."""

    sources: Sources

    def countries(self) -> Iterator[tuple[str, float, float, str | None]]:
        """ISO 3166-1 alpha-3 code, latitude, longitude and capital."""
        path, rows = self._rows("countries")
        for code, row in rows.items():
            lat, lon = _point(path, code, row, _COUNTRY)
            yield code, lat, lon, row.get("capital")

    def regions(self) -> Iterator[Named]:
        """Continents, regions, waters, facilities and other places that GeoNames' cities do not hold."""
        path, rows = self._rows("regions", "places")
        for row in rows:
            name = row.get("name") if isinstance(row, dict) else None
            if not isinstance(name, str):
                raise BadKnowledge(path, f"a place without a name: {row!r}")
            if row.get("kind") not in KINDS:
                raise BadKnowledge(path, f"{name}: kind must be one of {', '.join(KINDS)}")
            lat, lon = _point(path, name, row, _REGION)
            admin1 = name if row["kind"] == "admin1" else None
            spot = Spot(name, row["kind"], lat, lon, row.get("country"), admin1, geonames=row.get("geonames"))
            names, adjectives, doubtful = (tuple(row.get(k, ())) for k in ("names", "adjectives", "ambiguous"))
            yield Named(spot, names, adjectives, (), doubtful)

    def subdivisions(self) -> Iterator[Named]:
        """First-level subdivisions with a point of their own."""
        path, countries = self._rows("subdivisions")
        for country, rows in countries.items():
            for name, row in rows.items():
                lat, lon = _point(path, f"{country} {name}", row, _SUBDIVISION)
                spot = Spot(name, "admin1", lat, lon, country, name)
                names, people, short = (tuple(row.get(k, ())) for k in ("names", "people", "abbreviations"))
                yield Named(spot, names, people, short)

    def spellings(self) -> Iterator[tuple[str, str, str]]:
        """A city's name in the news, its name in GeoNames, its country."""
        return self._cities("spellings")

    def residents(self) -> Iterator[tuple[str, str, str]]:
        """A city's people or adjective, in the singular, its name in GeoNames, its country."""
        return self._cities("residents")

    def _cities(self, stem: str) -> Iterator[tuple[str, str, str]]:
        path, rows = self._rows(stem)
        for name, row in rows.items():
            if not (isinstance(row, list) and len(row) == 2 and all(isinstance(x, str) for x in (name, *row))):
                raise BadKnowledge(path, f"{name}: wanted [GeoNames name, country], found {row!r}")
            yield name, row[0], row[1]

    def _rows(self, stem: str, key: str | None = None) -> tuple[Path, Any]:
        name = f"gazetteer/{stem}.yaml"
        held = load(self.sources, name, dict[str, list[Any] | dict[str, Any]])
        path, rows = self.sources.layers(name)[0], held.get(key or stem)
        if not isinstance(rows, list if key else dict):
            raise BadKnowledge(path, f"no {'list' if key else 'mapping'} {key or stem!r} at the top")
        return path, rows


def _point(path: Path, name: str, row: Row, fields: set[str]) -> tuple[float, float]:
    if not isinstance(row, dict) or (unknown := sorted(set(row) - fields)):
        raise BadKnowledge(path, f"{name}: unknown fields {unknown if isinstance(row, dict) else row!r}")
    lat, lon = row.get("lat"), row.get("lon")
    if not (isinstance(lat, int | float) and isinstance(lon, int | float) and abs(lat) <= 90 and abs(lon) <= 180):
        raise BadKnowledge(path, f"{name}: lat and lon must be degrees, found {lat!r}, {lon!r}")
    return float(lat), float(lon)
