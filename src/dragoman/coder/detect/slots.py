"""The slots of a predicate and the actors in them: what a sense asks for, and what the sentence gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Mention, Sentence
from dragoman.entities.parties import Parties
from dragoman.knowledge.codebook.predicates import Predicates, Sense
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.syntax.arguments import RELATIVE, allotted, recipient, timely
from dragoman.syntax.legacy import conjuncts, patient, prepositions

Side = tuple[Mention, ...]
HUMAN = frozenset({"people", "captive", "person"})
#: Classes of what a side acts with: "sent 500 TROOPS" has them on no side.
HANDLED = frozenset({"goods", "weapon", "military"})
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


def fits(sense: Sense, head: Token, slots: dict[str, Token | None], predicates: Predicates, parties: Parties) -> bool:
    """Do the words in a sense's required slots belong to the classes it asks for?"""
    for name, wanted in sense.requires.items():
        words = slot(head, name, slots)
        if wanted == "any":
            if not words:
                return False
        elif not any(predicates.is_a(w.lemma_.lower(), wanted) or _is_one(w, wanted, parties) for w in measured(words)):
            return False
    return True


def measured(words: Iterable[Token]) -> Iterator[Token]:
    """The words, and what some of them only measure: "dozens OF ARTEFACTS", "a shipment OF GRAIN"."""
    for word in words:
        yield word
        if word.lemma_.lower() in WORDS["partitive"] or word.lemma_.lower() in WORDS["measures"]:
            yield from (noun for prep, noun in prepositions(word) if prep in {"of", "in"})


def _is_one(word: Token, wanted: str, parties: Parties) -> bool:
    """Are named or described people what a sense asks for ("released two followers of ...")?"""
    return wanted in HUMAN and any(
        m.kind not in {"adjective", "toponym", "metonym"} and (m.demonym or not m.actor.startswith(("state:", "org:")))
        for m in parties.of(word)
    )


def slot(head: Token, name: str, slots: dict[str, Token | None]) -> list[Token]:
    """The words in a slot: a grammatical role, or a preposition of the head, its object or its support verb."""
    if name == "going":
        return [c for c in head.children if c.dep_ in {"xcomp", "ccomp"}]
    if name in {"modifier", "kind"}:
        owner = slots.get("subj") if name == "kind" else slots.get("obj") or head
        owners = measured([owner]) if owner is not None else ()
        return [c for o in owners for c in o.children if c.dep_ in {"amod", "compound", "nmod"}]
    if name == "comp":
        thing = slots.get("obj")
        return [*complement(head), *(complement(thing) if thing is not None else ())]
    if name in slots:
        token = slots[name]
        return [token] if token is not None else []
    out = [noun for prep, noun in prepositions(head) if prep == name and not _occasion(prep, noun)]
    thing = slots.get("obj")
    if not out and thing is not None:
        inner = [p for t in measured([thing]) for p in prepositions(t)]
        out = [noun for prep, noun in inner if prep == name and not timely(noun)]
    if not out and head.pos_ == "NOUN":
        # "the arrest of two tourists by Libya": the parser hangs the second phrase on the first
        out = [
            noun for of, inner in prepositions(head) if of == "of" or name != "by"
            for prep, noun in prepositions(inner)
            if prep == name and not timely(noun) and name in {"by", "to", "against", "on", "with", "from"}
        ]  # fmt: skip
    return out


def _occasion(prep: str, noun: Token) -> bool:
    """ "On Sunday", "in the wake of": when and on what occasion, in no role."""
    lemma = noun.lemma_.lower()
    return timely(noun) or (prep == "in" and lemma in WORDS["occasions"]) or lemma in WORDS["regarding"]


def complement(head: Token) -> Iterator[Token]:
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
                    [*(c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), *allotted(verb)]
                    if verb.dep_ in {"ccomp", "acl", "relcl"} or any(c.lower_ == "for" for c in verb.lefts)
                    else []
                )
                own = [n for n in own if n.lower_ not in RELATIVE]
                yield from own
                thing = patient(verb)
                if thing is not None and thing.lemma_.lower() in WORDS["sent"]:
                    yield from (noun for prep, noun in prepositions(verb) if prep in {"to", "into", "for"})
                if thing is not None and thing not in own and not _sent(verb, thing):
                    yield thing
                beside = [(p, n) for p, n in prepositions(verb) if p not in WORDS["beside"]]
                yield from (noun for prep, noun in beside if prep not in {"by", "in", "on", "at"})
                yield from (noun for _, noun in beside)
                for inner in verb.children:
                    if inner.dep_ == "xcomp" or (inner.dep_ == "advcl" and inner.tag_ == "VB" and inner.i > verb.i):
                        yield from (t for t in (patient(inner), recipient(inner)) if t is not None)
                        yield from (noun for _, noun in prepositions(inner))


def _sent(verb: Token, thing: Token) -> bool:
    """ "Offered to send TROOPS": they are on nobody's side but the sender's."""
    return verb.lemma_.lower() in WORDS["sending"] and thing.lemma_.lower() in WORDS["sent"]


def fill(
    trigger: Token, sentence: Sentence, sense: Sense, slots: dict[str, Token | None], parties: Parties
) -> Candidate | None:
    """A candidate with the first source and target slots that hold actors; none where an act lacks its parties."""
    source: Side = ()
    target: Side = ()
    used = ""
    for name in sense.source:
        source = actors(trigger, name, slots, parties, subjectlike=name != "in")
        if source:
            used = name
            break
    several = sense.reciprocal and len({m.country for m in source}) > 1
    for name in sense.target if not several else ("with",):
        target = actors(trigger, name, slots, parties, but=source)
        if name == "obj" and sense.requires.get("obj") in HANDLED:
            handled = list(measured(conjuncts(slots["obj"]))) if slots["obj"] is not None else []
            target = tuple(m for m in target if m.head not in handled)
        if (
            sense.type == "CONSULT"
            and sense.mode != "visit"
            and name == "obj"
            and all(m.kind == "toponym" for m in target)
        ):
            target = ()  # "held a meeting in the forest": with nobody named
        if target:
            used = f"{used} > {name}"
            break
    mutual = sense.reciprocal or _each_other(slots.get("obj"))
    if mutual and source and not target and len({m.actor for m in source}) > 1:
        source, target = source[:1], source[1:]
    unseen = sense.type == "ASSAULT" and trigger.pos_ == "VERB" and bool(target)
    if not (source or unseen) or not (target or sense.alone or sense.type in INTRANSITIVE):
        return None
    noun = slots["obj"] if sense.object is not None else None
    return Candidate(trigger, sentence, sense, source, target, f"{sense.type} by {sense.name} ({used})", noun)


def _each_other(thing: Token | None) -> bool:
    """ "Accused EACH OTHER", "shelled ONE ANOTHER": both sides do it to both."""
    return thing is not None and (
        thing.lower_ == "another" or (thing.lower_ == "other" and any(c.lower_ == "each" for c in thing.children))
    )


def without(target: Side, source: Side) -> Side:
    """The target without actors that are the source already ("Iran defended its programme")."""
    mine, own = {m.actor for m in source}, {m.country for m in source}
    return tuple(
        m for m in target if m.actor not in mine and not (m.country in own and (m.kind == "pronoun" or _own_force(m)))
    )


def _own_force(m: Mention) -> bool:
    """ "its troops" are what a side acts with, not whom it acts on."""
    return m.sector == "MIL" and m.first.tag_ == "PRP$"


def actors(
    head: Token,
    name: str,
    slots: dict[str, Token | None],
    parties: Parties,
    *,
    subjectlike: bool = False,
    but: Side = (),
) -> Side:
    """The actors in a slot, without those (`but`) that stand on the other side already."""
    for word in slot(head, name, slots):
        if name == "subj" and word.dep_ == "amod" and subjectlike:
            return tuple(parties.mentions(word)[:1])  # "RUSSIAN efforts to": whose adjective acts
        for found in _standing(word, parties, subjectlike):
            other = without(found, but)
            if other:
                return other
    return ()


def _standing(word: Token, parties: Parties, subjectlike: bool) -> Iterator[Side]:
    """Whom a word stands for, itself and then by the parts of its phrase."""
    yield parties.of(word, weak=True, toponyms=not subjectlike)
    if subjectlike:
        yield from parties.makers(word)
    else:
        yield from parties.around(word)
        yield parties.author(word)
