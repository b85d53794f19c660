"""Text in which no actor is named: page furniture, bylines, and photo credits inside a paragraph."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from dragoman.annotations import Block
from dragoman.knowledge.lexicon.furniture import FurnitureCues

#: Kinds of paragraphs that name no actor.
FURNITURE = frozenset({"credit", "link"})


def is_furniture(block: Block) -> bool:
    """Is a paragraph a credit or a link, which names no actor?"""
    return block.kind in FURNITURE


def credited(doc: Doc, cues: FurnitureCues) -> frozenset[int]:
    """The positions of the tokens inside photo credits ("Ministers in Kisumu. Jane Doe/AFP/Getty Images").

    Args:
        doc: a paragraph.
        cues: the patterns by which a credit is recognised.
    """
    spans = cues.credits(doc.text)
    if not spans:
        return frozenset()
    starts = [t.idx for t in doc]
    return frozenset(i for a, b in spans for i in range(bisect_left(starts, a), bisect_left(starts, b)))
