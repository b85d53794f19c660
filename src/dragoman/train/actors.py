"""Data augmentation: other actors' names in the marked source and target of a sentence.

The event type stays the same, so that the encoder does not learn to read a type off a name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from dragoman.train.samples import TrainingSample

MARKED = re.compile(r"<([st])>(.*?)</\1>")
#: The share of sentences changed in an epoch, and the share of marked places replaced in a changed sentence.
SENTENCES, PLACES = 0.3, 0.7
WORDS = 5  # longest name that is used


class Actors:
    """The names of actors to insert: those of at most five words that are marked in samples of full weight."""

    def __init__(self, samples: Sequence[TrainingSample]) -> None:
        found = (m.group(2) for s in samples if s.weight >= 1 for m in MARKED.finditer(s.sentence))
        self.names = [n for n in found if len(n.split()) <= WORDS and n[:1].isupper()]

    def turned(self, sample: TrainingSample, order: random.Random) -> str:
        """The sample's sentence, in three of ten cases with other names in its marked places; `order` draws them."""
        if sample.weight < 1 or not self.names or order.random() >= SENTENCES:
            return sample.sentence
        return MARKED.sub(lambda m: self._other(m, order), sample.sentence)

    def _other(self, place: re.Match[str], order: random.Random) -> str:
        name = order.choice(self.names) if order.random() < PLACES else place.group(2)
        return f"<{place.group(1)}>{name}</{place.group(1)}>"
