"""A text of an annotated set with its annotated items, and functions that pair items with the coder's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.acquire import article
from dragoman.errors import Refused
from dragoman.model import Record, Span
from dragoman.pipeline import Coder

T = TypeVar("T")
K = TypeVar("K", bound=Any)


@dataclass(frozen=True)
class Document(Generic[T]):
    """One text of an annotated set, unchanged so that offsets can be compared, with its annotated items.

    `published` is an ISO date or None; `items` are toponyms, time expressions or attributions, by the set.
    """

    id: str
    text: str
    published: str | None
    items: tuple[T, ...]

    def read(self, coder: Coder) -> Record | None:
        """The coder's record of the text; None where the coder refuses it, which counts as finding nothing."""
        try:
            return coder.read(
                article(self.text, source_id=self.id, published=self.published, knowledge=coder.knowledge)
            )
        except Refused:
            return None


def one_to_one(scored: Iterable[tuple[K, int, int]]) -> list[tuple[K, int, int]]:
    """Match items one to one greedily: the best score first, no item twice; of equal scores the later items.

    Args:
        scored: triples of a score, the index of an annotated item and the index of a coded one.

    Returns those triples that were chosen.
    """
    taken: tuple[set[int], set[int]] = (set(), set())
    out = []
    for score, i, j in sorted(scored, reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((score, i, j))
    return out


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share; 0 or negative where they do not overlap."""
    return min(a[1], b[1]) - max(a[0], b[0])
