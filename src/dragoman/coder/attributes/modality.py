"""Modality of an act with its cue: what the words around the predicate say of its reality.

The climb goes from the predicate to the root of its clause; the nearest cue wins, and a denial wins over all.
The five values follow the field's practice (FactBank, Saurí & Pustejovsky 2009, folded to five): actual, planned,
conditional, denied, claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.knowledge.lexicon.modality import ModalityCues
from dragoman.model import Modality
from dragoman.syntax.arguments import to_do
from dragoman.syntax.legacy import negation
from dragoman.syntax.voice import passive

CLIMB = 7
COMPLEMENTS = frozenset({"ccomp", "xcomp", "dobj", "pobj", "pcomp", "prep", "acl", "attr", "acomp", "oprd"})


@dataclass(frozen=True)
class Reality:
    """A modality and the token that says so; `speech` is the verb of saying that the clause hangs on.

    No value: what is only wished, needed, feared or possible is no act.
    """

    value: Modality | None
    cue: Token | None = None
    speech: Token | None = None


def reality(trigger: Token, cues: ModalityCues) -> Reality:
    """The modality of the act that a predicate names."""
    first: Reality | None = None
    speech: Token | None = None
    for value, cue in _climb(trigger, cues):
        if value == "speech":
            speech = speech or cue
            continue
        if trigger.pos_ == "ADJ" and cue.lower_ in {"would", "'d"}:
            continue  # "that would be unacceptable" judges now
        if value == "none":
            return Reality(None, cue)
        if value == "denied" and (first is None or first.value != "denied"):
            if first is None or first.value in {"actual", "claimed"}:
                first = Reality("denied", cue)
        elif first is None and value != "actual":
            first = Reality(value, cue)  # type: ignore[arg-type]
    found = first or Reality("actual")
    return Reality(found.value, found.cue, speech)


def _climb(trigger: Token, cues: ModalityCues) -> Iterator[tuple[str, Token]]:
    node = trigger
    yield from _own(node, cues)
    for _ in range(CLIMB):
        head, dep = node.head, node.dep_
        yield from (("speech", c) for c in node.children if c.dep_ == "parataxis" and c.lemma_.lower() in cues.speech)
        if head == node or dep in {"relcl", "appos", "parataxis", "poss", "compound", "agent"}:
            return
        if dep in {"nsubj", "nsubjpass"}:
            yield from _happening(node, dep, cues)
            node = head
            continue
        if dep == "acl" and node.tag_ in {"VBN", "VBG"}:
            return
        if dep == "prep" and node.lower_ in cues.bygone and node != trigger:
            return  # "has threatened more since SENDING troops": that is done already
        if dep in {"advcl", "acl"} and node.tag_ == "VB" and to_do(node) and head.pos_ in {"VERB", "AUX"}:
            judged = (c for c in head.children if c.dep_ == "acomp" and c.lemma_.lower() in cues.irrealis)
            yield from (("none", c) for c in judged)  # "is DIFFICULT for Peru to withdraw"
            yield from _governed(head, node, cues)
            yield "planned", _to(node)
            return
        if dep == "advcl" and not _mark(node, cues) and node.tag_ != "VBG":
            return
        if dep in COMPLEMENTS or (dep in {"conj", "advcl"} and head.pos_ == "ADJ"):
            yield from _governed(head, node, cues)
        if dep == "dobj" and head.lemma_.lower() in cues.causing:
            yield from _own(head, cues)
        if dep == "prep" and node.lower_ == "by" and any(c.dep_ == "pcomp" for c in node.children):
            yield from ((v, t) for v, t in _own(head, cues) if v != "denied")
            return  # "accused Peru of making war BY ARMING rebels": that they were armed is not the accusation
        if (
            dep in {"dobj", "pobj", "prep", "attr"}
            and head.pos_ == "VERB"
            and head.lemma_.lower() not in cues.governing
        ):
            return
        node = head


def _happening(noun: Token, dep: str, cues: ModalityCues) -> Iterator[tuple[str, Token]]:
    """An event noun as subject: "the talks were cancelled", "clashes will continue", "an attack would bring war"."""
    verb = noun.head
    would = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in {"would", "'d"}), None)
    if would is not None and any(c.lower_ in {"a", "an", "any", "such"} for c in noun.children):
        yield "conditional", would
    value = cues.governing.get(verb.lemma_.lower())
    if value in {"denied", "planned"} and dep == "nsubjpass":
        yield value, verb
    elif value == "actual":
        yield from _own(verb, cues)


def _own(node: Token, cues: ModalityCues) -> Iterator[tuple[str, Token]]:
    """Cues on the predicate itself: negation, auxiliaries, marks, adverbs and adjectives."""
    no = negation(node)
    if no is not None:
        yield "denied", no
    mark = _mark(node, cues)
    if mark is not None:
        yield cues.marks[mark.lower_], mark
    for child in node.children:
        if child.dep_ in {"aux", "auxpass"} and child.lower_ in cues.auxiliaries:
            yield _tensed(node, child, cues), child
        elif child.dep_ in {"amod", "advmod", "compound", "det"} and child.lower_ in cues.modifying:
            yield cues.modifying[child.lower_], child
        elif _foretold(child, cues) or (
            child.dep_ == "aux" and child.lower_ == "to" and node.head.lemma_ == "be" and node.dep_ == "xcomp"
        ):
            yield "planned", child


def _foretold(child: Token, cues: ModalityCues) -> bool:
    """ "the talks SCHEDULED for May": a participle that puts the noun before it in the future."""
    after = child.dep_ == "acl" and child.tag_ == "VBN" and child.i > child.head.i
    return after and child.lemma_.lower() in cues.foretold


def _tensed(node: Token, aux: Token, cues: ModalityCues) -> str:
    """ "said it would send": the future in the past, unless a condition stands beside it."""
    value = cues.auxiliaries[aux.lower_]
    if aux.lower_ in {"would", "'d"} and node.dep_ in {"ccomp", "conj"}:
        head = node.head
        said = head.lemma_ in cues.speech - cues.foresees and head.tag_ in {"VBD", "VBN"}
        if said and not _conditioned(node):
            return "planned"
    return value


def _conditioned(node: Token) -> bool:
    return any(c.dep_ == "advcl" and any(g.lower_ in {"if", "unless"} for g in c.children) for c in node.children)


def _mark(node: Token, cues: ModalityCues) -> Token | None:
    marks = (c for c in node.children if c.dep_ in {"mark", "advmod"} and c.lower_ in cues.marks)
    return next((c for c in marks if not _conceding(c)), None)


def _conceding(mark: Token) -> bool:
    """ "even if it criticises them" grants that it does."""
    return mark.lower_ == "if" and mark.i > 0 and mark.nbor(-1).lower_ == "even"


def _to(node: Token) -> Token:
    return next(c for c in node.children if c.dep_ == "aux" and c.lower_ == "to")


def _governed(head: Token, node: Token, cues: ModalityCues) -> Iterator[tuple[str, Token]]:
    """What a governing word says of what it governs, and what its own negation or mood says."""
    if node.dep_ == "prep" and node.lower_ in cues.adjuncts and any(c.dep_ == "pobj" for c in node.children):
        return  # "told reporters during a trip": what stands beside an act is not governed by it
    if node.dep_ == "prep" and node.lower_ in {"of", "about"} and head.lemma_.lower() in cues.speech | {"tell"}:
        return  # "told lawmakers of the attack"
    if node.dep_ in {"dobj", "dative"} and head.lemma_ == "tell":
        return  # whom one tells it
    if head.pos_ == "NOUN" or (head.pos_ == "PROPN" and head.lower_ in cues.naming):
        if node.dep_ in {"acl", "prep", "relcl"} and head.lemma_.lower() in cues.naming:
            yield cues.naming[head.lemma_.lower()], head
        return
    lemma = head.lemma_.lower()
    if node.dep_ == "ccomp" and lemma in cues.speech:
        yield "speech", head
        return
    if node.dep_ == "conj":
        return
    if head.pos_ == "ADP":
        return
    if node.dep_ == "xcomp" and lemma in cues.speech | cues.hearsay and passive(head):
        yield "claimed", head  # "is said to have": on a word that nobody stands for
        return
    value: str | None = cues.governing.get(lemma)
    if lemma in cues.pursues and node.dep_ == "dobj" and any(c.tag_ == "PRP$" for c in node.children):
        return  # "pressed its assault": one's own act is under way
    if lemma in cues.irrealis and node.dep_ in {"xcomp", "ccomp", "prep", "pcomp", "dobj", "acl"}:
        yield "none", head
        return
    if value is None or (node.dep_ == "advcl" and value != "claimed"):
        value = None
    if value == "planned" and node.dep_ in {"dobj", "prep", "pobj"} and lemma in {"announce", "approve", "go", "set"}:
        value = None
    no = negation(head)
    if value is not None and value != "actual":
        flipped = no is not None and value == "denied"
        yield ("actual" if flipped else "denied" if no is not None and value == "planned" else value), head
    elif no is not None and (value == "actual" or node.dep_ in {"xcomp", "ccomp"}):
        yield "denied", no
    if value == "actual" or (node.dep_ == "xcomp" and value is None):
        yield from ((v, t) for v, t in _own(head, cues) if v != "denied")


def habitual(trigger: Token) -> bool:
    """A bare plural or generic present ("countries that trade with Iran") names no single act."""
    while trigger.dep_ == "xcomp" and trigger.head != trigger:
        trigger = trigger.head
    return trigger.tag_ in {"VBP", "VBZ"} and trigger.dep_ == "relcl" and not passive(trigger)
