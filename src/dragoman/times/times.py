"""The stage that finds the times of an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.annotations import Block, TimeMention
from dragoman.document import Document, stage
from dragoman.model import Time, Timex
from dragoman.times.context import Context
from dragoman.times.join import Expression, join
from dragoman.times.lexemes import lex
from dragoman.times.matching import RuleMatch, matches
from dragoman.times.rules import GUARDS, MEANS


@stage(needs=("blocks",), adds=("times",))
def find_times(document: Document) -> Document:
    """Every time expression of the article, also of its title and captions, in the order of the text.

    Ages of persons are included, with the role "age".
    """
    ctx = Context(_published(document.article.published), document.knowledge.time_lexicon)
    return document.adding(times=tuple(m for block in document.blocks for m in _of_block(block, document, ctx)))


def _of_block(block: Block, document: Document, ctx: Context) -> Iterator[TimeMention]:
    text = block.doc.text
    lexemes = lex(text, ctx.lexicon)
    if found := matches(lexemes, document.knowledge.time_grammar):
        ctx.enter(text, lexemes, block.doc, title=block.kind in {"title", "subhead"})
        for expression in join(_expressions(_chosen(found, ctx), ctx), ctx):
            yield _mention(expression, block, ctx)


def _published(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _chosen(found: list[RuleMatch], ctx: Context) -> list[RuleMatch]:
    """The matches that their guards accept and that overlap no better one, in the order of the text.

    `found` has the best matches first.
    """
    taken = [False] * len(ctx.lexemes)
    kept: list[RuleMatch] = []
    for one in found:
        if any(taken[one.first : one.last + 1]):
            continue
        if one.rule.guard is None or GUARDS[one.rule.guard](one, ctx):
            kept.append(one)
            taken[one.first : one.last + 1] = [True] * (one.last + 1 - one.first)
    return sorted(kept, key=lambda one: one.first)


def _expressions(chosen: list[RuleMatch], ctx: Context) -> list[Expression]:
    out: list[Expression] = []
    for match in chosen:
        got = MEANS[match.rule.means](match, ctx)
        for meaning in got if isinstance(got, list) else [got] if got else []:
            first = match.first if meaning.first is None else meaning.first
            last = match.last if meaning.last is None else meaning.last
            out.append(Expression(first, last, meaning))
            ctx.remember(match, meaning, ctx.words(first, last))
    return out


def _mention(expression: Expression, block: Block, ctx: Context) -> TimeMention:
    meaning = expression.meaning
    first, last = ctx.lexemes[expression.first], ctx.lexemes[expression.last]
    time = Time(
        text=ctx.words(expression.first, expression.last),
        span=(block.start + first.start, block.start + last.end),
        edtf=meaning.edtf,
        timex=Timex(type=meaning.type, value=meaning.value),
        reason=meaning.reason,
    )
    tokens = ctx.token(first), ctx.last_token(last)
    return TimeMention(time, *tokens, block, meaning.role, meaning.amount, meaning.unit, meaning.direction)
