"""The places of an article, as the record has them."""

from __future__ import annotations

from dragoman.knowledge.gazetteer.gazetteer import Gazetteer
from dragoman.knowledge.shim import load_gazetteer
from dragoman.model import Place
from dragoman.parse import Parsed
from dragoman.places.analyse import analyse
from dragoman.places.mention import PlaceMention

__all__ = ["Gazetteer", "PlaceMention", "analyse", "find_places", "load_gazetteer"]


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every toponym in all the text, in order: locations, metonyms and demonyms."""
    return tuple(mention.place for mention in analyse(parsed, gazetteer))
