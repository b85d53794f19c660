"""The words of time (words.yaml): what each word or phrase is, and the lists the guards and the tense go by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.times.shapes import pieces

WORDS = Path(__file__).with_name("words.yaml")
TABLES = ("numbers", "ordinals", "decades")
LISTS = frozenset(
    {
        "counted", "numbered", "ahead", "ahead_for", "appointments", "reporting", "implicative", "persons", "agents",
        "modals", "past_auxiliaries", "time_prepositions", "before_units", "after_units", "measuring", "not_someday",
        "offset_after", "offset_before", "before_hours", "september_11", "marching", "ambiguous_months",
        "ambiguous_seasons", "owners",
    }
)  # fmt: skip
HOLIDAYS = ({"easter"}, {"month", "day"}, {"month", "weekday", "nth"}, {"month", "weekday", "nth", "after"})
KEYS = {"capital", "classes", "holidays", "lists", *TABLES}


@dataclass(frozen=True)
class Entry:
    """A word's class and value; `capital` where it counts only with a capital letter."""

    kind: str
    value: str | int
    capital: bool


Words = dict[str, tuple[Entry, ...]]
Phrases = dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]


@dataclass(frozen=True)
class Lexicon:
    """`words`, and `phrases` by their first word, longest first; tables of numbers; lists of words; named days."""

    words: Words
    phrases: Phrases
    kinds: tuple[str, ...]
    tables: dict[str, dict[str, int]]
    lists: dict[str, frozenset[str]]
    holidays: dict[str, dict[str, int]]


@cache
def load_words(path: Path = WORDS) -> Lexicon:
    """The lexicon of a file in the format of words.yaml; raises `BadKnowledge` where it breaks it."""
    raw = read(path)
    _keys(path, "the file", raw, KEYS)
    _keys(path, "lists", raw["lists"], LISTS)
    words, phrases = _entries(path, raw)
    return Lexicon(
        words,
        phrases,
        tuple(raw["classes"]),
        {name: _mapping(path, name, raw[name]) for name in TABLES},
        {name: frozenset(_strings(path, name, raw["lists"][name])) for name in sorted(LISTS)},
        _holidays(path, raw["holidays"]),
    )


def read(path: Path) -> Any:
    """The content of a YAML file; raises `BadKnowledge` where it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise BadKnowledge(path, str(error)) from error


def _entries(path: Path, raw: dict[str, Any]) -> tuple[Words, Phrases]:
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    capital = _strings(path, "capital", raw["capital"])
    for kind, members in _mapping(path, "classes", raw["classes"]).items():
        table = members if isinstance(members, dict) else {word: word for word in _strings(path, kind, members)}
        for word, value in table.items():
            entry = Entry(kind, value, kind in capital)
            parts = tuple(piece.lower() for piece, _, _ in pieces(str(word)))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, entry))
            else:
                words.setdefault(parts[0], []).append(entry)
    twice = sorted(word for word, found in words.items() if len({e.capital for e in found}) < len(found))
    if twice:
        raise BadKnowledge(path, f"in two classes: {', '.join(twice)}")
    longest_first = {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in phrases.items()}
    return {word: tuple(found) for word, found in words.items()}, longest_first


def _holidays(path: Path, raw: Any) -> dict[str, dict[str, int]]:
    for name, rule in _mapping(path, "holidays", raw).items():
        if not isinstance(rule, dict) or set(rule) not in HOLIDAYS:
            raise BadKnowledge(path, f"holiday {name!r} needs easter, or month and day, or month, weekday and nth")
    return dict(raw)


def _keys(path: Path, name: str, raw: Any, keys: set[str] | frozenset[str]) -> None:
    if not isinstance(raw, dict) or set(raw) != keys:
        raise BadKnowledge(path, f"{name} must have exactly the keys {', '.join(sorted(keys))}")


def _mapping(path: Path, name: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BadKnowledge(path, f"{name} must be a mapping")
    return raw


def _strings(path: Path, name: str, raw: Any) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise BadKnowledge(path, f"{name} must be a list of words")
    return raw
