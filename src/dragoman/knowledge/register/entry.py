"""What the register holds: actors, their names, offices, who held them when, and dated facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.knowledge.register.dates import bounds

Kind = Literal["state", "organisation", "group", "person", "office"]
Use = Literal["name", "short", "adjective", "demonym", "metonym", "prefix"]
Certainty = Literal["certain", "possible", "no"]
UNKNOWN = "---"
OPEN = ".."
_FIRST, _LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Change:
    """From a date on an actor is of another sector: the Taliban have been a government since 2021-08-15."""

    from_: str
    sector: str
    to: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor: `country` is ISO 3166-1 alpha-3 or IGO NGO MNC WST ISG `---`; `family` is a person's family name."""

    id: str
    name: str
    kind: Kind
    country: str = UNKNOWN
    sector: str = UNKNOWN
    wikidata: str | None = None
    cow: str | None = None
    family: str | None = None
    note: str | None = None
    changes: tuple[Change, ...] = ()

    def sector_on(self, on: str | None) -> str:
        """The sector on an ISO date; without a date the one it has today."""
        sector = self.sector
        for change in self.changes:
            if on is None or (change.from_ <= on and (change.to is None or on < change.to)):
                sector = change.sector
        return sector


@dataclass(frozen=True, slots=True)
class Alias:
    """A name an entry goes by, and how it is used; `ambiguous` ones are also common names of something else."""

    entry: str
    text: str
    use: Use
    tokens: tuple[str, ...]
    sector: str | None = None
    ambiguous: bool = False
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office; `seat` is "single" where at most one person holds it at a time."""

    id: str
    title: str
    role: str
    country: str
    organisation: str | None = None
    sector: str = "GOV"
    seat: Literal["single", "many"] = "single"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in an office: `from_` and `to` as EDTF days, months or years, or ".." for an open side.

    `to` None means not known to have ended by `checked`. `attested` terms are only seen at their dates:
    the person may have held the office before and after. `joint` terms share a single seat by design.
    """

    office: str
    person: str
    from_: str
    to: str | None
    source: str
    checked: str | None = None
    acting: bool = False
    joint: bool = False
    attested: bool = False

    def on(self, first: str, last: str) -> Certainty:
        """Did the term cover the days from `first` to `last` (ISO), as far as its own precision tells?"""
        start = (_FIRST, _FIRST) if self.from_ == OPEN else bounds(self.from_)
        end = (_LAST, _LAST) if self.to == OPEN else bounds(self.to or self.checked or self.from_)
        if start is None or end is None or last < start[0] or first > end[1]:
            return "no"
        closing = end[1] if self.to is None else end[0]
        return "certain" if start[1] <= first and last <= closing else "possible"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register with the name parts a second mention uses."""

    id: str
    name: str
    family: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated act between two countries and the words it goes by, to test what an article says against."""

    id: str
    type: str
    source_country: str
    target_country: str
    words: tuple[str, ...]
    date: str
    text: str
    source: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What a common noun says of an actor: the office it may mean, its sector, whether it is one person or many."""

    words: str
    role: str | None
    sector: str
    kind: Literal["person", "collective", "body"]
    plural: bool = False
