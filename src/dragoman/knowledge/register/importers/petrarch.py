"""Imports PETRARCH's actor dictionaries, with dated roles, into register files.

    BARACK_OBAMA_ [USAELI <20090120] [USAGOV 20090120-20170120] [USAELI >20170120]   ; who and when
    +PRESIDENT_OBAMA_

A name and its codes may stand on one line or on indented lines that follow; `+` marks another name of the same
actor. An actor with a dated code becomes a person with a term for each dated code, any other an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.knowledge.loader import read_yaml
from dragoman.knowledge.register.dates import bounds
from dragoman.knowledge.register.entry import OPEN, UNKNOWN
from dragoman.knowledge.register.importers.summary import Summary, write_section
from dragoman.knowledge.register.person import slug

_CODE = re.compile(r"\[([A-Z]{3,})(?: +(<|>)?(\d{6,8})(?:-(\d{6,8}))?)?\]")


@dataclass
class _Actor:
    names: list[str]
    codes: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        return any(start or end for _, start, end in self.codes)


def import_petrarch(file: Path, out: Path) -> Summary:
    """Write the persons, organisations, offices and terms of an actor dictionary to a folder, and count them.

    Args:
        file: the dictionary.
        out: the folder, made if it does not exist.

    Raises `BadKnowledge` if the dictionary cannot be read.
    """
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary(out)
    actors = list(_actors(_text(file), summary))
    persons, others = [a for a in actors if a.dated], [a for a in actors if not a.dated and a.codes]
    codes = dict.fromkeys(code for a in persons for code, _, _ in a.codes)
    summary.persons = write_section(out / "persons.yaml", file.name, "persons", map(_person, persons))
    summary.actors = write_section(out / "organisations.yaml", file.name, "organisations", map(_organisation, others))
    summary.offices = write_section(out / "offices.yaml", file.name, "offices", map(_office, codes))
    summary.terms = write_section(out / "terms.yaml", file.name, "terms", _terms(persons, file.name, summary))
    return summary


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadKnowledge(file, f"cannot be read: {error}") from error


def _actors(text: str, summary: Summary) -> Iterator[_Actor]:
    current: _Actor | None = None
    for raw in text.splitlines():
        line = raw.partition(";")[0].partition("#")[0].rstrip()
        if not line.strip() or line.lstrip()[0] in "<!&":
            continue
        name = _name(line)
        if name and not line.lstrip().startswith("+"):
            if current:
                yield current
            current = _Actor([name])
        elif name and current:
            current.names.append(name)
        if current:
            current.codes.extend(_codes(line, summary))
    if current:
        yield current


def _name(line: str) -> str:
    """ "+BARACK_OBAMA_" as "Barack Obama"; one word of at most four letters is taken for an abbreviation."""
    words = line.partition("[")[0].strip().lstrip("+").replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= 4:
        return words[0]
    return " ".join(w.capitalize() if w.isupper() else w for w in words)


def _codes(line: str, summary: Summary) -> Iterator[tuple[str, str | None, str | None]]:
    for code, side, first, last in _CODE.findall(line):
        start, end = _date(first), _date(last)
        if (first and start is None) or (last and end is None):
            summary.skip("code with a date that is none")
        elif side == "<":
            yield code, OPEN, start
        elif side == ">":
            yield code, start, OPEN
        else:
            yield code, start, end or start


def _date(digits: str) -> str | None:
    """YYYYMMDD, YYMMDD or YYYYMM as EDTF; the older dictionaries' years of two digits are of the 20th century."""
    if len(digits) == 6 and not digits.startswith(("19", "20")):
        digits = "19" + digits
    parts = [p for p in (digits[:4], digits[4:6], digits[6:8]) if p and p != "00"]
    edtf = "-".join(parts)
    return edtf if bounds(edtf) else None


def _person(actor: _Actor) -> dict[str, object]:
    return {"id": f"person:{slug(actor.names[0])}", "name": actor.names[0], "aliases": actor.names[1:]}


def _organisation(actor: _Actor) -> dict[str, object]:
    country, sector = _meaning(actor.codes[0][0])
    id = f"org:{country.lower()}/{slug(actor.names[0])}"
    return {"id": id, "name": actor.names[0], "country": country, "sector": sector, "names": actor.names[1:]}


def _office(code: str) -> dict[str, object]:
    country, sector = _meaning(code)
    return {
        "id": f"office:petrarch/{code}",
        "title": code,
        "role": "member",
        "country": country,
        "sector": sector,
        "seat": "many",
    }


def _terms(actors: Iterable[_Actor], source: str, summary: Summary) -> Iterator[dict[str, object]]:
    for actor in actors:
        for code, start, end in actor.codes:
            if start is None or end is None:
                summary.skip("undated code of an actor with dated ones")
                continue
            person, office = f"person:{slug(actor.names[0])}", f"office:petrarch/{code}"
            yield {"office": office, "person": person, "from": start, "to": end, "source": source}


def _meaning(code: str) -> tuple[str, str]:
    """Country and sector of a CAMEO actor code: USAGOV is USA and GOV, IGOUNO is IGO."""
    known = _cameo()
    head, *roles = (code[i : i + 3] for i in range(0, len(code), 3))
    country = known["blocs"].get(head, UNKNOWN if head in known["sectors"] else head)
    sectors = (known["sectors"].get(role) for role in (*roles, head))
    return country, next((s for s in sectors if s), UNKNOWN)


@lru_cache(maxsize=1)
def _cameo() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("cameo.yaml"), "text")
    return content
