"""The stage that finds the actors of an article and where they stand."""

from __future__ import annotations

from dragoman.document import Document, stage
from dragoman.entities.actors import find_actors
from dragoman.parse import Parsed


@stage(needs=("blocks", "places"), adds=("actors", "mentions"))
def find_entities(document: Document) -> Document:
    """The actors of the article and every mention of each, in the order of the text."""
    parsed = Parsed(document.article, document.blocks)
    actors, mentions = find_actors(parsed, document.knowledge.register, document.places)
    return document.adding(actors=actors, mentions=mentions)
