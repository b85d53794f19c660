"""The lexicon: the lists of English words that the stages use, one YAML file for each subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel, Field

from dragoman.errors import BadKnowledge
from dragoman.knowledge.lexicon import furniture
from dragoman.knowledge.lexicon.acts import ActWords
from dragoman.knowledge.lexicon.contexts import ContextWords
from dragoman.knowledge.lexicon.counts import NumberWords
from dragoman.knowledge.lexicon.events import EventWords
from dragoman.knowledge.lexicon.lists import (
    EntityWords,
    FunctionWords,
    InputWords,
    NounPhraseWords,
    PageWords,
    ProposalWords,
    QuotationWords,
    ToponymWords,
    Words,
)
from dragoman.knowledge.lexicon.modality import ModalityCues
from dragoman.knowledge.loader import Sources, load

T = TypeVar("T")
MODALITIES = ("actual", "planned", "conditional", "denied", "claimed")


class Attributions(BaseModel):
    """A logistic model of attribution: log-odds by feature and value, the least probability, words that are no cue."""

    weights: Mapping[str, Mapping[str, float]]
    least: float = Field(ge=0, le=1)
    never: frozenset[str]

    @cached_property
    def by_feature(self) -> Mapping[str, float]:
        """The log-odds of each feature, named "group=value"."""
        return {f"{group}={value}": w for group, rows in self.weights.items() for value, w in rows.items()}


class Lexicon:
    """Word lists by subject; each file is read when it is first asked for.

    Args:
        sources: the knowledge files in use.
        contexts: the contexts of the codebook, by name; contexts.yaml may name no other.

    Raises `BadKnowledge` with file and line if a file is wrong.
    """

    def __init__(self, sources: Sources, contexts: Mapping[str, str]) -> None:
        self._sources, self._contexts = sources, contexts

    @cached_property
    def acts(self) -> ActWords:
        """Words by which events are detected and grammar is resolved."""
        return self._load("acts", ActWords)

    @cached_property
    def entities(self) -> EntityWords:
        """Words by which actors are recognised."""
        return self._load("entities", EntityWords)

    @cached_property
    def noun_phrases(self) -> NounPhraseWords:
        """Words by which the noun phrase of a party is delimited."""
        return self._load("noun_phrases", NounPhraseWords)

    @cached_property
    def modality(self) -> ModalityCues:
        """Words around a predicate that tell the modality of its event."""
        return self._load("modality", ModalityCues)

    @cached_property
    def numbers(self) -> NumberWords:
        """Words for numbers and for what they count."""
        return self._load("counts", NumberWords)

    @cached_property
    def events(self) -> EventWords:
        """Words by which the attributes of an event are read."""
        return self._load("events", EventWords)

    @cached_property
    def proposals(self) -> ProposalWords:
        """Limits on the events that only the encoder finds."""
        return self._load("proposals", ProposalWords)

    @cached_property
    def quotations(self) -> QuotationWords:
        """Lemmas of saying, voicing, holding and naming."""
        return self._load("quotations", QuotationWords)

    @cached_property
    def attributions(self) -> Attributions:
        """The logistic model that tells how likely a phrase is an attribution."""
        return load(self._sources, "weights/attributions.yaml", Attributions)

    @cached_property
    def toponyms(self) -> ToponymWords:
        """Words that tell how a toponym is used."""
        return self._load("toponyms", ToponymWords)

    @cached_property
    def contexts(self) -> ContextWords:
        """The words that assign an event to a PLOVER context."""
        return self._load("contexts", ContextWords)

    @cached_property
    def furniture(self) -> furniture.FurnitureCues:
        """Patterns of lines that are no prose (credits, captions, links), compiled."""
        file = self._load("furniture", furniture.File)
        try:
            return furniture.compiled(file)
        except (re.error, KeyError) as error:
            path = self._sources.layers("lexicon/furniture.yaml")[0]
            raise BadKnowledge(path, f"a pattern is none: {error}") from error

    @cached_property
    def inputs(self) -> InputWords:
        """Names of columns and keys that hold the fields of an article."""
        return self._load("columns", InputWords)

    @cached_property
    def pages(self) -> PageWords:
        """Where a page states its date of publication."""
        return self._load("metadata", PageWords)

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """English names of languages by ISO 639 code."""
        return self._load("languages", dict[str, str])

    @cached_property
    def function_words(self) -> Words:
        """Function words of English."""
        return self._load("english", FunctionWords).words

    def _load(self, name: str, kind: type[T]) -> T:
        context = {"modality": MODALITIES, "context": self._contexts}
        return load(self._sources, f"lexicon/{name}.yaml", kind, scalars="text", context=context)
