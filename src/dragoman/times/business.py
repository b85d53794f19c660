"""Meanings of time expressions in business reports: the quarter, the latest period, year-ago, a year earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.times.context import Context
from dragoman.times.length import length
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import Meaning, point, pointed, unresolved
from dragoman.times.period import BLANK, Period, period


def known_unit(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The quarter, the year, the period: the one named last, else that of the report."""
    explicit, unit = match.number("y"), match.unit or "Q"
    if explicit:
        return _of_year(explicit, ctx.quarter)
    if ctx.after(match) in ctx.lists.ended:
        reason = "a length of time whose end is said"
        return Meaning("DURATION", length(1, unit), None, "duration", reason, amount=1, unit=unit)
    if unit == "Q":
        return _reported_quarter(ctx)
    if ctx.published is None:
        return unresolved(BLANK[unit])
    return point(period(unit, ctx.published), f"the {ctx.lexemes[match.last].lower} of publication")


def _of_year(year: int, quarter: Period | None) -> Meaning:
    named = period("Y", date(year, 1, 1)) if quarter is None else period("Q", quarter.first.replace(year=year))
    return point(named, "of that year")


def _reported_quarter(ctx: Context) -> Meaning | None:
    if ctx.quarter is not None:
        return point(ctx.quarter, "the quarter last spoken of")
    if ctx.published is None:
        return unresolved(BLANK["Q"])
    return pointed(period("Q", ctx.published).shift(-1), "the last quarter that ended before publication")


def year_ago(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Year-ago, the year-earlier quarter: a year before the quarter named last."""
    number = match.number("ord")
    if match.get("units"):
        amount = match.number("amount")
        return Meaning(
            "DURATION", length(amount, match.unit or "M"), None, "duration", "a length of time, a year before"
        )
    if number and number <= 4 and ctx.published and ctx.published.year > 1:
        day = date(ctx.published.year - 1, 3 * number - 2, 1)
        return point(period("Q", day), "that quarter, a year before publication")
    return a_year_before(ctx, bool(match.get("quarter") or match.get("period")))


def a_year_before(ctx: Context, of_quarter: bool = False) -> Meaning | None:
    """A year before the quarter named last, else the year before publication; `of_quarter`: a quarter is meant."""
    known = ctx.quarter
    if known is None and of_quarter and ctx.published:
        known = period("Q", ctx.published).shift(-1)
    if known is not None:
        return _back(known.shift(-1, "Y"), f"{known.timex}, the quarter spoken of, a year before")
    if ctx.published is None:
        return unresolved(BLANK["Y"])
    return _back(period("Y", ctx.published).shift(-1), "the year before publication")


def _back(named: Period | None, reason: str) -> Meaning | None:
    meaning = pointed(named, reason)
    return replace(meaning, amount=1, unit="Y", direction=-1) if meaning else None
