"""The use of a toponym: location, metonym or demonym, after the taxonomy of Gritta et al. (2019)."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from dragoman.knowledge.gazetteer.location import Referent
from dragoman.knowledge.lexicon.lists import ToponymWords
from dragoman.places.surroundings import chain_head, governor, reached

Use = Literal["location", "metonym", "demonym"]
#: Kinds of places that stand for their government also as objects ("told MOSCOW").
RULERS = frozenset({"country", "capital", "facility"})


def use_of(tokens: Span, referent: Referent, words: ToponymWords) -> tuple[Use, str | None]:
    """The use of a toponym, and the preposition that governs it in lower case, None if there is none.

    Args:
        tokens: its tokens.
        referent: what it refers to.
        words: the lists of words that tell how a toponym is used.
    """
    head = governor(tokens)
    preposition = head.lower_ if head is not None else None
    if referent.people:
        return "demonym", preposition
    if referent.location.kind != "water" and _acts(tokens, head, referent, words):
        return "metonym", preposition
    return "location", preposition


def _acts(tokens: Span, preposition: Token | None, referent: Referent, words: ToponymWords) -> bool:
    """Does a toponym stand for an actor: as agent, partner ("talks WITH Moscow"), addressee, or in a body's name?"""
    if preposition is not None:
        between = preposition.lower_ in words.among and preposition.head.pos_ == "NOUN"
        return preposition.lower_ in words.partners or (between and referent.location.kind in RULERS)
    root = chain_head(tokens)
    if root.dep_ == "nsubj":
        return root.head.pos_ == "VERB" and root.head.lemma_.lower() not in words.stative
    if root.dep_ in ("dobj", "dative"):
        return referent.location.kind in RULERS and not reached(tokens, words)
    return root.dep_ in ("compound", "nmod", "amod") and root.head.ent_type_ in ("ORG", "NORP")
