"""Acts told in words that the lexicon lacks: pairs of actors that grammar proposes around a verb, typed by the encoder.

Grammar says who stands on which side, the encoder what passes between them, or that nothing does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.coder.arguments import WORDS, patient, prepositions, recipient, subject, timely
from dragoman.coder.candidates import sporting
from dragoman.coder.draft import Draft
from dragoman.coder.encoder import NONE, Encoder
from dragoman.coder.marked import mark
from dragoman.coder.phrase import phrase
from dragoman.coder.slots import Side, complement, without
from dragoman.coder.who import UNKNOWN, Parties
from dragoman.parse import Sentence

LINKED = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "advcl", "dative", "attr", "acomp"})


@dataclass(frozen=True)
class Proposal:
    """A verb with the actors of its subject and of the first of its other phrases that holds any."""

    trigger: Token
    source: Side
    target: Side
    slot: str


def propose(sentence: Sentence, found: Iterable[Draft], parties: Parties) -> Iterator[Proposal]:
    """Pairs around the verbs of a sentence that no act was found at, above or below."""
    known = [d.trigger for d in found]
    if sporting(sentence):
        return
    for verb in sentence.span:
        if verb.pos_ != "VERB" or verb.lemma_.lower() in WORDS["telling"] or any(_chained(verb, k) for k in known):
            continue
        source = parties.of(subject(verb), weak=True, toponyms=False)
        if not source:
            continue
        other = next(_others(verb, source, parties), None)
        if other is not None and _apart(source, other[1]):
            yield Proposal(verb, source, other[1], other[0])


def _apart(source: Side, target: Side) -> bool:
    """Are the sides of two known countries: no guess rests on whom nobody knows, or on a state's own affairs?"""
    mine, theirs = ({m.country for m in side} - {UNKNOWN} for side in (source, target))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _others(verb: Token, source: Side, parties: Parties) -> Iterator[tuple[str, Side]]:
    for slot, words in _slots(verb):
        for word in words:
            for side in (parties.of(word, weak=True), *parties.around(word)):
                if other := without(side, source):
                    yield slot, other


def _slots(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    yield "object", [t for t in (patient(verb), recipient(verb)) if t is not None]
    yield "phrase", [noun for prep, noun in prepositions(verb) if prep not in WORDS["framing"] and not timely(noun)]
    yield "clause", list(complement(verb))


def _chained(verb: Token, trigger: Token) -> bool:
    """Is one of the two the content, object or circumstance of the other?"""
    for low, high in ((trigger, verb), (verb, trigger)):
        node = low
        while node != high and node.dep_ in LINKED and node.head != node:
            node = node.head
        if node == high:
            return True
    return False


def typed(proposal: Proposal, sentence: Sentence, encoder: Encoder, least: float) -> Draft | None:
    """The proposal as a draft of the type that the encoder is at least so sure of; none where it sees no act."""
    heads = [m.head for m in (*proposal.source, *proposal.target)]
    source = phrase(proposal.source[0], proposal.trigger, heads)
    target = phrase(proposal.target[0], proposal.trigger, heads)
    base = int(sentence.block.start)
    text = sentence.block.doc.text[sentence.start - base : sentence.end - base]
    spans = [(a - sentence.start, b - sentence.start) for a, b in (source, target)]
    answer = encoder(mark(text, spans[0], spans[1]))
    if answer.type == NONE or answer.confidence < least:
        return None
    return Draft(
        trigger=proposal.trigger,
        sentence=sentence,
        type=answer.type,
        modes=(answer.mode,) if answer.mode else (),
        source=proposal.source,
        target=proposal.target,
        strength=answer.confidence,
        rule=f"{answer.type} by the encoder, {answer.confidence:.2f} sure (subj > {proposal.slot})",
    )
