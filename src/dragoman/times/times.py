"""The times of an article, as the record has them."""

from __future__ import annotations

from dragoman.model import Time
from dragoman.parse import Parsed
from dragoman.times import analyse


def find_times(parsed: Parsed) -> tuple[Time, ...]:
    """Every time expression of the article text in order; ages of persons are none."""
    return tuple(mention.time for mention in analyse(parsed) if mention.role != "age")
