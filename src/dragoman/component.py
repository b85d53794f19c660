"""Dragoman as a spaCy component: `nlp.add_pipe("dragoman")` sets `doc._.dragoman` to the record of the text."""

from __future__ import annotations

from typing import Any


def make(nlp: Any, name: str) -> Any:
    """The factory that spaCy calls."""
    raise NotImplementedError
