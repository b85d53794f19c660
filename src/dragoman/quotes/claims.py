"""What somebody says or holds without marks: the frames of an article that are likely attributions."""

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

KINDS = frozenset({"prose", "standfirst", "title"})
HEADLINE = frozenset({"clause", "clause-", "fronted", "fronted-", "colon", "according", "as", "aside"})
SAME, MOSTLY = 0.5, 0.7


@dataclass(frozen=True)
class Claim:
    """A frame with the spans of its content, its speaker, and the probability that it is an attribution."""

    frame: Frame
    spans: tuple[Span, ...]
    speaker: Speaker
    probability: float


@dataclass(frozen=True)
class Proposal:
    """A frame with the spans of its content, before it is judged; `marks` are its paragraph's quoted pieces."""

    frame: Frame
    spans: tuple[Span, ...]
    marks: tuple[Span, ...]
    block: str


def find_claims(parties: Parties, direct: Sequence[Quote]) -> tuple[Claim, ...]:
    """The likely attributions: the best frame of each cue, and of two with about the same content the likelier."""
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
    return tuple(sorted((c for own in kept.values() for c in own), key=lambda c: (c.spans, document.at(c.frame.cue))))


def proposals(document: Document, direct: Sequence[Quote], judge: Judge | None = None) -> Iterator[Proposal]:
    """Every frame of the text proper but those that only cut a direct quote short; without words never a cue."""
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
                    continue  # a headline tells acts; only what it says outright is a quote
                spans = _spans(document, frame)
                if spans and not any(_cuts(document.at(frame.cue), spans, q) for q in here):
                    yield Proposal(frame, spans, marks, block.kind)


def _spans(document: Document, frame: Frame) -> tuple[Span, ...]:
    """The runs of content without blanks and punctuation at their ends."""
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
    """Is the frame only a part, or the shell, of a direct quote that stands for itself?"""
    if quote.kind != "direct" or any(a <= cue[0] < b for a, b in quote.spans):
        return False
    return _shared(spans, quote.spans) > MOSTLY * sum(b - a for a, b in spans)


def covers(claim: Claim, quote: Quote) -> bool:
    """Does the content of a claim hold every piece of a quote? The mark that closes it may stand behind."""
    return all(any(a <= x.span[0] and x.span[1] <= b + 1 for a, b in claim.spans) for x in quote.quoted)


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """The share of characters two contents have in common, of the longer one."""
    return _shared(one, two) / max(sum(b - a for a, b in one), sum(b - a for a, b in two), 1)


def _shared(one: Sequence[Span], two: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in two)
