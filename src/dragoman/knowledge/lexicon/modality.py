"""Cues of modality (modality.yaml): what the words around a predicate say of its reality."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from dragoman.knowledge.lexicon.lists import Lists, Words
from dragoman.knowledge.loader import known
from dragoman.model import Modality

Value = Annotated[str, known("modality")]


class ModalityCues(Lists):
    """Cues by list; `governs`, `nouns` and `modifiers` have the words of each modality."""

    auxiliaries: Mapping[str, Modality]
    governs: Mapping[Value, Words]
    nouns: Mapping[Value, Words]
    modifiers: Mapping[Value, Words]
    marks: Mapping[str, Modality]
    speech: Words
    adjuncts: Words
    foresees: Words
    irrealis: Words
    hearsay: Words
    foretold: Words
    pursues: Words
    bygone: Words
    causing: Words
    would: Words
    conditions: Words
    indefinite: Words
    topical: Words
    enacting: Words

    @cached_property
    def governing(self) -> Mapping[str, Modality]:
        """The modality of what a verb or adjective governs, by its lemma."""
        return _by_word(self.governs)

    @cached_property
    def naming(self) -> Mapping[str, Modality]:
        """The modality of what a noun's infinitive or "of" phrase names, by its lemma."""
        return _by_word(self.nouns)

    @cached_property
    def modifying(self) -> Mapping[str, Modality]:
        """The modality of what an adjective or adverb stands beside, by the word."""
        return _by_word(self.modifiers)


def _by_word(lists: Mapping[str, Words]) -> Mapping[str, Modality]:
    return {word: value for value, words in lists.items() for word in words}  # type: ignore[misc]
