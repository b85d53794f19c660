"""The seam where the type of an act is decided from the lexicon; what it lacks goes to the encoder (`proposals`).

A classifier takes a candidate (predicate, parties and the senses that fit) and gives a draft with one type.
"""

from __future__ import annotations

from typing import Protocol

from dragoman.coder.detect.slots import Candidate
from dragoman.coder.events.draft import Draft
from dragoman.syntax.legacy import made


class Classifier(Protocol):
    """Anything that gives a candidate its type, modes and strength."""

    def __call__(self, candidate: Candidate) -> Draft:
        """The candidate as a draft of one event."""


class LexiconClassifier:
    """The type is that of the first sense whose grammar fits, as strong as the lexicon says."""

    def __call__(self, candidate: Candidate) -> Draft:
        """The candidate as a draft of one event."""
        sense = candidate.sense
        return Draft(
            trigger=candidate.trigger,
            sentence=candidate.sentence,
            type=sense.type,
            modes=(sense.mode,) if sense.mode else (),
            source=candidate.source,
            target=candidate.target,
            strength=sense.strength,
            rule=candidate.rule,
            noun=candidate.noun,
            alone=sense.alone and not made(candidate.trigger),
        )
