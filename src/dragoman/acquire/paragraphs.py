"""Splits plain text into paragraphs: at blank lines, and at line ends unless the lines are hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDEST = 120  # characters: longer lines are not hard-wrapped
FEWEST = 3  # pairs of adjacent lines needed to call a text hard-wrapped
MOSTLY = 0.7  # least share of such pairs where the first line is full
OFTEN = 0.3  # least share of such pairs where a sentence runs on
CLOSERS = "\"'”’»)]}"
SENTENCE_ENDS = frozenset(".!?…。")
FIRST_WORD = re.compile(r"\S{1,40}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or while these are made a line, without outer blanks.

    Args:
        text: its text, `[start:end]` of the whole.
        block: the number of the block between blank lines that it stands in, from 0.
        indent: blanks before its first line.
    """

    text: str
    start: int
    end: int
    block: int
    indent: int = 0


def paragraphs(text: str) -> list[Paragraph]:
    """All paragraphs of a text in order; together they cover every character that is not blank.

    A text counts as hard-wrapped where most lines are as full as the longest allows and many break within a sentence.
    There a block between blank lines is one paragraph, except that a line that ends early or a deeper indent begins a
    new one. Otherwise every line is a paragraph, unless it stops within a sentence and the next goes on in lower case.
    """
    blocks = list(_blocks(text))
    width = _wrap_width(blocks)
    return [_join(text, run) for block in blocks for run in _runs(block, width)]


def ends_sentence(text: str) -> bool:
    """Whether a text ends with the end of a sentence, closing quotes and a last bracket aside: "He left. (AP)"."""
    tail = text[-60:]
    before = tail[: tail.rfind("(")].rstrip() if tail.endswith(")") else ""
    return any(part.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS for part in (tail, before))


def _blocks(text: str) -> Iterator[list[Paragraph]]:
    """The lines of each block between blank lines."""
    block: list[Paragraph] = []
    at = number = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            block.append(Paragraph(words, start, start + len(words), number, indent=start - at))
        elif block:
            yield block
            block, number = [], number + 1
        at += len(line)
    if block:
        yield block


def _pairs(blocks: Sequence[Sequence[Paragraph]]) -> list[tuple[Paragraph, Paragraph]]:
    """All pairs of adjacent lines within a block."""
    return [pair for block in blocks for pair in pairwise(block)]


def _wrap_width(blocks: Sequence[Sequence[Paragraph]]) -> int | None:
    """The width, in characters, at which a text is hard-wrapped; None where it is not."""
    pairs = _pairs(blocks)
    width = max((len(line.text) for block in blocks if len(block) > 1 for line in block), default=0)
    if len(pairs) < FEWEST or width > WIDEST:
        return None
    full = sum(_full(a, b, width) for a, b in pairs)
    broken = sum(_goes_on(a, b) for a, b in pairs)
    return width if full >= MOSTLY * len(pairs) and broken >= OFTEN * len(pairs) else None


def _full(line: Paragraph, after: Paragraph, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    word = FIRST_WORD.match(after.text)
    return len(line.text) + 1 + (len(word[0]) if word else 0) >= width


def _goes_on(line: Paragraph, after: Paragraph) -> bool:
    """Whether a sentence runs on from a line to the next."""
    return after.text[0].islower() and not ends_sentence(line.text)


def _runs(block: Sequence[Paragraph], width: int | None) -> Iterator[list[Paragraph]]:
    """The lines of each paragraph of a block; `width` is that of a hard-wrapped text."""
    run = [block[0]]
    for line in block[1:]:
        joined = (
            _goes_on(run[-1], line) if width is None else _full(run[-1], line, width) and line.indent <= run[-1].indent
        )
        if joined:
            run.append(line)
        else:
            yield run
            run = [line]
    yield run


def _join(text: str, run: Sequence[Paragraph]) -> Paragraph:
    if len(run) == 1:
        return run[0]
    start, end = run[0].start, run[-1].end
    return Paragraph(text[start:end], start, end, run[0].block, run[0].indent)
