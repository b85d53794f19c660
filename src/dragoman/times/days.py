"""Meanings of expressions that name a day: dates, weekdays, holidays, yesterday."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

from dateutil.easter import easter

from dragoman.times.context import Context
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import UNKNOWN, Meaning, point, unresolved
from dragoman.times.period import Period
from dragoman.times.tense import Tense

# A day against the tense of its clause (past -1, future +1) must be this many times nearer to publication to be meant,
# as a date without a year is seldom months away.
AGAINST = {-1: 3, 0: 1, 1: 2}
RELATIVE_YEAR = {"last": -1, "previous": -1, "this": 0, "that": 0, "latest": 0, "next": 1, "following": 1}


def iso(match: RuleMatch, ctx: Context) -> Meaning | None:
    """2023-09-18, 2023-09-18T10:30."""
    text = ctx.lexemes[match.first].text
    day, _, clock = text.partition("T")
    try:
        named = Period("D", date.fromisoformat(day))
    except ValueError:
        return None
    meaning = point(named, "a full date")
    if not clock:
        return meaning
    seconds = clock.rstrip("Z") if clock.count(":") == 2 else clock.rstrip("Z") + ":00"
    return Meaning("TIME", f"{day}T{clock}", f"{day}T{seconds}", "point", "a full date and hour", named)


def numeric(match: RuleMatch, ctx: Context) -> Meaning | None:
    """9/18/2023 is US order unless its first number exceeds 12; 18.09.2023 is day first; 2023/09/18 year first."""
    text = ctx.lexemes[match.first].text
    separator = next(c for c in text if not c.isdigit())
    a, b, c = (int(part) for part in text.split(separator))
    year_first = a > 31
    month_first = separator != "." and a <= 12
    year, month, day = (a, b, c) if year_first else (c, a, b) if month_first else (c, b, a)
    if year < 100 and not year_first:
        year += 2000 if year < 50 else 1900
    named = _day(year, month, day)
    how = "year, month, day" if year_first else "month, day, year" if month_first else "day, month, year"
    return point(named, f"a date in figures read as {how}") if named and year >= 1000 else None


def named(match: RuleMatch, ctx: Context) -> Meaning:
    """9/11, the attacks of 2001."""
    return point(Period("D", date(2001, 9, 11)), "the attacks of 11 September 2001 go by this name")


def day(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A day of a month, with or without its year."""
    month, number = match.number("mo"), _number(match)
    if month is None or number is None:
        return None
    year = year_of(match, ctx)
    if year is not None:
        known = _day(year, month, number)
        return point(known, "a full date" if match.get("y") else f"the year is {year}") if known else None
    return undated_day(month, number, match, ctx)


def undated_day(month: int, number: int, match: RuleMatch, ctx: Context) -> Meaning | None:
    """A day without a year: the nearest to publication, by the tense of its clause.

    Args:
        month: the month, 1 to 12.
        number: the day of the month.
        match: the match.
        ctx: the context.
    """
    if not 1 <= number <= calendar.monthrange(2000, month)[1]:
        return None
    if (month, number) == (9, 11) and _of_2001(match, ctx):
        return named(match, ctx)
    if ctx.published is None:
        if ctx.anchor is None:
            return unresolved(f"XXXX-{month:02}-{number:02}", f"no year is said and {UNKNOWN}")
        known = _day(ctx.anchor.first.year, month, number)
        return point(known, f"the year is that of {ctx.anchor_text!r}") if known else None
    spoken = ctx.year_spoken(match)
    if spoken is not None and (known := _day(spoken, month, number)) is not None:
        return point(known, f"the sentence speaks of {spoken}")
    years = (ctx.published.year + shift for shift in (-1, 0, 1))
    options = [d.first for y in years if (d := _day(y, month, number))]
    return _nearest(options, ctx.tense(match), ctx.published) if options else None


def _nearest(options: list[date], tense: Tense, today: date) -> Meaning:
    """The day before or after publication by the tense, unless that on the other side is many times nearer."""

    def cost(day: date) -> int:
        days = (day - today).days
        return abs(days) * (AGAINST[tense.direction] if days * tense.direction < 0 else 1)

    best = min(options, key=cost)
    shown = tense.shown if (best - today).days * tense.direction >= 0 else ""
    return point(Period("D", best), f"no year is said: the nearest to publication{', ' + shown if shown else ''}")


def _of_2001(match: RuleMatch, ctx: Context) -> bool:
    after, second = ctx.after(match), ctx.after(match, 2)
    return (after in ctx.lists.september_11) or (after.isalpha() and (second in ctx.lists.september_11))


def days(match: RuleMatch, ctx: Context) -> list[Meaning] | None:
    """Two days of one month ("3 to 5 May", "April 24 and 25")."""
    start, end, month = match.number("from"), match.number("day"), match.number("mo")
    if start is None or end is None or month is None:
        return None
    year = year_of(match, ctx)
    both = [day_of(year, month, number, match, ctx) for number in (start, end)]
    if both[0] is None or both[1] is None or (both[0].edtf or "") > (both[1].edtf or ""):
        return None
    split = next(i for i in range(match.first, match.last + 1) if ctx.lexemes[i] is match.get("from"))
    second = next(i for i in range(match.first, match.last + 1) if ctx.lexemes[i] is match.get("day"))
    if split == match.first:
        return [_over(both[0], split, split), _over(both[1], second, match.last)]
    return [_over(both[0], match.first, split), _over(both[1], second, match.last)]


def day_of(year: int | None, month: int, number: int, match: RuleMatch, ctx: Context) -> Meaning | None:
    """A day of a month in a year, which may be None for unknown."""
    if year is None:
        return undated_day(month, number, match, ctx)
    known = _day(year, month, number)
    return point(known, f"a day of {year}") if known else None


def weekday(match: RuleMatch, ctx: Context) -> Meaning | None:
    """Monday, last Monday, Monday of next week, Monday morning."""
    name, part = match.get("weekday"), match.part
    number = int(name.value) if name else 1
    value = f"XXXX-WXX-{number}" + (f"T{part}" if part else "")
    if ctx.published is None:
        return unresolved(value, f"a day of the week, and {UNKNOWN}", "TIME" if part else "DATE")
    relative, week = match.get("relative"), match.get("weekrel")
    today = ctx.published
    if week is not None:
        shift = RELATIVE_YEAR.get(str(week.value), 0)
        chosen, why = _in_week(today, number, shift), f"of the week {shift:+} from that of publication"
    elif relative is not None:
        chosen, why = _relative_weekday(str(relative.value), number, match, ctx)
    else:
        chosen, why = _plain_weekday(number, match, ctx)
    text = name.text if name else ""
    return point(Period("D", chosen), f"{text!r} is the {text} {why}: {chosen}", part)


def _plain_weekday(number: int, match: RuleMatch, ctx: Context) -> tuple[date, str]:
    today, tense = ctx.published or date.min, ctx.tense(match)
    ahead = tense.direction > 0 or tense.present
    days = (number - today.isoweekday()) % 7 if ahead else -((today.isoweekday() - number) % 7)
    side = "on or next after" if ahead else "on or last before"
    return moved(today, days), f"{side} publication{', ' + tense.shown if tense.shown else ''}"


def _relative_weekday(relative: str, number: int, match: RuleMatch, ctx: Context) -> tuple[date, str]:
    today = ctx.published or date.min
    if relative in {"last", "latest"}:
        return moved(today, -((today.isoweekday() - number - 1) % 7 + 1)), "last before publication"
    if relative == "next":
        return _in_week(today, number, 1), "of the week after publication"
    if relative == "this":
        return _in_week(today, number, 0), "of the week of publication"
    if ctx.anchor is not None and ctx.anchor.unit == "D":
        base = ctx.anchor.first
        step = (number - base.isoweekday() - 1) % 7 + 1 if relative == "following" else (number - base.isoweekday()) % 7
        back = -((base.isoweekday() - number - 1) % 7 + 1)
        return moved(base, back if relative == "previous" else step), f"counted from {ctx.anchor_text!r}"
    return _plain_weekday(number, match, ctx)


def _in_week(today: date, number: int, shift: int) -> date:
    return moved(today, number - today.isoweekday() + 7 * shift)


def deictic(match: RuleMatch, ctx: Context) -> Meaning:
    """Today, yesterday, tomorrow, with a part of the day where one is named."""
    word, part = match.get("deictic"), match.part
    shift = int(word.value) if word else 0
    if ctx.published is None:
        value = "XXXX-XX-XX" + (f"T{part}" if part else "")
        return unresolved(value, f"counted from publication, and {UNKNOWN}", "TIME" if part else "DATE")
    chosen = moved(ctx.published, shift)
    side = {-1: "the day before", 0: "the day of", 1: "the day after"}[shift]
    return point(Period("D", chosen), f"{side} publication", part)


def around(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The day before yesterday, the day after tomorrow, the day before last Tuesday."""
    unit = match.get("unit")
    base = deictic(match, ctx) if match.get("deictic") else weekday(match, ctx)
    if unit is None or unit.value != "D" or base is None or base.period is None:
        return None
    moved = base.period.shift(1 if match.get("after") else -1)
    return point(moved, f"a day from {base.period.timex}") if moved else None


def holiday(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A day that has a name, in the year the tense or a word points to."""
    word = match.get("holiday")
    rule = ctx.lexicon.holidays.get(str(word.value)) if word else None
    if rule is None:
        return None
    explicit = match.number("y")
    if explicit is not None:
        known = holiday_in(explicit, rule)
        return point(Period("D", known), "a named day of that year") if known else None
    if ctx.published is None:
        return unresolved("XXXX-XX-XX", f"a named day, and {UNKNOWN}")
    relative = match.get("relative")
    today = ctx.published
    options = [d for y in (today.year - 1, today.year, today.year + 1) if (d := holiday_in(y, rule))]
    way = {"last": -1, "previous": -1, "next": 1}.get(str(relative.value) if relative else "", 0)
    named = [d for d in options if way * (d - today).days > 0]
    meaning = _nearest(named or options, Tense(0, "") if named else ctx.tense(match), today)
    if match.unit == "W" and meaning.period is not None:
        return point(meaning.period.within("W"), f"the week of {meaning.value}")
    return meaning


def holiday_in(year: int, rule: dict[str, int]) -> date | None:
    """The date of a named day in a year, None outside the calendar.

    Args:
        year: the year.
        rule: "easter" (days after Easter Sunday), "month" and "day", or "month", "weekday" (1 Monday to 7) and "nth"
            (from the end if negative), with "after" only days of the month after that.
    """
    if not 1 < year < 9999:
        return None
    if "easter" in rule:
        return moved(easter(year), rule["easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    first, length = calendar.monthrange(year, rule["month"])
    days = [d for d in range(1, length + 1) if (first + d - 1) % 7 == rule["weekday"] - 1]
    nth = rule["nth"]
    if "after" in rule:
        days = [d for d in days if d > rule["after"]]
    return date(year, rule["month"], days[nth - 1 if nth > 0 else nth])


def moved(day: date, days: int) -> date:
    """The day `days` later (earlier if negative), within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def year_of(match: RuleMatch, ctx: Context) -> int | None:
    """The year that a match names, in figures or as last, this or next year; None if it names none."""
    relative = match.get("yearrel")
    if relative is not None and relative.value in {"that", "following", "previous"} and ctx.anchor is not None:
        return ctx.anchor.first.year + RELATIVE_YEAR[str(relative.value)]
    if relative is not None and ctx.published is not None:
        return ctx.published.year + RELATIVE_YEAR.get(str(relative.value), 0)
    return match.number("y")


def _number(match: RuleMatch) -> int | None:
    names = ("day", "nth", "ordn", "ord")
    return next((n for name in names if (n := match.number(name)) is not None), None)


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return Period("D", date(year, month, number))
    except ValueError:
        return None


def _over(meaning: Meaning, first: int, last: int) -> Meaning:
    return replace(meaning, first=first, last=last)
