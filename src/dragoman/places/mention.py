"""A toponym where it stands: the place it means and the words that bear it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.model import Place
from dragoman.parse import Block


@dataclass(frozen=True)
class PlaceMention:
    """A place with its spaCy tokens (`last` inclusive), its block, and the lower-case preposition that governs it."""

    place: Place
    first: Token
    last: Token
    block: Block
    preposition: str | None = None
