"""Contexts of an act: the subjects its sentence speaks of, from a list of words for each PLOVER context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

import dragoman.codebook
from dragoman.errors import BadKnowledge
from dragoman.parse import Sentence

SHIPPED = Path(dragoman.codebook.__file__).parent / "contexts.yaml"
MOST = 3


@cache
def load_contexts(path: Path = SHIPPED) -> Mapping[str, tuple[str, ...]]:
    """Phrase of one or two lemmas to its contexts; raises `BadKnowledge` for a list that is no list of words."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    out: dict[str, tuple[str, ...]] = {}
    for context, words in raw.items():
        if not isinstance(words, list):
            raise BadKnowledge(path, f"{context}: a list of words is expected")
        for word in words:
            out[str(word)] = (*out.get(str(word), ()), context)
    return out


def find_contexts(sentence: Sentence, kind: str) -> tuple[str, ...]:
    """The contexts a sentence has most words of, at most three, by count and then in the order of the codebook."""
    table = load_contexts()
    lemmas = [t.lemma_.lower() for t in sentence.span if not t.is_space]
    counts: Counter[str] = Counter()
    for n, lemma in enumerate(lemmas):
        for phrase in (lemma, f"{lemma} {lemmas[n + 1]}" if n + 1 < len(lemmas) else ""):
            counts.update(table.get(phrase, ()))
    if kind == "CONSULT" and counts["diplomatic"] == 0:
        counts["diplomatic"] = 1
    order = list(counts)
    return tuple(sorted(counts, key=lambda c: (-counts[c], order.index(c)))[:MOST])
