"""Contexts of an act: the subjects its sentence speaks of, from a list of words for each PLOVER context."""

from __future__ import annotations

from collections import Counter

from dragoman.annotations import Sentence
from dragoman.knowledge.lexicon.contexts import plain
from dragoman.knowledge.shim import shipped

MOST = 3
SILENT = frozenset({"'s", "’s", "'", "’", "-", "–"})  # "women's rights" and "pro-democracy" are phrases of two words


def find_contexts(sentence: Sentence, kind: str) -> tuple[str, ...]:
    """The contexts a sentence has most words of, at most three, by count and then in the order of the codebook."""
    words = shipped().lexicon.contexts
    table, order = words.by_phrase, words.order
    lemmas = [plain(t.lemma_) for t in sentence.span if not t.is_space and t.lower_ not in SILENT]
    counts: Counter[str] = Counter()
    for n, lemma in enumerate(lemmas):
        for phrase in (lemma, f"{lemma} {lemmas[n + 1]}" if n + 1 < len(lemmas) else ""):
            counts.update(table.get(phrase, ()))
    if kind == "CONSULT" and counts["diplomatic"] == 0:
        counts["diplomatic"] = 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], order[c]))[:MOST])
