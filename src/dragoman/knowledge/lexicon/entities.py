"""Word lists of the grounding of actors, from words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from dragoman.errors import BadKnowledge


def load_words(path: Path) -> Mapping[str, frozenset[str]]:
    """The lists of a file by name; raises `BadKnowledge` for a list that is none."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    for name, words in raw.items():
        if not isinstance(words, list):
            raise BadKnowledge(path, f"{name}: a list of words is expected")
    return {name: frozenset(words) for name, words in raw.items()}


WORDS = load_words(Path(__file__).parent / "entities.yaml")
