"""What a time expression means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.annotations import TimeRole as Role
from dragoman.times.period import Period

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
UNKNOWN = "the publication date is unknown"


@dataclass(frozen=True)
class Meaning:
    """TIMEX3 type and value, EDTF, the role in its clause, and the reason in words.

    `period` is the stretch of the calendar it names, which later expressions may refer to. An offset has an `amount`
    (None: left open), a `unit` and a `direction` (+1 after, -1 before). `first` and `last` limit it to some lexemes.
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
    """The meaning of a period of the calendar, or of a part of its day ("MO", "AF", "EV", "NI")."""
    if part:
        return Meaning("TIME", f"{period.timex}T{part}", period.edtf, "point", reason, period)
    return Meaning("DATE", period.timex, period.edtf, "point", reason, period)


def pointed(period: Period | None, reason: str) -> Meaning | None:
    """The meaning of a period, None where the calendar has none."""
    return point(period, reason) if period else None


def unresolved(value: str, reason: str = UNKNOWN, type: Kind = "DATE") -> Meaning:
    """The meaning of an expression that cannot be placed in the calendar."""
    return Meaning(type, value, None, "point", reason)
