"""Reports (rows of `reports`) as NumPy columns, so that many candidate pairs are scored in one operation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.cluster.term_weights import Bag, cosine, weighed
from dragoman.knowledge.parameters import Numbers

Row = Mapping[str, Any]
IntArray = NDArray[np.int64]
Scores = NDArray[np.float64]
NONE = "---"


class Side:
    """One side of a dyad, source or target: the ids of its actors and their known countries (without `---`)."""

    def __init__(self, actors: tuple[str, ...], countries: tuple[str, ...]) -> None:
        self.actors, self.countries = frozenset(actors), frozenset(countries) - {NONE}

    def like(self, other: Side) -> float:
        """Similarity of two sides, 0 to 1.

        1 for the same actors, at most 0.8 for other actors of the same countries, 0.3 where one side has no actor, 0.2
        where the country of one is not known, else the share of actors in common.
        """
        one, two, countries, others = self.actors, other.actors, self.countries, other.countries
        if one == two:
            return 1.0
        if not one or not two:
            return 0.3
        shared = len(one & two) / len(one | two)
        if countries and others:
            return max(shared, 0.8 * len(countries & others) / len(countries | others))
        return max(shared, 0.2)


class EventMentions:
    """The event mentions of some articles (rows of `reports`) as columns, one entry a row.

    Days are float64 ordinals (1 is 1 January of the year 1), nan where not known. Every other column holds an int64
    code, the same for equal values; where a list of the values is kept too, the code is an index into it.

    Args:
        rows: rows of `reports`.
        parameters: the parameters `words`, by which the words of sentences are weighted.
        symmetric: the types of the codebook whose source and target have the same role, as in a meeting.
    """

    def __init__(self, rows: Sequence[Row], parameters: Numbers, symmetric: Collection[str]) -> None:
        self._parameters = parameters
        self.article, self.articles = numbered(r["article"] for r in rows)
        self.type, self.types = numbered(r["type"] for r in rows)
        self.symmetric = np.array([t in symmetric for t in self.types], bool)[self.type]
        self.modality, self.modalities = numbered(r["modality"] for r in rows)
        self.quad, _ = numbered(r["quad"] for r in rows)
        self.place, places = numbered(r["place_name"] for r in rows)
        self.placed = np.array([bool(p) for p in places], bool)[self.place]
        self.place_country, _ = numbered(r["place_country"] for r in rows)
        both, sides = numbered((tuple(r[s]), tuple(r[f"{s}_country"])) for s in ("source", "target") for r in rows)
        self.source, self.target = both[: len(rows)], both[len(rows) :]
        self.sides = [Side(*side) for side in sides]
        located = np.array([bool(side.countries) for side in self.sides], bool)
        self.located = located[self.source] | located[self.target]
        self.sentence, sentences = numbered(r["sentence"] or "" for r in rows)
        self._sentences, self._bags = sentences, dict[int, Bag]()
        self.published = _days(r["published"] for r in rows)
        self.first = _days(r["date_from"] for r in rows)
        self.last = _days(r["date_to"] if r["date_from"] else None for r in rows)
        self.foreign = np.array([foreign(r) for r in rows], bool)

    def alike(self, one: IntArray, two: IntArray) -> Scores:
        """Similarity (0 to 1) of each two sides, given by their codes in `sides`."""
        return each(lambda a, b: self.sides[a].like(self.sides[b]), one, two)

    def words(self, one: IntArray, two: IntArray) -> Scores:
        """Cosine (0 to 1) of the weighted words of each two sentences, given by their codes."""
        return each(lambda a, b: cosine(self._bag(a), self._bag(b)), one, two)

    def _bag(self, n: int) -> Bag:
        return self._bags.get(n) or self._bags.setdefault(n, Bag(weighed(self._sentences[n], self._parameters)))


def numbered(values: Iterable[Hashable]) -> tuple[IntArray, list[Any]]:
    """Codes of values, the same for equal values and counted from 0; and the list of distinct values by code."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values], np.int64), list(known)


def each(compare: Callable[[int, int], float], one: IntArray, two: IntArray) -> Scores:
    """A comparison of each two codes, computed once for every distinct pair.

    Args:
        compare: a symmetric comparison of two codes: the order of its arguments does not matter.
        one: the first codes.
        two: the second codes, as many.
    """
    most = int(max(one.max(initial=0), two.max(initial=0))) + 1
    distinct, at = np.unique(np.minimum(one, two) * most + np.maximum(one, two), return_inverse=True)
    return np.array([compare(*divmod(n, most)) for n in distinct.tolist()], np.float64)[at]


def _days(dates: Iterable[str | None]) -> Scores:
    dates = list(dates)
    ordinals = {d: float(day(d)) if d else np.nan for d in set(dates)}
    return np.array([ordinals[d] for d in dates], np.float64)


def day(iso: str) -> int:
    """The ordinal of an ISO date: days since the start of the year 1, the first of which is 1."""
    return dt.date.fromisoformat(iso[:10]).toordinal()


def foreign(row: Row) -> bool:
    """Was this report imported from another data set? That has its own idea of what one event is."""
    return str(row.get("dragoman") or "").startswith("import:")
