"""Meanings of expressions that name a month, quarter, half, season, year, decade or century."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dragoman.times.context import Context
from dragoman.times.days import year_of
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import UNKNOWN, Meaning, point, unresolved
from dragoman.times.period import SEASONS, Period, period, season_of


def month(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A month with its year, or last May, or May alone."""
    number = match.number("mo") or match.number("month")
    if number is None:
        return None
    year = year_of(match, ctx)
    if year is not None:
        return point(period("M", date(year, number, 1)), "a month of that year") if year else None
    return undated(match, ctx, f"XXXX-{number:02}", lambda y: period("M", date(y, number, 1)))


def months(match: RuleMatch, ctx: Context) -> list[Meaning] | None:
    """Two months of one year: "between May and June 2014"."""
    start, end, year = match.number("from"), match.number("mo"), year_of(match, ctx)
    if start is None or end is None or not year:
        return None
    first = period("M", date(year - (start > end), start, 1)) if year > 1 else None
    second = next(i for i in range(match.first, match.last + 1) if ctx.lexemes[i] is match.get("mo"))
    if first is None:
        return None
    return [
        replace(point(first, "the year stands after the second month"), first=match.first, last=match.first),
        replace(point(period("M", date(year, end, 1)), "a month of that year"), first=second, last=match.last),
    ]


def undated(match: RuleMatch, ctx: Context, value: str, of_year: Callable[[int], Period]) -> Meaning:
    """A period that comes every year: the one of the year that the tense or "last", "this", "next" gives.

    Args:
        match: the match.
        ctx: the context.
        value: the TIMEX3 value if the year stays unknown.
        of_year: gives the period of a year.
    """
    relative = match.get("relative")
    word = str(relative.value) if relative else ""
    if ctx.published is None:
        if ctx.anchor is None or word in {"last", "this", "next"}:
            return unresolved(value, f"no year is said and {UNKNOWN}")
        return point(of_year(ctx.anchor.first.year), f"the year is that of {ctx.anchor_text!r}")
    spoken = None if word else ctx.year_spoken(match)
    if spoken is not None:
        return point(of_year(spoken), f"the sentence speaks of {spoken}")
    today = ctx.published
    options = [of_year(y) for y in (today.year - 1, today.year, today.year + 1) if 0 < y < 9999]
    if word in {"last", "latest", "previous"}:
        chosen = max((p for p in options if p.last < today), key=lambda p: p.first, default=options[0])
        return point(chosen, "the last one that ended before publication")
    if word == "this":
        chosen = min(options, key=lambda p: (p.first.year != today.year, p.first))
        return point(chosen, "that of the year of publication")
    if word == "next":
        chosen = min((p for p in options if p.first > today), key=lambda p: p.first, default=options[-1])
        return point(chosen, "the first that begins after publication")
    return _by_tense(options, match, ctx)


def _by_tense(options: list[Period], match: RuleMatch, ctx: Context) -> Meaning:
    today, tense = ctx.published or date.min, ctx.tense(match)
    ahead, shown = tense.direction, tense.shown
    just_ended = [p for p in options if p.unit == "Q" and 0 < (today - p.last).days <= 92]
    if just_ended:
        return point(just_ended[0], "the quarter that ended before publication")
    soon = any(p.unit == "M" and 0 < (p.first - today).days <= 31 for p in options)
    if ahead == 0:
        chosen = min(options, key=lambda p: min(abs((p.first - today).days), abs((p.last - today).days)))
        return point(chosen, "no year is said: the nearest to publication")
    if ahead > 0 or soon:
        chosen = min((p for p in options if p.last >= today), key=lambda p: p.first, default=options[-1])
        return point(chosen, f"the one at or next after publication{', ' + shown if shown else ''}")
    chosen = max((p for p in options if p.first <= today), key=lambda p: p.first, default=options[0])
    return point(chosen, f"the one at or last before publication{', ' + shown if shown else ''}")


def quarter(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A quarter by number, of a named year or one inferred from the publication date."""
    number = match.number("ord")
    label = match.get("qnum")
    if label is not None:
        if label.lower[0] == "h":
            return _half(int(label.lower[1]), year_of(match, ctx), ctx)
        number = int(label.lower[1])
    year = year_of(match, ctx)
    if number is None:
        return _quarter_of(year, ctx)
    if not 1 <= number <= 4:
        return None
    if year:
        return point(period("Q", date(year, 3 * number - 2, 1)), "a quarter of that year")
    return undated(match, ctx, f"XXXX-Q{number}", lambda y: period("Q", date(y, 3 * number - 2, 1)))


def _quarter_of(year: int | None, ctx: Context) -> Meaning | None:
    """That year's quarter of the same number as the one named last ("the 1988 quarter")."""
    known = ctx.quarter or (period("Q", ctx.published).shift(-1) if ctx.published else None)
    if year is None or known is None:
        return unresolved(f"{year or 'XXXX'}-QX", "a quarter whose number is not said")
    return point(period("Q", known.first.replace(year=year)), f"the quarter of that year that answers to {known.timex}")


def half(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The first or second half of a year."""
    which = match.number("ord")
    relative = match.get("relative")
    number = which if which in (1, 2) else 2 if relative is not None and relative.value == "last" else 1
    year = year_of(match, ctx)
    if year is None and ctx.published is not None:
        year = ctx.published.year
    return _half(number, year, ctx)


def _half(number: int, year: int | None, ctx: Context) -> Meaning:
    year = year or (ctx.published.year if ctx.published else None)
    if not year:
        return unresolved(f"XXXX-H{number}")
    return point(period("H", date(year, 1 if number == 1 else 7, 1)), "half of a year")


def season(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A season of a named year, or of the one that the tense gives; a winter has the year in which it begins."""
    word = match.get("season")
    code = str(word.value) if word else "SP"
    year = match.number("y")
    if year:
        return point(Period("S", date(year, SEASONS[code], 1)), "a season of that year")
    relative = match.get("relative")
    if relative is not None and relative.value == "this" and ctx.published and season_of(ctx.published) == code:
        return point(period("S", ctx.published), "the season of publication")
    return undated(match, ctx, f"XXXX-{code}", lambda y: Period("S", date(y, SEASONS[code], 1)))


def year(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A year in figures."""
    number = match.number("y")
    return point(period("Y", date(number, 1, 1)), "a year in figures") if number and 1 <= number < 9999 else None


def years(match: RuleMatch, ctx: Context) -> Meaning | None:
    """1994-96: from one year to another."""
    start, end = match.number("from"), match.number("upper")
    if start is None or end is None:
        return None
    if end < 100:
        end += start // 100 * 100
    if not start < end < 9999:
        return None
    return Meaning("DURATION", f"{start:04}/{end:04}", f"{start:04}/{end:04}", "interval", "from one year to another")


def decade(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The 1990s, the nineties, the early 1980s."""
    number = match.number("decade")
    return point(period("E", date(number, 1, 1)), "the ten years of that number") if number else None


def century(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The 20th century."""
    number = match.number("nth")
    if number is None or not 2 <= number <= 30:
        return None
    return point(
        period("C", date((number - 1) * 100, 1, 1)), f"century {number} is the years {number - 1}01 to {number}00"
    )
