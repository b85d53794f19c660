"""How alike two wordings are, and whether two names mean the same speaker, by the rules of the guidelines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"\w+")
SMALL = frozenset(
    ("the a an of and or in on at to for from by with his her its their this that s mr mrs ms dr").split()  # noqa: SIM905
)
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who"])
#: So many words more than the name a speaker may have; a bag of all names shares a word with each.
MORE = 5


def words(text: str) -> Counter[str]:
    """The words of a text, small letters."""
    return Counter(WORD.findall(text.lower()))


def dice(a: str, b: str) -> float:
    """Twice the words shared, by those of both."""
    left, right = words(a), words(b)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def of_longer(a: str, b: str) -> float:
    """The words shared, by those of the longer."""
    left, right = words(a), words(b)
    return (left & right).total() / max(1, left.total(), right.total())


def same_speaker(gold: str, names: Iterable[str]) -> bool:
    """A content word shared, and at most five words more than the name; a pronoun counts where the gold is one."""
    wanted = set(words(gold)) - SMALL
    drop = SMALL if wanted - PRONOUNS else frozenset[str]()
    wanted = set(words(gold)) - drop
    return any(wanted & (got := set(words(n)) - drop) and len(got - wanted) <= MORE for n in names)
