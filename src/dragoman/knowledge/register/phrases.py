"""Finds phrases in a sequence of tokens: the longest one that starts at a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

# spaCy's English tokeniser cuts a hyphen between letters and a possessive ending, and keeps "U.S.", "d'Orsay", "G-20".
_PIECES = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|(?<=\w)[/+](?=\w)|['’]s$|['’]$|^['’]|^\(|\)$|,")


def tokens_of(text: str) -> tuple[str, ...]:
    """The tokens of a name as spaCy's English tokeniser cuts it."""
    words = text.split()
    if text.replace(" ", "").isalnum():
        return tuple(words)
    return tuple(piece for word in words for piece in _pieces(word))


def _pieces(word: str) -> Iterator[str]:
    at = 0
    for cut in _PIECES.finditer(word):
        yield from (piece for piece in (word[at : cut.start()], cut[0]) if piece)
        at = cut.end()
    if word[at:]:
        yield word[at:]


class Phrases(Generic[T]):
    """A mapping from token sequences to values, with longest match.

    Args:
        pairs: the token sequences with their values; of equal sequences the last takes precedence.
    """

    def __init__(self, pairs: Iterable[tuple[tuple[str, ...], T]] = ()) -> None:
        self._by: dict[tuple[str, ...], T] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for tokens, value in pairs:
            if tokens:
                self._by[tokens] = value
                lengths.setdefault(tokens[0], set()).add(len(tokens))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def __len__(self) -> int:
        return len(self._by)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._by)

    def get(self, tokens: Sequence[str]) -> T | None:
        """The value of exactly these tokens, None if they are no phrase."""
        return self._by.get(tuple(tokens))

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, T] | None:
        """The longest phrase that starts at token `i`: its number of tokens and its value; None if there is none."""
        for length in self._lengths.get(tokens[i], ()):
            phrase = tuple(tokens[i : i + length])
            found = self._by.get(phrase)
            if found is not None:
                return len(phrase), found
        return None
