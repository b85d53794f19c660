"""Reads the register's YAML files and checks that each row has the fields it must have, and no unknown ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NotRequired, Required

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from dragoman.errors import BadKnowledge
from dragoman.knowledge.faults import line_of
from dragoman.knowledge.loader import checked, read_bytes, read_yaml

Row = dict[str, Any]

_ACTOR = {
    "id", "name", "country", "cow", "wikidata", "sector", "note", "from", "to", "changes", "names", "short",
    "adjectives", "demonyms", "metonyms", "prefixes", "ambiguous",
}  # fmt: skip
_TERM = {"person", "from", "to", "source", "checked", "acting", "joint", "attested"}
#: Fields that hold lists; all others hold text.
_LISTS = {
    "changes", "names", "short", "adjectives", "demonyms", "metonyms", "prefixes", "ambiguous", "aliases", "terms",
    "words", "roles", "countries",
}  # fmt: skip

# Section of a file: the fields a row must have, and those it may have.
SCHEMA: Mapping[str, tuple[set[str], set[str]]] = {
    "states": ({"id", "name"}, _ACTOR),
    "organisations": ({"id", "name", "country"}, _ACTOR),
    "groups": ({"id", "name", "country"}, _ACTOR),
    "persons": ({"name"}, {"id", "family", "aliases", "short", "country", "sector", "wikidata", "source"}),
    "offices": (
        {"id", "title", "role", "country"},
        {"organisation", "sector", "seat", "aliases", "source", "checked", "terms", "wikidata"},
    ),
    "terms": ({"office", "person", "from"}, _TERM | {"office"}),
    "facts": ({"id", "type", "source_country", "words", "date", "text", "source"}, {"target_country", "to"}),
    "prominence": ({"weight"}, {"roles", "countries"}),
    "roles": ({"words", "sector"}, {"role", "kind", "plural"}),
}


def _row(name: str, must: set[str], may: set[str]) -> Any:
    """The type by which pydantic checks a row; the row remains a dict.

    Args:
        name: the name of the type.
        must: the required fields.
        may: the optional fields.
    """
    fields: dict[str, Any] = {n: Required[_value(n)] for n in sorted(must)}
    fields |= {n: NotRequired[_value(n)] for n in sorted(may - must)}
    typed: Any = TypedDict  # made at run time, out of SCHEMA
    made = typed(name, fields)
    made.__pydantic_config__ = {"extra": "forbid"}
    return made


def _value(field: str) -> Any:
    if field == "terms":
        return list[Any]
    return list[Any] if field in _LISTS else str


def _file() -> Any:
    """The type of a whole file: sections of rows."""
    typed: Any = TypedDict
    made = typed("register", {n: NotRequired[list[_row(n, *fields)]] for n, fields in SCHEMA.items()})  # type: ignore[misc]
    made.__pydantic_config__ = {"extra": "forbid"}
    return made


_FILE = TypeAdapter(_file())
_TERM_ROW = TypeAdapter(_row("term", {"person", "from"}, _TERM))


class Files:
    """The rows of register files by section, in the order of the files; `version` is their hash.

    Args:
        paths: the files.

    Raises `BadKnowledge` with file and line for an unknown section, and for an unknown or missing field.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._sections: dict[str, list[Row]] = {name: [] for name in SCHEMA}
        digest = hashlib.sha256()
        for path in paths:
            digest.update(read_bytes(path))
            raw = read_yaml(path, "text")
            content: dict[str, list[Row]] = checked([(path, raw)], _FILE)
            for section, rows in content.items():
                _check_terms(path, raw, section, rows)
                self._sections[section].extend(rows)
        self.version = f"sha256:{digest.hexdigest()}"

    def __getitem__(self, section: str) -> list[Row]:
        return self._sections[section]


def _check_terms(path: Path, raw: Any, section: str, rows: list[Row]) -> None:
    """Check the terms inside offices: `[person, from]`, `[person, from, to]` or a mapping with the fields of a term."""
    for n, row in enumerate(rows):
        for m, term in enumerate(row.get("terms", ())):
            if isinstance(term, dict):
                checked([(path, raw)], _TERM_ROW, at=(section, n, "terms", m))
            elif not (isinstance(term, list) and 2 <= len(term) <= 3):
                line = line_of(path, (section, n, "terms", m))
                raise BadKnowledge(path, f"{section}: {row['id']}: a term is [person, from, to], not {term!r}", line)
