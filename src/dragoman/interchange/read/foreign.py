"""Reading POLECAT, ICEWS and GDELT 2.0 event files as rows of `reports` and `articles`, with the data set named."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

from dragoman.acquire.source import opened
from dragoman.archive.storage.rows import Row
from dragoman.edtf import interval
from dragoman.errors import DragomanError, Refused
from dragoman.interchange.write.event_formats import event_formats
from dragoman.interchange.write.rows import FIPS, ICEWS
from dragoman.knowledge import Knowledge
from dragoman.knowledge.cache import parsed
from dragoman.knowledge.register import importers

Cells = dict[str, str]
CAMEO_ACTORS = Path(importers.__file__).with_name("cameo.yaml")
PRECISION = {"1": "country", "2": "subdivision", "3": "city", "4": "city", "5": "subdivision"}
Outcome = dict[str, Row] | Refused
NONE = "---"


def read(name: str, path: Path, knowledge: Knowledge) -> Iterator[Outcome]:
    """Yield for every line of a file a dict with one row of `reports` and one of `articles`, or why it was refused.

    Args:
        name: the format: polecat, icews or gdelt.
        path: the file, tab-separated; it may have a line of column names, and may be compressed.
        knowledge: the knowledge of the archive: its codebook maps types and CAMEO codes, its register names of states.

    Raises `DragomanError` where the file is not of this format.
    """
    if name not in READERS:
        raise DragomanError(f"{name}: one of {', '.join(READERS)} is expected")
    lookup = CodeLookup(knowledge)
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    columns = [c for c, _, _ in event_formats()[name].columns]
    with opened(str(path)) as stream:
        lines = (line.decode("utf-8", errors="replace") for line in stream)
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, cells in enumerate(rows, 1):
            if number == 1 and len(cells) != len(columns):
                raise DragomanError(f"{path}: no file of {name}: {len(cells)} cells a row, {len(columns)} are expected")
            if number == 1 and cells[0] == columns[0]:
                columns = cells
                continue
            if len(cells) != len(columns):
                yield Refused(str(path), "columns", f"{len(cells)} cells, {len(columns)} are expected", number)
                continue
            yield _row(name, dict(zip(columns, cells, strict=True)), lookup, str(path), number)


class CodeLookup:
    """Lookup of countries, types and sectors by the names and codes that other data sets use."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.codebook, self._register = knowledge.codebook, knowledge.register

    @cached_property
    def _states(self) -> dict[str, str]:
        """ISO codes of states by their names in lower case, those of ICEWS among them."""
        out: dict[str, str] = {}
        for key, entry in self._register.entries.items():
            if key.startswith("state:"):
                for name in (entry.name, *getattr(entry, "names", ())):
                    out.setdefault(str(name).lower(), key.removeprefix("state:"))
        return {**out, **{name.lower(): iso for iso, name in _codes(ICEWS)["countries"].items()}}

    def iso(self, name: str) -> str:
        """The ISO alpha-3 code of the state with this name; `---` where none has it."""
        return self._states.get(name.lower(), NONE)

    def plover(self, code: str) -> tuple[str, list[str]]:
        """The PLOVER type and modes of a CAMEO code; raises `ValueError` for a code that has no type."""
        found = self.codebook.plover(code)
        if found is None:
            raise ValueError(f"CAMEO {code} has no PLOVER type (statements are none)")
        return found.type, [found.mode] if found.mode else []

    def belonging(self, country: str, kind: str) -> tuple[str, str]:
        """The country (or bloc) and the sector of an actor by its CAMEO codes; `---` for what is not known.

        Args:
            country: CAMEO code of the country; codes that ISO has since changed are read as those of today.
            kind: CAMEO code of the role.
        """
        actors, now = _codes(CAMEO_ACTORS), _codes(FIPS)["former"].get(country, country)
        code = now if f"state:{now}" in self._register.entries else actors["blocs"].get(kind, NONE)
        return code, actors["sectors"].get(kind, "GOV" if country and not kind else NONE)


def _row(name: str, cells: Cells, lookup: CodeLookup, path: str, number: int) -> Outcome:
    """The rows of one line; `path` and its number, counted from 1, are for the refusal."""
    try:
        found = READERS[name](cells, lookup)
    except (KeyError, ValueError) as error:
        return Refused(path, "bad-row", f"a cell cannot be understood: {error}", number)
    made = {"dragoman": f"import:{name}", "codebook": lookup.codebook.version, "weights": None, "register": name}
    # The rows of one story with several days become an article for each day, as an article is published on one day.
    story = "\x1f".join([name, found.pop("story"), found["published"] or ""])
    article = "sha256:" + hashlib.sha256(story.encode()).hexdigest()
    report = {**found, "article": article, "historical": False, "reported_by": [], "reported_by_name": []}
    report |= {"sentence": "", "sentence_from": 0, "sentence_to": 0, "trigger": "", "trigger_from": 0, "trigger_to": 0}
    report |= {"counts": "[]", "event_json": "{}", "why": f"imported from {name}", "confidence": 0.5, **made}
    paper = {"id": article, "outlet": found["outlet"], "published": found["published"], "language": "en", "words": 0}
    paper |= {"url": found.pop("url", None), "signature": [], "features": [], "weights_of": [], "model": name, **made}
    report.pop("url", None)
    return {"reports": report, "articles": paper}


def _event_mention(
    name: str, key: str, kind: str, modes: list[str], day: str, lookup: CodeLookup, cells: dict[str, object]
) -> Row:
    codebook = lookup.codebook
    if kind not in codebook.types:
        raise ValueError(f"no PLOVER type {kind!r}")
    days = interval(day)
    if days is None:
        raise ValueError(f"no date {day!r}")
    return {
        "id": "event:" + hashlib.sha256(f"{name}\x1f{key}".encode()).hexdigest()[:24],
        "type": kind,
        "quad": codebook.quad(kind),
        "mode": modes,
        "modality": "actual",
        "intensity": codebook.intensity(kind, tuple(modes)),
        "date": day,
        "date_from": days[0].isoformat(),
        "date_to": days[1].isoformat(),
        "day": days[0].isoformat(),
        "day_basis": "text",
        "date_reason": f"imported from {name}",
        "contexts": [],
        **cells,
    }


def _side(role: str, names: list[str], countries: list[str], sectors: list[str], lookup: CodeLookup) -> Row:
    size = max(len(names), len(countries))
    lands = [(countries[i : i + 1] or [NONE])[0] or NONE for i in range(size)]
    called = [(names[i : i + 1] or [""])[0] or lands[i] for i in range(size)]
    fields = [(sectors[i : i + 1] or [NONE])[0] or NONE for i in range(size)]
    ids = [f"state:{c}" if c in {n, lookup.iso(n)} else f"name:{n}" for n, c in zip(called, lands, strict=True)]
    return {role: ids, f"{role}_name": called, f"{role}_country": lands, f"{role}_sector": fields}


def _polecat(c: Cells, lookup: CodeLookup) -> Row:
    kind, modes = c["Event Type"], _list(c["Event Mode"])
    places = {
        "place_name": c["Placename"] or None,
        "place_country": c["Country"] or None,
        "place_admin1": c["Province"] or None,
    }
    return _event_mention(
        "polecat",
        c["Event ID"],
        kind,
        modes,
        c["Event Date"],
        lookup,
        {
            **_side("source", _list(c["Actor Name"]), _list(c["Actor Country"]), _list(c["Actor Sectors"]), lookup),
            **_side(
                "target",
                _list(c["Recipient Name"]),
                _list(c["Recipient Country"]),
                _list(c["Recipient Sectors"]),
                lookup,
            ),
            **places,
            "place_lat": float(c["Latitude"]) if c["Latitude"] else None,
            "place_lon": float(c["Longitude"]) if c["Longitude"] else None,
            "place_geonames": int(c["GeoNames ID"]) if c["GeoNames ID"] else None,
            "contexts": _list(c["Contexts"]),
            "cameo": lookup.codebook.cameo(kind, tuple(modes), tuple(_list(c["Contexts"])), "actual"),
            "outlet": c["Source"] or None,
            "published": c["Publication Date"] or None,
            "story": c["Event ID"],
        },
    )


def _icews(c: Cells, lookup: CodeLookup) -> Row:
    code = c["CAMEO Code"]
    kind, modes = lookup.plover(code)
    lands = {role: [lookup.iso(c[f"{role} Country"])] for role in ("Source", "Target")}
    sectors = {role: [_sector(c[f"{role} Sectors"])] for role in ("Source", "Target")}
    return _event_mention(
        "icews",
        c["Event ID"],
        kind,
        modes,
        c["Event Date"],
        lookup,
        {
            **_side("source", [c["Source Name"]], lands["Source"], sectors["Source"], lookup),
            **_side("target", [c["Target Name"]], lands["Target"], sectors["Target"], lookup),
            "place_name": _present(c["City"]) or _present(c["Province"]) or _present(c["Country"]),
            "place_country": lookup.iso(c["Country"]) if _present(c["Country"]) else None,
            "place_admin1": _present(c["Province"]),
            "place_lat": float(c["Latitude"]) if _present(c["Latitude"]) else None,
            "place_lon": float(c["Longitude"]) if _present(c["Longitude"]) else None,
            "cameo": code,
            "outlet": _present(c["Publisher"]),
            "published": c["Event Date"],
            "story": c["Story ID"],
        },
    )


def _gdelt(c: Cells, lookup: CodeLookup) -> Row:
    kind, modes = lookup.plover(c["EventCode"])
    day = f"{c['SQLDATE'][:4]}-{c['SQLDATE'][4:6]}-{c['SQLDATE'][6:8]}"
    added = c["DATEADDED"]
    return _event_mention(
        "gdelt",
        c["GLOBALEVENTID"],
        kind,
        modes,
        day,
        lookup,
        {
            **_cameo("source", c["Actor1Name"], c["Actor1CountryCode"], c["Actor1Type1Code"], lookup),
            **_cameo("target", c["Actor2Name"], c["Actor2CountryCode"], c["Actor2Type1Code"], lookup),
            "place_name": c["ActionGeo_FullName"] or None,
            "place_country": _fips().get(c["ActionGeo_CountryCode"]),
            "place_precision": PRECISION.get(c["ActionGeo_Type"]),
            "place_lat": float(c["ActionGeo_Lat"]) if c["ActionGeo_Lat"] else None,
            "place_lon": float(c["ActionGeo_Long"]) if c["ActionGeo_Long"] else None,
            "cameo": c["EventCode"],
            "published": f"{added[:4]}-{added[4:6]}-{added[6:8]}",
            "outlet": "GDELT",
            "url": c["SOURCEURL"] or None,
            "story": c["SOURCEURL"] or c["GLOBALEVENTID"],
        },
    )


READERS: dict[str, Callable[[Cells, CodeLookup], Row]] = {"polecat": _polecat, "icews": _icews, "gdelt": _gdelt}


def _list(cell: str) -> list[str]:
    """The parts of a POLECAT cell that holds a list."""
    return [part.strip() for part in cell.split("; ")] if cell else []


def _present(cell: str) -> str | None:
    """The cell, None where it is one of the ways in which ICEWS writes that nothing is known."""
    return None if cell in {"", "NA", "None"} else cell


@cache
def _codes(path: Path) -> dict[str, dict[str, str]]:
    """The tables of codes in one of our YAML files, read once."""
    return dict(parsed(path))


@cache
def _sector(cell: str) -> str:
    parts = cell.split(",")
    return next((sector for words, sector in _codes(ICEWS)["read"].items() if words in parts), NONE)


@cache
def _fips() -> dict[str, str]:
    return {fips: iso for iso, fips in _codes(FIPS)["codes"].items()}


def _cameo(role: str, name: str, country: str, kind: str, lookup: CodeLookup) -> Row:
    """The columns of a side of one actor or none; a country without a name is the state itself."""
    if not name and not country:
        return _side(role, [], [], [], lookup)
    land, sector = lookup.belonging(country, kind)
    return _side(role, [name], [land], [sector], lookup)
