"""The slots of a predicate (subject, object, prepositions ...), what a sense requires of them, and their actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Mention, Sentence
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Sense
from dragoman.syntax.arguments import allotted, recipient, timely

#: The actors on one side of an act.
Side = tuple[Mention, ...]
#: The words in the grammatical roles of a predicate, by role; None for a role that nothing fills.
Slots = Mapping[str, Token | None]
#: Classes of words for people, which a name or described actor meets too ("released PETER").
HUMAN = frozenset({"people", "captive", "person"})
#: Classes of what the source acts with, and that are no target: "sent 500 TROOPS".
HANDLED = frozenset({"goods", "weapon", "military"})
#: Event types that are coded without a target too.
INTRANSITIVE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "RETREAT"})


@dataclass(frozen=True)
class Predication:
    """A predicate in one of its senses, with the actors on both sides.

    Args:
        trigger: the token of the predicate.
        sentence: its sentence.
        sense: its meaning in the codebook's terms.
        source: the actors who act.
        target: the actors acted on; empty where the event needs none or the sentence names none.
        rule: why, in words: the sense, and the slots in which the actors were found.
        made: does another make the source do it ("forced THEM to surrender")?
        noun: the event noun of a support verb ("held TALKS").
    """

    trigger: Token
    sentence: Sentence
    sense: Sense
    source: Side
    target: Side
    rule: str
    made: bool
    noun: Token | None = None


def fits(sense: Sense, head: Token, slots: Slots, parties: Parties) -> bool:
    """Do the words in a sense's required slots belong to the classes it asks for?

    Args:
        sense: the sense; `requires` has a class of words, or "any", for each slot that must be filled.
        head: the predicate.
        slots: what fills its grammatical roles.
        parties: the actors that the document's words refer to.
    """
    predicates, document = parties.document.knowledge.predicates, parties.document
    for name, wanted in sense.requires.items():
        words = slot(head, name, slots, document)
        if wanted == "any":
            if not words:
                return False
        elif not any(
            predicates.is_a(w.lemma_.lower(), wanted) or _is_one(w, wanted, parties) for w in measured(words, document)
        ):
            return False
    return True


def measured(words: Iterable[Token], document: Document) -> Iterator[Token]:
    """The words, and after a measure also what it measures: "dozens OF ARTEFACTS", "a shipment OF GRAIN"."""
    acts = document.knowledge.lexicon.acts
    for word in words:
        yield word
        if word.lemma_.lower() in acts.partitive or word.lemma_.lower() in acts.measures:
            yield from (noun for prep, noun in document.syntax.prepositions(word) if prep in acts.measured_by)


def _is_one(word: Token, wanted: str, parties: Parties) -> bool:
    """Does a sense require people, and does the word refer to some ("released two FOLLOWERS of ...")?"""
    return wanted in HUMAN and any(
        m.kind not in {"adjective", "toponym", "metonym"} and (m.demonym or not m.actor.startswith(("state:", "org:")))
        for m in parties.of(word)
    )


def slot(head: Token, name: str, slots: Slots, document: Document) -> list[Token]:
    """The words in one slot of a predicate.

    Args:
        head: the predicate.
        name: a grammatical role ("subj", "obj", "poss" ...), "comp" (roles of the clause it takes), "going" (the verb
            of that clause), "modifier" (of the object) or "kind" (of the subject), else a preposition of the
            predicate or of its object, also where the parser attaches it to the phrase before.
        slots: what fills the grammatical roles.
        document: the document of the predicate.
    """
    if name == "going":
        return [c for c in head.children if c.dep_ in {"xcomp", "ccomp"}]
    if name in {"modifier", "kind"}:
        owner = slots.get("subj") if name == "kind" else slots.get("obj") or head
        owners = measured([owner], document) if owner is not None else ()
        return [c for o in owners for c in o.children if c.dep_ in {"amod", "compound", "nmod"}]
    if name == "comp":
        thing = slots.get("obj")
        return [*complement(head, document), *(complement(thing, document) if thing is not None else ())]
    if name in slots:
        token = slots[name]
        return [token] if token is not None else []
    return _governed(head, name, slots.get("obj"), document)


def _governed(head: Token, name: str, thing: Token | None, document: Document) -> list[Token]:
    """The nouns behind a preposition of a predicate or of its object."""
    prepositions, displaced = document.syntax.prepositions, document.knowledge.lexicon.acts.displaced
    out = [noun for prep, noun in prepositions(head) if prep == name and not _occasion(prep, noun, document)]
    if not out and thing is not None:
        inner = [p for t in measured([thing], document) for p in prepositions(t)]
        out = [noun for prep, noun in inner if prep == name and not timely(noun)]
    if not out and head.pos_ == "NOUN":
        # "the arrest of two tourists by Libya": the parser attaches the second phrase to the first
        out = [
            noun for of, inner in prepositions(head) if of == "of" or name != "by"
            for prep, noun in prepositions(inner)
            if prep == name and not timely(noun) and name in displaced
        ]  # fmt: skip
    return out


def _occasion(prep: str, noun: Token, document: Document) -> bool:
    """Does a phrase say when or on what occasion ("on Sunday", "in the wake of"), so that it fills no slot?"""
    lemma, acts = noun.lemma_.lower(), document.knowledge.lexicon.acts
    return timely(noun) or (prep == "in" and lemma in acts.occasions) or lemma in acts.regarding


def complement(head: Token, document: Document) -> Iterator[Token]:
    """The words in the roles of the clause that a predicate takes, likeliest first ("agreed to send troops to MALI").

    Args:
        head: a verb, or a noun with a clause of its own ("its OFFER to send").
        document: the document of the predicate.
    """
    for verb in _clauses(head):
        yield from _roles(verb, document)


def _clauses(head: Token) -> Iterator[Token]:
    """The verbs of the clauses behind a predicate that belong to it."""
    for clause in head.children:
        if (
            clause.dep_ in {"xcomp", "ccomp", "acl", "relcl", "pcomp"}
            or (clause.dep_ == "advcl" and clause.tag_ == "VB")
            or (clause.dep_ == "prep" and clause.i > head.i)
        ):
            verbs = [clause] if clause.dep_ != "prep" else [c for c in clause.children if c.dep_ == "pcomp"]
            yield from (verb for verb in verbs if verb.i >= head.i)


def _roles(verb: Token, document: Document) -> Iterator[Token]:
    """A verb's own subject, its object, its prepositional phrases, then those of its infinitives."""
    syntax, acts = document.syntax, document.knowledge.lexicon.acts
    own = _own_subject(verb, acts.relative)
    yield from own
    thing = syntax.patient(verb)
    if thing is not None and thing.lemma_.lower() in acts.sent:
        yield from (noun for prep, noun in syntax.prepositions(verb) if prep in acts.destinations)
    if thing is not None and thing not in own and not _sent(verb, thing, document):
        yield thing
    beside = [(p, n) for p, n in syntax.prepositions(verb) if p not in acts.beside]
    yield from (noun for prep, noun in beside if prep not in acts.settings)
    yield from (noun for _, noun in beside)
    for inner in verb.children:
        if inner.dep_ == "xcomp" or (inner.dep_ == "advcl" and inner.tag_ == "VB" and inner.i > verb.i):
            yield from (t for t in (syntax.patient(inner), recipient(inner)) if t is not None)
            yield from (noun for _, noun in syntax.prepositions(inner))


def _own_subject(verb: Token, relative: Collection[str]) -> list[Token]:
    """The subject of a clause that does not share that of the verb above; none that is a relative pronoun."""
    if verb.dep_ not in {"ccomp", "acl", "relcl"} and all(c.lower_ != "for" for c in verb.lefts):
        return []
    subjects = [*(c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), *allotted(verb)]
    return [n for n in subjects if n.lower_ not in relative]


def _sent(verb: Token, thing: Token, document: Document) -> bool:
    """Is the object what the source sends ("offered to send TROOPS"), and so no target?"""
    acts = document.knowledge.lexicon.acts
    return verb.lemma_.lower() in acts.sending and thing.lemma_.lower() in acts.sent


def fill(trigger: Token, sentence: Sentence, sense: Sense, slots: Slots, parties: Parties) -> Predication | None:
    """A predicate with the actors in its slots, or None where the event lacks a party that it needs.

    Args:
        trigger: the predicate.
        sentence: its sentence.
        sense: its sense; the first of its source slots and of its target slots that hold actors count.
        slots: what fills the grammatical roles.
        parties: the actors that the document's words refer to.
    """
    source, used = _source(trigger, sense, slots, parties)
    target, other = _target(trigger, sense, slots, source, parties)
    if target:
        used = f"{used} > {other}"
    mutual = sense.reciprocal or _each_other(slots.get("obj"))
    if mutual and source and not target and len({m.actor for m in source}) > 1:
        source, target = source[:1], source[1:]
    unseen = sense.type == "ASSAULT" and trigger.pos_ == "VERB" and bool(target)
    if not (source or unseen) or not (target or sense.alone or sense.type in INTRANSITIVE):
        return None
    noun = slots["obj"] if sense.object is not None else None
    rule = f"{sense.type} by {sense.name} ({used})"
    return Predication(trigger, sentence, sense, source, target, rule, parties.document.syntax.made(trigger), noun)


def _source(trigger: Token, sense: Sense, slots: Slots, parties: Parties) -> tuple[Side, str]:
    """The actors of the source, and the slot that they fill; () and "" where there are none."""
    for name in sense.source:
        if source := actors(trigger, name, slots, parties, subjectlike=name != "in"):
            return source, name
    return (), ""


def _target(trigger: Token, sense: Sense, slots: Slots, source: Side, parties: Parties) -> tuple[Side, str]:
    """The actors of the target, and the slot that they fill; () and "" where there are none."""
    several = sense.reciprocal and len({m.country for m in source}) > 1
    for name in sense.target if not several else ("with",):
        target = actors(trigger, name, slots, parties, but=source)
        if name == "obj" and sense.requires.get("obj") in HANDLED:
            target = _not_handled(target, slots["obj"], parties.document)
        meeting = sense.type == "CONSULT" and sense.mode != "visit"
        if meeting and name == "obj" and all(m.kind == "toponym" for m in target):
            continue  # "held a meeting in the forest": with nobody named
        if target:
            return target, name
    return (), ""


def _not_handled(target: Side, thing: Token | None, document: Document) -> Side:
    """The target without what the source only acts with ("sent 500 TROOPS")."""
    handled = list(measured(document.syntax.conjuncts(thing), document)) if thing is not None else []
    return tuple(m for m in target if m.head not in handled)


def _each_other(thing: Token | None) -> bool:
    """Is the object reciprocal ("accused EACH OTHER", "shelled ONE ANOTHER")?"""
    return thing is not None and (
        thing.lower_ == "another" or (thing.lower_ == "other" and any(c.lower_ == "each" for c in thing.children))
    )


def without(target: Side, source: Side) -> Side:
    """The target without actors that are the source already ("Iran defended its programme")."""
    ids, countries = {m.actor for m in source}, {m.country for m in source}
    others = (m for m in target if m.actor not in ids)
    return tuple(m for m in others if m.country not in countries or not (m.kind == "pronoun" or _own_force(m)))


def _own_force(m: Mention) -> bool:
    """Does a mention name the source's own forces ("ITS troops"), which are no target?"""
    return m.sector == "MIL" and m.first.tag_ == "PRP$"


def actors(
    head: Token, name: str, slots: Slots, parties: Parties, *, subjectlike: bool = False, but: Side = ()
) -> Side:
    """The actors in one slot of a predicate: those of the first word in it that stands for any.

    Args:
        head: the predicate.
        name: the slot, see `slot`.
        slots: what fills the grammatical roles.
        parties: the actors that the document's words refer to.
        subjectlike: is it a slot of the source, in which a place alone is no actor?
        but: actors of the other side, who do not count.
    """
    for word in slot(head, name, slots, parties.document):
        if name == "subj" and word.dep_ == "amod" and subjectlike:
            return tuple(parties.mentions(word)[:1])  # "RUSSIAN efforts to"
        for found in _standing(word, parties, subjectlike):
            other = without(found, but)
            if other:
                return other
    return ()


def _standing(word: Token, parties: Parties, subjectlike: bool) -> Iterator[Side]:
    """The actors that a word refers to: itself, then by each part of its phrase in turn."""
    yield parties.of(word, weak=True, toponyms=not subjectlike)
    if subjectlike:
        yield from parties.makers(word)
    else:
        yield from parties.around(word)
        yield parties.author(word)
