"""Furniture: how lines that are no prose (links, credits, captions) are recognised by their words (furniture.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

#: Characters that do not count at the ends of a line.
MARKS = " \t\r\n.,:;|·•*-–—_«»<>()[]\"'“”‘’→›"
#: A paragraph longer than this, in characters, is prose.
SHOWN = 800
PICTURED = re.compile(r"(?i:photo|picture|image|credit| via )")  # one of these, or a slash, every inline credit holds
Kind = Literal["link", "credit", "caption", "standfirst"]
KINDS: tuple[Kind, ...] = ("link", "credit", "caption", "standfirst")


class Words(BaseModel):
    """The cues of one kind of line.

    Args:
        longest: the most words that a line of the kind has.
        whole: lines that are of the kind as they stand, casefolded.
        opens: beginnings of such lines, casefolded.
        patterns: regular expressions that are found in such lines.
    """

    model_config = ConfigDict(extra="forbid")
    longest: int = Field(gt=0)
    whole: list[str]
    opens: list[str]
    patterns: list[str]


class OpeningWords(BaseModel):
    """The patterns of a dateline's parts; it is looked for in the first `within` characters of a text."""

    model_config = ConfigDict(extra="forbid")
    within: int = Field(gt=0)
    separator: str
    agency: str
    date: str
    place: str


class File(BaseModel):
    """The schema of furniture.yaml."""

    model_config = ConfigDict(extra="forbid")
    link: Words
    credit: Words
    caption: Words
    standfirst: Words
    agencies: list[str]
    pictures: list[str]
    notes: list[str]
    inline: list[str]
    written: list[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    dates: list[str]
    dateline: OpeningWords


@dataclass(frozen=True)
class Opening:
    """The compiled patterns of a dateline's parts; it is looked for in the first `within` characters of a text."""

    within: int
    separator: re.Pattern[str]
    agency: re.Pattern[str]
    date: re.Pattern[str]
    place: re.Pattern[str]


@dataclass(frozen=True)
class FurnitureCues:
    """The cues of furniture.yaml, compiled.

    `opens` has the beginnings of lines by their first word; `written` are beginnings of bylines, credits for text.
    """

    longest: Mapping[Kind, int]
    whole: Mapping[str, Kind]
    opens: Mapping[str, tuple[tuple[str, Kind], ...]]
    patterns: tuple[tuple[re.Pattern[str], Kind], ...]
    written: tuple[str, ...]
    inline: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    dates: tuple[re.Pattern[str], ...]
    dateline: Opening

    def kind(self, line: str) -> Kind | None:
        """The kind of furniture that a paragraph is by its own words, None for prose."""
        if len(line) > SHOWN:
            return None
        joined = " ".join(line.split())
        plain = joined.casefold().replace("’", "'")
        if known := self.whole.get(plain.strip(MARKS)):
            return known
        words = joined.count(" ") + 1
        found = (kind for cue, kind in self.opens.get(_first(plain), ()) if _opens(plain, cue))
        shaped = (kind for pattern, kind in self.patterns if pattern.search(joined))
        return next((kind for kind in chain(found, shaped) if words <= self.longest[kind]), None)

    def credits(self, text: str) -> list[tuple[int, int]]:
        """The photo credits inside a text, as pairs of offsets, end exclusive."""
        if "/" not in text and not PICTURED.search(text):
            return []
        return [found.span() for pattern in self.inline for found in pattern.finditer(text)]


def _first(plain: str) -> str:
    return plain.split(" ", 1)[0].rstrip(":")


def _opens(plain: str, cue: str) -> bool:
    return plain.startswith(cue) and not (cue[-1].isalnum() and plain[len(cue) : len(cue) + 1].isalnum())


def compiled(file: File) -> FurnitureCues:
    """The cues of a file, compiled; raises `re.error` for a wrong pattern, `KeyError` for an unknown {name} in one."""
    names = {"agency": file.agencies, "picture": file.pictures, "note": file.notes, "month": file.months}
    names |= {"weekday": file.weekdays}
    parts = {name: _either(words, ignore_case=name != "agency") for name, words in names.items()}
    full = [_fill(pattern, parts) for pattern in file.dates]
    parts["date"] = "(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in full) + ")"
    kinds = {kind: getattr(file, kind) for kind in KINDS}
    return FurnitureCues(
        longest={kind: words.longest for kind, words in kinds.items()},
        whole={line: kind for kind, words in kinds.items() for line in words.whole},
        opens=_by_first_word((cue, kind) for kind, words in kinds.items() for cue in words.opens),
        patterns=tuple((re.compile(_fill(p, parts)), kind) for kind, words in kinds.items() for p in words.patterns),
        written=tuple(file.written),
        inline=tuple(re.compile(_fill(pattern, parts)) for pattern in file.inline),
        months=file.months,
        weekdays=file.weekdays,
        dates=tuple(map(re.compile, full)),
        dateline=_opening(file.dateline, parts),
    )


def _by_first_word(cues: Iterable[tuple[str, Kind]]) -> Mapping[str, tuple[tuple[str, Kind], ...]]:
    found: dict[str, tuple[tuple[str, Kind], ...]] = {}
    for cue, kind in cues:
        found[_first(cue)] = (*found.get(_first(cue), ()), (cue, kind))
    return found


def _opening(words: OpeningWords, parts: Mapping[str, str]) -> Opening:
    patterns = (words.separator, words.agency, words.date, words.place)
    return Opening(words.within, *(re.compile(_fill(pattern, parts)) for pattern in patterns))


def _either(words: Iterable[str], ignore_case: bool) -> str:
    longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return f"(?{'i' if ignore_case else ''}:{'|'.join(longest_first)})"


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda m: parts[m[1]], pattern)
