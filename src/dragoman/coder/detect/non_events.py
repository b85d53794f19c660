"""What looks like an act and is none: sport, questions, opinions, figures of speech, one's own doing defended."""

from __future__ import annotations

import re

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.nouns import peaceful
from dragoman.coder.detect.slots import Candidate
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Sense
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.syntax.arguments import particle
from dragoman.syntax.legacy import circumstances, patient

SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")


def asking(sentence: Sentence) -> bool:
    """Is a sentence a question, which reports nothing?"""
    return sentence.span.text.rstrip("\"'”’) \n").endswith("?")


def sporting(sentence: Sentence) -> bool:
    """Is a sentence about sport, which is no event: a contest with its score, its round or its players?"""
    words = {t.lower_ for t in sentence.span} | {t.lemma_.lower() for t in sentence.span}
    scored = words & WORDS["contests"] and SCORE.search(sentence.span.text)
    return bool(scored or words & WORDS["sports"] or (words & WORDS["contests"] and words & WORDS["rounds"]))


def interviewing(verb: Token) -> bool:
    """ "Asked the general.": a question put to somebody, and nothing asked of him."""
    if verb.lemma_.lower() not in WORDS["questioning"]:
        return False
    asked = patient(verb)
    content = any(c.dep_ in {"xcomp", "ccomp", "advcl", "dative"} and c.i > verb.i for c in verb.children)
    about = circumstances(verb) & WORDS["asked"]
    return asked is not None and asked.pos_ in {"PROPN", "PRON"} and not content and not about


def idle(candidate: Candidate, thing: Token | None, parties: Parties) -> bool:
    """Does what stands in the slots make no act: one's own doing defended, an aim hindered, a blow at nobody?"""
    if candidate.trigger.lemma_.lower() == "commit":
        return _hindering(candidate.trigger)
    if candidate.trigger.lemma_.lower() == "defend" and thing is not None:
        return _own_doing(candidate, thing, parties)
    return thing is None and not candidate.target and _at_nobody(candidate.trigger)


def _own_doing(candidate: Candidate, thing: Token, parties: Parties) -> bool:
    """ "The president defended HIS decision to send troops": nobody else is backed."""
    owners = [m for c in thing.children if c.tag_ == "PRP$" for m in parties.mentions(c)]
    return any(o.actor == m.actor for o in owners for m in candidate.source)


def _hindering(verb: Token) -> bool:
    """ "Is committed to PREVENTING Chad from": whom an agreed act is aimed against agrees to nothing."""
    inner = [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "to" for c in p.children if c.dep_ == "pcomp"]
    acts = [*inner, *(c for c in verb.children if c.dep_ == "xcomp")]
    return any(c.lemma_.lower() in WORDS["hindering"] for c in acts)


def _at_nobody(verb: Token) -> bool:
    """ "The speech STRUCK", "FIGHTS back": force of this sort is aimed at somebody, or at least somewhere."""
    return verb.lemma_.lower() in WORDS["aimed"] and circumstances(verb).isdisjoint(WORDS["somewhere"])


def figurative(sense: Sense, verb: Token, thing: Token | None, parties: Parties) -> bool:
    """Is a sense meant in speech only: chances seized, deadlines met, bills blocked, policies attacked?"""
    if sense.type in {"ASSAULT", "PROTEST"} and _bloodless(verb, thing, parties):
        return True
    unmeant = {
        "ASSAULT": WORDS["abstract"],
        "COERCE": WORDS["chances"] | WORDS["chamber"],
        "RETREAT": WORDS["chances"] | WORDS["papers"],
        "CONSULT": WORDS["met"],
    }
    return thing is not None and thing.lemma_.lower() in unmeant.get(sense.type, ())


def _bloodless(verb: Token, thing: Token | None, parties: Parties) -> bool:
    """ "Strikes a softer tone", "fights an epidemic", "fights for justice": a figure of speech, or no other side."""
    lemma = verb.lemma_.lower()
    if thing is None:
        words = circumstances(verb)
        return lemma in WORDS["struggling"] and "for" in words and words.isdisjoint({"against", "with", "in"})
    if thing.lemma_.lower() in WORDS["figures"] or peaceful(thing):
        return True
    if lemma == "kill" and thing.lemma_.lower() in WORDS["lifeless"]:
        return True
    struggle = lemma in WORDS["struggling"] and thing.lemma_.lower() not in WORDS["wars"]
    return struggle and thing.pos_ == "NOUN" and not parties.of(thing, weak=True)


def thinking(verb: Token) -> bool:
    """Is it only a question ("asked whether"), an opinion ("agrees that") or silence ("declined to comment")?"""
    lemma = verb.lemma_.lower()
    if lemma in WORDS["declining"]:
        return any(c.dep_ == "xcomp" and c.lemma_.lower() in WORDS["silence"] for c in verb.children)
    if lemma in WORDS["questioning"] | WORDS["doubting"]:
        clauses = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp", "advcl"} and c.i > verb.i]
        return any(w.lower_ in WORDS["questions"] for c in clauses for w in c.lefts)
    clause = any(c.dep_ == "ccomp" for c in verb.children)
    if lemma in WORDS["knowing"] and clause and patient(verb) is None:
        return True
    if lemma == "swear" and particle(verb) == "in":
        return True
    if lemma == "demonstrate" and (clause or patient(verb) is not None):
        return True
    return lemma in WORDS["opining"] and verb.tag_ in {"VBZ", "VBP"} and "infinitive" not in circumstances(verb)
