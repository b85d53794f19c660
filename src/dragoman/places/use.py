"""Location, metonym or demonym: what a toponym is used for, after the taxonomy of Gritta et al. 2019."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from dragoman.knowledge.gazetteer.spot import Reading
from dragoman.knowledge.lexicon.lists import ToponymWords as Cues
from dragoman.places.cues import chain_head, governor, reached

Use = Literal["location", "metonym", "demonym"]
RULERS = frozenset({"country", "capital", "facility"})
"""Kinds that stand for who rules there even as a mere object ("told Moscow")."""
PARTNERS = frozenset({"with", "against", "by"})


def use_of(words: Span, reading: Reading, cues: Cues) -> tuple[Use, str | None]:
    """The use of a toponym, and the preposition that governs it in lower case."""
    head = governor(words)
    preposition = head.lower_ if head is not None else None
    if reading.people:
        return "demonym", preposition
    if reading.spot.kind != "water" and _acts(words, head, reading, cues):
        return "metonym", preposition
    return "location", preposition


def _acts(words: Span, preposition: Token | None, reading: Reading, cues: Cues) -> bool:
    """Does it do, say, undergo as a party, or own what only people can?"""
    if preposition is not None:
        between = preposition.lower_ == "between" and preposition.head.pos_ == "NOUN" and reading.spot.kind in RULERS
        return preposition.lower_ in PARTNERS or between
    root = chain_head(words)
    if root.dep_ == "nsubj":
        return root.head.pos_ == "VERB" and root.head.lemma_.lower() not in cues.stative
    if root.dep_ in ("dobj", "dative"):
        return reading.spot.kind in RULERS and not reached(words, cues)
    return root.dep_ in ("compound", "nmod", "amod") and root.head.ent_type_ in ("ORG", "NORP")
