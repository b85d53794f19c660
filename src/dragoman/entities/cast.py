"""The cast of an article: the actors met so far, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.annotations import Mention
from dragoman.knowledge.register.loader import Entry, Register, Term
from dragoman.knowledge.register.person import slug, surnames
from dragoman.model import Actor, Office, Span
from dragoman.parse import JOINER

Kind = Literal["person", "state", "organisation", "group", "office"]
UNKNOWN = "---"


@dataclass
class Figure:
    """One actor while the article is read; `roles` are the offices the text or the register gives it."""

    id: str
    name: str
    kind: Kind
    country: str = UNKNOWN
    sector: str = UNKNOWN
    wikidata: str | None = None
    cow: str | None = None
    office: Office | None = None
    inferred: bool = False
    roles: dict[str, None] = field(default_factory=dict)
    plural: bool = False
    spans: dict[Span, None] = field(default_factory=dict)


class Cast:
    """Figures by id, and persons by any part of their names."""

    def __init__(self, register: Register, on: str | None) -> None:
        self.register, self.on = register, on
        self.figures: dict[str, Figure] = {}
        self._parts: dict[str, list[Figure]] = {}
        self._bodies: dict[str, Figure] = {}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def entry(self, entry: Entry) -> Figure:
        """The figure of a register entry, with the office the person held on the article's date."""
        if entry.id in self.figures:
            return self.figures[entry.id]
        figure = Figure(entry.id, entry.name, _kind(entry), entry.country, entry.sector, entry.wikidata, entry.cow)
        figure.sector = entry.sector_on(self.on)
        if figure.kind == "person":
            self._incumbent(figure)
            self._introduce(figure, (*surnames(entry.family or entry.name), *name_parts(entry.name)))
        self.figures[entry.id] = figure
        return figure

    def _incumbent(self, figure: Figure) -> None:
        terms = self.register.offices_of(figure.id, self.on)
        if not terms:
            return
        first = min(terms, key=lambda t: _rank(self.register, t))
        for term in terms:
            figure.roles[self.register.offices[term.office].role] = None
        office = self.register.offices[first.office]
        figure.office = as_office(self.register, first)
        figure.country, figure.sector = office.country, office.sector

    def person(self, name: str) -> Figure:
        """The figure of a person the register does not have."""
        return self._add(Figure(f"person:{slug(name)}", name, "person"), name_parts(name))

    def body(self, name: str, country: str, sector: str) -> Figure:
        """The figure of a body the register does not have; its initials and first word stand for it from then on."""
        known = self._bodies.get(name)
        if known is None:
            known = self._add(Figure(f"org:{slug(name)}", name, "organisation", country, sector), ())
            for short in (name, "".join(w[0] for w in name.split() if w[0].isupper()), name.split()[0]):
                if len(short) > 2:
                    self._bodies.setdefault(short, known)
        return known

    def group(
        self, name: str, country: str, sector: str, kind: Kind = "group", plural: bool = True, key: str = ""
    ) -> Figure:
        """The figure of a described actor: "Iraqi police", "rebels in Darfur"."""
        name = name.replace(JOINER, " ")
        return self._add(
            Figure(f"{kind}:{country.lower()}:{slug(key or name)}", name, kind, country, sector, plural=plural), ()
        )

    def _add(self, figure: Figure, parts: Iterable[str]) -> Figure:
        known = self.figures.setdefault(figure.id, figure)
        if known is figure:
            self._introduce(figure, parts)
        return known

    def _introduce(self, figure: Figure, parts: Iterable[str]) -> None:
        for part in dict.fromkeys(parts):
            if len(part) > 1 and part[0].isupper():
                self._parts.setdefault(part, []).append(figure)

    def country(self, mention: Mention) -> str:
        """The country of a mention's actor, as known by now."""
        return self.figures[mention.actor].country

    def called(self, part: str) -> Figure | None:
        """The last person introduced with that name part: by family name first, then by any."""
        named = self._parts.get(part, ())
        families = [f for f in named if self._family(f) == part]
        known = families or list(named)
        return known[-1] if known else None

    def _family(self, figure: Figure) -> str:
        entry = self.register.entries.get(figure.id)
        return (entry.family if entry else None) or figure.name.split()[-1]

    def actors(self) -> tuple[Actor, ...]:
        """The record's actors, in the order of their first mention."""
        known = sorted((f for f in self if f.spans), key=lambda f: (min(f.spans), f.id))
        return tuple(
            Actor(
                id=f.id,
                name=f.name,
                kind=f.kind,
                country=f.country,
                sector=f.sector,
                wikidata=f.wikidata,
                cow=f.cow,
                office=f.office,
                inferred=f.inferred,
                mentions=tuple(sorted(f.spans)),
            )
            for f in known
        )


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name, and the pieces of its hyphenated ones, longest first meaning last."""
    words = name.split()
    return (*words, *(p for w in words if "-" in w for p in w.split("-") if len(p) > 2))


def as_office(register: Register, term: Term) -> Office:
    """A term of the register as the record's office."""
    office = register.offices[term.office]
    return Office.model_validate(
        {
            "title": office.title,
            "organisation": office.organisation or office.country,
            "from": term.from_,
            "to": term.to,
            "source": f"register:{term.source}",
        }
    )


RANK = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "head")


def _rank(register: Register, term: Term) -> tuple[int, str]:
    role = register.offices[term.office].role
    return (RANK.index(role) if role in RANK else len(RANK), term.office)


def _kind(entry: Entry) -> Kind:
    kinds: dict[str, Kind] = {
        "state": "state",
        "organisation": "organisation",
        "group": "group",
        "person": "person",
        "office": "office",
    }
    return kinds.get(entry.kind, "organisation")
