"""Contexts of an act: the subjects its sentence speaks of, from a list of words for each PLOVER context."""

from __future__ import annotations

from collections import Counter

from dragoman.annotations import Sentence
from dragoman.document import Document
from dragoman.knowledge.lexicon.contexts import plain

#: An event has at most so many contexts.
MOST = 3
#: Tokens that are no words of a phrase: "women's rights" and "pro-democracy" are phrases of two words.
SILENT = frozenset({"'s", "’s", "'", "’", "-", "–"})


def find_contexts(sentence: Sentence, event_type: str, document: Document) -> tuple[str, ...]:
    """The contexts a sentence has most words of, at most three, by count and then in the order of the codebook.

    Args:
        sentence: a sentence of the document.
        event_type: the type of the event it reports; a meeting (CONSULT) is diplomatic whatever its words.
        document: its lexicon has the words of each context (contexts.yaml).
    """
    words = document.knowledge.lexicon.contexts
    lemmas = [plain(t.lemma_) for t in sentence.span if not t.is_space and t.lower_ not in SILENT]
    counts: Counter[str] = Counter()
    for n, lemma in enumerate(lemmas):
        for phrase in (lemma, f"{lemma} {lemmas[n + 1]}" if n + 1 < len(lemmas) else ""):
            counts.update(words.by_phrase.get(phrase, ()))
    if event_type == "CONSULT" and counts["diplomatic"] == 0:
        counts["diplomatic"] = 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], words.order[c]))[:MOST])
