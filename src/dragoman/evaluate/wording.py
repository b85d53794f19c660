"""Similarity of two wordings, and whether two names mean the same speaker, by the annotation guidelines' rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"\w+")
SMALL = frozenset(
    ("the a an of and or in on at to for from by with his her its their this that s mr mrs ms dr").split()  # noqa: SIM905
)
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who"])
#: How many words more than the annotated name a speaker may have: a list of all names would match every one.
MORE = 5


def words(text: str) -> Counter[str]:
    """The words of a text in lower case, with how often each occurs."""
    return Counter(WORD.findall(text.lower()))


def dice(a: str, b: str) -> float:
    """Dice coefficient of the words of two texts, 0 to 1."""
    left, right = words(a), words(b)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def of_longer(a: str, b: str) -> float:
    """The share of the words of the longer text that the other one has too, 0 to 1."""
    left, right = words(a), words(b)
    return (left & right).total() / max(1, left.total(), right.total())


def same_speaker(gold: str, names: Iterable[str]) -> bool:
    """Whether one of the names means the annotated speaker.

    It must share a content word with the annotated name and have at most five words that are not in it. Function words
    and titles do not count, unless the annotated name consists of nothing else but pronouns.
    """
    wanted = set(words(gold)) - SMALL
    drop = SMALL if wanted - PRONOUNS else frozenset[str]()
    wanted = set(words(gold)) - drop
    return any(wanted & (got := set(words(n)) - drop) and len(got - wanted) <= MORE for n in names)
