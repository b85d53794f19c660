"""Location, metonym or demonym: what a toponym is used for, after the taxonomy of Gritta et al. 2019."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span

from dragoman.ground.place.cues import Cues, governor
from dragoman.ground.place.spot import Reading

Use = Literal["location", "metonym", "demonym"]
WITH = frozenset({"with", "against", "by", "for", "of", "to", "between"})
METONYMIC = frozenset({"country", "capital", "admin1", "city", "facility", "region", "continent"})


def use_of(words: Span, reading: Reading, cues: Cues) -> tuple[Use, str | None]:
    """The use of a toponym, and the preposition that governs it in lower case."""
    head = governor(words)
    preposition = head.lower_ if head is not None else None
    if reading.people:
        return "demonym", preposition
    if reading.spot.kind in METONYMIC and _acts(words, preposition, cues):
        return "metonym", preposition
    return "location", preposition


def _acts(words: Span, preposition: str | None, cues: Cues) -> bool:
    root = words.root
    if root.dep_ == "conj":
        while root.dep_ == "conj" and root.head.i != root.i:
            root = root.head
    if root.dep_ in ("nsubj", "agent"):
        return root.head.lemma_.lower() in cues.acting
    if root.dep_ in ("dobj", "dative", "iobj"):
        return root.head.lemma_.lower() in cues.acting
    if preposition == "by":
        return True
    if preposition in ("with", "against"):
        return True
    return root.dep_ in ("poss", "compound", "nmod", "amod") and root.head.ent_type_ in ("ORG", "NORP")
