"""The cast of an article: the actors found in it so far, with their names, countries, sectors and offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Span as Words
from spacy.tokens import Token

from dragoman.annotations import Mention, MentionKind
from dragoman.document import Document
from dragoman.knowledge.register.loader import Entry, Register, Term
from dragoman.knowledge.register.person import slug, surnames
from dragoman.model import Actor, Office, Span
from dragoman.parse import JOINER

Kind = Literal["person", "state", "organisation", "group", "office"]
#: The country or sector of an actor of whom it is not known.
UNKNOWN = "---"


@dataclass
class Entity:
    """One actor of an article; its fields are completed while the article is read.

    Args:
        id: its id, that of the register where it is an actor of the register.
        name: its full name, or its description.
        kind: what sort of actor it is.
        country: ISO 3166-1 alpha-3, a bloc code such as IGO, or `UNKNOWN`.
        sector: POLECAT's sector code (GOV, MIL, REB ...), or `UNKNOWN`.
        wikidata: its Wikidata id.
        cow: its Correlates of War code.
        office: the office that a person held on the article's date.
        inferred: does the register say who it is, rather than the text ("the French president" on a date)?
        roles: the roles ("head_of_state") that the text or the register gives it, in the order found.
        plural: does it stand for several people ("Iraqi soldiers")?
        spans: where the article mentions it.
    """

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
    """The actors of one article, by id and by parts of their names.

    Args:
        document: the article with its knowledge; its publication date decides who holds an office.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.register, self.on = document.knowledge.register, document.article.published
        self.words = document.knowledge.lexicon.entities
        self.entities: dict[str, Entity] = {}
        self._parts: dict[str, list[Entity]] = {}
        self._bodies: dict[str, Entity] = {}

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def entry(self, entry: Entry) -> Entity:
        """The actor of a register entry, a person with the office held on the article's date."""
        if entry.id in self.entities:
            return self.entities[entry.id]
        entity = Entity(entry.id, entry.name, _kind(entry), entry.country, entry.sector, entry.wikidata, entry.cow)
        entity.sector = entry.sector_on(self.on)
        if entity.kind == "person":
            self._incumbent(entity)
            self._introduce(entity, (*surnames(entry.family or entry.name), *name_parts(entry.name)))
        self.entities[entry.id] = entity
        return entity

    def _incumbent(self, entity: Entity) -> None:
        terms = self.register.offices_of(entity.id, self.on)
        if not terms:
            return
        first = min(terms, key=lambda t: _rank(self.register, t))
        for term in terms:
            entity.roles[self.register.offices[term.office].role] = None
        office = self.register.offices[first.office]
        entity.office = as_office(self.register, first)
        entity.country, entity.sector = office.country, office.sector

    def person(self, name: str) -> Entity:
        """The actor for a person who is not in the register."""
        return self._add(Entity(f"person:{slug(name)}", name, "person"), name_parts(name))

    def body(self, name: str, country: str, sector: str) -> Entity:
        """The actor for a body that is not in the register; its initials and first word name it from then on.

        Args:
            name: its name in the text.
            country: its country, or `UNKNOWN`; kept from the first time it is named.
            sector: its sector, or `UNKNOWN`; kept likewise.
        """
        known = self._bodies.get(name)
        if known is None:
            known = self._add(Entity(f"org:{slug(name)}", name, "organisation", country, sector), ())
            for short in (name, "".join(w[0] for w in name.split() if w[0].isupper()), name.split()[0]):
                if len(short) > 2:
                    self._bodies.setdefault(short, known)
        return known

    def group(
        self, name: str, country: str, sector: str, kind: Kind = "group", plural: bool = True, key: str = ""
    ) -> Entity:
        """The actor for a description without a name: "Iraqi police", "rebels in Darfur".

        Args:
            name: the description.
            country: its country, or `UNKNOWN`.
            sector: its sector, or `UNKNOWN`.
            kind: what sort of actor it is.
            plural: does it stand for several people?
            key: what its id is made of instead of the description, so that different words can mean one actor.
        """
        name = name.replace(JOINER, " ")
        return self._add(
            Entity(f"{kind}:{country.lower()}:{slug(key or name)}", name, kind, country, sector, plural=plural), ()
        )

    def _add(self, entity: Entity, parts: Iterable[str]) -> Entity:
        known = self.entities.setdefault(entity.id, entity)
        if known is entity:
            self._introduce(entity, parts)
        return known

    def _introduce(self, entity: Entity, parts: Iterable[str]) -> None:
        for part in dict.fromkeys(parts):
            if len(part) > 1 and part[0].isupper():
                self._parts.setdefault(part, []).append(entity)

    def country(self, mention: Mention) -> str:
        """The country of a mention's actor, as known so far."""
        return self.entities[mention.actor].country

    def called(self, part: str) -> Entity | None:
        """The last person introduced whose family name is `part`, else whose name has it anywhere; None if nobody."""
        named = self._parts.get(part, ())
        families = [f for f in named if self._family(f) == part]
        known = families or list(named)
        return known[-1] if known else None

    def _family(self, entity: Entity) -> str:
        entry = self.register.entries.get(entity.id)
        return (entry.family if entry else None) or entity.name.split()[-1]

    def mention(
        self,
        entity: Entity,
        kind: MentionKind,
        words: Words,
        head: Token | None = None,
        reason: str = "",
        *,
        shown: bool = True,
    ) -> Mention:
        """A mention of an actor.

        Args:
            entity: the actor that the words refer to.
            kind: how they refer to it (name, pronoun, description ...).
            words: the words.
            head: their head token in the parse, by default the root of `words`.
            reason: why they are taken to refer to it, for `--explain`.
            shown: is the mention listed under the actor in the record?
        """
        span = self.document.at(words)
        if shown:
            entity.spans[span] = None
        root = head if head is not None else words.root
        own = (entity.id, entity.name, entity.country, entity.sector)
        return Mention(*own, kind, span, words[0], words[-1], root, entity.inferred, reason)

    def actors(self) -> tuple[Actor, ...]:
        """The actors that the article mentions, in the order of their first mention."""
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
    """The words of a name, then the pieces (three letters or more) of its hyphenated words."""
    words = name.split()
    return (*words, *(p for w in words if "-" in w for p in w.split("-") if len(p) > 2))


def as_office(register: Register, term: Term) -> Office:
    """A term of the register as the office of a record, with its dates as EDTF and its source."""
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


#: Roles from the most prominent down: a person of several offices is called by the first of them.
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
