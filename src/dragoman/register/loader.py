"""The register: every actor Dragoman knows by name, the offices they held and when, and the words for roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.register.actors import aliases_of, entry_of, spellings
from dragoman.register.entry import UNKNOWN, Alias, Entry, Fact, Office, Person, Role, Term
from dragoman.register.files import Files, Row
from dragoman.register.offices import Terms, office_of, term_of, terms_of
from dragoman.register.person import family_name, slug, surnames
from dragoman.register.phrases import Phrases, tokens_of
from dragoman.register.roles import roles_of

__all__ = ["Alias", "Entry", "Fact", "Office", "Person", "Register", "Role", "Term", "load_register"]

HERE = Path(__file__).parent / "data"


class Register:
    """Entries by id, found by name, with offices and terms; of rows with one id the last one counts."""

    def __init__(self, files: Files) -> None:
        self.version = files.version
        self.entries: dict[str, Entry] = {}
        self.persons: dict[str, Person] = {}
        self.facts: tuple[Fact, ...] = tuple(map(_fact, _last(files["facts"])))
        self.roles: Phrases[Role] = roles_of(files["roles"])
        self._aliases: dict[tuple[str, ...], dict[str, Alias]] = {}
        for section in ("states", "organisations", "groups"):
            for row in _last(files[section]):
                self.entries[row["id"]] = entry_of(section, row)
                self._enter(aliases_of(row))
        rows = _last(files["offices"])
        self.offices: dict[str, Office] = {row["id"]: office_of(row) for row in rows}
        known = {row["name"]: row for row in files["persons"]} | {
            row["id"]: row for row in files["persons"] if "id" in row
        }
        terms = [term for row in rows for term in terms_of(row)] + files["terms"]
        self.terms = Terms([self._term(row, known) for row in terms], self.offices)
        for row in files["persons"]:
            self._person(row, row.get("country", UNKNOWN))
        self._settle()
        self._phrases = Phrases((tokens, tuple(by.values())) for tokens, by in self._aliases.items())
        self._surnames = self._by_surname()

    def find(self, name: str) -> tuple[Alias, ...]:
        """The aliases that read exactly so, letter case included ("US" is a state, "us" is not)."""
        return self._phrases.get(tokens_of(name)) or ()

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest name that starts at a spaCy token: the number of its tokens and all entries that bear it."""
        return self._phrases.match(tokens, i)

    def aliases(self) -> Iterator[Alias]:
        """Every alias of every entry."""
        for by in self._aliases.values():
            yield from by.values()

    def holders(self, office_id: str, on: str | None) -> tuple[Term, ...]:
        """Who held an office on an EDTF date; empty is "unknown on that date"."""
        return self.terms.holders(office_id, on)

    def offices_of(self, person_id: str, on: str | None) -> tuple[Term, ...]:
        """What a person held on an EDTF date; empty is "unknown on that date"."""
        return self.terms.of_person(person_id, on)

    def role_holder(self, country: str, role: str, on: str | None) -> tuple[Term, ...]:
        """Who held a role for a country on an EDTF date: ("CHN", "foreign_minister", "2023-09-18")."""
        return self.terms.of_role(country, role, on)

    def state(self, iso3: str) -> Entry | None:
        """The state of an ISO 3166-1 alpha-3 code."""
        return self.entries.get(f"state:{iso3}")

    def by_surname(self, surname: str) -> tuple[Person, ...]:
        """The persons a lone family name may mean, in the order of their ids."""
        return self._surnames.get(surname, ())

    def _enter(self, aliases: Iterator[Alias]) -> None:
        for alias in aliases:
            self._aliases.setdefault(alias.tokens, {}).setdefault(alias.entry, alias)

    def _term(self, row: Row, known: Mapping[str, Row]) -> Term:
        office = self.offices.get(row["office"])
        if office is None:
            raise BadKnowledge("register", f"a term of {row['person']} is in the unknown office {row['office']}")
        person = self._person(known.get(row["person"], {"name": row["person"]}), office.country)
        return term_of(row, person.id)

    def _person(self, row: Row, country: str) -> Person:
        name = row["name"]
        single = " " not in name and "id" not in row and "family" not in row
        key = row.get("id") or f"person:{slug(name)}" + (f"-{country.lower()}" if single else "")
        if key not in self.persons:
            family = row.get("family") or family_name(name, row.get("country", country))
            self.persons[key] = Person(key, name, family, tuple(row.get("aliases", ())))
            self.entries[key] = Entry(
                key, name, "person", row.get("country", country), row.get("sector", UNKNOWN), row.get("wikidata"),
                family=family,
            )  # fmt: skip
            if not single:
                self._enter(_names(self.persons[key], row))
        return self.persons[key]

    def _settle(self) -> None:
        """A person without a country or sector of their own has those of their last office."""
        for person, terms in self.terms.by_person.items():
            entry, office = self.entries[person], self.offices[terms[-1].office]
            if entry.sector == UNKNOWN:
                self.entries[person] = Entry(
                    entry.id, entry.name, "person", office.country if entry.country in ("IGO", UNKNOWN) else entry.country,
                    office.sector, entry.wikidata, family=entry.family,
                )  # fmt: skip

    def _by_surname(self) -> dict[str, tuple[Person, ...]]:
        found: dict[str, dict[str, Person]] = {}
        for key in sorted(self.persons):
            for form in surnames(self.persons[key].family):
                found.setdefault(form, {})[key] = self.persons[key]
        return {form: tuple(by.values()) for form, by in found.items()}


def load_register(path: Path | None = None, *, alone: bool = False) -> Register:
    """The shipped register, with the files of a user's folder on top, or (`alone`) only those.

    A row of the user's replaces the shipped row of the same id. Raises `BadKnowledge` for a file that breaks the
    schema of docs/register.md.
    """
    return _load((path,) if alone and path else (HERE, path) if path else (HERE,))


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Register:
    return Register(Files(folders))


def _last(rows: Sequence[Row]) -> list[Row]:
    return list({row["id"]: row for row in rows}.values())


def _names(person: Person, row: Row) -> Iterator[Alias]:
    full = [person.name, *person.aliases]
    short = [*row.get("short", ()), *([person.family] if len(tokens_of(person.family)) > 1 else [])]
    for use, texts in (("name", full), ("short", short)):
        for text in texts:
            for form in spellings(text):
                yield Alias(person.id, form, "name" if use == "name" else "short", tokens_of(form))


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
