"""What a promise, threat, request or refusal is about: its content gives the mode, and may decide the type.

PLOVER codes the speech, not the act it is about; the modes of REQUEST, REJECT and THREATEN name that act. To vow or
warn of a hostile act of one's own is to threaten; to order envoys out is to expel them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dragoman.coder.detect.slots import Candidate, fits
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Content, Predicates, Sense
from dragoman.syntax.arguments import recipient
from dragoman.syntax.legacy import circumstances, patient, prepositions, subject

CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
FUTURE = frozenset({"will", "would", "'ll", "’ll", "wo", "shall"})


def weigh(candidate: Candidate, predicates: Predicates, parties: Parties) -> Candidate:
    """The candidate with the type and mode that its content gives, where the lexicon has a row for it."""
    rows = predicates.contents(candidate.sense.type)
    if not rows:
        return candidate
    for act in _acts(candidate, predicates, parties):
        for row in rows:
            if _is(row, act, candidate, predicates, parties):
                sense = candidate.sense.model_copy(update={"type": row.type or candidate.sense.type, "mode": row.mode})
                rule = f"{candidate.rule}; about {act.word.text!r}, {act.name}"
                return replace(candidate, sense=sense, rule=rule)
    return candidate


class _Act:
    """A word of the content with the sense it has there: a verb, an event noun, or a plain word (no sense)."""

    def __init__(self, word: Token, sense: Sense | None) -> None:
        self.word, self.sense = word, sense
        self.name = f"{sense.type} by {sense.name}" if sense is not None else "by its word"


def _acts(candidate: Candidate, predicates: Predicates, parties: Parties) -> Iterator[_Act]:
    """The verb of the complement clause, else the event noun that is object of the verb or of its preposition."""
    for clause in _clauses(candidate.trigger):
        sense = _verb_sense(clause, predicates, parties)
        yield _Act(clause, sense)
        thing = patient(clause)
        if sense is None and thing is not None:
            yield _Act(thing, _noun_sense(thing, predicates))
        if sense is None:
            yield from (_Act(noun, _noun_sense(noun, predicates)) for _, noun in prepositions(clause))
    for noun in _nouns(candidate.trigger, predicates):
        yield _Act(noun, _noun_sense(noun, predicates))
        for clause in noun.children:
            if clause.dep_ == "acl" and clause.tag_ == "VB":
                yield _Act(clause, _verb_sense(clause, predicates, parties))


def _clauses(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.i > verb.i and child.pos_ in {"VERB", "AUX"}:
            infinitive = child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children if c.dep_ == "aux")
            if child.dep_ in {"xcomp", "ccomp"} or (child.dep_ in CLAUSES and infinitive):
                yield child
        if child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pcomp" and c.pos_ == "VERB")


def _nouns(verb: Token, predicates: Predicates) -> Iterator[Token]:
    thing = patient(verb)
    nouns = [thing] if thing is not None else []
    nouns += [noun for _, noun in prepositions(verb)]
    for noun in nouns:
        if predicates.is_a(noun.lemma_.lower(), "asking"):
            yield from (inner for prep, inner in prepositions(noun) if prep in {"of", "for"})
        yield noun


def _verb_sense(verb: Token, predicates: Predicates, parties: Parties) -> Sense | None:
    thing = patient(verb)
    slots = {"subj": subject(verb), "obj": thing, "iobj": recipient(verb)}
    known = predicates.verb(
        verb.lemma_.lower(), circumstances(verb), thing.lemma_.lower() if thing is not None else None
    )
    return next((s for s in known if fits(s, verb, slots, predicates, parties)), None)


def _noun_sense(noun: Token, predicates: Predicates) -> Sense | None:
    return next((s for s in predicates.noun(noun.lemma_.lower()) if not s.requires), None)


def _is(row: Content, act: _Act, candidate: Candidate, predicates: Predicates, parties: Parties) -> bool:
    lemma = candidate.trigger.lemma_.lower()
    if row.own and candidate.sense.word == "against":
        return False
    if (row.said and lemma not in row.said) or (row.own and not _own(act.word, candidate, parties)):
        return False
    if row.whom and not _addressed(row.whom, candidate, predicates):
        return False
    if row.word and not predicates.is_a(act.word.lemma_.lower(), row.word):
        return False
    sense = act.sense
    if row.of and (sense is None or sense.type not in row.of):
        return False
    return not row.modes or (sense is not None and sense.mode in row.modes)


def _own(word: Token, candidate: Candidate, parties: Parties) -> bool:
    """Is the act to come one of the speaker's own side, and not what he says of another?"""
    if word.pos_ not in {"VERB", "AUX"}:
        return candidate.trigger.lemma_.lower() not in {"warn", "caution"}
    modal = any(c.lower_ in FUTURE for c in word.children if c.dep_ == "aux")
    doer = next((c for c in word.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    whom = patient(candidate.trigger) if doer is None else None
    if doer is None:
        return whom is None or whom.lower_ == "it" or any(c.tag_ == "PRP$" for c in whom.children)
    mine = {m.country for m in candidate.source}
    return modal and doer.dep_ == "nsubj" and bool(mine & {m.country for m in parties.of(doer, weak=True)})


def _addressed(name: str, candidate: Candidate, predicates: Predicates) -> bool:
    """Is the one addressed of a class of words ("ordered the ENVOY to leave")?"""
    thing = patient(candidate.trigger)
    heads = [thing] if thing is not None else []
    heads += [n for c in _clauses(candidate.trigger) for n in c.children if n.dep_ == "nsubj"]
    return any(predicates.is_a(h.lemma_.lower(), name) for h in heads)
