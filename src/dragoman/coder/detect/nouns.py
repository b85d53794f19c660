"""Event nouns: "talks between A and B", "A's invasion of B", "has faced criticism from A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.coder.detect.slots import INTRANSITIVE, Predication, Side, Slots, actors, fits, without
from dragoman.document import Document
from dragoman.entities.parties import UNKNOWN, Parties
from dragoman.knowledge.codebook.predicates import Sense
from dragoman.syntax.arguments import timely
from dragoman.syntax.voice import DEEPEST

#: The greatest strength of nouns of warfare in general, whose adjective is a place ("the SYRIAN war") and no source.
WARLIKE = 0.5
#: Sectors whose actors, before an event noun of attack, are its target and not its source.
UNARMED = frozenset({UNKNOWN, "MED", "BUS", "NGO", "REL", "CVL", "JUD"})
#: Event types whose source is not the one who speaks after or during the event.
FORCEFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"})


def noun_candidates(noun: Token, sentence: Sentence, parties: Parties) -> Iterator[Predication]:
    """The event that a noun names, in the first of its senses that has parties; nothing for a noun that names none.

    Args:
        noun: a noun, or a gerund in a noun's place. Its possessor and modifiers act, its prepositions name the other
            side.
        sentence: its sentence.
        parties: the actors that the document's words refer to.
    """
    document = parties.document
    if noun.dep_ == "compound" or timely(noun) or _spoken_of(noun, document):
        return
    if noun.lemma_.lower() in document.knowledge.lexicon.acts.plural and noun.tag_ == "NN":
        return
    for sense in document.knowledge.predicates.noun(noun.lower_ if noun.tag_ == "VBG" else noun.lemma_.lower()):
        if sense.requires and not fits(sense, noun, _noun_slots(noun, parties), parties):
            continue
        source, target, rule = _noun_sides(noun, sense, parties)
        if sense.type == "ASSAULT" and rule.startswith(("compound", "amod")) and _unarmed(source):
            source, target = (), target or source
        if (source and (target or sense.type in INTRANSITIVE)) or (
            target and sense.type == "ASSAULT" and noun.dep_ != "poss"
        ):
            why = f"{sense.type} by {sense.name} ({rule})"
            yield Predication(noun, sentence, sense, source, target, why, document.syntax.made(noun))
            return


def _unarmed(side: Side) -> bool:
    """Is a side unarmed, so that an attack named after it is on it ("the DAILY NEWS attack")?"""
    return all(m.sector in UNARMED for m in side)


def _spoken_of(noun: Token, document: Document) -> bool:
    """Is the event only an occasion ("in the light of the attacks") or a figure of speech ("a war of words")?"""
    acts = document.knowledge.lexicon.acts
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    occasion = above is not None and above.dep_ == "pobj" and above.lemma_.lower() in acts.occasions
    figure = any(p == "of" and n.lemma_.lower() in acts.rhetoric for p, n in document.syntax.prepositions(noun))
    token_of = noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lemma_.lower() in acts.tokens
    return occasion or figure or token_of or peaceful(noun, document)


def peaceful(noun: Token, document: Document) -> bool:
    """Is it a fight or a march in name only: a TRADE war, an ELECTION rally?"""
    acts = document.knowledge.lexicon.acts
    kind = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}} & acts.bloodless
    return noun.lemma_.lower() in acts.wars and bool(kind)


def _noun_sides(noun: Token, sense: Sense, parties: Parties) -> tuple[Side, Side, str]:
    """Source and target of an event noun, and the slots in which they were found, in words."""
    slots = _noun_slots(noun, parties)
    beside = noun.dep_ == "pobj" and noun.head.lower_ in parties.document.knowledge.lexicon.acts.during
    if beside and (sense.type in FORCEFUL or (noun.head.lower_ == "on" and sense.type == "AGREE")):
        slots["support"] = None  # who spoke after an attack did not make it
    both = _between(noun, slots, parties) if sense.reciprocal else ()
    if len({m.country for m in both}) > 1:
        return both[:1], both[1:], "between"
    doing = sense.type != "ASSAULT" or sense.strength > WARLIKE
    guilty = answerable(noun, parties) is not None
    carried = ("support", *sense.source) if guilty else (*sense.source, "support")
    source, used = _first(noun, carried, slots, parties, True, doing)
    target, other = _first(noun, (*sense.target, "received"), slots, parties, False, doing)
    target = without(target, source)
    if (sense.reciprocal or used == "between") and len(source) > 1 and not target:
        return source[:1], source[1:], used
    return source, target, f"{used} > {other}"


def _noun_slots(noun: Token, parties: Parties) -> dict[str, Token | None]:
    """The slots of an event noun: possessor, modifiers, and the subject of its support verb ("PERU held talks")."""
    slots: dict[str, Token | None] = {"poss": None, "amod": None, "compound": None, "support": None}
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            slots["amod" if child.dep_ == "nmod" else child.dep_] = child
    slots["support"] = support(noun, parties)
    slots["received"] = received(noun, parties.document)
    return slots


def received(noun: Token, document: Document) -> Token | None:
    """The target as subject of a verb of receiving whose object the noun is ("HAITI has faced criticism from")."""
    if noun.dep_ == "dobj" and document.knowledge.predicates.is_a(noun.head.lemma_.lower(), "receiving"):
        return document.syntax.subject(noun.head)
    return None


def support(noun: Token, parties: Parties, depth: int = 0) -> Token | None:
    """The subject of the support verb above an event noun: a verb that names no event itself ("PERU held talks").

    Args:
        noun: the event noun.
        parties: the actors that the document's words refer to.
        depth: how many nouns were climbed so far ("a ROUND of talks").

    Returns the head of the source, or None where the verb above is no support verb.
    """
    if (guilty := answerable(noun, parties)) is not None:
        return guilty
    syntax, acts = parties.document.syntax, parties.document.knowledge.lexicon.acts
    head = noun.head
    if head.lemma_.lower() == "end" or any(c.dep_ == "expl" for v in (head, head.head) for c in v.children):
        return None  # "announced an END TO the mission", "THERE was a protest": nobody here makes it
    if noun.dep_ == "pobj" and head.pos_ in {"ADP", "VERB", "SCONJ"}:
        preposition, head = head.lower_, head.head
        if preposition in acts.during and head.pos_ in {"VERB", "AUX"}:
            return syntax.subject(head)
        if preposition not in acts.carrying:
            return None
    if head == noun or depth > DEEPEST:
        return None
    if head.pos_ == "NOUN" and parties.document.knowledge.predicates.is_a(head.lemma_.lower(), "container"):
        return support(head, parties, depth + 1)
    return _carrier(noun, head, parties, depth) if head.pos_ in {"VERB", "AUX"} else None


def _carrier(noun: Token, verb: Token, parties: Parties, depth: int) -> Token | None:
    """The subject of a verb above an event noun, where it is a support verb."""
    syntax, predicates = parties.document.syntax, parties.document.knowledge.predicates
    if not predicates.is_support(verb.lemma_.lower()):
        return None
    if noun.dep_ == "nsubjpass" or syntax.passive(verb):
        return syntax.subject(verb)
    if noun.dep_ not in {"dobj", "pobj", "attr"}:
        return None
    carrier = syntax.subject(verb)
    if carrier is not None and carrier.pos_ == "NOUN" and predicates.noun(carrier.lemma_.lower()):
        owner = next((c for c in carrier.children if c.dep_ == "poss"), None)
        return owner or support(carrier, parties, depth + 1)
    return carrier


def answerable(noun: Token, parties: Parties) -> Token | None:
    """Who takes or is given the blame for an event: "PERU claimed responsibility for the attack", "is guilty of".

    Args:
        noun: the event noun.
        parties: the actors that the document's words refer to.

    Returns the head of the one responsible, or None where nothing says so.
    """
    syntax, acts = parties.document.syntax, parties.document.knowledge.lexicon.acts
    noun = noun.head if noun.dep_ == "conj" else noun
    if noun.dep_ != "pobj" or noun.head.lower_ not in acts.guilt_of:
        return None
    blame = noun.head.head
    things = [blame] if blame.pos_ != "VERB" else [c for c in blame.children if c.dep_ == "dobj"]
    for thing in things:
        if thing.lemma_.lower() in acts.guilt and thing.dep_ in {"dobj", "acomp", "attr"}:
            return syntax.subject(thing.head)
    return None


def _between(noun: Token, slots: Slots, parties: Parties) -> Side:
    """Both sides of a reciprocal noun: "between A and B", "A-B talks", "A's talks with B"."""
    mutual = parties.document.knowledge.lexicon.acts.mutual
    for prep, other in parties.document.syntax.prepositions(noun):
        if prep in mutual:
            found = parties.of(other, weak=True, toponyms=False)
            if len(found) > 1:
                return found
    return tuple(dict.fromkeys(m for name in ("amod", "compound") for m in _hyphened(slots[name], parties)))


def _hyphened(token: Token | None, parties: Parties) -> Side:
    """The actors in a modifier and in what is joined to it by a hyphen ("the PERU-CHILE talks")."""
    if token is None:
        return ()
    inner = [token, *(c for c in token.children if c.dep_ in {"compound", "amod", "nmod", "npadvmod", "conj"})]
    words = sorted(inner, key=lambda t: t.i)
    return tuple(m for w in words for m in parties.mentions(w)[:1])


def _first(
    noun: Token, names: Sequence[str], slots: Slots, parties: Parties, subjectlike: bool, doing: bool
) -> tuple[Side, str]:
    """The actors of the first slot that has any, and its name; `doing`: does an adjective count as a party?"""
    unmanned = parties.document.knowledge.lexicon.acts.unmanned
    for name in names:
        with_what = slots.get(name)
        if name == "compound" and with_what is not None and with_what.lemma_.lower() in unmanned:
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
    """The actors after a preposition that the parser attaches to the verb above ("held talks in Malta WITH Peru")."""
    if noun.dep_ in {"dobj", "nsubjpass", "attr", "nsubj"}:
        for name, other in parties.document.syntax.prepositions(noun.head):
            if name == prep:
                return parties.of(other, weak=True)
    return ()
