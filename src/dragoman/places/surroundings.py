"""The grammatical context of a name: its preposition, its verb, its capital letter."""

from __future__ import annotations

from spacy.tokens import Span, Token

from dragoman.knowledge.lexicon.lists import ToponymWords

CHAIN = 8  # steps up the parse, at most


def governor(tokens: Span) -> Token | None:
    """The preposition that governs a name, also through coordination and apposition; None if there is none."""
    token = tokens.root
    for _ in range(CHAIN):
        head = token.head
        if token.dep_ == "pobj" or (token.dep_ == "pcomp" and head.pos_ == "ADP"):
            return head
        if token.dep_ not in ("conj", "appos", "nmod") or head.i == token.i:
            return None
        token = head
    return None


def chain_head(tokens: Span) -> Token:
    """The head token of a name; in a coordination that of its first part ("KYIV and Lviv said")."""
    token = tokens.root
    for _ in range(CHAIN):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    return token


def reached(tokens: Span, words: ToponymWords) -> bool:
    """Is a name the object of a verb of going to, taking or striking a place ("visited JORDAN", "shelled HOMS")?"""
    token = chain_head(tokens)
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in words.reaching


def capitalised(token: Token) -> bool:
    """Does a token begin with a capital letter or digit?"""
    first = token.text[0]
    return first.isupper() or first.isdigit()
