"""EDTF: intervals, closing an open side, normal form, offsets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edtf import add_months, closed, edtf_of, interval, resolve_offset
from dragoman.times.period import Period, period

days = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023-09-18", "2023-09-18", "2023-09-18"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-22", "2023-06-01", "2023-08-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2023-35", "2023-07-01", "2023-09-30"),
        ("2023-10-XX", "2023-10-01", "2023-10-31"),
        ("2023-09-18T10:30:00", "2023-09-18", "2023-09-18"),
        ("2023-05/2023-06", "2023-05-01", "2023-06-30"),
        ("2023-09-18~", "2023-09-18", "2023-09-18"),
    ],
)
def test_interval(edtf, first, last):
    assert interval(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf", ["", "..", "../2023", "2023/..", "Monday", "2023-13", "2023-02-30", "2024/2023", "0000"]
)
def test_what_covers_no_known_days_is_no_interval(edtf):
    assert interval(edtf) is None


@given(days, days)
def test_normal_form_round_trips(a, b):
    start, end = min(a, b), max(a, b)
    assert interval(edtf_of(start, end)) == (start, end)


@given(days, st.sampled_from("DVWMQSHYEC"))
def test_every_period_holds_its_day_and_reads_back(day, unit):
    named = period(unit, day)
    assert interval(named.edtf) == (named.first, named.last)
    assert named.first <= day <= named.last or unit == "V"


@given(days, st.sampled_from("DWMQHY"), st.integers(-200, 200))
def test_shifting_there_and_back(day, unit, count):
    named = period(unit, day)
    there = named.shift(count)
    assert there is not None
    assert there.shift(-count) == named


def test_the_calendar_ends():
    assert Period("D", date.max).shift(1) is None
    assert period("Y", date(1, 1, 1)).shift(-1) is None
    assert add_months(date(9999, 12, 31), 1) is None
    assert period("E", date.max).last == date(9999, 12, 31)


@pytest.mark.parametrize(
    ("edtf", "published", "expected"),
    [
        ("../2023-09-21", "2023-09-18", "2023-09-18/2023-09-21"),
        ("../2023-09-14", "2023-09-18", "2023-09-14"),
        ("2023-09-04/..", "2023-09-18", "2023-09-04/2023-09-18"),
        ("2023-01/..", "2023-09-18", "2023-01-01/2023-09-18"),
        ("2024-01/..", "2023-09-18", "2024-01"),
        ("../2023-09-21", None, "2023-09-21"),
        ("2023-09", "2023-09-18", "2023-09"),
    ],
)
def test_an_open_side_is_closed_by_publication_where_the_sense_allows(edtf, published, expected):
    assert closed(edtf, published) == expected


@pytest.mark.parametrize(
    ("anchor", "value", "direction", "expected"),
    [
        ("2023-09-18", "P1D", 1, "2023-09-19"),
        ("2023-09-18", "P2W", -1, "2023-09-04"),
        ("2023-09-18", "P1M", 1, "2023-10"),
        ("2023-09", "P1Y", 1, "2024-09"),
        ("2014", "P3Y", -1, "2011"),
        ("2023-09-18", "PXD", 1, "2023-09-19/.."),
        ("2023-09-18", "PXW", -1, "../2023-09-17"),
        ("2023-09-18", "PT2H", 1, ""),
        ("../2023", "P1D", 1, ""),
    ],
)
def test_an_offset_counts_from_its_anchor(anchor, value, direction, expected):
    assert resolve_offset(anchor, value, direction) == expected


@given(days, st.integers(1, 400))
def test_days_after_and_before_undo_each_other(day, count):
    after = resolve_offset(day.isoformat(), f"P{count}D", 1)
    assert after == (day + timedelta(count)).isoformat()
    assert resolve_offset(after, f"P{count}D", -1) == day.isoformat()
