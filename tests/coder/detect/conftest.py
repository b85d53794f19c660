"""What the tests of detection share: a text read as far as its actors, with shipped or own knowledge."""

from __future__ import annotations

import pytest

from dragoman.acquire import article
from dragoman.entities.entities import find_entities
from dragoman.entities.parties import Parties
from dragoman.knowledge import load_knowledge
from dragoman.pipeline import Pipeline
from dragoman.places.places import find_places
from dragoman.times.times import find_times


@pytest.fixture(scope="session")
def parties_of(parser):
    """Text to the parties of its document, with the shipped knowledge or that of a folder."""
    stages = Pipeline((find_times, find_places, find_entities))

    def run(text, own=None):
        return Parties(stages(parser.document(article(text, published="2024-03-05"), load_knowledge(own))))

    return run


@pytest.fixture(scope="session")
def word():
    """A document's first token with a text."""

    def run(parties, text):
        return next(t for block in parties.document.blocks for t in block.doc if t.text == text)

    return run
