"""Candidates for events: predicates of the lexicon with the actors that grammar puts in their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.codebook.senses import Predicates, Sense
from dragoman.coder.arguments import WORDS, circumstances, conjuncts, patient, recipient, subject
from dragoman.coder.content import weigh
from dragoman.coder.nouns import noun_candidates, peaceful
from dragoman.coder.sides import rules
from dragoman.coder.slots import Candidate, Side, fill, fits, measured, without
from dragoman.coder.who import UNKNOWN, Parties
from dragoman.parse import Sentence

SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
#: Where a gerund is a noun: "FIGHTING between two armies erupted".
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
IGO = "IGO"
OBLIGING = frozenset({"must", "should", "ought"})


def find_candidates(sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """Every predicate of a sentence with at least one actor in its slots; one a word, one a support verb's noun."""
    taken: set[int] = set()
    found: list[Candidate] = []
    if sporting(sentence):
        return
    for token in sentence.span:
        if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ == "VBN") or _verbal(token):
            found.extend(_verb(token, sentence, predicates, parties, taken))
        if token.lower_ in OBLIGING and token.dep_ in {"aux", "xcomp", "ccomp"}:
            found.extend(_obliged(token, sentence, predicates, parties))
    for token in sentence.span:
        if token.i in taken:
            continue
        if token.pos_ in {"NOUN", "PROPN"} or (token.tag_ == "VBG" and token.dep_ in NOMINAL):
            found.extend(noun_candidates(token, sentence, predicates, parties))
        elif token.pos_ == "ADJ":
            found.extend(_adjective(token, sentence, predicates, parties))
    yield from sorted(found, key=lambda c: c.trigger.i)


def asking(sentence: Sentence) -> bool:
    """Is a sentence a question, which reports nothing?"""
    return sentence.span.text.rstrip("\"'”’) \n").endswith("?")


def _verbal(token: Token) -> bool:
    """A noun with a subject and an object, as in "Peru and Chile HAND over supplies", is a verb."""
    return token.tag_ == "NN" and token.dep_ == "ROOT" and {c.dep_ for c in token.children} >= {"nsubj", "dobj"}


def sporting(sentence: Sentence) -> bool:
    """Is a sentence about sport, which is no event: a contest with its score, its round or its players?"""
    words = {t.lower_ for t in sentence.span} | {t.lemma_.lower() for t in sentence.span}
    scored = words & WORDS["contests"] and SCORE.search(sentence.span.text)
    return bool(scored or words & WORDS["sports"] or (words & WORDS["contests"] and words & WORDS["rounds"]))


def _verb(
    verb: Token, sentence: Sentence, predicates: Predicates, parties: Parties, taken: set[int]
) -> Iterator[Candidate]:
    """A verb with the most specific sense whose slots hold actors: with its particle, its object noun, alone."""
    lemma = verb.lemma_.lower()
    if thinking(verb) or _interviewing(verb, parties):
        return
    slots = {"subj": subject(verb), "obj": patient(verb), "iobj": recipient(verb)}
    thing = slots["obj"]
    nouns = [t.lemma_.lower() for t in _things(thing)][::-1] if thing is not None else [None]
    for sense in (s for noun in nouns for s in predicates.verb(lemma, circumstances(verb), noun)):
        if sense.type in {"ASSAULT", "PROTEST"} and _bloodless(verb, thing, parties):
            continue
        if thing is not None and thing.lemma_.lower() in _idle(sense):
            continue
        if not fits(sense, verb, slots, predicates, parties):
            continue
        candidate = fill(verb, sentence, sense, slots, parties)
        if candidate is not None and (_own_doing(candidate, thing, parties) or _hindering(candidate)):
            continue
        if candidate is not None and thing is None and not candidate.target and lemma in WORDS["aimed"]:
            continue
        if candidate is not None and not (thing is not None and _sent_in(candidate, thing, predicates)):
            if thing is not None and (sense.object is not None or "obj" in sense.requires):
                taken.add(thing.i)
            yield weigh(candidate, predicates, parties)
            return


def _sent_in(candidate: Candidate, thing: Token, predicates: Predicates) -> bool:
    """Troops sent to nobody named are no help: a side sends in its own."""
    return (
        candidate.sense.type == "AID"
        and not candidate.target
        and candidate.trigger.lemma_.lower() in WORDS["sending"]
        and any(predicates.is_a(t.lemma_.lower(), "military") for t in measured(conjuncts(thing)))
    )


def _things(thing: Token) -> Iterator[Token]:
    """An object, what it measures, and the noun a modifier was joined to it by ("AIR and artillery STRIKES")."""
    yield from measured([thing])
    if thing.lower_ in WORDS["shortened"]:
        yield from conjuncts(thing)[1:]


def _bloodless(verb: Token, thing: Token | None, parties: Parties) -> bool:
    """ "Strikes a softer tone", "fights an epidemic", "fights for justice": a figure of speech, or no other side."""
    lemma = verb.lemma_.lower()
    if thing is None:
        words = circumstances(verb)
        return lemma in WORDS["struggling"] and "for" in words and words.isdisjoint({"against", "with", "in"})
    if thing.lemma_.lower() in WORDS["figures"] | WORDS["chances"] or peaceful(thing):
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
    if lemma == "demonstrate" and (clause or patient(verb) is not None):
        return True
    return lemma in WORDS["opining"] and verb.tag_ in {"VBZ", "VBP"} and "infinitive" not in circumstances(verb)


def _own_doing(candidate: Candidate, thing: Token | None, parties: Parties) -> bool:
    """ "The president defended HIS decision to send troops": nobody else is backed."""
    if candidate.trigger.lemma_.lower() != "defend" or candidate.sense.type != "SUPPORT" or thing is None:
        return False
    owners = [m for c in thing.children if c.tag_ == "PRP$" for m in parties.mentions(c)]
    return any(o.actor == m.actor for o in owners for m in candidate.source)


def _hindering(candidate: Candidate) -> bool:
    """ "Is committed to PREVENTING Chad from": whom an agreed act is aimed against agrees to nothing."""
    verb = candidate.trigger
    inner = [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "to" for c in p.children if c.dep_ == "pcomp"]
    acts = [*inner, *(c for c in verb.children if c.dep_ == "xcomp")]
    return candidate.sense.type == "AGREE" and any(c.lemma_.lower() in WORDS["hindering"] for c in acts)


def _idle(sense: Sense) -> frozenset[str]:
    """What makes no act of a type where it is the object: chances are seized, deadlines met, bills blocked."""
    idle = {"COERCE": WORDS["chances"] | WORDS["chamber"], "RETREAT": WORDS["chances"], "CONSULT": WORDS["met"]}
    idle["ASSAULT"] = WORDS["abstract"]
    return idle.get(sense.type, frozenset())


def _interviewing(verb: Token, parties: Parties) -> bool:
    """ "Asked the general.": a question put to somebody, and nothing asked of him."""
    if verb.lemma_.lower() not in WORDS["questioning"]:
        return False
    asked = patient(verb)
    content = any(c.dep_ in {"xcomp", "ccomp", "advcl", "dative"} and c.i > verb.i for c in verb.children)
    about = circumstances(verb) & WORDS["asked"]
    return asked is not None and asked.pos_ in {"PROPN", "PRON"} and not content and not about


def _obliged(modal: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """ "Peru said Chile must withdraw": who says what another must or should do, asks it of him."""
    verb = modal.head if modal.dep_ == "aux" else modal
    speech = verb.head
    if verb.dep_ not in {"ccomp", "conj"} or speech.pos_ != "VERB":
        return
    source = parties.of(subject(speech), weak=True, toponyms=False)
    obliged = subject(verb) or patient(verb)
    found = parties.of(obliged, weak=True) or (parties.behind(obliged) if obliged is not None else ())
    target = without(found, source)
    if source and target and (_abroad(target, source) or _petition(target, source)):
        sense = predicates.obligation
        if sense is None:
            return
        yield Candidate(speech, sentence, sense, source, target, f"{sense.type} by {modal.text!r} in what is said")


def _abroad(target: Side, source: Side) -> bool:
    """Another country, or two bodies of no country ("the UN said the AU must")."""
    if {m.country for m in target} - {m.country for m in source} - {UNKNOWN}:
        return True
    return all(m.country == IGO and m.actor.startswith("org:") for m in (*source, *target))


def _petition(target: Side, source: Side) -> bool:
    """What a country's people say that its government must do is asked of it; what rulers say is their own plan."""
    return all(rules(m) and not m.demonym for m in target) and not any(map(rules, source))


def _adjective(word: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """ "is critical of", "remains supportive of": the subject of the copula, the object of the preposition."""
    copula = word.head if word.dep_ in {"acomp", "oprd", "xcomp", "conj"} else None
    if copula is None:
        return
    slots = {"subj": subject(copula), "obj": None, "iobj": None, "speech": _speaker(copula)}
    for sense in predicates.adjective(word.lemma_.lower()):
        if not fits(sense, word, slots, predicates, parties):
            continue
        candidate = fill(word, sentence, sense, slots, parties)
        if candidate is not None:
            yield candidate
            return


def _speaker(verb: Token) -> Token | None:
    """Who says a clause: the subject of the verb it is the complement of."""
    head = verb.head
    return subject(head) if verb.dep_ == "ccomp" and head.pos_ == "VERB" else None
