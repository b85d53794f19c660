"""Checks a register for wrong codes and dates, two holders of one seat, dangling references and missing sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from dragoman.knowledge.register.countries import BLOCS, codes
from dragoman.knowledge.register.dates import bounds, hull
from dragoman.knowledge.register.entry import OPEN, UNKNOWN, Term
from dragoman.knowledge.register.loader import Register

# The sectors of POLECAT's actors; UNKNOWN where none is known.
SECTORS = frozenset("GOV MIL REB OPP PTY COP JUD SPY LEG IGO NGO MED BUS CVL REL UAF".split()) | {UNKNOWN}  # noqa: SIM905


def check(register: Register) -> list[str]:
    """The problems of a register, one sentence each, in a fixed order; empty if there is none."""
    parts = (_codes, _dates, _seats, _names, _references, _facts)
    return [problem for part in parts for problem in part(register)]


def _codes(register: Register) -> Iterator[str]:
    known = codes()
    for entry in register.entries.values():
        if entry.country not in known:
            yield f"{entry.id}: {entry.country} is not an ISO 3166-1 alpha-3 code"
        for sector in (entry.sector, *(c.sector for c in entry.changes)):
            if sector not in SECTORS:
                yield f"{entry.id}: {sector} is not a sector"
        if entry.wikidata and not re.fullmatch(r"Q[1-9]\d*", entry.wikidata):
            yield f"{entry.id}: {entry.wikidata} is not a Wikidata id"
        for change in entry.changes:
            if bounds(change.from_) is None:
                yield f"{entry.id}: {change.from_} is not an EDTF day, month or year"
    for office in register.offices.values():
        if office.country not in known or office.sector not in SECTORS:
            yield f"{office.id}: {office.country} {office.sector} is not a country and a sector"


def _dates(register: Register) -> Iterator[str]:
    for term in register.terms.all:
        label = f"{term.office}, {term.person}"
        dates = [d for d in (term.from_, term.to, term.checked) if d is not None and d != OPEN]
        if any(bounds(d) is None for d in dates):
            yield f"{label}: {dates} are not EDTF days, months or years"
        elif _start(term) > _end(term)[1]:
            yield f"{label}: ends {term.to or term.checked} before it begins {term.from_}"
        if not term.source:
            yield f"{label}: no source"
        if term.to is None and term.checked is None and not term.attested:
            yield f"{label}: neither an end nor a date of checking"


def _start(term: Term) -> str:
    found = bounds(term.from_)
    return found[0] if found else ""


def _end(term: Term) -> tuple[str, str]:
    return (bounds(term.to) if term.to else None) or ("9999-12-31", "9999-12-31")


def _seats(register: Register) -> Iterator[str]:
    for name, terms in register.terms.by_office.items():
        if register.offices[name].seat == "single":
            for one, two in combinations(terms, 2):
                if _collide(one, two):
                    yield f"{name}: {one.person} until {one.to} and {two.person} from {two.from_}"


def _collide(one: Term, two: Term) -> bool:
    """Do two terms overlap for certain: the first ends at the earliest after the second begins at the latest?"""
    if one.acting or two.acting or one.joint or two.joint or one.attested or two.attested:
        return False
    begins = bounds(two.from_)
    return begins is not None and _end(one)[0] > begins[1] and one != two


def _names(register: Register) -> Iterator[str]:
    for alias in register.aliases():
        if alias.entry not in register.entries:
            yield f"{alias.text}: leads to {alias.entry}, which is not there"
        elif not any(a.entry == alias.entry for a in register.find(alias.text)):
            yield f"{alias.text}: is not found again as {alias.entry}"


def _references(register: Register) -> Iterator[str]:
    for office in register.offices.values():
        if office.organisation and office.organisation not in register.entries:
            yield f"{office.id}: its organisation {office.organisation} is not there"
        if office.id not in register.terms.by_office:
            yield f"{office.id}: nobody ever held it"


def _facts(register: Register) -> Iterator[str]:
    for fact in register.facts:
        if hull(fact.date) is None or (fact.to and bounds(fact.to) is None):
            yield f"{fact.id}: {fact.date} is not an EDTF date or interval"
        if not fact.source:
            yield f"{fact.id}: no source"
        for code in (fact.source_country, fact.target_country):
            if code not in BLOCS and register.state(code) is None:
                yield f"{fact.id}: {code} is not a state"
