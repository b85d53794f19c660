"""Meanings of expressions that count from publication or from what was named before: last week, that year, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.ground.edtf import edtf_of
from dragoman.ground.time.grammar import Found
from dragoman.ground.time.meaning import UNKNOWN, Context, Meaning, part_of, point, unresolved
from dragoman.ground.time.period import Period, period

STEP = {"last": -1, "latest": -1, "this": 0, "next": 1, "previous": -1, "that": 0, "following": 1}
ANAPHORIC = frozenset({"previous", "that", "following"})
BLANK = {"D": "XXXX-XX-XX", "V": "XXXX-WXX-WE", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX"}
UNITS = {"day": "D", "days": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}


def relative_unit(found: Found, ctx: Context) -> Meaning | None:
    """Last week, this year, the following month, later this year, the end of the month."""
    unit = _unit(found)
    if unit is None:
        return None
    relative = found.get("relative")
    word = str(relative.value) if relative else "this"
    if found.get("the") and word == "last" and not _sooner(found) and _measures(found, ctx):
        return stretch(1, unit, -1, ctx)
    base, why = _base(word, unit, ctx)
    if base is None:
        return unresolved(BLANK[unit], why)
    if unit == "V":
        return _weekend(found, ctx, base.first, word)
    named = period(unit, base.first).shift(STEP[word]) if unit != "F" else None
    if named is None:
        return None
    counted = {-1: "before", 0: "of", 1: "after"}[STEP[word]]
    meaning = point(named, f"the {ctx.lexemes[found.last].lower} {counted} {why}")
    return _narrowed(meaning, found, base.first)


def _unit(found: Found) -> str | None:
    for name in ("one", "any", "unit", "year", "century", "quarter", "weekend"):
        part = found.get(name)
        if part is not None:
            code = str(part.value)
            return {"TH": None, "TM": None, "TS": None}.get(code, code)
    return None


def _measures(found: Found, ctx: Context) -> bool:
    """ "Over the past year", "the past week": a year's length up to now, and not the calendar's."""
    past = found.parts["relative"].lower == "past"
    return _unit(found) != "V" and (past or ctx.before(found) in {"over", "during", "in", "for", "within", "throughout"})


def stretch(amount: float | None, unit: str, way: int, ctx: Context) -> Meaning:
    """A length of time that ends (-1) or begins (+1) at publication, as an interval where its length is said."""
    edtf = _from_today(ctx.published, amount, unit, way) if amount and ctx.published else None
    role: Role = "interval" if edtf else "duration"
    reason = "a length of time" + {-1: " up to publication", 1: " from publication on"}.get(way, "")
    return Meaning("DURATION", length(amount, unit), edtf, role, reason, amount=amount, unit=unit, direction=way)


def _base(word: str, unit: str, ctx: Context) -> tuple[Period | None, str]:
    if word in ANAPHORIC and ctx.anchor is not None:
        if ORDER.index(ctx.anchor.unit) > ORDER.index(unit if unit != "F" else "W"):
            return None, f"a part of {ctx.anchor_text!r} that is not said"
        return ctx.anchor, f"{ctx.anchor_text!r}"
    if ctx.published is None:
        return None, f"counted from publication, and {UNKNOWN}"
    if word in ANAPHORIC and word != "previous":
        return None, "counted from something the text does not date"
    return Period("D", ctx.published), "publication"


def _weekend(found: Found, ctx: Context, today: date, word: str) -> Meaning | None:
    this = period("V", today)
    if word == "this" and not found.get("relative"):
        ahead = ctx.direction(found) > 0
        step = 0 if ahead or today.isoweekday() >= 6 else -1
        return _pointed(this.shift(step), f"the weekend {'next after' if ahead else 'at or last before'} publication")
    return _pointed(this.shift(STEP[word]), "counted from the week of publication")


def _pointed(named: Period | None, reason: str) -> Meaning | None:
    return point(named, reason) if named else None


def _narrowed(meaning: Meaning, found: Found, today: date) -> Meaning:
    """ "Later this year" runs from publication, "earlier this year" up to it, where publication lies within."""
    named = meaning.period
    if named is None or not named.first <= today <= named.last:
        return meaning
    if found.get("later") or _sooner(found) == "later":
        return replace(meaning, edtf=edtf_of(today, named.last), role="interval", reason=f"{meaning.reason}, from publication on")
    if found.get("earlier") or _sooner(found) == "earlier":
        return replace(meaning, edtf=edtf_of(named.first, today), role="interval", reason=f"{meaning.reason}, up to publication")
    return meaning


def _sooner(found: Found) -> str:
    part = found.get("sooner")
    return part.kind if part else ""


def year_end(found: Found, ctx: Context) -> Meaning | None:
    """The end of the year that publication is in."""
    if ctx.published is None:
        return unresolved("XXXX-12-31")
    edge = found.get("edge")
    if edge is not None and edge.value == "START":
        return point(Period("D", date(ctx.published.year, 1, 1)), "the first day of the year of publication")
    return point(Period("D", date(ctx.published.year, 12, 31)), "the last day of the year of publication")


def week_of(found: Found, ctx: Context) -> Meaning | None:
    """The week of March 6: the calendar week of a day."""
    from dragoman.ground.time.days import undated_day

    month, number, unit = found.number("mo"), found.number("day"), found.get("unit")
    if month is None or number is None or unit is None or unit.value != "W":
        return None
    day = undated_day(month, number, found, ctx)
    if day is None or day.period is None:
        return unresolved("XXXX-WXX")
    return point(day.period.within("W"), f"the week of {day.value}")


def part_of_day(found: Found, ctx: Context) -> Meaning | None:
    """This morning, last night, tonight, overnight, the next morning, the morning."""
    part = part_of(found) or "NI"
    word = found.get("relative")
    relative = str(word.value) if word else "that" if found.get("the") else "this"
    if found.get("overnight"):
        relative = "this"
    if relative in ANAPHORIC | {"next"} and ctx.anchor is not None and ctx.anchor.unit == "D":
        step = 1 if relative == "next" else STEP[relative]
        named = ctx.anchor.shift(step)
        return point(named, f"counted from {ctx.anchor_text!r}", part) if named else None
    if ctx.published is None:
        return unresolved(f"XXXX-XX-XXT{part}", f"counted from publication, and {UNKNOWN}", "TIME")
    named = Period("D", ctx.published).shift({"last": -1, "latest": -1, "next": 1, "previous": -1}.get(relative, 0))
    return point(named, "a part of the day of publication" if relative == "this" else "counted from publication", part) if named else None


def known_unit(found: Found, ctx: Context) -> Meaning | None:
    """The quarter, the year, the period: the one last spoken of, else the one reported on at publication."""
    explicit = found.number("y")
    if explicit:
        known = ctx.quarter
        return point(period("Q", known.first.replace(year=explicit)) if known else period("Y", date(explicit, 1, 1)), "of that year")
    word = found.get("relative")
    if found.get("period") and word is not None:
        return _reported_quarter(ctx)
    unit = _unit(found) or "Y"
    if ctx.after(found) in {"ended", "ending"}:
        return Meaning("DURATION", f"P1{unit}", None, "duration", "a length of time whose end is said", amount=1, unit=unit)
    if found.get("quarter"):
        return _reported_quarter(ctx)
    if ctx.published is None:
        return unresolved(BLANK[unit])
    return point(period(unit, ctx.published), f"the {ctx.lexemes[found.last].lower} of publication")


def _reported_quarter(ctx: Context) -> Meaning | None:
    if ctx.quarter is not None:
        return point(ctx.quarter, "the quarter last spoken of")
    if ctx.published is None:
        return unresolved("XXXX-QX")
    return _pointed(period("Q", ctx.published).shift(-1), "the last quarter that ended before publication")


def year_ago(found: Found, ctx: Context) -> Meaning | None:
    """Year-ago, the year-earlier quarter: what was last spoken of, a year before."""
    number = found.number("ord")
    if found.get("amount"):
        return None
    if number and ctx.published and number <= 4:
        return point(period("Q", date(ctx.published.year - 1, 3 * number - 2, 1)), "that quarter, a year before publication")
    return a_year_before(ctx, bool(found.get("quarter") or found.get("period")))


def a_year_before(ctx: Context, of_quarter: bool = False) -> Meaning | None:
    """The quarter last spoken of a year before, else the year before publication."""
    known = ctx.quarter
    if known is None and of_quarter and ctx.published:
        known = period("Q", ctx.published).shift(-1)
    if known is not None:
        return _back(known.shift(-1, "Y"), f"{known.timex}, the quarter spoken of, a year before")
    if ctx.published is None:
        return unresolved("XXXX")
    return _back(period("Y", ctx.published).shift(-1), "the year before publication")


def _back(named: Period | None, reason: str) -> Meaning | None:
    return replace(point(named, reason), amount=1, unit="Y", direction=-1) if named else None


def around_event(found: Found, ctx: Context) -> Meaning | None:
    """ "The day after his arrest", "the year before": a unit beside an event, or beside the last date named."""
    unit, later = _unit(found), ctx.after(found) == "after"
    if unit is None:
        return None
    way = 1 if later else -1
    alone = ctx.after(found, 2) in {"", ".", ",", ";", ")", '"', "”"}
    if alone and ctx.anchor is not None and unit != "F":
        named = period(unit, ctx.anchor.first).shift(way)
        return replace(point(named, f"counted from {ctx.anchor_text!r}"), direction=way) if named else None
    return Meaning("DATE", BLANK[unit], None, "offset", "relative to another event", amount=1, unit=unit, direction=way)


def ordinal_day(found: Found, ctx: Context) -> Meaning | None:
    """ "The second day": a day counted from an event that the words do not date."""
    unit = found.get("unit")
    if unit is None or unit.value not in BLANK:
        return None
    return unresolved(BLANK[str(unit.value)], "counted from an event")


def vague(found: Found, ctx: Context) -> Meaning:
    """Now, recently, the future: TIMEX3's own words for them, and the publication date for now."""
    value = found.rule.args["value"]
    today = ctx.published if value == "PRESENT_REF" and found.get("present") else None
    reason = {"PRESENT_REF": "the present of the article", "PAST_REF": "the past, not nearer said"}
    return Meaning(
        "DATE",
        value,
        today.isoformat() if today else None,
        "vague",
        reason.get(value, "the future, not nearer said"),
    )
