"""Meanings of clock times: 10:35 a.m., noon, 5 p.m. EST, 4 in the morning."""

from __future__ import annotations

from datetime import date

from dragoman.times.context import Context
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import Meaning
from dragoman.times.period import Period


def clock(match: RuleMatch, ctx: Context) -> Meaning | None:
    """An hour of the day named last, else of the day of publication; `join` moves it to a day named beside it."""
    hour = _hour(match)
    if hour is None:
        return None
    if ctx.anchor is not None and ctx.anchor.unit == "D":
        return on_day(ctx.anchor, hour)
    return on_day(Period("D", ctx.published), hour) if ctx.published else unplaced(hour)


def on_day(day: Period, hour: str) -> Meaning:
    """An hour of a known day; 24:00 is the first of the next day in EDTF."""
    stamp = f"{day.first.isoformat()}T{hour}"
    return Meaning("TIME", stamp, _edtf(day, hour), "point", "an hour of that day", day)


def unplaced(hour: str, day: str = "XXXX-XX-XX") -> Meaning:
    """An hour of a day that is not known."""
    return Meaning("TIME", f"{day}T{hour}", None, "point", "an hour of a day that is not known")


def _edtf(day: Period, hour: str) -> str:
    if hour == "24:00":
        after = day.shift(1) or Period("D", date.max)
        return f"{after.first.isoformat()}T00:00:00"
    return f"{day.first.isoformat()}T{hour}:00"


def _hour(match: RuleMatch) -> str | None:
    noon = match.get("noon")
    if noon is not None:
        return str(noon.value)
    face, half_of_day = match.get("clock"), match.get("ampm")
    if face is not None:
        hour, minute = (int(part) for part in face.text.split(":")[:2])
    else:
        hour, minute = _figures(match)
    after_noon = half_of_day.lower[0] == "p" if half_of_day else _in_afternoon(match)
    if half_of_day is not None and not 1 <= hour <= 12:
        return None
    if after_noon is not None and hour <= 12:
        hour = hour % 12 + (12 if after_noon else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _figures(match: RuleMatch) -> tuple[int, int]:
    part = match.get("hour")
    value = float(part.value) if part is not None and not isinstance(part.value, str) else 99.0
    if value >= 100:
        return divmod(int(value), 100)
    return int(value), round(value % 1 * 100)


def _in_afternoon(match: RuleMatch) -> bool | None:
    part = match.get("part")
    return None if part is None else part.value in {"AF", "EV", "NI"}
