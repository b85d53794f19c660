"""The times of a text, as the stage finds them."""

from __future__ import annotations

import pytest

from dragoman.times.times import find_times


@pytest.fixture(scope="session")
def mentions(document_of):
    """A text to its time expressions, ages of persons among them."""
    return lambda text, published=None, knowledge=None: find_times(document_of(text, published, knowledge)).times


@pytest.fixture(scope="session")
def found(mentions):
    """A text to the times of its record."""
    return lambda text, published=None: [m.time for m in mentions(text, published) if m.role != "age"]
