"""What of an article names nobody: the furniture of its page, bylines, and the credits of pictures inside a text."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from dragoman.annotations import Block
from dragoman.knowledge.lexicon.furniture import FurnitureCues

FURNITURE = frozenset({"credit", "link"})


def is_furniture(block: Block) -> bool:
    """Is a segment a credit or a link, in which nobody acts and nobody is brought in?"""
    return block.kind in FURNITURE


def credited(doc: Doc, cues: FurnitureCues) -> frozenset[int]:
    """The tokens inside credits of pictures ("Ministers in Kisumu. Jane Doe/AFP/Getty Images"); `cues` tell them."""
    spans = cues.credits(doc.text)
    if not spans:
        return frozenset()
    starts = [t.idx for t in doc]
    return frozenset(i for a, b in spans for i in range(bisect_left(starts, a), bisect_left(starts, b)))
