"""The register as tables for users: all actors, one actor in full, and the actors of a name or title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.register.entry import Entry, Office, Term
from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.register.person import plain

Row = dict[str, str]
COLUMNS = ("id", "name", "kind", "country", "sector", "as", "from", "to", "source")


def show(register: Register, id: str | None = None) -> list[Row]:
    """Rows with `COLUMNS` for all entries and offices, or for one of them with its names, changes and terms.

    Args:
        register: the register.
        id: the entry or office, all if None; an unknown id gives no rows.
    """
    if id is None:
        return [*map(_entry, register.entries.values()), *map(_office, register.offices.values())]
    if id in register.offices:
        return [_term(register, t) for t in register.terms.by_office.get(id, ())]
    if id not in register.entries:
        return []
    entry = register.entries[id]
    aliases = [_entry(entry, f"{a.use}: {a.text}", a.from_, a.to) for a in register.aliases_of(id)]
    changes = [_entry(entry, f"{c.sector}: {c.note}", c.from_, c.to) for c in entry.changes]
    return [_entry(entry), *aliases, *changes, *(_term(register, t) for t in register.terms.by_person.get(id, ()))]


def find(register: Register, words: str, on: str | None = None) -> list[Row]:
    """Rows with `COLUMNS` for the actors and office-holders of a name, family name or title.

    Args:
        register: the register.
        words: the name or title, such as "foreign minister China".
        on: an EDTF date; rows are then of the offices held on it, or say that none is known.
    """
    rows: dict[tuple[str, ...], Row] = {}
    for row in _found(register, words, on):
        rows.setdefault(tuple(row.values()), row)
    return list(rows.values())


def _found(register: Register, words: str, on: str | None) -> Iterator[Row]:
    for entry, why in _entries(register, words):
        terms = register.offices_of(entry.id, on) if on else register.terms.by_person.get(entry.id, ())
        if terms:
            yield from (_term(register, t) for t in terms)
        else:
            unknown = on is not None and entry.kind == "person"
            yield _entry(entry, f"no office known on {on}" if unknown else why)
    for office in register.offices.values():
        if _named(register, office, words):
            yield from _holders(register, office, on)


def _entries(register: Register, words: str) -> Iterator[tuple[Entry, str]]:
    found = {a.entry: f"{a.use}: {a.text}" for a in register.find(words)}
    found |= {p.id: f"family name: {words}" for p in register.by_surname(words) if p.id not in found}
    found |= {words: ""} if words in register.entries and words not in found else {}
    return ((register.entries[id], why) for id, why in found.items())


def _named(register: Register, office: Office, words: str) -> bool:
    """Are all the words in the office's title, aliases, role or country ("foreign minister China")?"""
    state = register.state(office.country)
    names = [a.text for a in register.aliases_of(state.id) if a.use == "adjective"] + [state.name] if state else []
    text = " ".join((office.id, office.title, office.role, *office.aliases, office.country, *names))
    return set(_words(words)) <= set(_words(text))


def _words(text: str) -> Iterable[str]:
    return plain(text).casefold().replace("_", " ").replace("/", " ").replace(":", " ").split()


def _holders(register: Register, office: Office, on: str | None) -> Iterator[Row]:
    terms = register.holders(office.id, on) if on else register.terms.by_office.get(office.id, ())
    yield from (_term(register, t) for t in terms)
    if on and not terms:
        yield _office(office) | {"as": f"holder unknown on {on}"}


def _entry(entry: Entry, why: str = "", from_: str | None = None, to: str | None = None) -> Row:
    values = (entry.id, entry.name, entry.kind, entry.country, entry.sector, why, from_ or "", to or "", "")
    return dict(zip(COLUMNS, values, strict=True))


def _office(office: Office) -> Row:
    values = (office.id, office.title, "office", office.country, office.sector, office.role, "", "", "")
    return dict(zip(COLUMNS, values, strict=True))


def _term(register: Register, term: Term) -> Row:
    entry, office = register.entries[term.person], register.offices[term.office]
    to = term.to or (f"not known to have ended by {term.checked}" if term.checked else "unknown")
    marks = "".join(f" ({m})" for m in ("acting", "joint", "attested") if getattr(term, m))
    values = (entry.id, entry.name, entry.kind, office.country, office.sector, office.title + marks, term.from_, to)
    return dict(zip(COLUMNS, (*values, term.source), strict=True))
