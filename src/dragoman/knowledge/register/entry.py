"""The data types of the register: actors, aliases, offices, terms, persons, facts and role words."""

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
    """A change of an actor's sector from a date on: the Taliban have been a government since 2021-08-15.

    Args:
        from_: the ISO date of the change.
        sector: the new sector.
        to: the ISO date at which it ends, excluded; None if it has not ended.
        note: why.
    """

    from_: str
    sector: str
    to: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor.

    Args:
        id: its id, which begins with its kind ("state:FRA", "person:emmanuel-macron").
        name: its full name in English.
        kind: what sort of actor it is.
        country: ISO 3166-1 alpha-3, or IGO, NGO, MNC, WST, ISG or `---`.
        sector: POLECAT's sector code, or `---`.
        wikidata: its Wikidata id.
        cow: its Correlates of War code.
        family: a person's family name.
        note: a remark of the editors.
        changes: changes of its sector, in order.
    """

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
        """The sector on an ISO date, without a date that of today."""
        sector = self.sector
        for change in self.changes:
            if on is None or (change.from_ <= on and (change.to is None or on < change.to)):
                sector = change.sector
        return sector


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor.

    Args:
        entry: the actor's id.
        text: the name.
        use: how the name refers to the actor: as its name, a short form, an adjective, a demonym, a metonym (its
            capital), or a prefix ("Franco").
        tokens: the name as spaCy's English tokeniser cuts it.
        sector: the sector of the actor under this name, if another than its own.
        ambiguous: is it also a common name of something else?
        from_: the EDTF date from which it is in use.
        to: the EDTF date until which it was in use.
    """

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
    """An office.

    Args:
        id: its id.
        title: what its holder is called.
        role: the role it is an instance of ("foreign_minister"), for all countries alike.
        country: the country it is of.
        organisation: the id of the organisation that its holder leads.
        sector: the sector of its holder.
        seat: "single" if at most one person holds it at a time.
        aliases: other titles.
    """

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
    """One person's time in an office.

    Args:
        office: the id of the office.
        person: the id of the person.
        from_: the start as an EDTF day, month or year, or ".." for an open side.
        to: the end likewise; None if it is not known to have ended by `checked`.
        source: where the dates are from.
        checked: the EDTF date on which the source was read.
        acting: did the person hold it for somebody else?
        joint: do several share the single seat by design?
        attested: is the person only known to have held it on these dates, and perhaps before and after?
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
        """Did the term cover the days from `first` to `last` (ISO): "certain", "possible" by its precision, or "no"?"""
        start = (_FIRST, _FIRST) if self.from_ == OPEN else bounds(self.from_)
        end = (_LAST, _LAST) if self.to == OPEN else bounds(self.to or self.checked or self.from_)
        if start is None or end is None or last < start[0] or first > end[1]:
            return "no"
        closing = end[1] if self.to is None else end[0]
        return "certain" if start[1] <= first and last <= closing else "possible"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register: full name, the family name that a second mention uses, and other names."""

    id: str
    name: str
    family: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A past event that news keeps referring to, by which mentions of it in an article are recognised.

    Args:
        id: its id.
        type: its PLOVER event type.
        source_country: the country that acted.
        target_country: the country acted on.
        words: words that refer to it.
        date: the EDTF date.
        text: what happened, in a sentence.
        source: where that is from.
        to: the EDTF date of its end, if it lasted.
    """

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
    """What a role word ("foreign minister", "rebels") says of an actor.

    Args:
        words: the words, in the singular.
        role: the role of the offices it may refer to.
        sector: the sector of the actor.
        kind: does it refer to a person, to people together, or to a body?
        plural: is it the plural form?
    """

    words: str
    role: str | None
    sector: str
    kind: Literal["person", "collective", "body"]
    plural: bool = False
