"""Candidates for events: predicates of the lexicon with the actors that grammar puts in their slots."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.non_events import figurative, idle, interviewing, sporting, thinking
from dragoman.coder.detect.nouns import noun_candidates
from dragoman.coder.detect.slots import Candidate, Side, fill, fits, measured, without
from dragoman.coder.detect.speech_acts import weigh
from dragoman.coder.events.validity import rules
from dragoman.entities.parties import UNKNOWN, Parties
from dragoman.knowledge.codebook.predicates import Predicates
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.syntax.arguments import recipient
from dragoman.syntax.legacy import circumstances, conjuncts, patient, subject

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


def _verbal(token: Token) -> bool:
    """A noun with a subject and an object, as in "Peru and Chile HAND over supplies", is a verb."""
    return token.tag_ == "NN" and token.dep_ == "ROOT" and {c.dep_ for c in token.children} >= {"nsubj", "dobj"}


def _verb(
    verb: Token, sentence: Sentence, predicates: Predicates, parties: Parties, taken: set[int]
) -> Iterator[Candidate]:
    """A verb with the most specific sense whose slots hold actors: with its particle, its object noun, alone."""
    lemma = verb.lemma_.lower()
    if thinking(verb) or interviewing(verb):
        return
    slots = {"subj": subject(verb), "obj": patient(verb), "iobj": recipient(verb)}
    thing = slots["obj"]
    nouns = [t.lemma_.lower() for t in _things(thing)][::-1] if thing is not None else [None]
    for sense in (s for noun in nouns for s in predicates.verb(lemma, circumstances(verb), noun)):
        if figurative(sense, verb, thing, parties) or not fits(sense, verb, slots, predicates, parties):
            continue
        candidate = fill(verb, sentence, sense, slots, parties)
        if candidate is None or idle(candidate, thing, parties):
            continue
        if thing is not None and _sent_in(candidate, thing, predicates):
            continue
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
