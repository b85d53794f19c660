"""Guards of rules for lengths of time: is it one, and not "three quarters of the seats" or "the hours of a clerk"?"""

from __future__ import annotations

from dragoman.times.context import Context
from dragoman.times.guards import noun_after
from dragoman.times.matching import RuleMatch


def duration(match: RuleMatch, ctx: Context) -> bool:
    """A number of units: not three quarters of something, not 52 years old."""
    return ctx.after(match) != "old" and not (match.unit == "Q" and ctx.after(match) == "of")


def one_unit(match: RuleMatch, ctx: Context) -> bool:
    """Six-day, two day, one year: no "1990 quarter"."""
    amount = match.get("amount")
    if amount is not None and amount.kind == "yr":
        return False
    single = amount is not None and amount.value == 1
    return match.get("dash") is not None or (match.unit != "Q" and (single or noun_after(match, ctx) != ""))


def half_unit(match: RuleMatch, ctx: Context) -> bool:
    """Half a century, half an hour, half-year."""
    return match.unit != "Q"


def a_unit(match: RuleMatch, ctx: Context) -> bool:
    """A year, a month ago: not a quarter of something."""
    return (match.unit != "Q" or match.get("shift") is not None) and ctx.after(match) != "-"


def bare_units(match: RuleMatch, ctx: Context) -> bool:
    """For years, weeks after, in the days before: units that nothing counts."""
    if match.get("dash") or match.get("shift"):
        return True
    article = ctx.before(match) == "the"
    before, after = ctx.before(match, 2 if article else 1), ctx.after(match)
    if match.unit == "Q":
        return before in ctx.lists.before_quarters
    if match.unit in {"TH", "TM", "TS"}:
        beside = (after in ctx.lists.offset_after) or (after in ctx.lists.offset_before)
        return beside or before in ctx.lists.before_hour_units
    return (before in ctx.lists.before_units) or (after in ctx.lists.after_units)


def relative_units(match: RuleMatch, ctx: Context) -> bool:
    """ "Coming weeks", "past years": not "this years", "that days", "following weeks of war"."""
    relative = match.get("relative")
    return relative is not None and relative.value in {"next", "last"}


def known_unit(match: RuleMatch, ctx: Context) -> bool:
    """The quarter, the year, the week of a report; no fraction and no compound ("the year-old war")."""
    after = ctx.after(match)
    if match.get("year"):
        return after != "-"
    return match.unit in {"Q", "W", "M"} and after != "-" and after not in ctx.lists.after_known_units


def known_period(match: RuleMatch, ctx: Context) -> bool:
    """The 1988 period, the latest period."""
    relative = match.get("relative")
    return relative is None or relative.value == "latest"


def ordinal_day(match: RuleMatch, ctx: Context) -> bool:
    """The second day; not the first year of school."""
    return match.unit == "D"


def edge_of_unit(match: RuleMatch, ctx: Context) -> bool:
    """The end of the month, of the week: not of the hour or the day."""
    return match.unit in {"W", "M", "E", "Q", "Y", "C"}


def year_end(match: RuleMatch, ctx: Context) -> bool:
    """Year-end, year's end."""
    edge = match.get("edge")
    return edge is not None and edge.value in {"END", "START"}
