"""Persons of the register: collects one for each name or id that terms and rows of section `persons` mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.register.actors import spellings
from dragoman.knowledge.register.entry import UNKNOWN, Alias, Entry, Office, Person
from dragoman.knowledge.register.files import Row
from dragoman.knowledge.register.person import family_name, slug, surnames
from dragoman.knowledge.register.phrases import tokens_of


class People:
    """Persons by id; used while a register is read.

    Persons of one name are one person, but those of a one-word name only within a country, unless it has a row.

    Args:
        rows: the rows of section `persons`.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_id: dict[str, Person] = {}
        self._rows: dict[str, Row] = {}
        self._known: dict[tuple[str, str], Person] = {}
        for row in rows:
            self._rows[row.get("id") or row["name"]] = row

    def person(self, name: str, country: str = UNKNOWN) -> Person:
        """The person of a name or id, added if new; `country` tells one-word names apart."""
        row = self._rows.get(name)
        at = ("" if row or " " in name else country, name)
        if at not in self._known:
            self._known[at] = self._enter(row or {"name": name}, country, row is not None)
        return self._known[at]

    def _enter(self, row: Row, country: str, own: bool) -> Person:
        name = row["name"]
        suffix = "" if own or " " in name else f"-{country.lower()}"
        key = row.get("id") or f"person:{slug(name)}{suffix}"
        family = row.get("family") or family_name(name, row.get("country", country))
        return self.by_id.setdefault(key, Person(key, name, family, tuple(row.get("aliases", ()))))

    def rest(self) -> None:
        """Add the persons that have a row and no term."""
        for row in list(self._rows.values()):
            self.person(row.get("id") or row["name"], row.get("country") or UNKNOWN)

    def entry(self, person: Person, last: Office | None) -> Entry:
        """The person's entry; country and sector are those of the row, else of `last`, the last office."""
        row = self._row(person)
        country, sector = (last.country, last.sector) if last else (UNKNOWN, UNKNOWN)
        return Entry(
            id=person.id,
            name=person.name,
            kind="person",
            country=row.get("country", country),
            sector=row.get("sector", sector),
            wikidata=row.get("wikidata"),
            family=person.family,
        )

    def aliases(self, person: Person) -> Iterator[Alias]:
        """The aliases of a person: full names, nicknames, and a family name of several words.

        A person of one word without a row has none, as "Kun" or "Note" would be found everywhere.
        """
        row = self._row(person)
        if " " in person.name or row:
            yield from _aliases(person.id, "name", (person.name, *person.aliases))
            yield from _aliases(person.id, "short", (*row.get("short", ()), *_compound(person.family)))

    def surnames(self) -> dict[str, tuple[Person, ...]]:
        """The persons whom a family name alone may mean, by name, sorted by id."""
        found: dict[str, dict[str, Person]] = {}
        for key in sorted(self.by_id):
            for form in surnames(self.by_id[key].family):
                found.setdefault(form, {})[key] = self.by_id[key]
        return {form: tuple(by.values()) for form, by in found.items()}

    def _row(self, person: Person) -> Row:
        return self._rows.get(person.id) or self._rows.get(person.name, {})


def _compound(family: str) -> tuple[str, ...]:
    return (family,) if not family.isalnum() and len(tokens_of(family)) > 1 else ()


def _aliases(person: str, use: str, texts: Iterable[str]) -> Iterator[Alias]:
    for text in texts:
        for form in spellings(text):
            yield Alias(person, form, "name" if use == "name" else "short", tokens_of(form))
