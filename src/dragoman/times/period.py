"""Periods of the calendar: a day, week, weekend, month, quarter, season, half-year, year, decade or century."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.edtf import add_months, edtf_of, month_end

#: The length in months of units that have one.
LENGTH = {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
#: The first month of each season, by TIMEX3's code.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_EDTF_SEASON = {3: 21, 6: 22, 9: 23, 12: 24}
#: Units from the shortest to the longest.
ORDER = "DVWFMQSHYEC"
#: The TIMEX3 value of an unknown period of each unit.
BLANK = {
    "D": "XXXX-XX-XX", "V": "XXXX-WXX-WE", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "E": "XXX", "C": "XX",
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """A period of the calendar: its unit and its first day.

    Units: D day, V weekend, W week, M month, Q quarter, S season, H half-year, Y year, E decade, C century.
    """

    unit: str
    first: date

    @property
    def last(self) -> date:
        """Its last day, at most the last of the year 9999."""
        if self.unit in "DVW":
            return _plus(self.first, {"D": 0, "V": 1, "W": 6}[self.unit]) or date.max
        end = add_months(self.first, LENGTH[self.unit] - 1)
        return month_end(end) if end else date.max

    @property
    def timex(self) -> str:
        """Its TIMEX3 value as in TimeML 1.2.1: 2023-W38, 2023-W38-WE, 2023-Q3, 2023-SU, 2023-H1, 199, 19."""
        year, month = self.first.year, self.first.month
        if self.unit in "VW":
            year, week, _ = self.first.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if self.unit == "V" else "")
        return {
            "D": self.first.isoformat(),
            "M": f"{year:04}-{month:02}",
            "Q": f"{year:04}-Q{(month + 2) // 3}",
            "S": f"{year:04}-{season_of(self.first)}",
            "H": f"{year:04}-H{1 if month < 7 else 2}",
            "Y": f"{year:04}",
            "E": f"{year:04}"[:3],
            "C": f"{year:04}"[:2],
        }[self.unit]

    @property
    def edtf(self) -> str:
        """Its EDTF; weeks, weekends, quarters and half-years, which EDTF levels 0 and 1 lack, are intervals."""
        if self.unit == "E":
            return self.timex + "X"
        if self.unit == "C":
            return self.timex + "XX"
        if self.unit == "S":
            return f"{self.first.year:04}-{_EDTF_SEASON[self.first.month]}"
        if self.unit in "QH":
            return f"{self.first.isoformat()[:7]}/{self.last.isoformat()[:7]}"
        return edtf_of(self.first, self.last)

    def shift(self, count: int, unit: str | None = None) -> Period | None:
        """The period of the same unit `count` units later, None beyond the calendar; `unit` is its own by default."""
        unit = unit or self.unit
        if unit in "DVW":
            moved = _plus(self.first, count * (1 if unit == "D" else 7))
        else:
            moved = add_months(self.first, count * LENGTH[unit])
        return period(self.unit, moved) if moved else None

    def within(self, unit: str) -> Period:
        """The period of another unit that contains its first day."""
        return period(unit, self.first)


def period(unit: str, day: date) -> Period:
    """The period of a unit that contains a day; for a weekend, the one of the day's week."""
    year, month = day.year, day.month
    if unit == "F":
        unit = "W"
    if unit in "WV":
        monday = day.toordinal() - day.weekday()
        return Period(unit, date.fromordinal(min(max(monday, 1) + (5 if unit == "V" else 0), date.max.toordinal())))
    if unit == "S":
        return Period("S", _season_start(day))
    starts = {"D": day, "M": day.replace(day=1), "Q": date(year, (month - 1) // 3 * 3 + 1, 1)}
    starts |= {"H": date(year, 1 if month < 7 else 7, 1), "Y": date(year, 1, 1)}
    starts |= {"E": date(max(year // 10 * 10, 1), 1, 1), "C": date(max(year // 100 * 100, 1), 1, 1)}
    return Period(unit, starts[unit])


def season_of(day: date) -> str:
    """TIMEX3's code of the season that a day is in, by calendar months (spring: March to May)."""
    return {1: "SP", 2: "SU", 3: "FA"}.get(day.month // 3, "WI")


def _season_start(day: date) -> date:
    if day.month < 3:
        return date(max(day.year - 1, 1), 12, 1)
    return date(day.year, day.month // 3 * 3, 1)


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
