"""What is joined to a noun: by "and", "or" and commas, and where the parser joins a name to the wrong word."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token


def conjuncts(token: Token, picking: Collection[str], sharing: Collection[str]) -> list[Token]:
    """The token and all that is joined to it by "and", "or" or commas, in order.

    What is joined to its other name beside it ("the agency ALPHA and the ministry") is joined to it; words with one of
    `picking` ("notably") before them are not.
    """
    out, stack = [token, *_strayed(token, sharing)], [token]
    while stack:
        top = stack.pop()
        for child in (*top.children, *(c for name in top.children if _beside(name) for c in name.children)):
            if (
                child.dep_ == "conj"
                and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}
                and not _picked(child, picking)
            ):
                out.append(child)
                stack.append(child)
    return sorted(out, key=lambda t: t.i)


def _strayed(token: Token, sharing: Collection[str]) -> list[Token]:
    """ "Sanctions on Peru and CHILE": the parser joins a name to the act, not to the name behind its preposition."""
    prep = token.head
    if token.dep_ != "pobj" or token.pos_ != "PROPN" or prep.lower_ not in sharing or prep.head.pos_ != "NOUN":
        return []
    return [c for c in prep.head.children if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i > token.i]


def _beside(name: Token) -> bool:
    """Is it another name of the noun just before it, without a comma?"""
    return name.dep_ == "appos" and name.doc[name.left_edge.i - 1].text != ","


def _picked(token: Token, picking: Collection[str]) -> bool:
    """ "Some states, NOTABLY Peru": one of them, not one more."""
    return any(c.lower_ in picking for c in token.lefts)
