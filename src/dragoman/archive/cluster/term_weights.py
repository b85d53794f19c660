"""Term weights: the self-information of a word in general English, from a list of word frequencies.

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


def information(word: str, parameters: Numbers) -> float:
    """The information of a word: -ln of its relative frequency, at most `unknown`, less `dullest`, at least 0.

    Args:
        word: a word in lower case; one that the list lacks has the information `unknown`.
        parameters: the parameters `words` (parameters.yaml).
    """
    found = _information().get(word, parameters["unknown"])
    return max(0.0, min(found, parameters["unknown"]) - parameters["dullest"])


def stem(word: str) -> str:
    """A word in lower case without possessive and plural endings ("Minister's" and "ministers": "minister")."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def weighed(text: str, parameters: Numbers, opening: int = 0) -> dict[str, float]:
    """The stems of a text with their weights (above 0): 1 + ln of the count, times `information`.

    Args:
        text: the text; words of one or two letters do not count.
        parameters: the parameters `words` (parameters.yaml).
        opening: how many characters are the opening, whose words weigh more: news says first what it is about.
    """
    stems = [(m.start(), stem(m.group())) for m in WORD.finditer(text) if len(m.group()) > 2]
    first = {w for at, w in stems if at < opening}
    more = 1 + parameters["opens"]
    counts = Counter(w for _, w in stems)
    out = {w: (1 + math.log(n)) * information(w, parameters) * (more if w in first else 1.0) for w, n in counts.items()}
    return {w: v for w, v in out.items() if v > 0}


class Bag(dict[str, float]):
    """A bag of weighted words (term vector) with the sum of its squared weights, which every comparison needs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self.square = sum(v * v for _, v in sorted(self.items()))


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine similarity of two bags of weighted words, 0 to 1; 0 where one is empty."""
    one, two = a if isinstance(a, Bag) else Bag(a), b if isinstance(b, Bag) else Bag(b)
    dot = sum([one[w] * two[w] for w in sorted(one.keys() & two.keys())])
    size = math.sqrt(one.square * two.square)
    return dot / size if size else 0.0
