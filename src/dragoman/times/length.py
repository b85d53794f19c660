"""Lengths of time: their TIMEX3 value, and the period at a distance from a day."""

from __future__ import annotations

from datetime import date

from dragoman.annotations import TimeRole as Role
from dragoman.edtf import add_months, edtf_of
from dragoman.times.context import Context
from dragoman.times.meaning import Meaning
from dragoman.times.period import LENGTH, Period, period

# For units of the lexicon: TIMEX3's letter, how many of that unit it is, and its half in a smaller unit.
LETTER = {"TS": "S", "TM": "M", "TH": "H", "V": "D", "F": "W", "E": "Y", "C": "Y"}
TIMES = {"V": 2, "F": 2, "E": 10, "C": 100}
HALF = {"TM": (30, "S"), "TH": (30, "M"), "D": (12, "H"), "Y": (6, "M"), "E": (5, "Y"), "C": (50, "Y")}
OPEN = {"E": "E", "C": "C"}
DAYS = {"D": 1, "V": 7, "W": 7, "F": 14}
LONGEST = 9999  # units; a longer length is not counted in the calendar


def length(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: P6D, PT5H30M, or PXD if the number is None.

    Args:
        amount: the number of units, also with a half.
        unit: the code of the unit ("D" day, "TH" hour).
    """
    prefix, letter = "PT" if unit.startswith("T") else "P", LETTER.get(unit, unit)
    if amount is None:
        return f"{prefix}X{OPEN.get(unit, letter)}"
    whole = int(amount)
    number = whole * TIMES.get(unit, 1)
    if amount - whole != 0.5 or unit not in HALF:
        return f"{prefix}{amount * TIMES.get(unit, 1):.12g}{letter}" if amount != whole else f"{prefix}{number}{letter}"
    count, smaller = HALF[unit]
    if smaller == letter:
        return f"{prefix}{number + count}{letter}"
    time = "T" if smaller == "H" else ""
    return f"{prefix}{f'{number}{letter}' if number else ''}{time}{count}{smaller}"


def stretch(amount: float | None, unit: str, way: int, ctx: Context) -> Meaning:
    """The meaning of a length of time: an interval up to or from publication, or a mere duration.

    Args:
        amount: the number of units, None if it is not said.
        unit: the code of the unit.
        way: -1 if it ends at publication, +1 if it begins there, else 0.
        ctx: the context.
    """
    edtf = _from_today(ctx.published, amount, unit, way) if amount and ctx.published and way else None
    role: Role = "interval" if edtf else "duration"
    reason = "a length of time" + {-1: " up to publication", 1: " from publication on"}.get(way, "")
    return Meaning("DURATION", length(amount, unit), edtf, role, reason, amount=amount, unit=unit, direction=way)


def moved(base: date, amount: float, unit: str, way: int, grain: str) -> Period | None:
    """The period at a distance from a day, as exact as the unit is; None beyond the calendar and for hours.

    Args:
        base: the day.
        amount: the number of units.
        unit: the code of the unit.
        way: +1 after, -1 before.
        grain: the unit of the period that `base` is the first day of.
    """
    if unit.startswith("T") or amount > LONGEST:
        return None
    if unit in DAYS:
        there = Period("D", base).shift(way * round(amount * DAYS[unit]))
        coarse = unit in "WF" and grain == "D" and amount > 1
        return period("W" if coarse else "D", there.first) if there else None
    target = add_months(base, way * round(amount * LENGTH[unit]))
    near = unit if unit in "QM" else grain if grain in "EC" else "Y"
    return period(near, target) if target else None


def _from_today(today: date, amount: float, unit: str, way: int) -> str | None:
    if unit.startswith("T") or amount > LONGEST:
        return None
    if unit in DAYS:
        other = Period("D", today).shift(way * round(DAYS[unit] * amount))
        edge = other.first if other else None
    else:
        edge = add_months(today, way * round(amount * LENGTH[unit]))
    return edtf_of(min(edge, today), max(edge, today)) if edge else None
