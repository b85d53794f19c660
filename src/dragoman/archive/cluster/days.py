"""Arithmetic on days given as ISO text; what follows the first ten characters (a time) does not count."""

from __future__ import annotations

import datetime as dt


def shifted(day: str, days: int) -> str:
    """The ISO day so many days later, earlier where `days` is negative."""
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days)).isoformat()


def gap(start: str, end: str) -> int:
    """Days from `end` to `start`; negative where `start` is the earlier one."""
    return (dt.date.fromisoformat(start[:10]) - dt.date.fromisoformat(end[:10])).days


def apart(a: str | None, b: str | None) -> int | None:
    """Days between two dates, 0 or more; None where one is missing."""
    return abs(gap(a, b)) if a and b else None


def overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Do two ranges of days (first, last) have a day in common?"""
    return a[0] <= b[1] and b[0] <= a[1]
