"""Meanings of lengths of time: six days, a two-week visit, three years ago, the last two months, days after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.ground.edtf import add_months, edtf_of
from dragoman.ground.time.grammar import Found
from dragoman.ground.time.meaning import UNKNOWN, Context, Meaning, Role, point, unresolved
from dragoman.ground.time.period import Period, period
from dragoman.ground.time.relative import BLANK, a_year_before

# Unit codes of the lexicon: letter of TIMEX3, multiple of it, and smaller unit for a half.
LETTER = {"TS": "S", "TM": "M", "TH": "H", "D": "D", "V": "D", "W": "W", "F": "W", "M": "M", "Q": "Q", "Y": "Y", "E": "Y", "C": "Y"}
TIMES = {"F": 2, "E": 10, "C": 100, "V": 2}
SMALLER = {"TM": (30, "S"), "TH": (30, "M"), "D": (12, "H"), "Y": (6, "M"), "E": (5, "Y"), "C": (50, "Y")}
OPEN = {"E": "E", "C": "C"}
PHASES = {"ago": -1, "earlier": -1, "before": -1, "later": 1, "hence": 1, "from now": 1, "after": 1, "previously": -1}
CONTEXT_AFTER = frozenset({"after", "before", "since", "following", "into", "prior to", "following the"})
SPANS = frozenset({"last", "latest", "previous"})


def duration(found: Found, ctx: Context) -> Meaning | None:
    """A length of time, or a point so far from another."""
    unit = _unit(found)
    if unit is None:
        return None
    amount = _amount(found)
    value = length(amount, unit, bool(found.get("half")))
    shift = found.get("shift")
    if shift is not None:
        return _shifted(found, ctx, amount, unit, value, shift.lower)
    if found.get("old") and amount is not None and is_person(found, ctx):
        return Meaning("DURATION", value, None, "age", "an age", amount=amount, unit=unit)
    if _some_day(found, ctx):
        return Meaning("DATE", "FUTURE_REF", None, "vague", "a day that is not said", amount=amount, unit=unit)
    after = ctx.after(found)
    if after in CONTEXT_AFTER and not _adjective(found):
        way = -1 if after in {"before", "prior to"} else 1
        return Meaning("DURATION", value, None, "offset", "relative to another event", amount=amount, unit=unit, direction=way)
    if ctx.before(found) == "in" and amount and ctx.direction(found) > 0 and not found.get("dash"):
        meaning = _from_now(ctx, amount, unit, 1)
        if meaning is not None:
            return meaning
    return Meaning("DURATION", value, None, "duration", "a length of time", amount=amount, unit=unit)


def is_person(found: Found, ctx: Context) -> bool:
    """Whether an age is that of a person: of a noun for persons, an agent, a name, or of nothing named."""
    age = ctx.last_token(ctx.lexemes[found.last])
    nouns = []
    for token in age.doc[age.i + 1 : age.i + 5]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        nouns.append(token)
    if not nouns or found.get("units") or nouns[-1].pos_ != "NOUN":
        return True
    lemma = nouns[-1].lemma_.lower()
    return lemma in ctx.lexicon.lists["persons"] or lemma.endswith(ctx.lexicon.agents)


def _some_day(found: Found, ctx: Context) -> bool:
    if found.rule.name != "one unit" or _unit(found) != "D":
        return False
    return ctx.token(ctx.lexemes[found.last]).dep_ == "npadvmod" and ctx.direction(found) > 0


def length(amount: float | None, unit: str, half: bool = False) -> str:
    """TIMEX3's form of a length: P6D, PT5H30M, PXD where the number is open."""
    time = "T" if unit.startswith("T") else ""
    if amount is None:
        return f"P{time}X{OPEN.get(unit, LETTER[unit])}"
    whole = int(amount)
    half = half or amount - whole == 0.5
    number = whole * TIMES.get(unit, 1)
    if half and unit in SMALLER:
        count, smaller = SMALLER[unit]
        if unit in TIMES:
            return f"P{number + count}{smaller}"
        glue = "T" if smaller in "HMS" and not time and unit == "D" else ""
        return f"P{time}{number}{LETTER[unit]}{glue}{count}{smaller}" if number else f"P{time or glue}{count}{smaller}"
    shown = f"{amount * TIMES.get(unit, 1):g}" if amount != whole else str(number)
    return f"P{time}{shown}{LETTER[unit]}" + (".5" if half and unit not in SMALLER and amount == whole else "")


def _unit(found: Found) -> str | None:
    for name in ("units", "one", "unit", "year", "quarter", "century", "longword", "any"):
        part = found.get(name)
        if part is not None:
            return str(part.value)
    return None


def _amount(found: Found) -> float | None:
    quant, amount, frac = found.get("quant"), found.get("amount"), found.get("frac")
    if quant is not None:
        return None if quant.value == "X" else float(quant.value)
    if amount is not None:
        half = 0.5 if found.get("half") else 0.0
        return float(amount.value) + half + (float(frac.value) if frac else 0.0)
    if found.get("half") and not found.get("and"):
        return 0.5
    if found.get("units"):
        return None
    return 1.5 if found.get("half") else 1.0


def _adjective(found: Found) -> bool:
    return bool(found.get("dash")) and bool(found.get("one"))


def _shifted(found: Found, ctx: Context, amount: float | None, unit: str, value: str, word: str) -> Meaning | None:
    way = PHASES[word]
    if word in {"ago", "hence", "from now"}:
        if amount == 1 and unit == "Y" and ctx.quarter is not None:
            return a_year_before(ctx)
        if amount is None or unit.startswith("T"):
            vague = "PAST_REF" if way < 0 else "FUTURE_REF"
            return Meaning("DATE", vague, None, "vague", "how long is not said", amount=amount, unit=unit, direction=way)
        return _from_now(ctx, amount, unit, way)
    meaning = _from_anchor(found, ctx, amount, unit, way)
    if meaning is not None:
        return meaning
    reason = "relative to an event named before"
    return Meaning("DURATION", value, None, "offset", reason, amount=amount, unit=unit, direction=way)


def _from_anchor(found: Found, ctx: Context, amount: float | None, unit: str, way: int) -> Meaning | None:
    if amount == 1 and unit == "Y" and way < 0 and (ctx.quarter is not None or ctx.anchor is None):
        return a_year_before(ctx)
    if ctx.anchor is None or amount is None or unit.startswith("T") or (unit in "DWF" and ctx.anchor.unit != "D"):
        return None
    reason = f"counted from {ctx.anchor_text!r}"
    moved = _moved(ctx.anchor.first, amount, unit, way, ctx.anchor.unit)
    return replace(point(moved, reason), role="offset", amount=amount, unit=unit, direction=way) if moved else None


def _from_now(ctx: Context, amount: float, unit: str, way: int) -> Meaning | None:
    if unit.startswith("T"):
        return None
    if ctx.published is None:
        coarse = "Y" if unit in "EC" else "W" if unit == "F" else unit
        return unresolved(BLANK[coarse], f"counted from publication, and {UNKNOWN}")
    moved = _moved(ctx.published, amount, unit, way, "D")
    side = "before" if way < 0 else "after"
    return point(moved, f"that long {side} publication, as near as the unit says") if moved else None


def _moved(base: date, amount: float, unit: str, way: int, grain: str) -> Period | None:
    days = {"D": 1, "V": 7, "W": 7, "F": 14}
    if unit in days:
        moved = Period("D", base).shift(way * round(amount * days[unit]))
        return period("W" if unit in "WF" and grain == "D" and amount > 1 else "D", moved.first) if moved else None
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    if amount > 10_000:
        return None
    target = add_months(base, way * round(amount * months))
    return period("Q" if unit == "Q" else "M" if unit == "M" else "Y" if grain in "DMYW" else grain, target) if target else None


def relative_duration(found: Found, ctx: Context) -> Meaning | None:
    """The last two months, the next few days, the coming weeks: a length that ends or begins at publication."""
    unit = _unit(found)
    if unit is None:
        return None
    amount, word = _amount(found), found.get("relative")
    way = -1 if word is None or word.value in SPANS else 1 if word.value == "next" else 0
    edtf, role, reason = None, "duration", "a length of time"
    if way and amount and ctx.published is not None:
        edtf = _stretch(ctx.published, amount, unit, way)
        role, reason = ("interval", "a length of time up to publication" if way < 0 else "a length of time from publication on")
    value = length(amount, unit)
    return Meaning("DURATION", value, edtf, _role(role), reason, amount=amount, unit=unit, direction=way)


def _role(name: str) -> Role:
    return "interval" if name == "interval" else "duration"


def _stretch(today: date, amount: float, unit: str, way: int) -> str | None:
    if unit.startswith("T"):
        return None
    days = {"D": 1, "V": 7, "W": 7, "F": 14}.get(unit)
    if days:
        other = Period("D", today).shift(way * round(days * amount))
        edge = other.first if other else None
    else:
        edge = add_months(today, way * round(amount * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit])) if amount < 5000 else None
    return None if edge is None else edtf_of(min(edge, today), max(edge, today))


def recent(found: Found, ctx: Context) -> Meaning:
    """Recent days, recent weeks: a length that is not said, up to publication."""
    unit = _unit(found) or "D"
    return Meaning("DURATION", length(None, unit), None, "vague", "some time up to publication", unit=unit, direction=-1)


def a_unit(found: Found, ctx: Context) -> Meaning | None:
    """A year: a length of time, or after a noun or a number ("$5 a year", "flights a week") each time."""
    unit, after = _unit(found), ctx.after(found)
    if unit and found.last - found.first == 1 and after not in CONTEXT_AFTER and _is_rate(found, ctx):
        return Meaning("SET", length(1, unit), None, "set", "it comes again each time", amount=1, unit=unit)
    return duration(found, ctx)


def _is_rate(found: Found, ctx: Context) -> bool:
    if found.first == 0:
        return False
    before = ctx.last_token(ctx.lexemes[found.first - 1])
    return before.tag_ in {"NN", "NNS", "CD", "$"} or before.lower_ in {"%", "once", "twice"}
