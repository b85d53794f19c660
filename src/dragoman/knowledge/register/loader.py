"""The register: actors by name, the offices they held and when, words for roles, and dated facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.errors import BadKnowledge
from dragoman.knowledge.register.actors import aliases_of, entry_of
from dragoman.knowledge.register.entry import UNKNOWN, Alias, Entry, Fact, Office, Person, Role, Term
from dragoman.knowledge.register.files import Files, Row
from dragoman.knowledge.register.offices import Terms, latest, office_of, term_of, terms_of
from dragoman.knowledge.register.people import People
from dragoman.knowledge.register.phrases import Phrases, tokens_of
from dragoman.knowledge.register.prominence import LIMIT, Prominence
from dragoman.knowledge.register.roles import roles_of

__all__ = ["Alias", "Entry", "Fact", "Office", "Person", "Register", "Role", "Term"]

#: Roles whose former holders too are known by family name alone.
LEADING = frozenset({"head_of_state", "head_of_government"})


class Register:
    """Actors by id and by name, with offices and terms.

    Dates ("on a date") are EDTF days, months or years, or intervals of these. An empty result means unknown: the
    register never says that nobody held an office.

    Args:
        files: the rows of the register files; of several rows with one id the last takes precedence.

    Raises `BadKnowledge` for a term in an office that does not exist.
    """

    def __init__(self, files: Files) -> None:
        self.version = files.version
        self.entries: dict[str, Entry] = {}
        self.facts: tuple[Fact, ...] = tuple(map(_fact, _last(files["facts"])))
        self.roles: Phrases[Role] = roles_of(files["roles"])
        self._prominence = Prominence(files["prominence"])
        self._names: dict[tuple[str, ...], dict[str, Alias]] = {}
        self._of: dict[str, list[Alias]] = {}
        for section in ("states", "organisations", "groups"):
            for row in _last(files[section]):
                self.entries[row["id"]] = entry_of(section, row)
                self._enter(aliases_of(row))
        rows = _last(files["offices"])
        self.offices: dict[str, Office] = {row["id"]: office_of(row) for row in rows}
        people = People(files["persons"])
        terms = [term for row in rows for term in terms_of(row)] + files["terms"]
        self.terms = Terms([self._term(row, people) for row in terms], self.offices)
        people.rest()
        self.persons: dict[str, Person] = people.by_id
        for person in people.by_id.values():
            held = self.terms.by_person.get(person.id)
            self.entries[person.id] = people.entry(person, self.offices[latest(held).office] if held else None)
            self._enter(people.aliases(person))
        self._phrases = Phrases((tokens, tuple(by.values())) for tokens, by in self._names.items())
        self._surnames = people.surnames()

    def _enter(self, aliases: Iterator[Alias]) -> None:
        for alias in aliases:
            by = self._names.setdefault(alias.tokens, {})
            if alias.entry not in by:
                by[alias.entry] = alias
                self._of.setdefault(alias.entry, []).append(alias)

    def _weight(self, term: Term) -> int:
        return self._prominence.weight(self.offices[term.office])

    def _term(self, row: Row, people: People) -> Term:
        office = self.offices.get(row["office"])
        if office is None:
            raise BadKnowledge("register", f"a term of {row['person']} is in the unknown office {row['office']}")
        return term_of(row, people.person(row["person"], office.country).id)

    def find(self, name: str) -> tuple[Alias, ...]:
        """The aliases spelled exactly like a name, letter case included ("US" is a state, "us" is not)."""
        return self._phrases.get(tokens_of(name)) or ()

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest name that starts at token `i`: its number of tokens and its aliases; None where none starts.

        Args:
            tokens: the texts of spaCy's tokens.
            i: the position to look at.
        """
        return self._phrases.match(tokens, i)

    def aliases(self) -> Iterator[Alias]:
        """Every alias of every entry."""
        for aliases in self._of.values():
            yield from aliases

    def aliases_of(self, entry_id: str) -> tuple[Alias, ...]:
        """The aliases of one entry."""
        return tuple(self._of.get(entry_id, ()))

    def holders(self, office_id: str, on: str | None) -> tuple[Term, ...]:
        """The terms of those who held an office on an EDTF date; empty if unknown."""
        return self.terms.holders(office_id, on)

    def offices_of(self, person_id: str, on: str | None) -> tuple[Term, ...]:
        """The terms of a person on an EDTF date; empty if unknown."""
        return self.terms.of_person(person_id, on)

    def role_holder(self, country: str, role: str, on: str | None) -> tuple[Term, ...]:
        """The terms of a country's holders of a role on a date: ("CHN", "foreign_minister", "2023-09-18")."""
        return self.terms.of_role(country, role, on)

    def head_of(self, organisation_id: str, on: str | None) -> tuple[Term, ...]:
        """The terms of those who led an organisation or group on an EDTF date ("the Nato chief")."""
        return self.terms.heads(organisation_id, on)

    def incumbent(self, surname: str, on: str | None) -> Person | None:
        """The office-holder whom a family name alone means on an EDTF date; None where it is ambiguous.

        Without a date: at any time, if only one is prominent enough.
        """
        best = self.namesakes(surname, on)
        return best[0] if len(best) == 1 else None

    def namesakes(self, surname: str, on: str | None) -> tuple[Person, ...]:
        """The most prominent office-holders of a family name on a date, or at any time if `on` is None.

        Several if they are equally prominent; none if nobody is prominent enough to be named without a first name.
        """
        held = {
            p.id: self.terms.of_person(p.id, on) if on else tuple(self.terms.by_person.get(p.id, ()))
            for p in self.by_surname(surname)
        }
        weights = {id: min(self._weight(t) for t in terms) for id, terms in held.items() if terms}
        least = min(weights.values(), default=LIMIT + 1)
        return tuple(self.persons[id] for id, weight in weights.items() if weight == least <= LIMIT)

    def former(self, surname: str, on: str) -> Person | None:
        """The person of a family name who led a state or its government before a date ("the Thatcher years").

        None where there are several or none.
        """
        led = [
            p
            for p in self.by_surname(surname)
            if any(t.from_ < on and self.offices[t.office].role in LEADING for t in self.terms.by_person.get(p.id, ()))
        ]
        return led[0] if len(led) == 1 else None

    def state(self, iso3: str) -> Entry | None:
        """The state of an ISO 3166-1 alpha-3 code, None if the register has none."""
        return self.entries.get(f"state:{iso3}")

    def by_surname(self, surname: str) -> tuple[Person, ...]:
        """The persons a lone family name may mean, in the order of their ids."""
        return self._surnames.get(surname, ())


def _last(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that a later row of the same id overrides."""
    return list({row["id"]: row for row in rows}.values())


def _fact(row: Row) -> Fact:
    return Fact(
        id=row["id"],
        type=row["type"],
        source_country=row["source_country"],
        target_country=row.get("target_country", UNKNOWN),
        words=tuple(row["words"]),
        date=row["date"],
        text=row["text"],
        source=row["source"],
        to=row.get("to"),
    )
