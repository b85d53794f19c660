"""A text of a gold set with its annotated items, and what the coder makes of it."""

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
    """A text as it stands in the gold, so that offsets compare; its date of publication where known; its items."""

    id: str
    text: str
    published: str | None
    items: tuple[T, ...]

    def read(self, coder: Coder) -> Record | None:
        """The record of the text; nothing where it is refused, which is then one without an answer."""
        try:
            return coder.read(
                article(self.text, source_id=self.id, published=self.published, knowledge=coder.knowledge)
            )
        except Refused:
            return None


def one_to_one(scored: Iterable[tuple[K, int, int]]) -> list[tuple[K, int, int]]:
    """Pairs of items, as score and two numbers: the best first, no item twice; of equal scores the later items."""
    taken: tuple[set[int], set[int]] = (set(), set())
    out = []
    for score, i, j in sorted(scored, reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((score, i, j))
    return out


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share; none or fewer where they do not overlap."""
    return min(a[1], b[1]) - max(a[0], b[0])
