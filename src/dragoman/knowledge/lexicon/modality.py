"""Cues of modality: words around a predicate by which an event is actual, planned, denied ... (modality.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from dragoman.knowledge.lexicon.lists import Lists, Words
from dragoman.knowledge.loader import known
from dragoman.model import Modality

Value = Annotated[str, known("modality")]


class ModalityCues(Lists):
    """Lists of cues; in `governs`, `nouns` and `modifiers` the words are by the modality that they signal."""

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
        """The modality that a verb or adjective gives to what it governs, by its lemma."""
        return _by_word(self.governs)

    @cached_property
    def naming(self) -> Mapping[str, Modality]:
        """The modality that a noun gives to its infinitive or "of" phrase, by its lemma."""
        return _by_word(self.nouns)

    @cached_property
    def modifying(self) -> Mapping[str, Modality]:
        """The modality that an adjective or adverb gives to what it modifies, by the word."""
        return _by_word(self.modifiers)


def _by_word(lists: Mapping[str, Words]) -> Mapping[str, Modality]:
    return {word: value for value, words in lists.items() for word in words}  # type: ignore[misc]
