"""The longest names of the gazetteer that stand in a block, before any is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dragoman.annotations import Block
from dragoman.knowledge.gazetteer.gazetteer import LONGEST, Gazetteer
from dragoman.knowledge.gazetteer.spot import Reading
from dragoman.model import Span as Offsets
from dragoman.places.cues import capitalised

ENDS = frozenset('.;:!?()[]"“”—')


@dataclass(frozen=True, slots=True)
class Found:
    """A name with all its readings; `span` are offsets in the article, `words` the tokens that hold it."""

    block: Block
    words: Span
    span: Offsets
    text: str
    readings: tuple[Reading, ...]


def find(block: Block, gazetteer: Gazetteer) -> Iterator[Found]:
    """Names from left to right, the longest at each place; only capitalised words begin one."""
    doc, text, i = block.doc, block.doc.text, 0
    while i < len(doc):
        size = 0
        if doc[i].text[0].isupper():
            for found in _at(block, text, i, gazetteer):
                size = len(found.words)
                yield found
        i += max(size, 1)


def _at(block: Block, all_text: str, i: int, gazetteer: Gazetteer) -> Iterator[Found]:
    doc = block.doc
    start = doc[i].idx
    for size in range(_reach(doc, i), 0, -1):
        last = doc[i + size - 1]
        text = all_text[start : last.idx + len(last)]
        named = gazetteer.readings if capitalised(last) else gazetteer.curated
        readings = named(" ".join(text.split()) if size > 1 else text)
        if readings:
            yield _found(block, doc[i : i + size], text, readings)
            return
    head, hyphen, _ = doc[i].text.partition("-")
    readings = gazetteer.curated(head) if hyphen and len(head) > 1 else ()
    if readings:
        yield _found(block, doc[i : i + 1], head, readings)


def _reach(doc: Doc, i: int) -> int:
    """How many tokens a name that starts here may have: none beyond a bracket, quotation mark or full stop."""
    for j in range(i + 1, min(len(doc), i + LONGEST)):
        if doc[j].is_space or doc[j].text in ENDS:
            return j - i
    return min(len(doc), i + LONGEST) - i


def _found(block: Block, words: Span, text: str, readings: tuple[Reading, ...]) -> Found:
    start = block.start + words.start_char
    return Found(block, words, (start, start + len(text)), text, readings)
