"""Speech acts: the content of a promise, threat, request or refusal decides its mode, and sometimes its type.

PLOVER codes the speech, not the act that it is about; the modes of REQUEST, REJECT and THREATEN name that act. To vow
or warn of a hostile act of one's own is to threaten; to order envoys out is to expel them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.coder.detect.slots import Predication, fits
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Content, Sense
from dragoman.syntax.arguments import recipient

#: Clauses that may be the content of speech.
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})


@dataclass(frozen=True)
class _Act:
    """A word of the content, with its sense if it is a predicate (a verb or event noun)."""

    word: Token
    sense: Sense | None

    @property
    def name(self) -> str:
        """The sense in words."""
        return f"{self.sense.type} by {self.sense.name}" if self.sense is not None else "by its word"


def specified(predication: Predication, parties: Parties) -> Predication:
    """A predication with the type and mode that follow from its content.

    Args:
        predication: a verb with its parties.
        parties: the actors that the document's words refer to.

    Returns the same predication where it is no speech act, or no rule ("contents") of the lexicon fits its content.
    """
    rows = parties.document.knowledge.predicates.contents(predication.sense.type)
    if not rows:
        return predication
    for act in _acts(predication, parties):
        for row in rows:
            if _is(row, act, predication, parties):
                kind = {"type": row.type or predication.sense.type, "mode": row.mode}
                rule = f"{predication.rule}; about {act.word.text!r}, {act.name}"
                return replace(predication, sense=predication.sense.model_copy(update=kind), rule=rule)
    return predication


def _acts(predication: Predication, parties: Parties) -> Iterator[_Act]:
    """The words of the content, likeliest first: verbs of the clauses behind a speech verb, then its nouns."""
    document = parties.document
    for clause in _clauses(predication.trigger):
        sense = _verb_sense(clause, parties)
        yield _Act(clause, sense)
        thing = document.syntax.patient(clause)
        if sense is None and thing is not None:
            yield _Act(thing, _noun_sense(thing, document))
        if sense is None:
            yield from (_Act(noun, _noun_sense(noun, document)) for _, noun in document.syntax.prepositions(clause))
    for noun in _nouns(predication.trigger, document):
        yield _Act(noun, _noun_sense(noun, document))
        for clause in noun.children:
            if clause.dep_ == "acl" and clause.tag_ == "VB":
                yield _Act(clause, _verb_sense(clause, parties))


def _clauses(verb: Token) -> Iterator[Token]:
    """The verbs of the content: "threatened to ATTACK", "warned it would ATTACK", "accused of ATTACKING"."""
    for child in verb.children:
        if child.i > verb.i and child.pos_ in {"VERB", "AUX"}:
            infinitive = child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children if c.dep_ == "aux")
            if child.dep_ in {"xcomp", "ccomp"} or (child.dep_ in CLAUSES and infinitive):
                yield child
        if child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pcomp" and c.pos_ == "VERB")


def _nouns(verb: Token, document: Document) -> Iterator[Token]:
    """The nouns of the content: the object, complements of prepositions, and what a noun of asking asks for."""
    syntax, knowledge = document.syntax, document.knowledge
    thing = syntax.patient(verb)
    nouns = [thing] if thing is not None else []
    nouns += [noun for _, noun in syntax.prepositions(verb)]
    for noun in nouns:
        if knowledge.predicates.is_a(noun.lemma_.lower(), "asking"):
            sought = knowledge.lexicon.acts.sought
            yield from (inner for prep, inner in syntax.prepositions(noun) if prep in sought)
        yield noun


def _verb_sense(verb: Token, parties: Parties) -> Sense | None:
    syntax, predicates = parties.document.syntax, parties.document.knowledge.predicates
    thing = syntax.patient(verb)
    slots = {"subj": syntax.subject(verb), "obj": thing, "iobj": recipient(verb)}
    lemma = thing.lemma_.lower() if thing is not None else None
    known = predicates.verb(verb.lemma_.lower(), syntax.circumstances(verb), lemma)
    return next((s for s in known if fits(s, verb, slots, parties)), None)


def _noun_sense(noun: Token, document: Document) -> Sense | None:
    return next((s for s in document.knowledge.predicates.noun(noun.lemma_.lower()) if not s.requires), None)


def _is(row: Content, act: _Act, predication: Predication, parties: Parties) -> bool:
    """Does a rule of the lexicon fit a word of the content?"""
    lemma, document = predication.trigger.lemma_.lower(), parties.document
    if row.own and predication.sense.word == "against":
        return False
    if (row.said and lemma not in row.said) or (row.own and not _own(act.word, predication, parties)):
        return False
    if row.whom and not _addressed(row.whom, predication, document):
        return False
    if row.word and not document.knowledge.predicates.is_a(act.word.lemma_.lower(), row.word):
        return False
    sense = act.sense
    if row.of and (sense is None or sense.type not in row.of):
        return False
    return not row.modes or (sense is not None and sense.mode in row.modes)


def _own(word: Token, predication: Predication, parties: Parties) -> bool:
    """Is the act in the content one of the speaker's own side, and not somebody else's?"""
    acts = parties.document.knowledge.lexicon.acts
    if word.pos_ not in {"VERB", "AUX"}:
        return predication.trigger.lemma_.lower() not in acts.warning
    modal = any(c.lower_ in acts.future for c in word.children if c.dep_ == "aux")
    doer = next((c for c in word.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if doer is None:
        whom = parties.document.syntax.patient(predication.trigger)
        return whom is None or whom.lower_ == "it" or any(c.tag_ == "PRP$" for c in whom.children)
    mine = {m.country for m in predication.source}
    return modal and doer.dep_ == "nsubj" and bool(mine & {m.country for m in parties.of(doer, weak=True)})


def _addressed(name: str, predication: Predication, document: Document) -> bool:
    """Is the addressee a word of the class called `name` ("ordered the ENVOY to leave")?"""
    thing = document.syntax.patient(predication.trigger)
    heads = [thing] if thing is not None else []
    heads += [n for c in _clauses(predication.trigger) for n in c.children if n.dep_ == "nsubj"]
    return any(document.knowledge.predicates.is_a(h.lemma_.lower(), name) for h in heads)
