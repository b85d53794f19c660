"""Predicates that name no event: sport, questions, opinions, figures of speech, one's own deeds defended."""

from __future__ import annotations

import re

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.nouns import peaceful
from dragoman.coder.detect.slots import Predication
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Sense
from dragoman.syntax.arguments import particle

#: The score of a match ("2-1").
SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
#: What may stand behind a question mark.
CLOSING = "\"'”’) \n"


def asking(sentence: Sentence, parties: Parties) -> bool:
    """Is a sentence a question, which reports nothing?

    Args:
        sentence: a sentence of the document.
        parties: the actors that the document's words refer to.
    """
    return parties.document.text((sentence.start, sentence.end)).rstrip(CLOSING).endswith("?")


def sporting(sentence: Sentence, document: Document) -> bool:
    """Is a sentence about sport, which is no event: a contest with its score, its round or its players?"""
    acts = document.knowledge.lexicon.acts
    words = {t.lower_ for t in sentence.span} | {t.lemma_.lower() for t in sentence.span}
    scored = words & acts.contests and SCORE.search(sentence.span.text)
    return bool(scored or words & acts.sports or (words & acts.contests and words & acts.rounds))


def interviewing(verb: Token, document: Document) -> bool:
    """Is it a question put to somebody, of whom nothing is requested ("asked the GENERAL.")?"""
    syntax, acts = document.syntax, document.knowledge.lexicon.acts
    if verb.lemma_.lower() not in acts.questioning:
        return False
    asked = syntax.patient(verb)
    content = any(c.dep_ in {"xcomp", "ccomp", "advcl", "dative"} and c.i > verb.i for c in verb.children)
    about = syntax.circumstances(verb) & acts.asked
    return asked is not None and asked.pos_ in {"PROPN", "PRON"} and not content and not about


def idle(predication: Predication, thing: Token | None, parties: Parties) -> bool:
    """Do the words in the slots make it no event: one's own deed defended, an aim hindered, force without a target?

    Args:
        predication: a verb with its parties.
        thing: the verb's object, if it has any.
        parties: the actors that the document's words refer to.
    """
    verb = predication.trigger
    if verb.lemma_.lower() == "commit":
        return _hindering(verb, parties.document)
    if verb.lemma_.lower() == "defend" and thing is not None:
        return _own_doing(predication, thing, parties)
    return thing is None and not predication.target and _at_nobody(verb, parties.document)


def _own_doing(predication: Predication, thing: Token, parties: Parties) -> bool:
    """Is a deed of the source's own defended ("the president defended HIS decision"), so that nobody is supported?"""
    owners = [m for c in thing.children if c.tag_ == "PRP$" for m in parties.mentions(c)]
    return any(o.actor == m.actor for o in owners for m in predication.source)


def _hindering(verb: Token, document: Document) -> bool:
    """Is somebody committed to hinder another ("is committed to PREVENTING Chad from"), who is no party to it?"""
    inner = [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "to" for c in p.children if c.dep_ == "pcomp"]
    clauses = [*inner, *(c for c in verb.children if c.dep_ == "xcomp")]
    return any(c.lemma_.lower() in document.knowledge.lexicon.acts.hindering for c in clauses)


def _at_nobody(verb: Token, document: Document) -> bool:
    """Has a verb of force neither object nor place ("the speech STRUCK", "FIGHTS back"), which an event would have?"""
    acts = document.knowledge.lexicon.acts
    return verb.lemma_.lower() in acts.aimed and document.syntax.circumstances(verb).isdisjoint(acts.somewhere)


def figurative(sense: Sense, verb: Token, thing: Token | None, parties: Parties) -> bool:
    """Is a sense meant figuratively: chances seized, deadlines met, bills blocked, policies attacked?

    Args:
        sense: the sense.
        verb: the predicate.
        thing: its object, if it has any.
        parties: the actors that the document's words refer to.
    """
    acts = parties.document.knowledge.lexicon.acts
    if sense.type in {"ASSAULT", "PROTEST"} and _bloodless(verb, thing, parties):
        return True
    unmeant = {
        "ASSAULT": acts.abstract,
        "COERCE": acts.chances | acts.chamber,
        "RETREAT": acts.chances | acts.papers,
        "CONSULT": acts.met,
    }
    return thing is not None and thing.lemma_.lower() in unmeant.get(sense.type, ())


def _bloodless(verb: Token, thing: Token | None, parties: Parties) -> bool:
    """Is a verb of force figurative, or without an opponent ("strikes a softer TONE", "fights for JUSTICE")?"""
    acts, lemma = parties.document.knowledge.lexicon.acts, verb.lemma_.lower()
    if thing is None:
        words = parties.document.syntax.circumstances(verb)
        return lemma in acts.struggling and "for" in words and words.isdisjoint(acts.opposing)
    if thing.lemma_.lower() in acts.figures or peaceful(thing, parties.document):
        return True
    if lemma == "kill" and thing.lemma_.lower() in acts.lifeless:
        return True
    struggle = lemma in acts.struggling and thing.lemma_.lower() not in acts.wars
    return struggle and thing.pos_ == "NOUN" and not parties.of(thing, weak=True)


def thinking(verb: Token, document: Document) -> bool:
    """Is it only a question ("asked whether"), an opinion ("agrees that") or silence ("declined to comment")?"""
    syntax, acts, lemma = document.syntax, document.knowledge.lexicon.acts, verb.lemma_.lower()
    if lemma in acts.declining:
        return any(c.dep_ == "xcomp" and c.lemma_.lower() in acts.silence for c in verb.children)
    if lemma in acts.questioning | acts.doubting:
        clauses = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp", "advcl"} and c.i > verb.i]
        return any(w.lower_ in acts.questions for c in clauses for w in c.lefts)
    clause = any(c.dep_ == "ccomp" for c in verb.children)
    if lemma in acts.knowing and clause and syntax.patient(verb) is None:
        return True
    if lemma == "swear" and particle(verb) == "in":
        return True
    if lemma == "demonstrate" and (clause or syntax.patient(verb) is not None):
        return True
    return lemma in acts.opining and verb.tag_ in {"VBZ", "VBP"} and "infinitive" not in syntax.circumstances(verb)
