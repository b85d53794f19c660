"""Days as ISO text: how far apart, and which lies so many days away."""

from __future__ import annotations

import datetime as dt


def shifted(day: str, days: int) -> str:
    """The day so many days later, or earlier where negative."""
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days)).isoformat()


def gap(start: str, end: str) -> int:
    """Days from `end` to `start`, negative where the start lies before it."""
    return (dt.date.fromisoformat(start[:10]) - dt.date.fromisoformat(end[:10])).days


def apart(a: str | None, b: str | None) -> int | None:
    """Days between two dates; None where one is missing."""
    return abs(gap(a, b)) if a and b else None


def overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two runs of days (first, last) have a day in common."""
    return a[0] <= b[1] and b[0] <= a[1]
