"""How much a word tells: its information in general English, from a list of word frequencies.

The list (82,765 words; Google Books n-grams over SCOWL, see frequencies.LICENSE.txt) is fixed, so that a weight never
depends on what else a record holds.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dragoman.knowledge.parameters import Numbers

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FREQUENCIES = Path(__file__).with_name("frequencies.txt.gz")


@cache
def _information() -> dict[str, float]:
    lines = gzip.decompress(FREQUENCIES.read_bytes()).decode("utf-8-sig").split("\n")
    counts = {word: int(n) for word, _, n in (line.strip().partition(" ") for line in lines) if n}
    total = sum(counts.values())
    return {word: math.log(total / n) for word, n in counts.items()}


def information(word: str, own: Numbers) -> float:
    """Natural log of how rare a word is, at most `unknown`, less `dullest`; 0 for what says nothing.

    `own` are the parameters `words` (parameters.yaml).
    """
    found = _information().get(word, own["unknown"])
    return max(0.0, min(found, own["unknown"]) - own["dullest"])


def stem(word: str) -> str:
    """A word without its possessive and plural endings: enough for two reports of one thing to meet."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def weighed(text: str, own: Numbers, opening: int = 0) -> dict[str, float]:
    """The words of a text by stem with their weights: 1 + log of how often, times information.

    Those among the first `opening` characters weigh more: news says first what it is about. `own` are the parameters
    `words` (parameters.yaml).
    """
    told = [(m.start(), stem(m.group())) for m in WORD.finditer(text) if len(m.group()) > 2]
    first = {w for at, w in told if at < opening}
    more = 1 + own["opens"]
    counts = Counter(w for _, w in told)
    out = {w: (1 + math.log(n)) * information(w, own) * (more if w in first else 1.0) for w, n in counts.items()}
    return {w: v for w, v in out.items() if v > 0}


class Bag(dict[str, float]):
    """Weighed words with the sum of their squares, which every comparison needs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self.square = sum(v * v for _, v in sorted(self.items()))


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two weighed bags, 0 where one is empty."""
    one, two = a if isinstance(a, Bag) else Bag(a), b if isinstance(b, Bag) else Bag(b)
    dot = sum([one[w] * two[w] for w in sorted(one.keys() & two.keys())])
    size = math.sqrt(one.square * two.square)
    return dot / size if size else 0.0
