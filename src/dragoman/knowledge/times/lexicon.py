"""The words of time (words.yaml): what each word or phrase is, and the lists the guards and the tense go by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from dragoman.errors import BadKnowledge
from dragoman.knowledge.loader import Sources, known, load
from dragoman.knowledge.times.shapes import pieces

NAME = "times/words.yaml"
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


class File(BaseModel):
    """The schema of words.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    capital: list[str]
    classes: dict[str, Any]
    holidays: dict[str, dict[str, int]]
    lists: dict[Annotated[str, known("list")], frozenset[str]]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]


def lexicon_of(sources: Sources) -> Lexicon:
    """The words of time of the files that count; raises `BadKnowledge` where they break the schema."""
    path = sources.layers(NAME)[0]
    file = load(sources, NAME, File, context={"list": LISTS})
    if missing := sorted(LISTS - file.lists.keys()):
        raise BadKnowledge(path, f"lists: {', '.join(missing)} missing")
    words, phrases = _entries(path, file)
    for name, rule in file.holidays.items():
        if set(rule) not in HOLIDAYS:
            raise BadKnowledge(path, f"holiday {name!r} needs easter, or month and day, or month, weekday and nth")
    tables = {name: dict(getattr(file, name)) for name in TABLES}
    return Lexicon(words, phrases, tuple(file.classes), tables, dict(file.lists), dict(file.holidays))


def _entries(path: Path, file: File) -> tuple[Words, Phrases]:
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for kind, members in file.classes.items():
        table = members if isinstance(members, dict) else {word: word for word in members}
        for word, value in table.items():
            entry = Entry(kind, value, kind in file.capital)
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
