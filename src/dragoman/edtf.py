"""Dates as EDTF (Extended Date/Time Format, ISO 8601-2:2019): what days a string covers, and the string of some days.

Levels 0 and 1 are read, and of level 2 the quarters (33 to 36) and halves (40, 41) of a year. Seasons are those of the
northern hemisphere by whole months: spring is March to May; the winter of a year begins in its December.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]

_FORM = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T[\d:]{8}Z?)?[~?%]?")
_PARTS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), **{32 + q: (3 * q - 2, 3) for q in range(1, 5)}}
_PARTS |= {40: (1, 6), 41: (7, 6)}
_OFFSET = re.compile(r"P(?P<amount>\d+|X)(?P<unit>[DWMQYEC])")
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}


def interval(edtf: str) -> Days | None:
    """The first and last day an EDTF string covers; None where a side is open or the string is not EDTF we read."""
    start, slash, end = edtf.partition("/")
    first, last = _days(start), _days(end if slash else start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def closed(edtf: str, published: str | None) -> str:
    """The string with an open side closed by the publication date where the sense allows, else by its known side.

    What lasts until a day after publication began by then at the latest; what began before lasted until then.
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
    """Normal form of a run of days: the day, the whole month or year, or a closed interval of days."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == month_end(end):
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return f"{start.year:04}"
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.year:04}-{start.month:02}"
    return f"{start.isoformat()}/{end.isoformat()}"


def resolve_offset(anchor: str, value: str, direction: int) -> str:
    """The time at a TIMEX3 duration after (+1) or before (-1) an EDTF anchor: "P1D" after 2023-09-18 is 2023-09-19.

    Days and weeks give a day, longer units a month or, from a year, a year: "a month after" is no count of days. An
    amount left open ("days after", PXD) gives an interval that is open on the far side. "" where nothing can be said.
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
    """The same day of another month, its last day where it is shorter; None outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _days(one: str) -> Days | None:
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
