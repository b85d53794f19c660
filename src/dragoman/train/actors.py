"""Other actors in a sentence's marked places: the act stays the same, and nobody's name becomes a sign of one."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from dragoman.train.samples import TrainingSample

MARKED = re.compile(r"<([st])>(.*?)</\1>")
#: How many of the sentences are turned in an epoch, and how many of the marked places in one that is.
SENTENCES, PLACES = 0.3, 0.7
WORDS = 5


class Actors:
    """The short names that stand in the marked places of the samples judged in full."""

    def __init__(self, samples: Sequence[TrainingSample]) -> None:
        found = (m.group(2) for s in samples if s.weight >= 1 for m in MARKED.finditer(s.sentence))
        self.names = [n for n in found if len(n.split()) <= WORDS and n[:1].isupper()]

    def turned(self, sample: TrainingSample, order: random.Random) -> str:
        """The sample's sentence, sometimes with the names of others in its marked places."""
        if sample.weight < 1 or not self.names or order.random() >= SENTENCES:
            return sample.sentence
        return MARKED.sub(lambda m: self._other(m, order), sample.sentence)

    def _other(self, place: re.Match[str], order: random.Random) -> str:
        name = order.choice(self.names) if order.random() < PLACES else place.group(2)
        return f"<{place.group(1)}>{name}</{place.group(1)}>"
