"""Metrics over annotated documents with 95 % intervals, by the bootstrap.

Each document is reduced to counts; a metric is a function of summed counts. The interval is the percentile interval of
the metric over 1,000 samples in which as many documents are drawn with replacement (Efron 1979).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Counts = Counter[str]  # such as {"said": 4, "wanted": 5, "right": 3}
Metric = Callable[[Counts], float | None]  # None where it is undefined on these counts
ROUNDS = 1000


@dataclass(frozen=True)
class Estimate:
    """The value of a metric, its 95 % interval (`low` to `high`) over documents, and the number of cases behind it."""

    name: str
    value: float
    low: float
    high: float
    cases: int


class Bootstrap:
    """The counts of each document, and bootstrap samples of them that all metrics share.

    Args:
        documents: the counts of each document.
        seed: of the random draws; the same seed gives the same intervals.

    `whole` is the sum of the counts of all documents.
    """

    def __init__(self, documents: Sequence[Counts], seed: int = 1) -> None:
        self.documents, self.seed = documents, seed
        self.whole = total(documents)

    @cached_property
    def drawn(self) -> list[Counts]:
        """The summed counts of each of the 1,000 bootstrap samples."""
        rng, size, names = random.Random(self.seed), len(self.documents), list(self.whole)
        rows = np.array([[counts[n] for n in names] for counts in self.documents], dtype=np.int64)
        draws = (np.bincount(rng.choices(range(size), k=size), minlength=size) for _ in range(ROUNDS))
        return [Counter(dict(zip(names, (times @ rows).tolist(), strict=True))) for times in draws]

    def estimate(self, name: str, metric: Metric, cases: str) -> Estimate | None:
        """A metric with its interval; None where it is undefined on these documents.

        Args:
            name: what the estimate is called.
            metric: from summed counts to a value.
            cases: the key of the count that says how many cases the metric is a share of.
        """
        whole = metric(self.whole)
        if whole is None:
            return None
        values = sorted(v for v in map(metric, self.drawn) if v is not None)
        low, high = (values[int(q * (len(values) - 1))] for q in (0.025, 0.975))
        return Estimate(name, whole, low, high, self.whole[cases])

    def estimates(self, *asked: tuple[str, Metric, str]) -> list[Estimate]:
        """The estimates of several metrics, each given as the arguments of `estimate`; undefined ones are left out."""
        return [found for one in asked if (found := self.estimate(*one)) is not None]


def estimate(name: str, documents: Sequence[Counts], metric: Metric, cases: str, seed: int = 1) -> Estimate | None:
    """The estimate of a single metric; for several metrics use one `Bootstrap`, which draws only once."""
    return Bootstrap(documents, seed).estimate(name, metric, cases)


def total(documents: Sequence[Counts]) -> Counts:
    """The sum of the counts of all documents."""
    out: Counts = Counter()
    for counts in documents:
        out.update(counts)
    return out


def f1(right: str, said: str, hit: str, wanted: str) -> Metric:
    """The metric F1, the harmonic mean of precision and recall, over counts of these names.

    Args:
        right: the coder's items that agree with the annotation.
        said: all of the coder's items; precision is `right` / `said`.
        hit: the annotated items that were found.
        wanted: all annotated items; recall is `hit` / `wanted`.

    Undefined where nothing is annotated.
    """

    def metric(counts: Counts) -> float | None:
        if not counts[wanted]:
            return None
        precision = counts[right] / counts[said] if counts[said] else 0.0
        recall = counts[hit] / counts[wanted]
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return metric


def share(part: str, whole: str) -> Metric:
    """The metric `part` / `whole` over counts of these names; undefined where `whole` is 0."""
    return lambda counts: counts[part] / counts[whole] if counts[whole] else None


def macro(names: Sequence[str]) -> Metric:
    """The metric macro-F1: mean F1 of the annotated classes, counted as `right NAME`, `said NAME`, `wanted NAME`."""

    def metric(counts: Counts) -> float | None:
        each = [f1(f"right {n}", f"said {n}", f"right {n}", f"wanted {n}")(counts) for n in names]
        known = [e for e in each if e is not None]
        return sum(known) / len(known) if known else None

    return metric
