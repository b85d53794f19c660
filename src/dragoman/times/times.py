"""The stage that finds the times of an article."""

from __future__ import annotations

from dragoman.document import Document, stage
from dragoman.parse import Parsed
from dragoman.times.analyse import analyse


@stage(needs=("blocks",), adds=("times",))
def find_times(document: Document) -> Document:
    """Every time expression of the article text in order, ages of persons among them."""
    own = document.knowledge
    return document.adding(times=analyse(Parsed(document.article, document.blocks), own.time_grammar, own.time_lexicon))
