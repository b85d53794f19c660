"""Modality of an act with its cue: what the words around the predicate say of its reality.

The climb goes from the predicate to the root of its clause; the nearest cue wins, and a denial wins over all.
The five values follow the field's practice (FactBank, Saurí & Pustejovsky 2009, folded to five): actual, planned,
conditional, denied, claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from dragoman.document import Document
from dragoman.model import Modality
from dragoman.syntax.arguments import to_do
from dragoman.syntax.voice import passive

#: What a cue says: a modality, that the clause is only reported ("speech"), or that it names no act ("none").
Signal = Modality | Literal["speech", "none"]
#: The climb passes at most so many words above the predicate.
CLIMB = 7
COMPLEMENTS = frozenset({"ccomp", "xcomp", "dobj", "pobj", "pcomp", "prep", "acl", "attr", "acomp", "oprd"})
#: Relations in which a wish, a fear or an ability takes the act that it is of.
IRREAL = frozenset({"xcomp", "ccomp", "prep", "pcomp", "dobj", "acl"})


@dataclass(frozen=True)
class Reality:
    """A modality and where the text says so.

    Args:
        value: the modality; None where the act is only wished for, needed, feared or possible, and so is no event.
        cue: the token that says so; None for an act told as a fact.
        speech: the verb of saying that the clause hangs on.
    """

    value: Modality | None
    cue: Token | None = None
    speech: Token | None = None


class ModalityReader:
    """Reads the modality of the acts of one document.

    Args:
        document: parsed; its lexicon has the cues (modality.yaml).
    """

    def __init__(self, document: Document) -> None:
        self._cues, self._syntax = document.knowledge.lexicon.modality, document.syntax

    def reality(self, trigger: Token) -> Reality:
        """The modality of the act that a predicate names.

        Args:
            trigger: the predicate, a verb, an event noun or an adjective.
        """
        first: Reality | None = None
        speech: Token | None = None
        for value, cue in self._climb(trigger):
            if value == "speech":
                speech = speech or cue
                continue
            if trigger.pos_ == "ADJ" and cue.lower_ in self._cues.would:
                continue  # "that would be unacceptable" judges now
            if value == "none":
                return Reality(None, cue)
            if value == "denied" and (first is None or first.value != "denied"):
                if first is None or first.value in {"actual", "claimed"}:
                    first = Reality("denied", cue)
            elif first is None and value != "actual":
                first = Reality(value, cue)
        found = first or Reality("actual")
        return Reality(found.value, found.cue, speech)

    def _climb(self, trigger: Token) -> Iterator[tuple[Signal, Token]]:
        """What the words above a predicate say of it, from the nearest on."""
        node = trigger
        yield from self._own(node)
        for _ in range(CLIMB):
            head, dep = node.head, node.dep_
            yield from (
                ("speech", c) for c in node.children if c.dep_ == "parataxis" and c.lemma_.lower() in self._cues.speech
            )
            if head == node or dep in {"relcl", "appos", "parataxis", "poss", "compound", "agent"}:
                return
            if dep in {"nsubj", "nsubjpass"}:
                yield from self._happening(node, dep)
                node = head
                continue
            if dep == "acl" and node.tag_ in {"VBN", "VBG"}:
                return
            if dep == "prep" and node.lower_ in self._cues.bygone and node != trigger:
                return  # "has threatened more since SENDING troops": that is done already
            if dep in {"advcl", "acl"} and node.tag_ == "VB" and to_do(node) and head.pos_ in {"VERB", "AUX"}:
                judged = (c for c in head.children if c.dep_ == "acomp" and c.lemma_.lower() in self._cues.irrealis)
                yield from (("none", c) for c in judged)  # "is DIFFICULT for Peru to withdraw"
                yield from self._governed(head, node)
                yield "planned", _to(node)
                return
            if dep == "advcl" and not self._mark(node) and node.tag_ != "VBG":
                return
            if dep in COMPLEMENTS or (dep in {"conj", "advcl"} and head.pos_ == "ADJ"):
                yield from self._governed(head, node)
            if dep == "dobj" and head.lemma_.lower() in self._cues.causing:
                yield from self._own(head)
            if dep == "prep" and node.lower_ == "by" and any(c.dep_ == "pcomp" for c in node.children):
                yield from ((v, t) for v, t in self._own(head) if v != "denied")
                return  # "accused Peru of making war BY ARMING rebels": that they were armed is not the accusation
            if (
                dep in {"dobj", "pobj", "prep", "attr"}
                and head.pos_ == "VERB"
                and head.lemma_.lower() not in self._cues.governing
            ):
                return
            node = head

    def _happening(self, noun: Token, dep: str) -> Iterator[tuple[Signal, Token]]:
        """An event noun as subject: "talks were cancelled", "clashes will continue", "an attack would bring war"."""
        verb = noun.head
        would = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in self._cues.would), None)
        if would is not None and any(c.lower_ in self._cues.indefinite for c in noun.children):
            yield "conditional", would
        value = self._cues.governing.get(verb.lemma_.lower())
        if value in {"denied", "planned"} and dep == "nsubjpass":
            yield value, verb
        elif value == "actual":
            yield from self._own(verb)

    def _own(self, node: Token) -> Iterator[tuple[Signal, Token]]:
        """Cues on the predicate itself: negation, auxiliaries, marks, adverbs and adjectives."""
        no = self._syntax.negation(node)
        if no is not None:
            yield "denied", no
        mark = self._mark(node)
        if mark is not None:
            yield self._cues.marks[mark.lower_], mark
        for child in node.children:
            if child.dep_ in {"aux", "auxpass"} and child.lower_ in self._cues.auxiliaries:
                yield self._tensed(node, child), child
            elif child.dep_ in {"amod", "advmod", "compound", "det"} and child.lower_ in self._cues.modifying:
                yield self._cues.modifying[child.lower_], child
            elif self._foretold(child) or (
                child.dep_ == "aux" and child.lower_ == "to" and node.head.lemma_ == "be" and node.dep_ == "xcomp"
            ):
                yield "planned", child

    def _foretold(self, child: Token) -> bool:
        """ "the talks SCHEDULED for May": a participle that puts the noun before it in the future."""
        after = child.dep_ == "acl" and child.tag_ == "VBN" and child.i > child.head.i
        return after and child.lemma_.lower() in self._cues.foretold

    def _tensed(self, node: Token, aux: Token) -> Modality:
        """ "said it would send": the future in the past, unless a condition stands beside it."""
        value = self._cues.auxiliaries[aux.lower_]
        if aux.lower_ in self._cues.would and node.dep_ in {"ccomp", "conj"}:
            head = node.head
            said = head.lemma_ in self._cues.speech - self._cues.foresees and head.tag_ in {"VBD", "VBN"}
            if said and not self._conditioned(node):
                return "planned"
        return value

    def _conditioned(self, node: Token) -> bool:
        return any(
            c.dep_ == "advcl" and any(g.lower_ in self._cues.conditions for g in c.children) for c in node.children
        )

    def _mark(self, node: Token) -> Token | None:
        marks = (c for c in node.children if c.dep_ in {"mark", "advmod"} and c.lower_ in self._cues.marks)
        return next((c for c in marks if not _conceding(c)), None)

    def _governed(self, head: Token, node: Token) -> Iterator[tuple[Signal, Token]]:
        """What a governing word says of what it governs, and what its own negation or mood says."""
        lemma = head.lemma_.lower()
        if self._stands_beside(head, node):
            return
        if head.pos_ == "NOUN" or (head.pos_ == "PROPN" and head.lower_ in self._cues.naming):
            if node.dep_ in {"acl", "prep", "relcl"} and lemma in self._cues.naming:
                yield self._cues.naming[lemma], head
        elif node.dep_ == "ccomp" and lemma in self._cues.speech:
            yield "speech", head
        elif node.dep_ == "conj" or head.pos_ == "ADP":
            return
        elif node.dep_ == "xcomp" and lemma in self._cues.speech | self._cues.hearsay and self._syntax.passive(head):
            yield "claimed", head  # "is said to have": on a word that nobody stands for
        elif lemma in self._cues.pursues and node.dep_ == "dobj" and any(c.tag_ == "PRP$" for c in node.children):
            return  # "pressed its assault": one's own act is under way
        elif lemma in self._cues.irrealis and node.dep_ in IRREAL:
            yield "none", head
        else:
            yield from self._by_verb(head, node)

    def _stands_beside(self, head: Token, node: Token) -> bool:
        """Does a phrase only stand beside a verb, or name whom it tells and of what, so that the verb governs no act?

        "Told reporters DURING A TRIP", "told lawmakers OF THE ATTACK", "told THE ATTACKERS".
        """
        lemma = head.lemma_.lower()
        if node.dep_ == "prep" and node.lower_ in self._cues.adjuncts and any(c.dep_ == "pobj" for c in node.children):
            return True
        if node.dep_ == "prep" and node.lower_ in self._cues.topical and lemma in self._cues.speech | {"tell"}:
            return True
        return node.dep_ in {"dobj", "dative"} and head.lemma_ == "tell"

    def _by_verb(self, head: Token, node: Token) -> Iterator[tuple[Signal, Token]]:
        """What a verb says of its complement: a refusal is negated to an act, a plan negated is none."""
        value = self._cues.governing.get(head.lemma_.lower())
        if node.dep_ == "advcl" and value != "claimed":
            value = None
        if value == "planned" and node.dep_ in {"dobj", "prep", "pobj"} and head.lemma_.lower() in self._cues.enacting:
            value = None
        no = self._syntax.negation(head)
        if value is not None and value != "actual":
            flipped = no is not None and value == "denied"
            yield ("actual" if flipped else "denied" if no is not None and value == "planned" else value), head
        elif no is not None and (value == "actual" or node.dep_ in {"xcomp", "ccomp"}):
            yield "denied", no
        if value == "actual" or (node.dep_ == "xcomp" and value is None):
            yield from ((v, t) for v, t in self._own(head) if v != "denied")


def _conceding(mark: Token) -> bool:
    """ "even if it criticises them" grants that it does."""
    return mark.lower_ == "if" and mark.i > 0 and mark.nbor(-1).lower_ == "even"


def _to(node: Token) -> Token:
    return next(c for c in node.children if c.dep_ == "aux" and c.lower_ == "to")


def habitual(trigger: Token) -> bool:
    """Is a predicate a habit rather than a single act, as in "countries that TRADE with Iran"?"""
    while trigger.dep_ == "xcomp" and trigger.head != trigger:
        trigger = trigger.head
    return trigger.tag_ in {"VBP", "VBZ"} and trigger.dep_ == "relcl" and not passive(trigger)
