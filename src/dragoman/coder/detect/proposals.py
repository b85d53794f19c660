"""Events whose predicate the lexicon lacks: pairs of actors around a verb, proposed by grammar, typed by the encoder.

Grammar decides which actor is source and which target, the encoder the event type, or that there is no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.encoder import NONE, Encoder
from dragoman.coder.detect.marked import mark
from dragoman.coder.detect.non_events import sporting
from dragoman.coder.detect.slots import Side, complement, without
from dragoman.coder.events.candidate import EventCandidate
from dragoman.coder.events.noun_phrase import NounPhrases
from dragoman.document import Document
from dragoman.entities.parties import UNKNOWN, Parties
from dragoman.syntax.arguments import recipient, timely

#: The relations that tie what a verb governs to it.
LINKED = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "advcl", "dative", "attr", "acomp"})


@dataclass(frozen=True)
class Proposal:
    """A verb with the actors of its subject, and of the first of its other phrases that has any.

    Args:
        trigger: the verb.
        source: the actors of its subject.
        target: those of the other phrase.
        slot: which phrase that is: "object", "phrase" (a prepositional one) or "clause".
    """

    trigger: Token
    source: Side
    target: Side
    slot: str


def propose(sentence: Sentence, found: Iterable[EventCandidate], parties: Parties) -> Iterator[Proposal]:
    """Pairs of actors of two known countries around the verbs of a sentence that are linked to no event found so far.

    Args:
        sentence: a sentence of the document.
        found: the candidates that the lexicon found in it.
        parties: the actors that the document's words refer to.
    """
    document = parties.document
    if sporting(sentence, document):
        return
    known, telling = [d.trigger for d in found], document.knowledge.lexicon.proposals.telling
    for verb in sentence.span:
        if verb.pos_ != "VERB" or verb.lemma_.lower() in telling or any(_chained(verb, k) for k in known):
            continue
        source = parties.of(document.syntax.subject(verb), weak=True, toponyms=False)
        other = next(_others(verb, source, parties), None) if source else None
        if other is not None and _apart(source, other[1]):
            yield Proposal(verb, source, other[1], other[0])


def _apart(source: Side, target: Side) -> bool:
    """Are the sides of different, known countries? The encoder is not relied on for others."""
    if UNKNOWN in (source[0].country, target[0].country):
        return False
    return {m.country for m in source}.isdisjoint(m.country for m in target)


def _others(verb: Token, source: Side, parties: Parties) -> Iterator[tuple[str, Side]]:
    """The actors of each of a verb's other phrases, with the name of the phrase."""
    for slot, words in _slots(verb, parties.document):
        for word in words:
            for side in (parties.of(word, weak=True), *parties.around(word)):
                if other := without(side, source):
                    yield slot, other


def _slots(verb: Token, document: Document) -> Iterator[tuple[str, list[Token]]]:
    syntax, framing = document.syntax, document.knowledge.lexicon.proposals.framing
    yield "object", [t for t in (syntax.patient(verb), recipient(verb)) if t is not None]
    yield "phrase", [n for prep, n in syntax.prepositions(verb) if prep not in framing and not timely(n)]
    yield "clause", list(complement(verb, document))


def _chained(verb: Token, trigger: Token) -> bool:
    """Is one of two predicates in the content, an object or an adjunct of the other?"""
    for low, high in ((trigger, verb), (verb, trigger)):
        node = low
        while node != high and node.dep_ in LINKED and node.head != node:
            node = node.head
        if node == high:
            return True
    return False


def typed(proposal: Proposal, sentence: Sentence, encoder: Encoder, parties: Parties) -> EventCandidate | None:
    """A proposal as a candidate for an event; None where the encoder predicts none, or is less sure than required.

    Args:
        proposal: a verb with two sides.
        sentence: its sentence.
        encoder: the model that types it.
        parties: the actors that the document's words refer to.
    """
    one, other = proposal.source[0], proposal.target[0]
    phrases = NounPhrases(parties.document)
    pair = (phrases.span(one, proposal.trigger, [other.head]), phrases.span(other, proposal.trigger, [one.head]))
    text = sentence.block.doc.text[sentence.start - sentence.block.start : sentence.end - sentence.block.start]
    source, target = ((a - sentence.start, b - sentence.start) for a, b in pair)
    answer = encoder(mark(text, source, target))
    if answer.type == NONE or answer.confidence < parties.document.knowledge.lexicon.proposals.least:
        return None
    return EventCandidate(
        trigger=proposal.trigger,
        sentence=sentence,
        type=answer.type,
        modes=(answer.mode,) if answer.mode else (),
        source=proposal.source,
        target=proposal.target,
        strength=answer.confidence,
        rule=f"{answer.type} by the encoder, {answer.confidence:.2f} sure (subj > {proposal.slot})",
    )
