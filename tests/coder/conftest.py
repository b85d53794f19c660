"""Documents as the coder is given them, and what it finds in them on the way, through the real parser and knowledge."""

from __future__ import annotations

import pytest

from dragoman.acquire import article
from dragoman.coder.detect.classify import LexiconClassifier
from dragoman.coder.events.find import Attributes, Detection
from dragoman.coder.first_person import resolve_first_person
from dragoman.entities.entities import find_entities
from dragoman.knowledge import load_knowledge
from dragoman.pipeline import Pipeline
from dragoman.places.places import find_places
from dragoman.quotes.quotes import find_quotes
from dragoman.times.times import find_times

#: A Wednesday.
PUBLISHED = "2024-03-06"


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture(scope="session")
def document_of(parser, knowledge):
    """Text to a document after all stages before the events."""
    before = Pipeline((find_times, find_places, find_entities, find_quotes, resolve_first_person))
    return lambda text, published=PUBLISHED: before(parser.document(article(text, published=published), knowledge))


@pytest.fixture(scope="session")
def detected(document_of):
    """Text to its document and the candidates in it, by the lexicon alone, before anything is said of them."""

    def run(text, published=PUBLISHED):
        document = document_of(text, published)
        detection = Detection(document, None, LexiconClassifier())
        return document, [c for s in document.sentences for c in detection.candidates(s)]

    return run


@pytest.fixture(scope="session")
def attributed(detected):
    """Text to its document and the candidates in it that are acts, with their attributes."""

    def run(text, published=PUBLISHED):
        document, found = detected(text, published)
        attributes = Attributes(document)
        return document, [c for c in found if attributes.fill(c)]

    return run


@pytest.fixture(scope="session")
def word():
    """The first token of a document with some text."""
    return lambda document, text: next(t for s in document.sentences for t in s.span if t.text == text)
