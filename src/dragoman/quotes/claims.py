"""Indirect speech: what somebody says or believes outside quotation marks, as likely attributions (claims)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.model import Quote, Span, Speaker
from dragoman.quotes.frames import Frame, frames
from dragoman.quotes.judge import Judge, judge_of
from dragoman.quotes.marks import pieces
from dragoman.quotes.speakers import speaker

#: Kinds of paragraphs in which claims are looked for.
KINDS = frozenset({"prose", "standfirst", "title"})
#: Relations (see frames.py) that count in a headline too, which tells acts more than it quotes.
HEADLINE = frozenset({"clause", "clause-", "fronted", "fronted-", "colon", "according", "as", "aside"})
# SAME: share of common characters from which two claims are one. MOSTLY: share of a claim that a direct quote covers,
# from which the claim is only part of the quote.
SAME, MOSTLY = 0.5, 0.7


@dataclass(frozen=True)
class Claim:
    """A likely attribution.

    Args:
        frame: its cue, content and source in the parse.
        spans: the offsets of its content in the article.
        speaker: who says or believes it.
        probability: how likely it is an attribution, 0 to 1.
    """

    frame: Frame
    spans: tuple[Span, ...]
    speaker: Speaker
    probability: float


@dataclass(frozen=True)
class Proposal:
    """A candidate for an attribution, before its probability is known.

    Args:
        frame: its cue, content and source in the parse.
        spans: the offsets of its content in the article.
        marks: the text between quotation marks in its paragraph, by offsets in the paragraph.
        block: the kind of its paragraph.
    """

    frame: Frame
    spans: tuple[Span, ...]
    marks: tuple[Span, ...]
    block: str


def find_claims(parties: Parties, direct: Sequence[Quote]) -> tuple[Claim, ...]:
    """The likely attributions of an article, in the order of the text.

    Of the frames of one cue, and of frames with much the same content, the most probable one counts.

    Args:
        parties: the actors that the document's words refer to.
        direct: the direct quotes of the document.
    """
    document = parties.document
    judge = judge_of(document.knowledge.lexicon.attributions)
    best: dict[Span, Claim] = {}
    for p in proposals(document, direct, judge):
        probability = judge.probability(p.frame, p.marks, p.block, document.syntax)
        cue = document.at(p.frame.cue)
        if probability < judge.least or (cue in best and best[cue].probability >= probability):
            continue
        who = speaker(p.frame.source, parties)
        if who is not None:
            best[cue] = Claim(p.frame, p.spans, who, probability)
    kept: dict[int, list[Claim]] = {}
    for claim in sorted(best.values(), key=lambda c: (-c.probability, c.spans)):
        beside = kept.setdefault(document.block_of(claim.frame.cue).index, [])
        if not any(overlap(claim.spans, k.spans) > SAME for k in beside):
            beside.append(claim)
    return tuple(
        sorted((c for beside in kept.values() for c in beside), key=lambda c: (c.spans, document.at(c.frame.cue)))
    )


def proposals(document: Document, direct: Sequence[Quote], judge: Judge | None = None) -> Iterator[Proposal]:
    """The candidates of an article: every frame of its text that is no mere part of a direct quote.

    Args:
        document: the document.
        direct: its direct quotes.
        judge: leaves out the words that are never a cue; without one all words are tried.
    """
    for block in document.blocks:
        if block.kind not in KINDS:
            continue
        text = block.doc.text
        marks = tuple(p.outer for p in pieces(text))
        here = [q for q in direct if q.span[0] < block.start + len(text) and q.span[1] > block.start]
        for token in block.doc:
            if judge is not None and token.lemma_.lower() in judge.never:
                continue
            for frame in frames(token, document.syntax):
                if block.kind == "title" and frame.relation not in HEADLINE:
                    continue
                spans = _spans(document, frame)
                if spans and not any(_cuts(document.at(frame.cue), spans, q) for q in here):
                    yield Proposal(frame, spans, marks, block.kind)


def _spans(document: Document, frame: Frame) -> tuple[Span, ...]:
    """The offsets of each unbroken stretch of a frame's content, without blanks and punctuation at its ends."""
    runs: list[list[int]] = []
    for i in frame.words:
        if runs and runs[-1][1] == i - 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    out = []
    for first, last in runs:
        words = [t for t in frame.cue.doc[first : last + 1] if not t.is_space and not t.is_punct]
        if words:
            out.append((document.at(words[0])[0], document.at(words[-1])[1]))
    return tuple(out)


def _cuts(cue: Span, spans: Sequence[Span], quote: Quote) -> bool:
    """Is the content mostly that of a direct quote whose text does not include the cue?"""
    if quote.kind != "direct" or any(a <= cue[0] < b for a, b in quote.spans):
        return False
    return _shared(spans, quote.spans) > MOSTLY * sum(b - a for a, b in spans)


def covers(claim: Claim, quote: Quote) -> bool:
    """Does the content of a claim contain every quoted piece of a quote, but for the closing mark?"""
    return all(any(a <= x.span[0] and x.span[1] <= b + 1 for a, b in claim.spans) for x in quote.quoted)


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """The characters that two contents have in common as a share of the longer one, 0 to 1."""
    return _shared(one, two) / max(sum(b - a for a, b in one), sum(b - a for a, b in two), 1)


def _shared(one: Sequence[Span], two: Sequence[Span]) -> int:
    """The number of characters that two contents have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in two)
