"""Imports positions held from a Wikidata JSON dump (one entity a line, plain, gzip or bzip2) into register files.

The dump is read twice, a line at a time. The first pass writes persons and their terms to temporary files; the
second finds the names and countries of the positions, which may stand anywhere in the dump. In memory are only the
ids of positions and the ISO codes of states.
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.errors import BadKnowledge
from dragoman.knowledge.register.entry import Role
from dragoman.knowledge.register.importers.positions import Position, Positions
from dragoman.knowledge.register.importers.statements import label, statements, time_of, values
from dragoman.knowledge.register.importers.summary import Summary, write_section
from dragoman.knowledge.register.person import slug
from dragoman.knowledge.register.phrases import Phrases

Entity = dict[str, Any]
Progress = Callable[[int], None]

_ID = re.compile(rb'"id"\s*:\s*"(Q\d+)"')


def import_wikidata(dump: Path, out: Path, roles: Phrases[Role], progress: Progress | None = None) -> Summary:
    """Write persons, offices and dated terms of a dump's P39 statements to a folder.

    Args:
        dump: a Wikidata JSON dump, plain, gzip or bzip2.
        out: the folder that the register files go into.
        roles: the role words (of a register) that tell what office a position's name means.
        progress: called with the number of lines read, every 100,000 lines.

    Statements of deprecated rank, without a start (P580) of at least year precision, or of persons or positions
    without an English label are left out and counted. A position's country is its jurisdiction (P1001), else its
    country (P17). A term whose end is given as unknown counts for its start alone.
    """
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary(out)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
        wanted = _first_pass(dump, spool, out, summary, progress)
        positions = _second_pass(dump, wanted, roles, progress)
        summary.offices = write_section(out / "offices.yaml", dump.name, "offices", positions.rows())
        spool.seek(0)
        summary.terms = write_section(out / "terms.yaml", dump.name, "terms", _terms(spool, positions, summary))
    return summary


def _first_pass(dump: Path, spool: IO[str], out: Path, summary: Summary, progress: Progress | None) -> set[str]:
    wanted: set[str] = set()

    def persons() -> Iterator[dict[str, str]]:
        for line in _lines(dump, progress):
            if b'"P39"' in line:
                entity = _entity(line, summary)
                terms = list(_held(entity, summary)) if entity else []
                if entity and terms:
                    name, key = label(entity), _key(entity)
                    for term in terms:
                        wanted.add(term["position"])
                        spool.write(json.dumps({"person": key, **term}) + "\n")
                    yield {"id": key, "name": name, "wikidata": entity["id"]}

    summary.persons = write_section(out / "persons.yaml", dump.name, "persons", persons())
    return wanted


def _key(entity: Entity) -> str:
    return f"person:{slug(label(entity))}-{entity['id'].lower()}"


def _held(entity: Entity, summary: Summary) -> Iterator[dict[str, str]]:
    """The dated positions of an entity: position id, start, and an end or the date the entity was last edited."""
    if not label(entity):
        summary.skip("person without an English label")
        return
    for position, qualifiers in statements(entity, "P39"):
        start = time_of(qualifiers, "P580")
        if start is None:
            summary.skip("term without a start")
            continue
        term = {"position": position, "from": start}
        end = time_of(qualifiers, "P582")
        if end:
            term["to"] = end
        elif "P582" not in qualifiers and entity.get("modified"):
            term["checked"] = entity["modified"][:10]
        yield term


def _second_pass(dump: Path, wanted: set[str], roles: Phrases[Role], progress: Progress | None) -> Positions:
    positions = Positions(roles)
    for line in _lines(dump, progress):
        found = _ID.search(line, 0, 200)
        id = found[1].decode() if found else ""
        if id in wanted or b'"P298"' in line:
            entity = _entity(line, None)
            if entity and id in wanted:
                countries = [*values(entity, "P1001"), *values(entity, "P17")]
                positions.add(Position(id, label(entity), tuple(countries)))
            if entity:
                positions.state(entity["id"], values(entity, "P298"))
    return positions


def _terms(spool: IO[str], positions: Positions, summary: Summary) -> Iterator[dict[str, str]]:
    for line in spool:
        term = json.loads(line)
        office = positions.office(term.pop("position"))
        if office is None:
            summary.skip("position without an English label")
            continue
        yield {"office": office, **term, "source": f"Wikidata {term['person'].rpartition('-')[2].upper()}"}


def _lines(dump: Path, progress: Progress | None) -> Iterator[bytes]:
    openers: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open}
    try:
        with openers.get(dump.suffix, open)(dump, "rb") as file:
            for number, line in enumerate(file, 1):
                if progress and number % 100_000 == 0:
                    progress(number)
                yield line
    except (OSError, EOFError) as error:
        raise BadKnowledge(dump, f"cannot be read as a dump: {error}") from error


def _entity(line: bytes, summary: Summary | None) -> Entity | None:
    """The item of a line; None for properties, the array's brackets, and what is not JSON, which is counted."""
    try:
        entity = json.loads(line.strip().rstrip(b","))
    except ValueError:
        if summary:
            summary.skip("line that is not JSON")
        return None
    is_item = isinstance(entity, dict) and re.fullmatch(r"Q\d+", str(entity.get("id")))
    return entity if is_item else None
