"""The words of time (words.yaml): the class and value of each word or phrase, and the lists of other words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from dragoman.errors import BadKnowledge
from dragoman.knowledge.loader import Sources, load, unknown, wrong
from dragoman.knowledge.times.lists import TimeWords
from dragoman.knowledge.times.shapes import pieces

NAME = "times/words.yaml"
TABLES = ("numbers", "ordinals", "decades")
HOLIDAYS = ({"easter"}, {"month", "day"}, {"month", "weekday", "nth"}, {"month", "weekday", "nth", "after"})
#: A year without a leap day: a named day must be in every year.
ANY_YEAR = 2001


@dataclass(frozen=True)
class Entry:
    """The class ("month") and value of a word; with `capital` it must have a capital letter."""

    kind: str
    value: str | int
    capital: bool


Words = dict[str, tuple[Entry, ...]]
Phrases = dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]


@dataclass(frozen=True)
class TimeLexicon:
    """The words of time expressions; all in lower case.

    Args:
        words: the entries of each word.
        phrases: phrases of several words by their first word, the longest first.
        kinds: the classes of words.
        tables: number words with their values: "numbers", "ordinals", "decades".
        lists: lists of other words.
        holidays: the rule for the date of each named day, see `times.days.holiday_in`.
    """

    words: Words
    phrases: Phrases
    kinds: tuple[str, ...]
    tables: dict[str, dict[str, int]]
    lists: TimeWords
    holidays: dict[str, dict[str, int]]


def _members(value: Any) -> Any:
    """Checks the words of a class: a list of them, or a mapping of each to its value."""
    words = list(value) if isinstance(value, list | dict) else [None]
    values = list(value.values()) if isinstance(value, dict) else []
    if not all(isinstance(w, str) and w.strip() for w in words) or not all(isinstance(v, str | int) for v in values):
        raise wrong("must be a list of words, or words with a value each")
    return value


def _named_day(rule: dict[str, int]) -> dict[str, int]:
    """Checks a rule for the date of a named day, which must give a date in every year."""
    if set(rule) not in HOLIDAYS:
        raise wrong("needs easter, or month and day, or month, weekday and nth")
    try:
        date(ANY_YEAR, rule.get("month", 1), rule.get("day", 1))
    except ValueError as error:
        raise wrong("is no day of every year") from error
    nth, after = rule.get("nth", 1), rule.get("after", 0)
    if not 1 <= rule.get("weekday", 1) <= 7 or nth == 0 or after < 0 or 7 * abs(nth) + after > 28:
        raise wrong("is no day of every year: weekday is 1 to 7, nth 1 to 4 or -1 to -4")
    return rule


class File(BaseModel):
    """The schema of words.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    capital: list[str]
    classes: dict[str, Annotated[Any, AfterValidator(_members)]]
    holidays: dict[str, Annotated[dict[str, int], AfterValidator(_named_day)]]
    lists: TimeWords
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]

    @model_validator(mode="after")
    def _names_lead_somewhere(self) -> File:
        for n, kind in enumerate(self.capital):
            if kind not in self.classes:
                raise unknown("class", kind, self.classes, "capital", n)
        named = self.classes.get("holiday", {})
        for word, value in named.items() if isinstance(named, dict) else ():
            if value not in self.holidays:
                raise unknown("named day", str(value), self.holidays, "classes", "holiday", word)
        return self


def lexicon_of(sources: Sources) -> TimeLexicon:
    """The words of time in the files of `sources`; raises `BadKnowledge` with file and line if they are wrong."""
    file = load(sources, NAME, File)
    words, phrases = _entries(sources.layers(NAME)[0], file)
    tables = {name: dict(getattr(file, name)) for name in TABLES}
    return TimeLexicon(words, phrases, tuple(file.classes), tables, file.lists, dict(file.holidays))


def _entries(path: Path, file: File) -> tuple[Words, Phrases]:
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for kind, members in file.classes.items():
        table = members if isinstance(members, dict) else {word: word for word in members}
        for word, value in table.items():
            entry = Entry(kind, value, kind in file.capital)
            parts = tuple(piece.lower() for piece, _, _ in pieces(word))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, entry))
            else:
                words.setdefault(parts[0], []).append(entry)
    twice = sorted(word for word, found in words.items() if len({e.capital for e in found}) < len(found))
    if twice:
        raise BadKnowledge(path, f"in two classes: {', '.join(twice)}")
    longest_first = {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in phrases.items()}
    return {word: tuple(found) for word, found in words.items()}, longest_first
