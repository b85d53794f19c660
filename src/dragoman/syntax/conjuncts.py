"""Coordination: the words joined to a noun, also where the parser joins a name to the wrong word."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token


def conjuncts(token: Token, picking: Collection[str], sharing: Collection[str]) -> list[Token]:
    """The token and its conjuncts (joined to it by "and", "or" or commas), in the order of the text.

    The conjuncts of a name in apposition to it count too ("the agency ALPHA and the MINISTRY").

    Args:
        token: a noun.
        picking: words that single out one of those named before ("notably"); a word that has one is no conjunct.
        sharing: prepositions that a noun shares with a name joined to the noun's head ("sanctions ON Peru and Chile").
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
    """Names that the parser joins to the head noun, not to the name after its preposition.

    "Sanctions on Peru and CHILE".
    """
    prep = token.head
    if token.dep_ != "pobj" or token.pos_ != "PROPN" or prep.lower_ not in sharing or prep.head.pos_ != "NOUN":
        return []
    return [c for c in prep.head.children if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i > token.i]


def _beside(name: Token) -> bool:
    """Is it a name in apposition to the noun just before it, without a comma?"""
    return name.dep_ == "appos" and name.doc[name.left_edge.i - 1].text != ","


def _picked(token: Token, picking: Collection[str]) -> bool:
    """Is it singled out from those named before ("some states, NOTABLY Peru"), and so not one more?"""
    return any(c.lower_ in picking for c in token.lefts)
