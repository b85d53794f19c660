"""Arguments of a word in the parse: agents, recipients, particles, relative pronouns and their antecedents.

Dependency labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from dragoman.syntax.voice import DEEPEST

DASHES = frozenset({"—", "–", "--", "-"})


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that have one of these dependency labels, in the order of the text."""
    return [c for c in token.children if c.dep_ in deps]


def antecedent(token: Token, relative: Collection[str]) -> Token:
    """The antecedent of a relative pronoun: the noun that its clause modifies. Any other token is returned as it is.

    Args:
        token: a token.
        relative: the relative pronouns, lower case.
    """
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
    """The head of an argument for which the parser gives several words: the name after a title, else the first word.

    "Met his counterpart PRESIDENT ROSSI"; "Lima, Peru — TWO ROCKETS struck", where the dateline comes first.
    """
    first, *more = words
    if more and first.ent_type_ == "GPE" and any(t.text in DASHES for t in first.doc[first.i : more[0].i]):
        return more[0]
    beside = bool(more) and more[0].left_edge.i == first.i + 1 and more[0].pos_ == "PROPN" and first.pos_ != "PROPN"
    return more[0] if beside else first


def split(verb: Token) -> list[Token]:
    """Subjects that the parser attaches to the auxiliary ("Peru HOWEVER has opposed"), or in capitals as an adverb."""
    aux = [noun for c in children(verb, "aux") for noun in children(c, "nsubj")]
    return aux or [c for c in children(verb, "advmod") if c.i < verb.i and c.is_upper and len(c) > 2]


def allotted(verb: Token) -> list[Token]:
    """The subject of an infinitive that the parser attaches to "for" ("set a deadline for PERU to leave")."""
    return [noun for c in verb.lefts if c.lower_ == "for" and c.dep_ == "mark" for noun in children(c, "pobj")]


def agent(verb: Token) -> Token | None:
    """The noun of a passive's "by" phrase, None where there is none or it is a time or quantity ("by Sunday")."""
    for by in children(verb, "agent", "prep"):
        if by.lower_ == "by":
            for noun in children(by, "pobj"):
                if noun.ent_type_ not in {"DATE", "TIME", "PERCENT", "QUANTITY"}:
                    return noun
    return None


def reported(verb: Token, head: Token) -> Token:
    """The verb that an adverbial clause belongs to: `head`, or the verb of the reported clause before it.

    "Fighters OVERRAN a base, officials said, KILLING ten": the parser attaches the participle to "said".
    """
    before = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i and c.pos_ == "VERB"]
    return before[-1] if before and verb.tag_ == "VBG" and verb.i > head.i else head


def small_clause(verb: Token) -> list[Token]:
    """The subjects of small clauses that a verb takes: its objects ("found the ENVOY guilty", "helped HAITI cope")."""
    clauses = [c for c in children(verb, "ccomp", "xcomp") if c.pos_ == "ADJ" or _helped(verb, c)]
    return [n for c in clauses for n in children(c, "nsubj") if n.i > verb.i]


def _helped(verb: Token, clause: Token) -> bool:
    return verb.lemma_ == "help" or (verb.lemma_ == "declare" and to_do(clause))


def gap(verb: Token, relative: Collection[str]) -> bool:
    """Is the object missing from a relative clause, as it has a subject of its own ("fighters WE captured")?

    Args:
        verb: the verb of the relative clause.
        relative: the relative pronouns, lower case.
    """
    subjects = children(verb, "nsubj")
    return bool(subjects) and subjects[0].lower_ not in relative and verb.tag_ != "VBG"


def shared_object(verb: Token) -> Token | None:
    """The object that a verb shares with the verb joined to it ("attacked and killed the GUARDS"), if any."""
    for other in children(verb, "conj"):
        if other.pos_ == "VERB" and not children(other, "nsubj") and other.i - verb.i <= 3:
            objects = children(other, "dobj")
            if objects:
                return objects[0]
    return None


def recipient(verb: Token) -> Token | None:
    """The indirect object ("told the EU", "gave UKRAINE arms", "gave arms to UKRAINE"), if any."""
    for child in children(verb, "dative"):
        if child.pos_ == "ADP":
            return next(iter(children(child, "pobj")), None)
        return child
    return None


def timely(noun: Token) -> bool:
    """Is a noun a date or time ("on SUNDAY", "in MAY"), and so no argument?"""
    return noun.ent_type_ in {"DATE", "TIME"}


def to_do(verb: Token) -> bool:
    """Is a verb an infinitive with "to"?"""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb in lower case ("carry OUT", "call OFF"), None where it has none."""
    return next((c.lower_ for c in children(verb, "prt")), None)
