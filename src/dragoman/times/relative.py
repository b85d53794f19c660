"""Meanings of expressions relative to publication or to a time named before: last week, that year, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.edtf import edtf_of
from dragoman.times.context import Context
from dragoman.times.days import undated_day
from dragoman.times.length import stretch
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import UNKNOWN, Meaning, point, pointed, unresolved
from dragoman.times.period import BLANK, ORDER, Period, period

STEP = {"last": -1, "latest": -1, "this": 0, "next": 1, "previous": -1, "that": 0, "following": 1}
ANAPHORIC = frozenset({"previous", "that", "following"})
SIDE = {-1: "before", 0: "of", 1: "after"}
REASONS = {"PRESENT_REF": "the present of the article", "PAST_REF": "the past, no nearer said"}


def relative_unit(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Last week, this year, the following month, later this year, the end of the month."""
    unit, relative = match.unit, match.get("relative")
    if unit not in BLANK:
        return None
    word = str(relative.value) if relative else "this"
    if word in {"last", "next"} and match.get("the") and _measures(match, ctx):
        return stretch(1, unit, STEP[word], ctx)
    base, origin = _base(word, unit, ctx)
    if base is None:
        return unresolved(BLANK[unit], origin)
    if unit == "V" and relative is None:
        return _weekend(match, ctx, base.first)
    named = period(unit, base.first).shift(STEP[word])
    meaning = pointed(named, f"the {ctx.lexemes[match.last].lower} {SIDE[STEP[word]]} {origin}")
    return _narrowed(meaning, match, base.first) if meaning else None


def _measures(match: RuleMatch, ctx: Context) -> bool:
    """Is it a length of time up to now ("over the past year"), and not a period of the calendar ("last year")?"""
    if match.get("sooner") or match.get("early") or match.get("edge") or match.unit == "V":
        return False
    return match.parts["relative"].lower == "past" or (ctx.before(match) in ctx.lists.measuring)


def _base(word: str, unit: str, ctx: Context) -> tuple[Period | None, str]:
    if word in ANAPHORIC and ctx.anchor is not None:
        if ORDER.index(ctx.anchor.unit) > ORDER.index(unit):
            return None, f"a part of {ctx.anchor_text!r} that is not said"
        return ctx.anchor, f"{ctx.anchor_text!r}"
    if ctx.published is None:
        return None, f"counted from publication, and {UNKNOWN}"
    if word in ANAPHORIC and word != "previous":
        return None, "counted from something the text does not date"
    return Period("D", ctx.published), "publication"


def _weekend(match: RuleMatch, ctx: Context, today: date) -> Meaning | None:
    ahead = ctx.tense(match).direction > 0
    step = 0 if ahead or today.isoweekday() >= 6 else -1
    side = "next after" if ahead else "at or last before"
    return pointed(period("V", today).shift(step), f"the weekend {side} publication")


def _narrowed(meaning: Meaning, match: RuleMatch, today: date) -> Meaning:
    """ "Later this year" as from publication on, "earlier this year" as up to it, if publication is in that period."""
    named, sooner = meaning.period, match.get("sooner")
    if named is None or sooner is None or not named.first <= today <= named.last:
        return meaning
    if sooner.kind == "later":
        edtf, words = edtf_of(today, named.last), "from publication on"
    elif sooner.kind == "earlier":
        edtf, words = edtf_of(named.first, today), "up to publication"
    else:
        return meaning
    return replace(meaning, edtf=edtf, role="interval", reason=f"{meaning.reason}, {words}")


def year_end(match: RuleMatch, ctx: Context) -> Meaning:
    """Year-end, the year's start: the last or first day of the year of publication."""
    edge, today = match.get("edge"), ctx.published
    if today is None:
        return unresolved("XXXX-12-31")
    if edge is not None and edge.value == "START":
        return point(Period("D", date(today.year, 1, 1)), "the first day of the year of publication")
    return point(Period("D", date(today.year, 12, 31)), "the last day of the year of publication")


def week_of(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The week of March 6: the calendar week of a day."""
    month, number = match.number("mo"), match.number("day")
    if month is None or number is None or match.unit != "W":
        return None
    day = undated_day(month, number, match, ctx)
    if day is None or day.period is None:
        return unresolved("XXXX-WXX")
    return point(day.period.within("W"), f"the week of {day.value}")


def part_of_day(match: RuleMatch, ctx: Context) -> Meaning | None:
    """This morning, last night, tonight, overnight, the next morning, the morning."""
    part, word = match.part or "NI", match.get("relative")
    relative = str(word.value) if word else "that" if match.get("the") else "this"
    step = STEP[relative]
    if relative in ANAPHORIC | {"next"} and ctx.anchor is not None and ctx.anchor.unit == "D":
        named, reason = ctx.anchor.shift(step), f"counted from {ctx.anchor_text!r}"
    elif ctx.published is None:
        return unresolved(f"XXXX-XX-XXT{part}", f"counted from publication, and {UNKNOWN}", "TIME")
    else:
        named, reason = Period("D", ctx.published).shift(step), f"a part of the day {SIDE[step]} publication"
    return point(named, reason, part) if named else None


def around_event(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A unit before or after an event ("the day after his arrest"), or the last date named ("the year before")."""
    unit, way = match.unit, 1 if ctx.after(match) == "after" else -1
    if unit not in BLANK:
        return None
    following = ctx.next(match, 2)
    alone = following is None or not following.text[0].isalnum()
    if alone and ctx.anchor is not None:
        meaning = pointed(period(unit, ctx.anchor.first).shift(way), f"counted from {ctx.anchor_text!r}")
        return replace(meaning, direction=way) if meaning else None
    return Meaning("DATE", BLANK[unit], None, "offset", "relative to another event", amount=1, unit=unit, direction=way)


def ordinal_day(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The second day: a day counted from an event of unknown date."""
    return unresolved(BLANK[match.unit], "counted from an event") if match.unit in BLANK else None


def vague(match: RuleMatch, ctx: Context) -> Meaning:
    """Now, recently, the future: TIMEX3's own words for them, and the publication date for now."""
    value = match.rule.args.get("value", "PAST_REF")
    now = ctx.published if match.get("present") else None
    reason = REASONS.get(value, "the future, no nearer said")
    return Meaning("DATE", value, now.isoformat() if now else None, "vague", reason)
