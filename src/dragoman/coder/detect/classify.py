"""Gives a predicate its event type by the lexicon; predicates that it lacks are typed by the encoder (`proposals`)."""

from __future__ import annotations

from typing import Protocol

from dragoman.coder.detect.slots import Predication
from dragoman.coder.events.candidate import EventCandidate


class Classifier(Protocol):
    """A function that gives a predication its event type, modes and strength."""

    def __call__(self, predication: Predication) -> EventCandidate:
        """A candidate for an event from a predicate with its parties."""


class LexiconClassifier:
    """A classifier by the lexicon: type, mode and strength are those of the predicate's sense."""

    def __call__(self, predication: Predication) -> EventCandidate:
        """A candidate for an event from a predicate with its parties."""
        sense = predication.sense
        return EventCandidate(
            trigger=predication.trigger,
            sentence=predication.sentence,
            type=sense.type,
            modes=(sense.mode,) if sense.mode else (),
            source=predication.source,
            target=predication.target,
            strength=sense.strength,
            rule=predication.rule,
            noun=predication.noun,
            alone=sense.alone and not predication.made,
        )
