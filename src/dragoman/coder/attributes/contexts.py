"""Contexts of an act: the subjects its sentence speaks of, from a list of words for each PLOVER context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

import dragoman.knowledge.codebook
from dragoman.errors import BadKnowledge
from dragoman.parse import Sentence

SHIPPED = Path(dragoman.knowledge.codebook.__file__).parent / "contexts.yaml"
MOST = 3
SILENT = frozenset({"'s", "’s", "'", "’", "-", "–"})  # "women's rights" and "pro-democracy" are phrases of two words


@cache
def load_contexts(path: Path = SHIPPED) -> Mapping[str, tuple[str, ...]]:
    """Phrase of one or two lemmas to its contexts; raises `BadKnowledge` for a list that is no list of words."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    out: dict[str, tuple[str, ...]] = {}
    for context, words in raw.items():
        if not isinstance(words, list):
            raise BadKnowledge(path, f"{context}: a list of words is expected")
        for word in words:
            phrase = _joined(str(word))
            if context not in out.get(phrase, ()):
                out[phrase] = (*out.get(phrase, ()), context)
    return out


def _joined(word: str) -> str:
    return word.lower().replace("-", " ")


@cache
def _order() -> Mapping[str, int]:
    """The place of each context in the codebook."""
    return {name: n for n, name in enumerate(dict.fromkeys(c for some in load_contexts().values() for c in some))}


def find_contexts(sentence: Sentence, kind: str) -> tuple[str, ...]:
    """The contexts a sentence has most words of, at most three, by count and then in the order of the codebook."""
    table, order = load_contexts(), _order()
    lemmas = [_joined(t.lemma_) for t in sentence.span if not t.is_space and t.lower_ not in SILENT]
    counts: Counter[str] = Counter()
    for n, lemma in enumerate(lemmas):
        for phrase in (lemma, f"{lemma} {lemmas[n + 1]}" if n + 1 < len(lemmas) else ""):
            counts.update(table.get(phrase, ()))
    if kind == "CONSULT" and counts["diplomatic"] == 0:
        counts["diplomatic"] = 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], order[c]))[:MOST])
