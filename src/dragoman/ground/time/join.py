"""Expressions that belong together: an hour and its day, the two ends of a stretch, "until" and "since"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.ground.edtf import edtf_of, interval
from dragoman.ground.time.clock import on_day, unplaced
from dragoman.ground.time.lexemes import Lexeme
from dragoman.ground.time.meaning import Meaning, point

BETWEEN_HOUR_AND_DAY = frozenset({(), (",",), ("on",), ("at",), (",", "at"), ("at", "about"), ("at", "around")})
BETWEEN_ENDS = {"from": {"to", "until", "till", "through", "-", "–", "—"}, "between": {"and"}}
OPEN = {"until": -1, "till": -1, "since": 1}


@dataclass(frozen=True)
class Reading:
    """A meaning over lexemes `first` to `last` (inclusive) of a block."""

    first: int
    last: int
    meaning: Meaning


def join(readings: Sequence[Reading], lexemes: Sequence[Lexeme]) -> list[Reading]:
    """The readings of a block with hours put on their days, stretches closed and open sides marked."""
    out: list[Reading] = []
    for reading in readings:
        whole = _hour_and_day(out[-1], reading, lexemes) if out else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(reading)
    for n, (start, end) in enumerate(pairwise(out)):
        ends = _ends(start, end, lexemes)
        if ends is not None:
            out[n : n + 2] = ends
    return [_open(reading, lexemes) for reading in out]


def _hour_and_day(one: Reading, other: Reading, lexemes: Sequence[Lexeme]) -> Reading | None:
    between = tuple(lexeme.lower for lexeme in lexemes[one.last + 1 : other.first])
    if between not in BETWEEN_HOUR_AND_DAY or _is_hour(one.meaning) == _is_hour(other.meaning):
        return None
    hour, day = (one.meaning, other.meaning) if _is_hour(one.meaning) else (other.meaning, one.meaning)
    clock = hour.value.rpartition("T")[2]
    known = day.period is not None and day.period.unit == "D"
    if not known and not day.value.startswith("XXXX"):
        return None
    meaning = on_day(day.period, clock) if day.period else unplaced(clock, day.value.partition("T")[0])
    return Reading(one.first, other.last, replace(meaning, reason=f"{day.reason}; at {clock}"))


def _is_hour(meaning: Meaning) -> bool:
    return meaning.type == "TIME" and meaning.value[-3:-2] == ":"


def _ends(start: Reading, end: Reading, lexemes: Sequence[Lexeme]) -> tuple[Reading, Reading] | None:
    between = tuple(lexeme.lower for lexeme in lexemes[start.last + 1 : end.first])
    before = lexemes[start.first - 1].lower if start.first else ""
    if len(between) != 1 or between[0] not in BETWEEN_ENDS.get(before, ()):
        return None
    start = _week_before(start, end)
    first, last = interval(start.meaning.edtf or ""), interval(end.meaning.edtf or "")
    if not first or not last or first[0] >= last[1]:
        return None
    whole = edtf_of(first[0], last[1])
    words = f"from {start.meaning.value} to {end.meaning.value}"
    return _within(start, whole, words), _within(end, whole, words)


def _week_before(start: Reading, end: Reading) -> Reading:
    """ "From Monday to Wednesday": each was read alone; the first is not the later one."""
    one, other = start.meaning.period, end.meaning.period
    if (
        one is None
        or other is None
        or (one.unit, other.unit) != ("D", "D")
        or not 0 < (one.first - other.first).days < 7
    ):
        return start
    moved = one.shift(-7)
    return (
        replace(start, meaning=point(moved, f"a week before {one.timex}, to come before the end")) if moved else start
    )


def _within(reading: Reading, whole: str, words: str) -> Reading:
    meaning = replace(reading.meaning, edtf=whole, role="interval", reason=f"{reading.meaning.reason}; {words}")
    return replace(reading, meaning=meaning)


def _open(reading: Reading, lexemes: Sequence[Lexeme]) -> Reading:
    word = lexemes[reading.first - 1].lower if reading.first else ""
    meaning, known = reading.meaning, interval(reading.meaning.edtf or "")
    if (
        word not in OPEN
        or meaning.role != "point"
        or meaning.type != "DATE"
        or known is None
        or "/.." in (meaning.edtf or "")
    ):
        return reading
    edge = known[1] if OPEN[word] < 0 else known[0]
    whole = f"../{edge}" if OPEN[word] < 0 else f"{edge}/.."
    side = "it ends then" if OPEN[word] < 0 else "it began then"
    named = replace(meaning, edtf=whole, role="interval", reason=f"{meaning.reason}; {word}: {side}")
    return Reading(reading.first - 1, reading.last, named)
