"""Every time expression of a parsed article, with its meaning, its tokens and its role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from dragoman.ground.time import clock, days, durations, months, relative, sets
from dragoman.ground.time.grammar import Found, find, load_grammar
from dragoman.ground.time.guards import GUARDS
from dragoman.ground.time.join import Reading, join
from dragoman.ground.time.lexemes import lex
from dragoman.ground.time.lexicon import load_words
from dragoman.ground.time.context import Context
from dragoman.ground.time.meaning import Meaning, Role
from dragoman.model import Time, Timex
from dragoman.parse import Block, Parsed

Reader = Callable[[Found, Context], Meaning | list[Meaning] | None]
MEANS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        days.iso, days.numeric, days.named, days.day, days.days, days.weekday, days.deictic, days.around, days.holiday,
        months.month, months.months, months.quarter, months.half, months.season, months.year, months.years,
        months.decade, months.century, relative.relative_unit, relative.year_end, relative.week_of,
        relative.part_of_day, relative.known_unit, relative.year_ago, relative.ordinal_day, relative.vague, relative.around_event,
        durations.duration, durations.a_unit, durations.relative_duration, durations.recent,
        sets.each, sets.frequency, sets.rate, clock.clock,
    )
}  # fmt: skip


@dataclass(frozen=True)
class TimeMention:
    """A time expression with its first and last token and its role in the clause.

    An offset ("a day after", "days before") has `unit` (D, W, M, Q, Y, E, C, TH, TM, TS), `direction` (+1 after, -1
    before) and `amount`, None where it is left open; so have durations, with direction 0.
    """

    time: Time
    first: Token
    last: Token
    block: Block
    role: Role
    amount: float | None = None
    unit: str | None = None
    direction: int = 0


def analyse(parsed: Parsed) -> tuple[TimeMention, ...]:
    """All time expressions in order of the text, ages of persons among them (role "age")."""
    grammar, lexicon = load_grammar(), load_words()
    ctx = Context(_published(parsed.article.published), lexicon)
    out: list[TimeMention] = []
    for block in parsed.blocks:
        lexemes = lex(block.doc.text, lexicon)
        ctx.enter(lexemes, block.doc, block.kind in {"title", "subhead"})
        chosen = _chosen(find(lexemes, grammar), ctx)
        if chosen:
            out.extend(_mention(reading, block, ctx) for reading in join(_readings(chosen, ctx), lexemes))
    return tuple(out)


def _published(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _chosen(found: list[Found], ctx: Context) -> list[Found]:
    taken = [False] * len(ctx.lexemes)
    kept: list[Found] = []
    for one in found:
        if any(taken[one.first : one.last + 1]):
            continue
        if one.rule.guard is None or GUARDS[one.rule.guard](one, ctx):
            kept.append(one)
            taken[one.first : one.last + 1] = [True] * (one.last + 1 - one.first)
    return sorted(kept, key=lambda one: one.first)


def _readings(chosen: list[Found], ctx: Context) -> list[Reading]:
    out: list[Reading] = []
    for found in chosen:
        got = MEANS[found.rule.means](found, ctx)
        for meaning in got if isinstance(got, list) else [got] if got else []:
            first = found.first if meaning.first is None else meaning.first
            last = found.last if meaning.last is None else meaning.last
            out.append(Reading(first, last, meaning))
            ctx.remember(found, meaning, ctx.words(first, last))
    return out


def _mention(reading: Reading, block: Block, ctx: Context) -> TimeMention:
    meaning, first, last = reading.meaning, ctx.lexemes[reading.first], ctx.lexemes[reading.last]
    time = Time(
        text=block.doc.text[first.start : last.end],
        span=(block.start + first.start, block.start + last.end),
        edtf=meaning.edtf,
        timex=Timex(type=meaning.type, value=meaning.value),
        reason=meaning.reason,
    )
    tokens = ctx.token(first), ctx.last_token(last)
    return TimeMention(time, *tokens, block, meaning.role, meaning.amount, meaning.unit, meaning.direction)
