"""What stands beside a word of the parse: agents, recipients, particles, relative pronouns and their antecedents.

Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from dragoman.syntax.voice import DEEPEST

DASHES = frozenset({"—", "–", "--", "-"})


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that stand in some relations."""
    return [c for c in token.children if c.dep_ in deps]


def antecedent(token: Token, relative: Collection[str]) -> Token:
    """What a relative pronoun stands for: the noun its clause modifies; any other token is itself."""
    if token.lower_ not in relative or token.dep_ == "det":
        return token
    node = token.head
    for _ in range(DEEPEST):
        if node.dep_ == "relcl":
            return node.head
        if node.dep_ == "ROOT":
            return token
        node = node.head
    return token


def named(words: list[Token]) -> Token:
    """ "Met his counterpart PRESIDENT ROSSI": of two in one role without a comma the name behind the title."""
    first, *more = words
    if more and first.ent_type_ == "GPE" and any(t.text in DASHES for t in first.doc[first.i : more[0].i]):
        return more[0]  # "Lima, Peru — TWO ROCKETS struck"
    beside = bool(more) and more[0].left_edge.i == first.i + 1 and more[0].pos_ == "PROPN" and first.pos_ != "PROPN"
    return more[0] if beside else first


def split(verb: Token) -> list[Token]:
    """ "Peru HOWEVER has opposed": the parser hangs the subject on the auxiliary, or takes capitals for an adverb."""
    aux = [noun for c in children(verb, "aux") for noun in children(c, "nsubj")]
    return aux or [c for c in children(verb, "advmod") if c.i < verb.i and c.is_upper and len(c) > 2]


def allotted(verb: Token) -> list[Token]:
    """ "Set a deadline for PERU to leave": the parser hangs the name on "for"."""
    return [noun for c in verb.lefts if c.lower_ == "for" and c.dep_ == "mark" for noun in children(c, "pobj")]


def agent(verb: Token) -> Token | None:
    """The noun of a passive's "by" phrase."""
    for by in children(verb, "agent", "prep"):
        if by.lower_ == "by":
            for noun in children(by, "pobj"):
                if noun.ent_type_ not in {"DATE", "TIME", "PERCENT", "QUANTITY"}:
                    return noun
    return None


def told(verb: Token, head: Token) -> Token:
    """ "Fighters overran a base, officials SAID, KILLING ten": the participle goes with what was told before."""
    before = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i and c.pos_ == "VERB"]
    return before[-1] if before and verb.tag_ == "VBG" and verb.i > head.i else head


def small_clause(verb: Token) -> list[Token]:
    """ "found the ENVOY guilty", "helped HAITI cope": the subject of an adjective or verb that is a clause."""
    clauses = [c for c in children(verb, "ccomp", "xcomp") if c.pos_ == "ADJ" or _helped(verb, c)]
    return [n for c in clauses for n in children(c, "nsubj") if n.i > verb.i]


def _helped(verb: Token, clause: Token) -> bool:
    return verb.lemma_ == "help" or (verb.lemma_ == "declare" and to_do(clause))


def gap(verb: Token, relative: Collection[str]) -> bool:
    """Does a relative clause have its own subject, so that what is missing is the object ("fighters we captured")?"""
    own = children(verb, "nsubj")
    return bool(own) and own[0].lower_ not in relative and verb.tag_ != "VBG"


def shared_object(verb: Token) -> Token | None:
    """ "attacked and killed the guards": the first verb shares the object of the second."""
    for other in children(verb, "conj"):
        if other.pos_ == "VERB" and not children(other, "nsubj") and other.i - verb.i <= 3:
            objects = children(other, "dobj")
            if objects:
                return objects[0]
    return None


def recipient(verb: Token) -> Token | None:
    """The indirect object: "told the EU", "gave Ukraine arms", "gave arms to Ukraine" as dative."""
    for child in children(verb, "dative"):
        if child.pos_ == "ADP":
            return next(iter(children(child, "pobj")), None)
        return child
    return None


def timely(noun: Token) -> bool:
    """ "on Sunday", "in May": a phrase of time fills no slot."""
    return noun.ent_type_ in {"DATE", "TIME"}


def to_do(verb: Token) -> bool:
    """Is the verb an infinitive with "to"?"""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb: "carry OUT", "call OFF"."""
    return next((c.lower_ for c in children(verb, "prt")), None)
