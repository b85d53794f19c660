"""The stage that finds the places of an article."""

from __future__ import annotations

from dragoman.document import Document, stage
from dragoman.knowledge.gazetteer.gazetteer import Gazetteer
from dragoman.parse import Parsed
from dragoman.places.analyse import analyse

__all__ = ["Gazetteer", "analyse", "find_places"]


@stage(needs=("blocks",), adds=("places",))
def find_places(document: Document) -> Document:
    """Every toponym in all the text, in order: locations, metonyms and demonyms."""
    return document.adding(places=analyse(Parsed(document.article, document.blocks), document.knowledge.gazetteer))
