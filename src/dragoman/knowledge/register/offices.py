"""Offices and terms: who held an office on a date, and which offices did a person hold?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.knowledge.register.dates import hull
from dragoman.knowledge.register.entry import Office, Term
from dragoman.knowledge.register.files import Row

#: The fields of a term written as a list.
SHORT = ("person", "from", "to")


def office_of(row: Row) -> Office:
    """The office that a row of section `offices` describes."""
    return Office(
        id=row["id"],
        title=row["title"],
        role=row["role"],
        country=row["country"],
        organisation=row.get("organisation"),
        sector=row.get("sector", "GOV"),
        seat=row.get("seat", "single"),
        aliases=tuple(row.get("aliases", ())),
    )


def terms_of(row: Row) -> Iterator[Row]:
    """The terms inside a row of section `offices` as rows, with the office's source and date of checking."""
    shared = {"office": row["id"], "source": row.get("source", ""), "checked": row.get("checked")}
    for term in row.get("terms", ()):
        yield shared | (term if isinstance(term, dict) else dict(zip(SHORT, term, strict=False)))


def term_of(row: Row, person: str) -> Term:
    """The term that a row describes; `checked` is kept only for a term without an end.

    Args:
        row: a row of section `terms`, or one from `terms_of`.
        person: the id of its person.
    """
    to = row.get("to") or None
    return Term(
        office=row["office"],
        person=person,
        from_=row["from"],
        to=to,
        source=row.get("source", ""),
        checked=None if to else row.get("checked"),
        acting=row.get("acting") == "true",
        joint=row.get("joint") == "true",
        attested=row.get("attested") == "true",
    )


def latest(held: Sequence[Term]) -> Term:
    """The term that goes on longest, of several the one that began last; what a person is known by without a date.

    A term that is only attested ends on the day of its attestation.
    """
    return max(held, key=lambda t: (t.to or (t.from_ if t.attested else "9999"), t.from_))


class Terms:
    """All terms, by office and by person, each sorted by start.

    Args:
        terms: the terms.
        offices: the offices by id.
    """

    def __init__(self, terms: Iterable[Term], offices: Mapping[str, Office]) -> None:
        self._offices = offices
        self.all = tuple(terms)
        self.by_office: dict[str, list[Term]] = {}
        self.by_person: dict[str, list[Term]] = {}
        self._by_role: dict[tuple[str, str], list[str]] = {}
        self._heads: dict[str, str] = {}
        for term in sorted(self.all, key=lambda t: t.from_):
            self.by_office.setdefault(term.office, []).append(term)
            self.by_person.setdefault(term.person, []).append(term)
        for office in offices.values():
            self._by_role.setdefault((office.country, office.role), []).append(office.id)
            if office.organisation:
                self._heads.setdefault(office.organisation, office.id)

    def holders(self, office: str, on: str | None) -> tuple[Term, ...]:
        """The terms of an office on an EDTF date: the certain ones, else the possible ones; empty if unknown."""
        days = hull(on) if on else None
        if days is None or office not in self._offices:
            return ()
        terms = self.by_office.get(office, ())
        known = [(t.on(*days), t) for t in terms]
        certain = [t for sure, t in known if sure == "certain"]
        found = certain or [t for sure, t in known if sure == "possible"]
        if self._offices[office].seat == "single":
            found = _after_handover(found, *days)
        return tuple(found)

    def of_person(self, person: str, on: str | None) -> tuple[Term, ...]:
        """The terms of a person who is among the holders of an office on an EDTF date."""
        offices = dict.fromkeys(t.office for t in self.by_person.get(person, ()))
        return tuple(t for o in offices for t in self.holders(o, on) if t.person == person)

    def of_role(self, country: str, role: str, on: str | None) -> tuple[Term, ...]:
        """The terms of the holders of all offices of a country with a role on an EDTF date."""
        return tuple(t for o in self._by_role.get((country, role), ()) for t in self.holders(o, on))

    def heads(self, organisation: str, on: str | None) -> tuple[Term, ...]:
        """The terms of those who led an organisation on an EDTF date: holders of its first office in the register."""
        return self.holders(self._heads.get(organisation, ""), on)


def _after_handover(found: Sequence[Term], first: str, last: str) -> list[Term]:
    """The terms without those that end on the day on which another begins: the successor holds the office that day."""
    if first == last and any(t.from_ == first for t in found):
        return [t for t in found if t.to != first or t.from_ == first]
    return list(found)
