"""What somebody says or holds without marks: the frames of an article that are likely attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.annotations import Block
from dragoman.entities.parties import Parties
from dragoman.knowledge.shim import shipped
from dragoman.model import Quote, Span, Speaker
from dragoman.parse import Parsed, at
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


def find_claims(parsed: Parsed, parties: Parties, direct: Sequence[Quote]) -> tuple[Claim, ...]:
    """The likely attributions: the best frame of each cue, and of two with about the same content the likelier."""
    judge = judge_of(shipped().lexicon.attributions)
    best: dict[Span, Claim] = {}
    for p in proposals(parsed, direct, judge):
        probability = judge.probability(p.frame, p.marks, p.block)
        cue = at(p.frame.cue)
        if probability < judge.least or (cue in best and best[cue].probability >= probability):
            continue
        who = speaker(p.frame.source, parties, parsed)
        if who is not None:
            best[cue] = Claim(p.frame, p.spans, who, probability)
    kept: dict[int, list[Claim]] = {}
    for claim in sorted(best.values(), key=lambda c: (-c.probability, c.spans)):
        beside = kept.setdefault(claim.frame.cue.doc.user_data["block"], [])
        if not any(overlap(claim.spans, k.spans) > SAME for k in beside):
            beside.append(claim)
    return tuple(sorted((c for own in kept.values() for c in own), key=lambda c: (c.spans, at(c.frame.cue))))


def proposals(parsed: Parsed, direct: Sequence[Quote], judge: Judge | None = None) -> Iterator[Proposal]:
    """Every frame of the text proper but those that only cut a direct quote short; without words never a cue."""
    for block in parsed.blocks:
        if block.kind not in KINDS:
            continue
        text = block.doc.text
        marks = tuple(p.outer for p in pieces(text))
        here = [q for q in direct if q.span[0] < block.start + len(text) and q.span[1] > block.start]
        for token in block.doc:
            if judge is not None and token.lemma_.lower() in judge.never:
                continue
            for frame in frames(token):
                if block.kind == "title" and frame.relation not in HEADLINE:
                    continue  # a headline tells acts; only what it says outright is a quote
                spans = _spans(block, frame)
                if spans and not any(_cuts(frame, spans, q) for q in here):
                    yield Proposal(frame, spans, marks, block.kind)


def _spans(block: Block, frame: Frame) -> tuple[Span, ...]:
    """The runs of content without blanks and punctuation at their ends."""
    runs: list[list[int]] = []
    for i in frame.words:
        if runs and runs[-1][1] == i - 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    out = []
    for first, last in runs:
        words = [t for t in block.doc[first : last + 1] if not t.is_space and not t.is_punct]
        if words:
            out.append((at(words[0])[0], at(words[-1])[1]))
    return tuple(out)


def _cuts(frame: Frame, spans: Sequence[Span], quote: Quote) -> bool:
    """Is the frame only a part, or the shell, of a direct quote that stands for itself?"""
    cue = at(frame.cue)
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
