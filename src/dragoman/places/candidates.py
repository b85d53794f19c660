"""Candidates for places: the longest names of the gazetteer in a paragraph, before any is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dragoman.annotations import Block
from dragoman.knowledge.gazetteer.gazetteer import LONGEST, Gazetteer
from dragoman.knowledge.gazetteer.location import Referent
from dragoman.model import Span as Offsets
from dragoman.places.surroundings import capitalised

#: Marks that no name goes beyond.
ENDS = frozenset('.;:!?()[]"“”—')


@dataclass(frozen=True, slots=True)
class ToponymCandidate:
    """A name of the gazetteer in the text.

    Args:
        block: its paragraph.
        tokens: the tokens that contain it ("US-backed" contains "US").
        span: its offsets in the article.
        text: the name as written.
        referents: all places that it may refer to, the best known first.
    """

    block: Block
    tokens: Span
    span: Offsets
    text: str
    referents: tuple[Referent, ...]


def candidates(block: Block, gazetteer: Gazetteer) -> Iterator[ToponymCandidate]:
    """The names of the gazetteer in a paragraph, from left to right, the longest at each position.

    A name begins with a capital letter. Whether it is a place here is decided later, by `accept.Acceptance`.
    """
    doc, text, i = block.doc, block.doc.text, 0
    while i < len(doc):
        size = 0
        if doc[i].text[0].isupper():
            for found in _at(block, text, i, gazetteer):
                size = len(found.tokens)
                yield found
        i += max(size, 1)


def _at(block: Block, all_text: str, i: int, gazetteer: Gazetteer) -> Iterator[ToponymCandidate]:
    doc = block.doc
    start = doc[i].idx
    for size in range(_reach(doc, i), 0, -1):
        last = doc[i + size - 1]
        text = all_text[start : last.idx + len(last)]
        named = gazetteer.referents if capitalised(last) else gazetteer.curated
        referents = named(" ".join(text.split()) if size > 1 else text)
        if referents:
            yield _candidate(block, doc[i : i + size], text, referents)
            return
    head, hyphen, _ = doc[i].text.partition("-")
    referents = gazetteer.curated(head) if hyphen and len(head) > 1 else ()
    if referents:
        yield _candidate(block, doc[i : i + 1], head, referents)


def _reach(doc: Doc, i: int) -> int:
    """The most tokens that a name from token `i` may have: up to a blank, bracket, quotation mark or full stop."""
    for j in range(i + 1, min(len(doc), i + LONGEST)):
        if doc[j].is_space or doc[j].text in ENDS:
            return j - i
    return min(len(doc), i + LONGEST) - i


def _candidate(block: Block, tokens: Span, text: str, referents: tuple[Referent, ...]) -> ToponymCandidate:
    start = block.start + tokens.start_char
    return ToponymCandidate(block, tokens, (start, start + len(text)), text, referents)
