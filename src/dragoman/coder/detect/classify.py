"""The seam where the type of an act is decided from the lexicon; what it lacks goes to the encoder (`proposals`)."""

from __future__ import annotations

from typing import Protocol

from dragoman.coder.detect.slots import Predication
from dragoman.coder.events.candidate import EventCandidate


class Classifier(Protocol):
    """Anything that gives a predication its event type, modes and strength."""

    def __call__(self, predication: Predication) -> EventCandidate:
        """A predicate with its parties as a draft of one event."""


class LexiconClassifier:
    """The type is that of the predicate's sense in the lexicon, as strong as the lexicon says."""

    def __call__(self, predication: Predication) -> EventCandidate:
        """A predicate with its parties as a draft of one event."""
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
