"""Candidates for events: predicates of the lexicon with the actors that grammar puts in their slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.codebook.senses import Predicates, Sense
from dragoman.coder.arguments import RELATIVE, passive, patient, prepositions, recipient, subject
from dragoman.coder.who import Parties
from dragoman.ground.mention import Mention
from dragoman.parse import Sentence

Side = tuple[Mention, ...]
DURING = frozenset({"during", "after", "following", "on", "amid", "before", "through", "throughout", "at"})
HUMAN = frozenset({"people", "captive", "person"})
OBLIGING = frozenset({"must", "should", "ought"})
INTRANSITIVE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "RETREAT"})


@dataclass(frozen=True)
class Candidate:
    """A predicate, the sense that fits its grammar, its parties, and the rule in words."""

    trigger: Token
    sentence: Sentence
    sense: Sense
    source: Side
    target: Side
    rule: str
    noun: Token | None = None


def find_candidates(sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """Every predicate of a sentence with at least one actor in its slots; one a word, one a support verb's noun."""
    taken: set[int] = set()
    found: list[Candidate] = []
    for token in sentence.span:
        if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ == "VBN"):
            found.extend(_verb(token, sentence, predicates, parties, taken))
        if token.lower_ in OBLIGING and token.dep_ in {"aux", "xcomp", "ccomp"}:
            found.extend(_obliged(token, sentence, predicates, parties))
    for token in sentence.span:
        if token.i in taken:
            continue
        if token.pos_ in {"NOUN", "PROPN"}:
            found.extend(_noun(token, sentence, predicates, parties))
        elif token.pos_ == "ADJ":
            found.extend(_adjective(token, sentence, predicates, parties))
    yield from sorted(found, key=lambda c: c.trigger.i)


def _verb(
    verb: Token, sentence: Sentence, predicates: Predicates, parties: Parties, taken: set[int]
) -> Iterator[Candidate]:
    """A verb with the most specific sense whose slots hold actors: with its particle, its object noun, alone."""
    lemma = verb.lemma_.lower()
    slots = {"subj": subject(verb), "obj": patient(verb), "iobj": recipient(verb)}
    thing = slots["obj"]
    words = {p for p, _ in prepositions(verb)} | {
        c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod"}
    }
    for sense in predicates.verb(lemma, frozenset(words), thing.lemma_.lower() if thing is not None else None):
        if not fits(sense, verb, slots, predicates, parties):
            continue
        candidate = _fill(verb, sentence, sense, slots, parties)
        if candidate is not None:
            if sense.object is not None and thing is not None:
                taken.add(thing.i)
            yield candidate
            return


def _obliged(modal: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """ "Peru said Chile must withdraw": who says what another must or should do, asks it of him."""
    verb = modal.head if modal.dep_ == "aux" else modal
    speech = verb.head
    if verb.dep_ not in {"ccomp", "conj"} or speech.pos_ != "VERB":
        return
    source = parties.of(subject(speech), weak=True, toponyms=False)
    target = _without(parties.of(subject(verb) or patient(verb), weak=True), source)
    if source and target and {m.country for m in target} - {m.country for m in source}:
        sense = predicates.obligation
        yield Candidate(speech, sentence, sense, source, target, f"{sense.type} by {modal.text!r} in what is said")


def fits(sense: Sense, head: Token, slots: dict[str, Token | None], predicates: Predicates, parties: Parties) -> bool:
    """Do the words in a sense's required slots belong to the classes it asks for?"""
    for name, wanted in sense.requires.items():
        words = _slot(head, name, slots)
        if wanted == "any":
            if not words:
                return False
        elif not any(predicates.is_a(w.lemma_.lower(), wanted) or _is_one(w, wanted, parties) for w in words):
            return False
    return True


def _is_one(word: Token, wanted: str, parties: Parties) -> bool:
    """Are named or described people what a sense asks for ("released two followers of ...")?"""
    return wanted in HUMAN and any(m.kind not in {"adjective", "toponym", "metonym"} for m in parties.of(word))


def _slot(head: Token, name: str, slots: dict[str, Token | None]) -> list[Token]:
    """The words in a slot: a grammatical role, or a preposition of the head, its object or its support verb."""
    if name == "comp":
        thing = slots.get("obj")
        return [*_complement(head), *(_complement(thing) if thing is not None else ())]
    if name in slots:
        token = slots[name]
        return [token] if token is not None else []
    out = [noun for prep, noun in prepositions(head) if prep == name]
    thing = slots.get("obj")
    if not out and thing is not None:
        out = [noun for prep, noun in prepositions(thing) if prep == name]
    return out


def _complement(head: Token) -> Iterator[Token]:
    """The words in the roles of the clause a predicate takes ("agreed to send troops to MALI")."""
    for clause in head.children:
        if (
            clause.dep_ in {"xcomp", "ccomp", "acl", "relcl", "pcomp"}
            or (clause.dep_ == "advcl" and clause.tag_ == "VB")
            or (clause.dep_ == "prep" and clause.i > head.i)
        ):
            verbs = [clause] if clause.dep_ != "prep" else [c for c in clause.children if c.dep_ == "pcomp"]
            for verb in verbs:
                if verb.i < head.i:
                    continue
                own = (
                    [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
                    if verb.dep_ in {"ccomp", "acl", "relcl"}
                    else []
                )
                own = [n for n in own if n.lower_ not in RELATIVE]
                yield from own
                thing = patient(verb)
                if thing is not None and thing not in own:
                    yield thing
                yield from (noun for prep, noun in prepositions(verb) if prep not in {"by", "in", "on", "at"})
                yield from (noun for _, noun in prepositions(verb))
                for inner in verb.children:
                    if inner.dep_ == "xcomp":
                        yield from (t for t in (patient(inner), recipient(inner)) if t is not None)
                        yield from (noun for _, noun in prepositions(inner))


def _fill(
    trigger: Token, sentence: Sentence, sense: Sense, slots: dict[str, Token | None], parties: Parties
) -> Candidate | None:
    """A candidate with the first source and target slots that hold actors; none where an act lacks its parties."""
    source: Side = ()
    target: Side = ()
    used = ""
    for name in sense.source:
        source = _actors(trigger, name, slots, parties, subjectlike=True)
        if source:
            used = name
            break
    several = sense.reciprocal and len({m.country for m in source}) > 1
    for name in sense.target if not several else ("with",):
        target = _without(_actors(trigger, name, slots, parties), source)
        if target:
            used = f"{used} > {name}"
            break
    if sense.reciprocal and source and not target and len({m.actor for m in source}) > 1:
        source, target = source[:1], source[1:]
    if not source or (not target and sense.type not in INTRANSITIVE):
        return None
    noun = slots["obj"] if sense.object is not None else None
    return Candidate(trigger, sentence, sense, source, target, f"{sense.type} by {sense.name} ({used})", noun)


def _without(target: Side, source: Side) -> Side:
    """The target without actors that are the source already ("Iran defended its programme")."""
    mine, own = {m.actor for m in source}, {m.country for m in source}
    return tuple(m for m in target if m.actor not in mine and not (m.kind == "pronoun" and m.country in own))


def _actors(
    head: Token, name: str, slots: dict[str, Token | None], parties: Parties, *, subjectlike: bool = False
) -> Side:
    for word in _slot(head, name, slots):
        found = parties.of(word, weak=True, toponyms=not subjectlike)
        if not found and not subjectlike:
            found = parties.behind(word) or parties.author(word)
        if found:
            return found
    return ()


def _adjective(word: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """ "is critical of", "remains supportive of": the subject of the copula, the object of the preposition."""
    copula = word.head if word.dep_ in {"acomp", "oprd", "xcomp", "conj"} else None
    if copula is None:
        return
    slots = {"subj": subject(copula), "obj": None, "iobj": None, "speech": _speaker(copula)}
    for sense in predicates.adjective(word.lemma_.lower()):
        candidate = _fill(word, sentence, sense, slots, parties)
        if candidate is not None:
            yield candidate
            return


def _speaker(verb: Token) -> Token | None:
    """Who says a clause: the subject of the verb it is the complement of."""
    head = verb.head
    return subject(head) if verb.dep_ == "ccomp" and head.pos_ == "VERB" else None


def _noun(noun: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """An event noun: its possessor and modifiers act, its prepositions name the other side."""
    if noun.dep_ == "compound":
        return
    for sense in predicates.noun(noun.lemma_.lower()):
        if sense.requires and not fits(sense, noun, _noun_slots(noun, predicates), predicates, parties):
            continue
        source, target, rule = _noun_sides(noun, sense, predicates, parties)
        if (source and (target or sense.type in INTRANSITIVE)) or (
            target and sense.type == "ASSAULT" and noun.dep_ != "poss"
        ):
            yield Candidate(noun, sentence, sense, source, target, f"{sense.type} by {sense.name} ({rule})")
            return


def _noun_sides(noun: Token, sense: Sense, predicates: Predicates, parties: Parties) -> tuple[Side, Side, str]:
    slots = _noun_slots(noun, predicates)
    both = _between(noun, slots, parties) if sense.reciprocal else ()
    if len({m.country for m in both}) > 1:
        return both[:1], both[1:], "between"
    source, used = _first(noun, (*sense.source, "support"), slots, parties, True)
    target, other = _first(noun, (*sense.target, "received"), slots, parties, False)
    target = _without(target, source)
    if sense.reciprocal and len(source) > 1 and not target:
        return source[:1], source[1:], used
    return source, target, f"{used} > {other}"


def _noun_slots(noun: Token, predicates: Predicates) -> dict[str, Token | None]:
    """Possessor, modifiers and the subject of the verb that carries the noun ("held talks", "launched an attack")."""
    slots: dict[str, Token | None] = {"poss": None, "amod": None, "compound": None, "support": None}
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            slots["amod" if child.dep_ == "nmod" else child.dep_] = child
    slots["support"] = support(noun, predicates)
    slots["received"] = received(noun, predicates)
    return slots


def received(noun: Token, predicates: Predicates) -> Token | None:
    """Whom an act falls on that he is said to face or receive ("has faced criticism from")."""
    if noun.dep_ == "dobj" and predicates.is_a(noun.head.lemma_.lower(), "receiving"):
        return subject(noun.head)
    return None


def support(noun: Token, predicates: Predicates) -> Token | None:
    """The actor of the verb above an event noun, where that verb adds no act of its own."""
    head, node = noun.head, noun
    if node.dep_ == "pobj" and head.pos_ in {"ADP", "VERB", "SCONJ"}:
        node, head = head, head.head
        if node.lower_ in DURING and head.pos_ in {"VERB", "AUX"}:
            return subject(head)
        if node.lower_ not in {"in", "for", "to", "into", "on", "with", "of"}:
            return None
    if head.pos_ == "NOUN" and predicates.is_a(head.lemma_.lower(), "container"):
        return support(head, predicates)
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if noun.dep_ == "nsubjpass" or passive(head):
        return subject(head) if predicates.is_support(head.lemma_.lower()) else None
    if noun.dep_ in {"dobj", "pobj", "attr"} and predicates.is_support(head.lemma_.lower()):
        carrier = subject(head)
        if carrier is not None and carrier.pos_ == "NOUN" and predicates.noun(carrier.lemma_.lower()):
            return next((c for c in carrier.children if c.dep_ == "poss"), None) or support(carrier, predicates)
        return carrier
    return None


def _between(noun: Token, slots: dict[str, Token | None], parties: Parties) -> Side:
    """Both sides of a reciprocal noun: "between A and B", "A-B talks", "A's talks with B"."""
    for prep, other in prepositions(noun):
        if prep in {"between", "among", "of"}:
            found = parties.of(other, weak=True, toponyms=False)
            if len(found) > 1:
                return found
    return tuple(dict.fromkeys(m for name in ("amod", "compound") for m in _hyphened(slots[name], parties)))


def _hyphened(token: Token | None, parties: Parties) -> Side:
    if token is None:
        return ()
    inner = [token, *(c for c in token.children if c.dep_ in {"compound", "amod", "nmod", "npadvmod", "conj"})]
    words = sorted(inner, key=lambda t: t.i)
    return tuple(m for w in words for m in parties.mentions(w)[:1])


def _first(
    noun: Token, names: Sequence[str], slots: dict[str, Token | None], parties: Parties, subjectlike: bool
) -> tuple[Side, str]:
    for name in names:
        found = _actors(noun, name, slots, parties, subjectlike=subjectlike)
        if not found and name not in slots:
            found = _verb_side(noun, name, parties)
        if found:
            return found, name
    return (), "?"


def _verb_side(noun: Token, prep: str, parties: Parties) -> Side:
    """A preposition the parser hung on the verb above: "held talks in Malta with Sullivan"."""
    if noun.dep_ in {"dobj", "nsubjpass", "attr", "nsubj"}:
        for name, other in prepositions(noun.head):
            if name == prep:
                return parties.of(other, weak=True)
    return ()
