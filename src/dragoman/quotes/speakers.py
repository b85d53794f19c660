"""Speakers of quotes: the subject of the cue (the reporting verb), as an actor where it is one, else by its words."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.model import Speaker
from dragoman.syntax.arguments import agent
from dragoman.syntax.syntax import Syntax


def teller(verb: Token, syntax: Syntax) -> Token | None:
    """The head of a reporting verb's subject, also after "by" in a passive or after the verb ("said WANG")."""
    if syntax.passive(verb):
        return agent(verb)
    found = syntax.subject(verb)
    if found is not None:
        return found
    after = [
        c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "attr", "nsubj", "npadvmod", "dep", "appos"}
    ]
    return next((c for c in after if c.pos_ in {"PROPN", "NOUN", "PRON"}), None)


def speaker(token: Token | None, parties: Parties) -> Speaker | None:
    """The speaker that a token refers to: the actor of its mention, else its noun phrase as written.

    None for no token or one that can be no speaker.
    """
    if token is None or token.pos_ not in {"PROPN", "NOUN", "PRON", "X", "NUM", "ADJ", "DET"}:
        return None
    found = parties.of(token, weak=False, toponyms=False)
    direct = [m for m in parties.mentions(token) if m in found or m.head.i == token.i or m.last.i == token.i]
    if direct:
        return of_mention(direct[0], parties.document)
    document, first, last = parties.document, token, token
    for child in token.children:
        if child.dep_ in {"compound", "amod", "poss", "det", "nummod", "nmod"} and child.i < token.i:
            first = min(first, child.left_edge, key=lambda t: t.i)
        elif child.dep_ in {"compound", "flat"}:
            last = max(last, child, key=lambda t: t.i)
    while first.i < token.i and (first.pos_ in {"PUNCT", "DET", "SPACE", "CCONJ"} or first.is_quote):
        first = first.doc[first.i + 1]
    span = (document.at(first)[0], document.at(last)[1])
    text = document.text(span)
    name = found[0].name if found else text
    return Speaker(actor=found[0].actor if found else None, text=text, name=name, span=span)


def of_mention(m: Mention, document: Document) -> Speaker:
    """A mention as a speaker."""
    return Speaker(actor=m.actor, text=document.text(m.span), name=m.name, span=m.span)
