"""The register's YAML files, every row checked for the fields it must and may have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.cache import parsed

Row = dict[str, Any]

_ACTOR = {
    "id", "name", "country", "cow", "wikidata", "sector", "note", "from", "to", "changes", "names", "short",
    "adjectives", "demonyms", "metonyms", "prefixes", "ambiguous",
}  # fmt: skip
_TERM = {"person", "from", "to", "source", "checked", "acting", "joint", "attested"}

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
TERM_FIELDS = ({"person", "from"}, _TERM)


class Files:
    """The rows of all `*.yaml` files under some folders, later folders after earlier ones, and their digest."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._sections: dict[str, list[Row]] = {name: [] for name in SCHEMA}
        digest = hashlib.sha256()
        for folder in folders:
            paths = sorted(folder.rglob("*.yaml")) if folder.is_dir() else []
            if not paths:
                raise BadKnowledge(folder, "no folder with .yaml files of a register")
            for path in paths:
                digest.update(path.read_bytes())
                self._add(path)
        self.version = f"sha256:{digest.hexdigest()}"

    def __getitem__(self, section: str) -> list[Row]:
        return self._sections[section]

    def _add(self, path: Path) -> None:
        try:
            content = parsed(path)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise BadKnowledge(path, f"not YAML: {error}") from error
        if not isinstance(content, dict):
            raise BadKnowledge(path, f"a mapping with sections {', '.join(SCHEMA)} is expected")
        for section, rows in content.items():
            if section not in SCHEMA or not isinstance(rows, list):
                raise BadKnowledge(path, f"{section!r} is not a section with a list of rows")
            self._sections[section].extend(_checked(path, section, rows))


def _checked(path: Path, section: str, rows: list[Row]) -> Iterator[Row]:
    must, may = SCHEMA[section]
    allowed = must | may
    for row in rows:
        _fields(path, section, row, must, allowed)
        for term in row.get("terms", ()):
            if not (isinstance(term, list) and 2 <= len(term) <= 3):
                _fields(path, row["id"], term, *TERM_FIELDS)
        yield row


def _fields(path: Path, where: str, row: object, must: set[str], allowed: set[str]) -> None:
    if not isinstance(row, dict):
        raise BadKnowledge(path, f"{where}: a row is a mapping, not {row!r}")
    if not must <= row.keys():
        raise BadKnowledge(path, f"{where}: {sorted(must - row.keys())} missing in {row!r}")
    if not row.keys() <= allowed:
        raise BadKnowledge(path, f"{where}: unknown fields {sorted(row.keys() - allowed)} in {row!r}")
