"""Word lists of the coder's grammar, from words.yaml."""

from __future__ import annotations

from pathlib import Path

from dragoman.knowledge.lexicon.entities import load_words

WORDS = load_words(Path(__file__).parent / "acts.yaml")
