"""The entry point of event detection: the predicates of a sentence, with the actors in their slots."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.non_events import figurative, idle, interviewing, sporting, thinking
from dragoman.coder.detect.nouns import noun_candidates
from dragoman.coder.detect.slots import Predication, Side, fill, fits, measured, without
from dragoman.coder.detect.speech_acts import specified
from dragoman.coder.events.validity import rules
from dragoman.document import Document
from dragoman.entities.parties import UNKNOWN, Parties
from dragoman.syntax.arguments import recipient

#: Labels under which a gerund is a noun: "FIGHTING between two armies erupted".
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
#: The country code of intergovernmental organisations.
IGO = "IGO"


def find_candidates(sentence: Sentence, parties: Parties) -> list[Predication]:
    """Every predicate of a sentence that the lexicon knows and that has an actor in its slots.

    Args:
        sentence: a sentence of the document.
        parties: the actors that the document's words refer to; its knowledge decides what a predicate is.

    Returns them in the order of the text, one for each word; a support verb and its noun ("held talks") are one.
    A sentence about sport has none.
    """
    if sporting(sentence, parties.document):
        return []
    taken: set[int] = set()
    found: list[Predication] = []
    for token in sentence.span:
        if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ == "VBN") or _verbal(token):
            found.extend(_verb(token, sentence, parties, taken))
        found.extend(_obliged(token, sentence, parties))
    for token in sentence.span:
        if token.i in taken:
            continue
        if token.pos_ in {"NOUN", "PROPN"} or (token.tag_ == "VBG" and token.dep_ in NOMINAL):
            found.extend(noun_candidates(token, sentence, parties))
        elif token.pos_ == "ADJ":
            found.extend(_adjective(token, sentence, parties))
    return sorted(found, key=lambda c: c.trigger.i)


def _verbal(token: Token) -> bool:
    """Is a word tagged as a noun a verb, as it has subject and object ("Peru and Chile HAND over supplies")?"""
    return token.tag_ == "NN" and token.dep_ == "ROOT" and {c.dep_ for c in token.children} >= {"nsubj", "dobj"}


def _verb(verb: Token, sentence: Sentence, parties: Parties, taken: set[int]) -> Iterator[Predication]:
    """A verb with the most specific of its senses whose slots have actors; nothing if there is none.

    The index of an object noun that is part of the sense is added to `taken`.
    """
    document = parties.document
    syntax, predicates = document.syntax, document.knowledge.predicates
    if thinking(verb, document) or interviewing(verb, document):
        return
    slots = {"subj": syntax.subject(verb), "obj": syntax.patient(verb), "iobj": recipient(verb)}
    thing = slots["obj"]
    nouns = [t.lemma_.lower() for t in _things(thing, document)][::-1] if thing is not None else [None]
    words = syntax.circumstances(verb)
    for sense in (s for noun in nouns for s in predicates.verb(verb.lemma_.lower(), words, noun)):
        if figurative(sense, verb, thing, parties) or not fits(sense, verb, slots, parties):
            continue
        predication = fill(verb, sentence, sense, slots, parties)
        if predication is None or idle(predication, thing, parties):
            continue
        if thing is not None and _sent_in(predication, thing, document):
            continue
        if thing is not None and (sense.object is not None or "obj" in sense.requires):
            taken.add(thing.i)
        yield specified(predication, parties)
        return


def _sent_in(predication: Predication, thing: Token, document: Document) -> bool:
    """Are troops sent without a receiver named, which is no aid but the source's own deployment?"""
    knowledge = document.knowledge
    sent = measured(document.syntax.conjuncts(thing), document)
    return (
        predication.sense.type == "AID"
        and not predication.target
        and predication.trigger.lemma_.lower() in knowledge.lexicon.acts.sending
        and any(knowledge.predicates.is_a(t.lemma_.lower(), "military") for t in sent)
    )


def _things(thing: Token, document: Document) -> Iterator[Token]:
    """An object, what it measures, and the head noun that it shares with a conjunct ("AIR and artillery STRIKES")."""
    yield from measured([thing], document)
    if thing.lower_ in document.knowledge.lexicon.acts.shortened:
        yield from document.syntax.conjuncts(thing)[1:]


def _obliged(modal: Token, sentence: Sentence, parties: Parties) -> Iterator[Predication]:
    """A request made by saying what another must do ("Peru said Chile MUST withdraw")."""
    syntax, knowledge = parties.document.syntax, parties.document.knowledge
    if modal.lower_ not in knowledge.lexicon.acts.obliging or modal.dep_ not in {"aux", "xcomp", "ccomp"}:
        return
    verb = modal.head if modal.dep_ == "aux" else modal
    speech = verb.head
    if verb.dep_ not in {"ccomp", "conj"} or speech.pos_ != "VERB":
        return
    source = parties.of(syntax.subject(speech), weak=True, toponyms=False)
    obliged = syntax.subject(verb) or syntax.patient(verb)
    found = parties.of(obliged, weak=True) or (parties.behind(obliged) if obliged is not None else ())
    target = without(found, source)
    if source and target and (_abroad(target, source) or _petition(target, source)):
        sense = knowledge.predicates.obligation
        if sense is None:
            return
        rule = f"{sense.type} by {modal.text!r} in what is said"
        yield Predication(speech, sentence, sense, source, target, rule, syntax.made(speech))


def _abroad(target: Side, source: Side) -> bool:
    """Is the target of another country, or are both sides organisations of no country ("the UN said the AU must")?"""
    if {m.country for m in target} - {m.country for m in source} - {UNKNOWN}:
        return True
    return all(m.country == IGO and m.actor.startswith("org:") for m in (*source, *target))


def _petition(target: Side, source: Side) -> bool:
    """Do people demand something of their government? What rulers say that they must do is their own plan."""
    return all(rules(m) and not m.demonym for m in target) and not any(map(rules, source))


def _adjective(word: Token, sentence: Sentence, parties: Parties) -> Iterator[Predication]:
    """The event of a predicative adjective, whose subject is that of the copula ("is CRITICAL of")."""
    document = parties.document
    copula = word.head if word.dep_ in {"acomp", "oprd", "xcomp", "conj"} else None
    if copula is None:
        return
    slots = {"subj": document.syntax.subject(copula), "obj": None, "iobj": None, "speech": _speaker(copula, document)}
    for sense in document.knowledge.predicates.adjective(word.lemma_.lower()):
        if not fits(sense, word, slots, parties):
            continue
        predication = fill(word, sentence, sense, slots, parties)
        if predication is not None:
            yield predication
            return


def _speaker(verb: Token, document: Document) -> Token | None:
    """The speaker of a reported clause: the subject of the verb whose complement it is, None if it is not reported."""
    head = verb.head
    return document.syntax.subject(head) if verb.dep_ == "ccomp" and head.pos_ == "VERB" else None
