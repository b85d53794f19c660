"""What looks like a length of time and is none: three quarters of the seats, a quarter, the hours of a clerk."""

from __future__ import annotations

from dragoman.knowledge.times.grammar import Found
from dragoman.times.context import Context
from dragoman.times.guards import noun_after


def duration(found: Found, ctx: Context) -> bool:
    """A number of units: not three quarters of something, not 52 years old."""
    return ctx.after(found) != "old" and not (found.unit == "Q" and ctx.after(found) == "of")


def one_unit(found: Found, ctx: Context) -> bool:
    """Six-day, two day, one year: no "1990 quarter"."""
    amount = found.get("amount")
    if amount is not None and amount.kind == "yr":
        return False
    single = amount is not None and amount.value == 1
    return found.get("dash") is not None or (found.unit != "Q" and (single or noun_after(found, ctx) != ""))


def half_unit(found: Found, ctx: Context) -> bool:
    """Half a century, half an hour, half-year."""
    return found.unit != "Q"


def a_unit(found: Found, ctx: Context) -> bool:
    """A year, a month ago: not a quarter of something."""
    return (found.unit != "Q" or found.get("shift") is not None) and ctx.after(found) != "-"


def bare_units(found: Found, ctx: Context) -> bool:
    """For years, weeks after, in the days before: units that nothing counts."""
    if found.get("dash") or found.get("shift"):
        return True
    article = ctx.before(found) == "the"
    before, after = ctx.before(found, 2 if article else 1), ctx.after(found)
    if found.unit == "Q":
        return before in {"for", "within", "over"}
    if found.unit in {"TH", "TM", "TS"}:
        beside = ctx.among(after, "offset_after") or ctx.among(after, "offset_before")
        return beside or before in {"for", "within"}
    return ctx.among(before, "before_units") or ctx.among(after, "after_units")


def relative_units(found: Found, ctx: Context) -> bool:
    """ "Coming weeks", "past years": not "this years", "that days", "following weeks of war"."""
    relative = found.get("relative")
    return relative is not None and relative.value in {"next", "last"}


def known_unit(found: Found, ctx: Context) -> bool:
    """The quarter, the year, the week of a report: no fraction, no compound ("the year-old war")."""
    after = ctx.after(found)
    if found.get("year"):
        return after != "-"
    return found.unit in {"Q", "W", "M"} and after not in {"-", "of", "after", "before"}


def known_period(found: Found, ctx: Context) -> bool:
    """The 1988 period, the latest period."""
    relative = found.get("relative")
    return relative is None or relative.value == "latest"


def ordinal_day(found: Found, ctx: Context) -> bool:
    """The second day; not the first year of school."""
    return found.unit == "D"


def edge_of_unit(found: Found, ctx: Context) -> bool:
    """The end of the month, of the week: not of the hour or the day."""
    return found.unit in {"W", "M", "E", "Q", "Y", "C"}


def year_end(found: Found, ctx: Context) -> bool:
    """Year-end, year's end."""
    edge = found.get("edge")
    return edge is not None and edge.value in {"END", "START"}
