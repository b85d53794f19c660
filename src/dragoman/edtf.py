"""Dates in EDTF (Extended Date/Time Format, ISO 8601-2:2019): from a string to the days it covers, and back.

Read are levels 0 and 1, and from level 2 the quarters (33 to 36) and halves (40, 41) of a year. Seasons are those of
the northern hemisphere in whole months: spring is March to May, and the winter of a year begins in its December.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both inclusive

_FORM = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T[\d:]{8}Z?)?[~?%]?")
_PARTS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), **{32 + q: (3 * q - 2, 3) for q in range(1, 5)}}
_PARTS |= {40: (1, 6), 41: (7, 6)}
_OFFSET = re.compile(r"P(?P<amount>\d+|X)(?P<unit>[DWMQYEC])")
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}


def interval(edtf: str) -> Days | None:
    """The first and last day that an EDTF string covers; None for an open interval and for a string we cannot read."""
    start, slash, end = edtf.partition("/")
    first, last = _days(start), _days(end if slash else start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def closed(edtf: str, published: str | None) -> str:
    """An EDTF string without an open side: an open interval is closed at the publication date.

    Args:
        edtf: any EDTF string; only an interval with ".." on one side is changed.
        published: the publication date, EDTF.

    An open end ("2024-01-05/..") is closed at publication, if that is not before the start; an open start
    ("../2024-05-01") begins at publication, if that is not after the end. Otherwise only the known side is returned.
    """
    start, slash, end = edtf.partition("/")
    known = _days(end if start == ".." else start)
    if not slash or ".." not in (start, end) or known is None:
        return edtf
    today = _days(published or "")
    if start == "..":
        return edtf_of(today[0], known[1]) if today and today[0] <= known[1] else end
    return edtf_of(known[0], today[1]) if today and known[0] <= today[1] else start


def edtf_of(start: date, end: date) -> str:
    """The shortest EDTF string for the days from `start` to `end`: a day, a whole month or year, or an interval."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == month_end(end):
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return f"{start.year:04}"
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.year:04}-{start.month:02}"
    return f"{start.isoformat()}/{end.isoformat()}"


def resolve_offset(anchor: str, value: str, direction: int) -> str:
    """The date a given duration after or before another date: "P1D" after 2023-09-18 is 2023-09-19.

    Args:
        anchor: the date to count from, EDTF.
        value: a TIMEX3 duration such as "P3W"; "PXD" leaves the amount open ("days after").
        direction: +1 for after, -1 for before.

    Returns EDTF as coarse as the unit: a day for days and weeks, else a month, or a year where the anchor is longer
    than a month. An open amount gives an interval with an open side. Returns "" if either argument cannot be read.
    """
    days, offset = interval(anchor), _OFFSET.fullmatch(value)
    if days is None or offset is None:
        return ""
    start, end = days
    if offset["amount"] == "X":
        edge = _moved(end if direction > 0 else start, direction)
        return "" if edge is None else f"{edge}/.." if direction > 0 else f"../{edge}"
    amount, unit = int(offset["amount"]) * direction, offset["unit"]
    if unit in "DW":
        length = amount * (7 if unit == "W" else 1)
        first, last = _moved(start, length), _moved(end, length)
        return edtf_of(first, last) if first and last else ""
    month = add_months(start, amount * _MONTHS[unit])
    whole_year = (end - start).days > 31
    return "" if month is None else f"{month.year:04}" if whole_year else f"{month.year:04}-{month.month:02}"


def add_months(day: date, months: int) -> date | None:
    """The same day `months` later (earlier if negative), or that month's last day; None outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _moved(day: date, days: int) -> date | None:
    """The date some days later; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _days(one: str) -> Days | None:
    """The days of one side of an interval, or of an EDTF string that is none."""
    found = _FORM.fullmatch(one)
    if found is None:
        return None
    first, last = (int(found["year"].replace("X", digit)) for digit in "09")
    month = found["month"]
    if last == 0 or (first != last and month):
        return None
    first = max(first, 1)
    if month in (None, "XX"):
        return date(first, 1, 1), date(last, 12, 31)
    return _within(first, int(month), found["day"])


def _within(year: int, month: int, day: str | None) -> Days | None:
    """The days of a month, a season, quarter or half (`month` above 12), or a day; None where there is no such date."""
    if month > 12:
        if month not in _PARTS or day:
            return None
        at, length = _PARTS[month]
        end = add_months(date(year, at, 1), length - 1)
        return (date(year, at, 1), month_end(end)) if end else None
    try:
        start = date(year, month, 1 if day in (None, "XX") else int(day))
    except ValueError:
        return None
    return start, month_end(start) if day in (None, "XX") else start
