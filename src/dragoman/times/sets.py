"""Meanings of what comes again: every day, each July, on Mondays, twice a week, daily."""

from __future__ import annotations

from dragoman.knowledge.times.grammar import Found
from dragoman.times.context import Context
from dragoman.times.length import length
from dragoman.times.meaning import Meaning


def each(found: Found, ctx: Context) -> Meaning | None:
    """Every day, each July, Mondays, Tuesday nights."""
    day = found.get("weekday") or found.get("weekdays") or found.get("weekends")
    part = found.get("part") or found.get("parts")
    suffix = f"T{part.value}" if part else ""
    if day is not None:
        return repeated(f"XXXX-WXX-{day.value}{suffix}")
    month, season, unit = found.get("month"), found.get("season"), found.get("any")
    if month is not None:
        return repeated(f"XXXX-{int(month.value):02}")
    if season is not None:
        return repeated(f"XXXX-{season.value}")
    if unit is None:
        return repeated(f"XXXX-XX-XX{suffix}")
    if unit.kind == "weekend" or unit.value == "V":
        return repeated("XXXX-WXX-WE")
    other = found.get("filler")
    amount = found.number("amount") or found.number("ord") or (2 if other is not None and other.lower == "other" else 1)
    return repeated(length(amount, str(unit.value)))


def frequency(found: Found, ctx: Context) -> Meaning:
    """Daily, weekly, annually."""
    return repeated(str(found.parts["freq"].value))


def rate(found: Found, ctx: Context) -> Meaning | None:
    """Twice a week, once every year."""
    unit = found.get("unit") or found.get("year") or found.get("quarter")
    return repeated(length(1, str(unit.value))) if unit else None


def repeated(value: str) -> Meaning:
    """A set of times, one in each stretch of that value."""
    return Meaning("SET", value, None, "set", "it comes again each time")
