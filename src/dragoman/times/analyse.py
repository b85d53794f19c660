"""Every time expression of a parsed article, with its meaning, its tokens and its role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dragoman.annotations import Block, TimeMention
from dragoman.errors import BadKnowledge
from dragoman.knowledge.shim import shipped
from dragoman.knowledge.times.grammar import Found, Grammar, find
from dragoman.knowledge.times.lexemes import lex
from dragoman.knowledge.times.lexicon import Lexicon
from dragoman.model import Time, Timex
from dragoman.parse import Parsed
from dragoman.times import business, clock, counting, days, durations, guards, months, relative, sets
from dragoman.times.context import Context
from dragoman.times.join import Reading, join
from dragoman.times.meaning import Meaning

Guard = Callable[[Found, Context], bool]
Reader = Callable[[Found, Context], Meaning | list[Meaning] | None]

GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        guards.day_number, guards.month_name, guards.weekday_name, guards.deictic, guards.relative_name,
        guards.quarter_number, guards.season_name, guards.year_number, guards.decade, guards.the_part, guards.clock,
        guards.frequency, guards.present, guards.then, guards.future, guards.the_past, guards.current,
        counting.duration, counting.one_unit, counting.half_unit, counting.a_unit, counting.bare_units,
        counting.relative_units,
        counting.known_unit, counting.known_period, counting.ordinal_day, counting.edge_of_unit, counting.year_end,
    )
}  # fmt: skip

MEANS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        days.iso, days.numeric, days.named, days.day, days.days, days.weekday, days.deictic, days.around, days.holiday,
        months.month, months.months, months.quarter, months.half, months.season, months.year, months.years,
        months.decade, months.century, relative.relative_unit, relative.year_end, relative.week_of,
        relative.part_of_day, relative.ordinal_day, relative.vague, relative.around_event, business.known_unit,
        business.year_ago, durations.duration, durations.a_unit, durations.relative_duration, durations.recent,
        sets.each, sets.frequency, sets.rate, clock.clock,
    )
}  # fmt: skip


def analyse(parsed: Parsed, grammar: Grammar | None = None, lexicon: Lexicon | None = None) -> tuple[TimeMention, ...]:
    """All time expressions in order of the text, ages of persons among them (role "age")."""
    grammar, lexicon = _checked(grammar or shipped().time_grammar), lexicon or shipped().time_lexicon
    ctx = Context(_published(parsed.article.published), lexicon)
    out: list[TimeMention] = []
    for block in parsed.blocks:
        text = block.doc.text
        lexemes = lex(text, lexicon)
        found = find(lexemes, grammar)
        if not found:
            continue
        ctx.enter(text, lexemes, block.doc, title=block.kind in {"title", "subhead"})
        chosen = _chosen(found, ctx)
        out.extend(_mention(reading, block, ctx) for reading in join(_readings(chosen, ctx), lexemes))
    return tuple(out)


def _checked(grammar: Grammar) -> Grammar:
    for rule in grammar.rules:
        if rule.means not in MEANS or (rule.guard is not None and rule.guard not in GUARDS):
            raise BadKnowledge(grammar.path, f"rule {rule.name!r}: no such meaning or guard")
    return grammar


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
        text=ctx.words(reading.first, reading.last),
        span=(block.start + first.start, block.start + last.end),
        edtf=meaning.edtf,
        timex=Timex(type=meaning.type, value=meaning.value),
        reason=meaning.reason,
    )
    tokens = ctx.token(first), ctx.last_token(last)
    return TimeMention(time, *tokens, block, meaning.role, meaning.amount, meaning.unit, meaning.direction)
