"""Joins time expressions: an hour and its day, the two ends of an interval, "until" or "since" and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dragoman.edtf import add_months, edtf_of, interval
from dragoman.times.clock import on_day, unplaced
from dragoman.times.context import Context
from dragoman.times.meaning import Meaning, point
from dragoman.times.period import period

BRACKETS = frozenset({"(", ")", ",", "/", ";"})


@dataclass(frozen=True)
class Expression:
    """A time expression: its meaning, and its first and last lexeme (inclusive) in the paragraph."""

    first: int
    last: int
    meaning: Meaning


def join(expressions: Sequence[Expression], ctx: Context) -> list[Expression]:
    """The expressions of a paragraph, with hours joined to their days, and the ends of intervals to each other.

    Args:
        expressions: the expressions of one paragraph, in order.
        ctx: the context, with that paragraph as the current one.
    """
    out: list[Expression] = []
    for expression in expressions:
        whole = _hour_and_day(out[-1], expression, ctx) if out else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(expression)
    for n in range(len(out) - 2, -1, -1):
        out[n] = _in_brackets(out[n], out[n + 1], ctx)
    for n, (start, end) in enumerate(pairwise(tuple(out))):
        out[n : n + 2] = _ends(start, end, ctx) or (out[n], end)
    return [_open(expression, ctx) for expression in out]


def _hour_and_day(one: Expression, other: Expression, ctx: Context) -> Expression | None:
    """An hour and a day beside it as one expression ("10 a.m. on Tuesday", "Friday at noon"), None for any others."""
    between = " ".join(_between(one, other, ctx))
    if between not in ctx.lists.hour_and_day or _is_hour(one.meaning) == _is_hour(other.meaning):
        return None
    hour, day = (one.meaning, other.meaning) if _is_hour(one.meaning) else (other.meaning, one.meaning)
    clock = hour.value.rpartition("T")[2]
    known = day.period is not None and day.period.unit == "D"
    if not known and not day.value.startswith("XXXX"):
        return None
    meaning = on_day(day.period, clock) if day.period else unplaced(clock, day.value.partition("T")[0])
    return Expression(one.first, other.last, replace(meaning, reason=f"{day.reason}; at {clock}"))


def _in_brackets(hour: Expression, day: Expression, ctx: Context) -> Expression:
    """An hour before brackets, on the day named after them ("4 A.M. (0100 GMT) Thursday"); any other is unchanged."""
    named = day.meaning.period
    if named is None or named.unit != "D" or not _is_hour(hour.meaning):
        return hour
    between = _between(hour, day, ctx)
    if not between or not BRACKETS.issuperset(between) or not hour.meaning.reason.startswith("an hour"):
        return hour
    clock = hour.meaning.value.rpartition("T")[2]
    return replace(hour, meaning=replace(on_day(named, clock), reason="an hour of the day named after it"))


def _is_hour(meaning: Meaning) -> bool:
    return meaning.type == "TIME" and meaning.value[-3:-2] == ":"


def _between(one: Expression, other: Expression, ctx: Context) -> tuple[str, ...]:
    return tuple(lexeme.lower for lexeme in ctx.lexemes[one.last + 1 : other.first])


def _ends(start: Expression, end: Expression, ctx: Context) -> tuple[Expression, Expression] | None:
    """Two ends of an interval ("from Monday to Wednesday"), each with its own value and the EDTF of the interval.

    None where they are no interval.
    """
    between = _between(start, end, ctx)
    before = ctx.lexemes[start.first - 1].lower if start.first else ""
    if len(between) != 1 or between[0] not in ctx.lists.ends.get(before, ()):
        return None
    start = _not_after(start, end, ctx)
    first, last = interval(start.meaning.edtf or ""), interval(end.meaning.edtf or "")
    if not first or not last or first[0] >= last[1]:
        return None
    plain = "/" not in f"{start.meaning.edtf}{end.meaning.edtf}"
    whole = f"{start.meaning.edtf}/{end.meaning.edtf}" if plain else edtf_of(first[0], last[1])
    words = f"from {start.meaning.value} to {end.meaning.value}"
    return _within(start, whole, words), _within(end, whole, words)


def _not_after(start: Expression, end: Expression, ctx: Context) -> Expression:
    """The start of an interval moved so that it is not after the end: a weekday by a week, a date to the end's year."""
    one, other = start.meaning.period, end.meaning.period
    if one is None or other is None or one.unit not in "DM" or other.unit not in "DM":
        return start
    gap = (other.first - one.first).days
    dated = any(lexeme.kind == "yr" for lexeme in ctx.lexemes[start.first : start.last + 1])
    if one.unit == "D" and -7 < gap < 0:
        moved = one.shift(-1, "V")
        return replace(start, meaning=point(moved, f"a week before {one.timex}, so before the end")) if moved else start
    if dated or 0 <= gap < 366:
        return start
    near = _in_year_of(one.first, other.first)
    return replace(start, meaning=point(period(one.unit, near), "in the year of the end")) if near else start


def _in_year_of(day: date, end: date) -> date | None:
    near = add_months(day, 12 * (end.year - day.year))
    return add_months(near, -12) if near is not None and near > end else near


def _within(expression: Expression, whole: str, words: str) -> Expression:
    meaning = replace(expression.meaning, edtf=whole, role="interval", reason=f"{expression.meaning.reason}; {words}")
    return replace(expression, meaning=meaning)


def _open(expression: Expression, ctx: Context) -> Expression:
    """An expression after "until" or "since" as an open interval that includes that word; any other is unchanged."""
    word = ctx.lexemes[expression.first - 1].lower if expression.first else ""
    meaning, known = expression.meaning, interval(expression.meaning.edtf or "")
    opens = word in ctx.lists.until or word in ctx.lists.since
    if not opens or (meaning.role, meaning.type) != ("point", "DATE") or known is None:
        return expression
    plain = meaning.edtf if meaning.edtf and "/" not in meaning.edtf else None
    if word in ctx.lists.until:
        whole, side = f"../{plain or known[1]}", "it ends then"
    else:
        whole, side = f"{plain or known[0]}/..", "it began then"
    named = replace(meaning, edtf=whole, role="interval", reason=f"{meaning.reason}; {word}: {side}")
    return Expression(expression.first - 1, expression.last, named)
