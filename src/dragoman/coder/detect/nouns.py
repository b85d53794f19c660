"""Event nouns: "talks between A and B", "A's invasion of B", "has faced criticism from A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.slots import INTRANSITIVE, Candidate, Side, actors, fits, without
from dragoman.entities.parties import UNKNOWN, Parties
from dragoman.knowledge.codebook.predicates import Predicates, Sense
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.syntax.arguments import timely
from dragoman.syntax.legacy import prepositions, subject
from dragoman.syntax.voice import DEEPEST, passive

#: Nouns of warfare in general are no stronger than this: their adjective says where, and without a side named they are
#: a state of affairs.
WARLIKE = 0.5
UNARMED = frozenset({UNKNOWN, "MED", "BUS", "NGO", "REL", "CVL", "JUD"})
FORCEFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"})
DURING = frozenset({"during", "after", "following", "on", "amid", "before", "through", "throughout", "at"})


def noun_candidates(noun: Token, sentence: Sentence, predicates: Predicates, parties: Parties) -> Iterator[Candidate]:
    """An event noun: its possessor and modifiers act, its prepositions name the other side."""
    if noun.dep_ == "compound" or timely(noun) or _spoken_of(noun):
        return
    if noun.lemma_.lower() in WORDS["plural"] and noun.tag_ == "NN":
        return
    for sense in predicates.noun(noun.lower_ if noun.tag_ == "VBG" else noun.lemma_.lower()):
        if sense.requires and not fits(sense, noun, _noun_slots(noun, predicates), predicates, parties):
            continue
        source, target, rule = _noun_sides(noun, sense, predicates, parties)
        if sense.type == "ASSAULT" and rule.startswith(("compound", "amod")) and _unarmed(source):
            source, target = (), target or source
        if (source and (target or sense.type in INTRANSITIVE)) or (
            target and sense.type == "ASSAULT" and noun.dep_ != "poss"
        ):
            yield Candidate(noun, sentence, sense, source, target, f"{sense.type} by {sense.name} ({rule})")
            return


def _unarmed(side: Side) -> bool:
    """ "The DAILY NEWS attack" is one on the paper."""
    return all(m.sector in UNARMED for m in side)


def _spoken_of(noun: Token) -> bool:
    """Is the act only an occasion ("in the light of the attacks") or a figure of speech ("a war of words")?"""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    occasion = above is not None and above.dep_ == "pobj" and above.lemma_.lower() in WORDS["occasions"]
    figure = any(p == "of" and n.lemma_.lower() in WORDS["rhetoric"] for p, n in prepositions(noun))
    token_of = noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lemma_.lower() in WORDS["tokens"]
    return occasion or figure or token_of or peaceful(noun)


def peaceful(noun: Token) -> bool:
    """A trade war, an election rally: a fight or a march in name only."""
    kind = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}} & WORDS["bloodless"]
    return noun.lemma_.lower() in WORDS["wars"] and bool(kind)


def _noun_sides(noun: Token, sense: Sense, predicates: Predicates, parties: Parties) -> tuple[Side, Side, str]:
    slots = _noun_slots(noun, predicates)
    beside = noun.dep_ == "pobj" and noun.head.lower_ in DURING
    if beside and (sense.type in FORCEFUL or (noun.head.lower_ == "on" and sense.type == "AGREE")):
        slots["support"] = None  # who spoke after an attack, or went back on a pact, did not make it
    both = _between(noun, slots, parties) if sense.reciprocal else ()
    if len({m.country for m in both}) > 1:
        return both[:1], both[1:], "between"
    doing = sense.type != "ASSAULT" or sense.strength > WARLIKE
    carried = ("support", *sense.source) if answerable(noun) is not None else (*sense.source, "support")
    source, used = _first(noun, carried, slots, parties, True, doing)
    target, other = _first(noun, (*sense.target, "received"), slots, parties, False, doing)
    target = without(target, source)
    if (sense.reciprocal or used == "between") and len(source) > 1 and not target:
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


def support(noun: Token, predicates: Predicates, depth: int = 0) -> Token | None:
    """The actor of the verb above an event noun, where that verb adds no act of its own."""
    head, node = noun.head, noun
    if (guilty := answerable(noun)) is not None:
        return guilty
    if head.lemma_.lower() == "end" or any(c.dep_ == "expl" for v in (head, head.head) for c in v.children):
        return None  # "announced an END TO the mission", "THERE was a protest": nobody here makes it
    if node.dep_ == "pobj" and head.pos_ in {"ADP", "VERB", "SCONJ"}:
        node, head = head, head.head
        if node.lower_ in DURING and head.pos_ in {"VERB", "AUX"}:
            return subject(head)
        if node.lower_ not in {"in", "for", "to", "into", "on", "with", "of"}:
            return None
    if head == noun or depth > DEEPEST:
        return None
    if head.pos_ == "NOUN" and predicates.is_a(head.lemma_.lower(), "container"):
        return support(head, predicates, depth + 1)
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if noun.dep_ == "nsubjpass" or passive(head):
        return subject(head) if predicates.is_support(head.lemma_.lower()) else None
    if noun.dep_ in {"dobj", "pobj", "attr"} and predicates.is_support(head.lemma_.lower()):
        carrier = subject(head)
        if carrier is not None and carrier.pos_ == "NOUN" and predicates.noun(carrier.lemma_.lower()):
            return next((c for c in carrier.children if c.dep_ == "poss"), None) or support(
                carrier, predicates, depth + 1
            )
        return carrier
    return None


def answerable(noun: Token) -> Token | None:
    """Who says or is said to have done it: "claimed RESPONSIBILITY FOR the attack", "is GUILTY OF the killings"."""
    noun = noun.head if noun.dep_ == "conj" else noun
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "of"}:
        return None
    blame = noun.head.head
    things = [blame] if blame.pos_ != "VERB" else [c for c in blame.children if c.dep_ == "dobj"]
    for thing in things:
        if thing.lemma_.lower() in WORDS["guilt"] and thing.dep_ in {"dobj", "acomp", "attr"}:
            return subject(thing.head)
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
    noun: Token, names: Sequence[str], slots: dict[str, Token | None], parties: Parties, subjectlike: bool, doing: bool
) -> tuple[Side, str]:
    """The first slot that holds actors; `doing`: an adjective names who acts ("a Syrian war" is one in Syria)."""
    for name in names:
        with_what = slots.get(name)
        if name == "compound" and with_what is not None and with_what.lemma_.lower() in WORDS["unmanned"]:
            owners = [*with_what.lefts, *(c for c in noun.lefts if c.dep_ == "compound" and c != with_what)]
            found = tuple(m for c in owners for m in parties.mentions(c)[:1])  # "US DRONE strikes"
        else:
            found = actors(noun, name, slots, parties, subjectlike=subjectlike)
        if not found and name == "amod" and doing:
            found = _hyphened(slots["amod"], parties)
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
