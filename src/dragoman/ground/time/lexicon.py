"""The words of time (words.yaml): what each word or phrase is, and the lists the guards and the tense go by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import BadKnowledge
from dragoman.ground.time.shapes import pieces

WORDS = Path(__file__).with_name("words.yaml")
LISTS = ("counted", "numbered", "ahead", "appointments", "reporting", "implicative", "persons", "agents")
TABLES = ("numbers", "ordinals", "decades")
_KEYS = {"classes", "capital", "holidays", *LISTS, *TABLES}


@dataclass(frozen=True)
class Entry:
    """A word's class and value; `capital` where it counts only with a capital letter."""

    kind: str
    value: str | int
    capital: bool


@dataclass(frozen=True)
class Lexicon:
    """`words`, and `phrases` by their first word, longest first; tables of numbers; lists of words; named days."""

    words: dict[str, tuple[Entry, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    kinds: tuple[str, ...]
    tables: dict[str, dict[str, int]]
    lists: dict[str, frozenset[str]]
    holidays: dict[str, dict[str, int]]
    agents: tuple[str, ...]


@cache
def load_words(path: Path = WORDS) -> Lexicon:
    """The lexicon of a file in the format of words.yaml; raises `BadKnowledge` where it breaks it."""
    raw = read(path)
    if not isinstance(raw, dict) or set(raw) != _KEYS:
        raise BadKnowledge(path, f"the file must have exactly the keys {', '.join(sorted(_KEYS))}")
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for kind, members in _mapping(path, "classes", raw["classes"]).items():
        table = members if isinstance(members, dict) else {word: word for word in _strings(path, kind, members)}
        for word, value in table.items():
            entry = Entry(kind, value, kind in raw["capital"])
            parts = tuple(piece.lower() for piece, _, _ in pieces(str(word)))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, entry))
            else:
                words.setdefault(parts[0], []).append(entry)
    _check(path, words, raw)
    return Lexicon(
        {word: tuple(entries) for word, entries in words.items()},
        {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in phrases.items()},
        tuple(raw["classes"]),
        {name: _mapping(path, name, raw[name]) for name in TABLES},
        {name: frozenset(_strings(path, name, raw[name])) for name in LISTS},
        _mapping(path, "holidays", raw["holidays"]),
        tuple(raw["agents"]),
    )


def read(path: Path) -> Any:
    """The content of a YAML file; raises `BadKnowledge` where it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise BadKnowledge(path, str(error)) from error


def _check(path: Path, words: dict[str, list[Entry]], raw: dict[str, Any]) -> None:
    twice = sorted(word for word, entries in words.items() if len({e.capital for e in entries}) < len(entries))
    if twice:
        raise BadKnowledge(path, f"in two classes: {', '.join(twice)}")
    for name, rule in raw["holidays"].items():
        if not {"easter"} <= set(rule) and not ({"month", "day"} <= set(rule) or {"month", "weekday", "nth"} <= set(rule)):
            raise BadKnowledge(path, f"holiday {name!r} needs easter, or month and day, or month, weekday and nth")


def _mapping(path: Path, name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadKnowledge(path, f"{name} must be a mapping")
    return value


def _strings(path: Path, name: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise BadKnowledge(path, f"{name} must be a list of words")
    return value
