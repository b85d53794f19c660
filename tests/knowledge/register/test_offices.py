"""Who held which office when: the questions a reader of the register asks, and that it says when it does not know."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.register.dates import bounds
from dragoman.knowledge.register.entry import Office, Term
from dragoman.knowledge.register.offices import Terms
from tests.knowledge.register.registers import register_of

REGISTER = register_of()
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("facts.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(("country", "role", "on", "who"), ROWS, ids=[" ".join(row[:3]) for row in ROWS])
def test_role_holder(country, role, on, who):
    terms = REGISTER.role_holder(country, role, on)
    assert {REGISTER.persons[t.person].name for t in terms} == {name for name in who.split("|") if name}


@pytest.mark.parametrize(
    ("office", "on", "who"),
    [
        ("office:IGO/un-secretary-general", "2003-03-20", "Kofi Annan"),
        ("office:IGO/nato-secretary-general", "2022-02-24", "Jens Stoltenberg"),
        ("office:IGO/iaea-head", "2003-02-14", "Mohamed ElBaradei"),
        ("office:IGO/eu-commission-president", "2010-05-09", "José Manuel Barroso"),
        ("office:IGO/un-envoy-syria", "2016-02-03", "Staffan de Mistura"),
        ("office:IGO/who-head", "2020-03-11", "Tedros Adhanom Ghebreyesus"),
        ("office:CHN/general-secretary", "1997-07-01", "Jiang Zemin"),
        ("office:LBN/hezbollah-leader", "2006-07-12", "Hassan Nasrallah"),
    ],
)
def test_holder_of_an_office(office, on, who):
    assert [REGISTER.persons[t.person].name for t in REGISTER.holders(office, on)] == [who]


@pytest.mark.parametrize(
    ("surname", "on", "who"),
    [
        ("Kim", "2018-06-12", "Kim Jong Un"),
        ("Wang", "2023-09-18", "Wang Yi"),
        ("Harris", "2024-05-01", "Kamala Harris"),
        ("Trump", "2019-01-01", "Donald Trump"),
        ("Assad", "2013-08-21", "Bashar al-Assad"),
        ("Erdogan", "2019-10-09", "Recep Tayyip Erdoğan"),
        ("Mitchell", "2015-01-01", None),  # leads Grenada, but any Mitchell may be meant
        ("Trump", "2010-01-01", None),
        ("Nobody", "2010-01-01", None),
    ],
)
def test_whom_a_family_name_alone_means(surname, on, who):
    found = REGISTER.incumbent(surname, on)
    assert (found.name if found else None) == who


@pytest.mark.parametrize(
    ("organisation", "on", "who"),
    [
        ("org:nato", "2022-02-24", "Jens Stoltenberg"),
        ("org:un", "2003-03-20", "Kofi Annan"),
        ("org:usa/pentagon", "2018-12-20", "James Mattis"),
        ("org:usa/cia", "2012-01-01", "David Petraeus"),
        ("group:hezbollah", "2006-07-12", "Hassan Nasrallah"),
        ("org:amnesty", "2022-04-01", "Agnès Callamard"),
    ],
)
def test_who_led_an_organisation(organisation, on, who):
    assert [REGISTER.persons[t.person].name for t in REGISTER.head_of(organisation, on)] == [who]
    assert REGISTER.head_of(organisation, "1850") == ()


def test_every_term_found_has_dates_and_a_source():
    (term,) = REGISTER.role_holder("CHN", "foreign_minister", "2023-09-18")
    assert (term.from_, term.to) == ("2023-07-25", None)
    assert term.source
    assert term.checked


def test_nothing_is_known_without_a_date_or_of_an_unknown_office():
    assert REGISTER.holders("office:USA/president", None) == ()
    assert REGISTER.holders("office:USA/president", "no date") == ()
    assert REGISTER.holders("office:nowhere/none", "2020-01-01") == ()


def test_one_person_may_hold_several_offices():
    offices = {t.office for t in REGISTER.offices_of("person:wang-yi", "2023-09-18")}
    assert offices == {"office:CHN/foreign-minister", "office:CHN/foreign-affairs-commission"}


def test_on_the_day_of_handover_the_new_holder_has_the_seat():
    assert [t.person for t in REGISTER.holders("office:USA/president", "2021-01-20")] == ["person:joe-biden"]


def _terms(*terms: Term, seat: str = "single") -> Terms:
    office = Office("office:X/y", "y", "head", "FRA", seat=seat)
    return Terms(terms, {office.id: office})


def _term(person: str, start: str, end: str | None, checked: str | None = None) -> Term:
    return Term("office:X/y", person, start, end, "test", checked)


def test_a_boundary_known_to_the_month_leaves_both_possible_within_it():
    terms = _terms(_term("person:a", "2010-01-01", "2015-06"), _term("person:b", "2015-06", "2020-01-01"))
    assert [t.person for t in terms.holders("office:X/y", "2015-05-31")] == ["person:a"]
    assert [t.person for t in terms.holders("office:X/y", "2015-06-15")] == ["person:a", "person:b"]
    assert [t.person for t in terms.holders("office:X/y", "2015-07-01")] == ["person:b"]


def test_a_term_without_an_end_is_known_up_to_its_checking():
    terms = _terms(_term("person:a", "2020-01-01", None, "2025-06"))
    assert terms.holders("office:X/y", "2025-06-30")
    assert not terms.holders("office:X/y", "2025-07-01")


def test_an_open_side_covers_every_day_on_it():
    terms = _terms(_term("person:a", "..", "2009-01-20"), _term("person:b", "2009-01-20", ".."))
    assert [t.person for t in terms.holders("office:X/y", "1950")] == ["person:a"]
    assert [t.person for t in terms.holders("office:X/y", "2090-01-01")] == ["person:b"]


@given(DAYS, st.integers(0, 4000), DAYS)
def test_a_term_of_days_covers_its_days_and_no_other(start, length, day):
    end = start + timedelta(days=length)
    term = _term("person:a", start.isoformat(), end.isoformat())
    sure = term.on(day.isoformat(), day.isoformat())
    assert sure == ("certain" if start <= day <= end else "no")


@given(DAYS)
def test_coarser_dates_hold_the_finer_ones(day):
    iso = day.isoformat()
    for length in (4, 7, 10):
        first, last = bounds(iso[:length])
        assert first <= iso <= last


@given(st.text(max_size=12))
def test_what_is_no_date_has_no_bounds(text):
    found = bounds(text)
    assert found is None or found[0] <= found[1]
