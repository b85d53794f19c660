"""Meanings of repeated times (TIMEX3 sets): every day, each July, on Mondays, twice a week, daily."""

from __future__ import annotations

from dragoman.times.context import Context
from dragoman.times.length import length
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import Meaning


def each(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Every day, each July, Mondays, Tuesday nights."""
    day = match.get("weekday") or match.get("weekdays") or match.get("weekends")
    part = match.get("part") or match.get("parts")
    suffix = f"T{part.value}" if part else ""
    if day is not None:
        return repeated(f"XXXX-WXX-{day.value}{suffix}")
    month, season, unit = match.get("month"), match.get("season"), match.get("any")
    if month is not None:
        return repeated(f"XXXX-{int(month.value):02}")
    if season is not None:
        return repeated(f"XXXX-{season.value}")
    if unit is None:
        return repeated(f"XXXX-XX-XX{suffix}")
    if unit.kind == "weekend" or unit.value == "V":
        return repeated("XXXX-WXX-WE")
    other = match.get("filler")
    amount = match.number("amount") or match.number("ord") or (2 if other is not None and other.lower == "other" else 1)
    return repeated(length(amount, str(unit.value)))


def frequency(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Daily, weekly, annually."""
    word = match.get("freq")
    return repeated(str(word.value)) if word else None


def rate(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Twice a week, once every year."""
    unit = match.get("unit") or match.get("year") or match.get("quarter")
    return repeated(length(1, str(unit.value))) if unit else None


def repeated(value: str) -> Meaning:
    """The meaning of a set of times with this TIMEX3 value."""
    return Meaning("SET", value, None, "set", "it comes again each time")
