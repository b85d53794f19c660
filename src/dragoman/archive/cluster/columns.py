"""Reports made ready for comparison: columns of numbers, so that many pairs of them are scored at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.cluster.term_weights import Bag, cosine, weighed
from dragoman.knowledge.parameters import Numbers as Parameters

Row = Mapping[str, Any]
Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]
NONE = "---"


class Side:
    """Who acts, or is acted upon: ids of the actors, and their countries without codes for unknown ones."""

    def __init__(self, actors: tuple[str, ...], lands: tuple[str, ...]) -> None:
        self.actors, self.lands = frozenset(actors), frozenset(lands) - {NONE}

    def like(self, other: Side) -> float:
        """1 for the same actors, less for the same countries, some for one unknown, else 0."""
        one, two, lands, others = self.actors, other.actors, self.lands, other.lands
        if one == two:
            return 1.0
        if not one or not two:
            return 0.3
        shared = len(one & two) / len(one | two)
        if lands and others:
            return max(shared, 0.8 * len(lands & others) / len(lands | others))
        return max(shared, 0.2)


class EventMentions:
    """Rows of reports as columns. Days are counted from the year 1, nan where not told; other things are numbered.

    `own` are the parameters `words`, by which the words of sentences are weighed; `symmetric` the types of the
    codebook that have two sides of one kind.
    """

    def __init__(self, rows: Sequence[Row], own: Parameters, symmetric: Collection[str]) -> None:
        self._own = own
        self.article, self.articles = numbered(r["article"] for r in rows)
        self.type, self.types = numbered(r["type"] for r in rows)
        self.symmetric = np.array([t in symmetric for t in self.types], bool)[self.type]
        self.modality, self.modalities = numbered(r["modality"] for r in rows)
        self.quad, _ = numbered(r["quad"] for r in rows)
        self.place, places = numbered(r["place_name"] for r in rows)
        self.placed = np.array([bool(p) for p in places], bool)[self.place]
        self.place_country, _ = numbered(r["place_country"] for r in rows)
        told = [(tuple(r[s]), tuple(r[f"{s}_country"])) for s in ("source", "target") for r in rows]
        both, sides = numbered(told)
        self.source, self.target = both[: len(rows)], both[len(rows) :]
        self.sides = [Side(*side) for side in sides]
        located = np.array([bool(side.lands) for side in self.sides], bool)
        self.located = located[self.source] | located[self.target]
        self.sentence, sentences = numbered(r["sentence"] or "" for r in rows)
        self._sentences, self._bags = sentences, dict[int, Bag]()
        self.published = _days(r["published"] for r in rows)
        self.first = _days(r["date_from"] for r in rows)
        self.last = _days(r["date_to"] if r["date_from"] else None for r in rows)
        self.foreign = np.array([foreign(r) for r in rows], bool)

    def alike(self, one: Numbers, two: Numbers) -> Scores:
        """How far the sides of these numbers are."""
        return each(lambda a, b: self.sides[a].like(self.sides[b]), one, two)

    def words(self, one: Numbers, two: Numbers) -> Scores:
        """Cosine of the words of two sentences each."""
        return each(lambda a, b: cosine(self._bag(a), self._bag(b)), one, two)

    def _bag(self, n: int) -> Bag:
        return self._bags.get(n) or self._bags.setdefault(n, Bag(weighed(self._sentences[n], self._own)))


def numbered(values: Iterable[Hashable]) -> tuple[Numbers, list[Any]]:
    """Values as numbers, equal ones alike, and the value of each number."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values], np.int64), list(known)


def each(compare: Callable[[int, int], float], one: Numbers, two: Numbers) -> Scores:
    """What a comparison gives of which neither is first, each two compared once."""
    most = int(max(one.max(initial=0), two.max(initial=0))) + 1
    told, at = np.unique(np.minimum(one, two) * most + np.maximum(one, two), return_inverse=True)
    return np.array([compare(*divmod(n, most)) for n in told.tolist()], np.float64)[at]


def _days(told: Iterable[str | None]) -> Scores:
    held = list(told)
    known = {d: float(day(d)) if d else np.nan for d in set(held)}
    return np.array([known[d] for d in held], np.float64)


def day(iso: str) -> int:
    """An ISO date as a number of days."""
    return dt.date.fromisoformat(iso[:10]).toordinal()


def foreign(row: Row) -> bool:
    """Whether a report was brought in from another data set: that has its own idea of what one event is."""
    return str(row.get("dragoman") or "").startswith("import:")
