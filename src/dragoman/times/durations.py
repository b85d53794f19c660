"""Meanings of lengths of time: six days, a two-week visit, three years ago, the last two months, days after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotations import TimeRole as Role
from dragoman.times.business import a_year_before
from dragoman.times.context import Context
from dragoman.times.length import length, moved, stretch
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import UNKNOWN, Meaning, pointed, unresolved
from dragoman.times.period import BLANK

PAST = frozenset({"last", "latest", "previous"})


@dataclass(frozen=True)
class Length:
    """A length of time: the amount (None for "several days"), the code of the unit, and the TIMEX3 value."""

    amount: float | None
    unit: str
    value: str

    def meaning(self, role: Role, reason: str, way: int = 0) -> Meaning:
        """The meaning of this length as a duration; `way` is +1 after, -1 before, else 0."""
        return Meaning("DURATION", self.value, None, role, reason, amount=self.amount, unit=self.unit, direction=way)

    def vague(self, value: str, reason: str, way: int = 0) -> Meaning:
        """The meaning of this length as a vague point of time, with TIMEX3's `value` for it ("FUTURE_REF")."""
        return Meaning("DATE", value, None, "vague", reason, amount=self.amount, unit=self.unit, direction=way)


def duration(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A length of time ("six days"), or a point at a distance from another ("three years ago")."""
    if match.unit is None:
        return None
    amount = _amount(match)
    size = Length(amount, match.unit, length(amount, match.unit))
    shift, after = match.get("shift"), ctx.after(match)
    if shift is not None:
        return _shifted(size, shift.lower, ctx)
    if match.get("old") and amount is not None and is_person(match, ctx):
        return size.meaning("age", "an age")
    if _some_day(match, ctx):
        return size.vague("FUTURE_REF", "a day that is not said")
    if not (match.get("dash") and match.get("one")):
        for way, words in ((1, ctx.lists.offset_after), (-1, ctx.lists.offset_before)):
            if after in words:
                return size.meaning("offset", "relative to another event", way)
    if ctx.before(match) == "in" and amount and not match.get("dash") and ctx.tense(match).direction > 0:
        return _from_now(size, 1, ctx) or size.meaning("duration", "a length of time")
    return size.meaning("duration", "a length of time")


def a_unit(match: RuleMatch, ctx: Context) -> Meaning | None:
    """A year: a length of time, or after a noun or a number ("$5 a year", "flights a week") each time."""
    offset = (ctx.after(match) in ctx.lists.offset_after) or (ctx.after(match) in ctx.lists.offset_before)
    if match.unit and match.last - match.first == 1 and not offset and _is_rate(match, ctx):
        return Meaning("SET", length(1, match.unit), None, "set", "it comes again each time", amount=1, unit=match.unit)
    return duration(match, ctx)


def _is_rate(match: RuleMatch, ctx: Context) -> bool:
    if match.first == 0:
        return False
    before = ctx.last_token(ctx.lexemes[match.first - 1])
    return before.tag_ in {"NN", "NNS", "CD", "$"} or before.text == "%"


def relative_duration(match: RuleMatch, ctx: Context) -> Meaning | None:
    """The last two months, the next few days, the coming weeks: a length that ends or begins at publication."""
    if match.unit is None:
        return None
    word = match.get("relative")
    way = -1 if word is None or word.value in PAST else 1 if word.value == "next" else 0
    return stretch(_amount(match), match.unit, way, ctx)


def recent(match: RuleMatch, ctx: Context) -> Meaning:
    """Recent days, recent weeks: an unknown length of time up to publication."""
    unit = match.unit or "D"
    return Length(None, unit, length(None, unit)).meaning("vague", "some time up to publication", -1)


def is_person(match: RuleMatch, ctx: Context) -> bool:
    """Is an age that of a person: before a noun for persons, a name, or nothing ("a six-year-old BOY", not "WAR")?"""
    age = ctx.last_token(ctx.lexemes[match.last])
    nouns = []
    for token in age.doc[age.i + 1 : age.i + 5]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        nouns.append(token)
    if not nouns or match.get("units") or nouns[-1].pos_ != "NOUN":
        return True
    lemma = nouns[-1].lemma_.lower()
    return (lemma in ctx.lists.persons) or lemma.endswith(tuple(ctx.lists.agents))


def _some_day(match: RuleMatch, ctx: Context) -> bool:
    """Is "one day" a day in the future ("ONE DAY this will end"), and not a length ("in one day")?"""
    if match.rule.name != "one unit" or match.unit != "D" or (ctx.before(match) in ctx.lists.not_someday):
        return False
    return ctx.tense(match).direction > 0


def _amount(match: RuleMatch) -> float | None:
    quant, amount, frac = match.get("quant"), match.get("amount"), match.get("frac")
    half = 0.5 if match.get("half") else 0.0
    if quant is not None:
        return None if quant.value == "X" else float(quant.value)
    if amount is not None:
        return float(amount.value) + half + (float(frac.value) if frac else 0.0)
    if match.get("units"):
        return None
    return (1.0 if match.get("and") or not half else 0.0) + half


def _shifted(size: Length, word: str, ctx: Context) -> Meaning | None:
    """Three years ago, counted from publication; two days later, counted from the time named before."""
    way = -1 if word in ctx.lists.counting_back else 1
    a_year = size.amount == 1 and size.unit == "Y" and way < 0
    if a_year and (ctx.quarter is not None or (word == "earlier" and ctx.anchor is None)):
        return a_year_before(ctx)
    if word in ctx.lists.from_publication:
        return _from_now(size, way, ctx) or size.vague(_ref(way), "how long is not said", way)
    return _from_anchor(size, way, ctx) or size.meaning("offset", "relative to an event named before", way)


def _ref(way: int) -> str:
    return "PAST_REF" if way < 0 else "FUTURE_REF"


def _from_anchor(size: Length, way: int, ctx: Context) -> Meaning | None:
    if ctx.anchor is None or size.amount is None or (size.unit in "DWF" and ctx.anchor.unit != "D"):
        return None
    there = moved(ctx.anchor.first, size.amount, size.unit, way, ctx.anchor.unit)
    meaning = pointed(there, f"counted from {ctx.anchor_text!r}")
    if meaning is None:
        return None
    return replace(meaning, role="offset", amount=size.amount, unit=size.unit, direction=way)


def _from_now(size: Length, way: int, ctx: Context) -> Meaning | None:
    if size.amount is None or size.unit.startswith("T"):
        return None
    if ctx.published is None:
        return unresolved(BLANK[size.unit], f"counted from publication, and {UNKNOWN}")
    side = "before" if way < 0 else "after"
    there = moved(ctx.published, size.amount, size.unit, way, "D")
    return pointed(there, f"that long {side} publication, as near as the unit says")
