"""The meaning of a time expression: its TIMEX3 type and value, its EDTF, and its role in the clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.annotations import TimeRole as Role
from dragoman.times.period import Period

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
UNKNOWN = "the publication date is unknown"


@dataclass(frozen=True)
class Meaning:
    """The meaning of a time expression.

    Args:
        type: the TIMEX3 type.
        value: the TIMEX3 value.
        edtf: the EDTF date or interval, None if it cannot be placed in the calendar.
        role: its role in the clause (point, interval, duration, offset ...).
        reason: why it has this meaning, in words.
        period: the period of the calendar that it names, to which later expressions may refer.
        amount: the number of units of a duration or offset; None if it is not said.
        unit: their unit.
        direction: +1 after, -1 before.
        first: its first lexeme, if not that of the match.
        last: its last lexeme, likewise.
    """

    type: Kind
    value: str
    edtf: str | None
    role: Role
    reason: str
    period: Period | None = None
    amount: float | None = None
    unit: str | None = None
    direction: int = 0
    first: int | None = None
    last: int | None = None


def point(period: Period, reason: str, part: str = "") -> Meaning:
    """The meaning of an expression that names a period, or with `part` ("MO", "AF", "EV", "NI") a part of its day."""
    if part:
        return Meaning("TIME", f"{period.timex}T{part}", period.edtf, "point", reason, period)
    return Meaning("DATE", period.timex, period.edtf, "point", reason, period)


def pointed(period: Period | None, reason: str) -> Meaning | None:
    """The meaning of an expression that names a period; None for None, which is no date of the calendar."""
    return point(period, reason) if period else None


def unresolved(value: str, reason: str = UNKNOWN, type: Kind = "DATE") -> Meaning:
    """The meaning of an expression that cannot be placed in the calendar."""
    return Meaning(type, value, None, "point", reason)
