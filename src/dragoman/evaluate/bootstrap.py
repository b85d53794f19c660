"""Figures with their intervals: documents are drawn anew with replacement (Efron 1979; percentile interval)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Counts = Counter[str]
Metric = Callable[[Counts], float | None]
ROUNDS = 1000


@dataclass(frozen=True)
class Estimate:
    """One metric: its value, the 95 % interval over documents, and on how many cases it stands."""

    name: str
    value: float
    low: float
    high: float
    cases: int


class Bootstrap:
    """Documents by their counts, and the sums of as many drawn anew, which all figures share."""

    def __init__(self, documents: Sequence[Counts], seed: int = 1) -> None:
        self.documents, self.seed = documents, seed
        self.whole = total(documents)

    @cached_property
    def drawn(self) -> list[Counts]:
        """The summed counts of each round."""
        rng, size, names = random.Random(self.seed), len(self.documents), list(self.whole)
        rows = np.array([[counts[n] for n in names] for counts in self.documents], dtype=np.int64)
        draws = (np.bincount(rng.choices(range(size), k=size), minlength=size) for _ in range(ROUNDS))
        return [Counter(dict(zip(names, (times @ rows).tolist(), strict=True))) for times in draws]

    def estimate(self, name: str, metric: Metric, cases: str) -> Estimate | None:
        """A metric with its interval; nothing where it is not defined on these documents."""
        whole = metric(self.whole)
        if whole is None:
            return None
        values = sorted(v for v in map(metric, self.drawn) if v is not None)
        low, high = (values[int(q * (len(values) - 1))] for q in (0.025, 0.975))
        return Estimate(name, whole, low, high, self.whole[cases])

    def estimates(self, *asked: tuple[str, Metric, str]) -> list[Estimate]:
        """Those of the metrics that are defined, each asked for by name, metric and what its cases are."""
        return [found for one in asked if (found := self.estimate(*one)) is not None]


def estimate(name: str, documents: Sequence[Counts], metric: Metric, cases: str, seed: int = 1) -> Estimate | None:
    """One metric of some documents; where there are several, `Bootstrap` draws once for all."""
    return Bootstrap(documents, seed).estimate(name, metric, cases)


def total(documents: Sequence[Counts]) -> Counts:
    """The counts of all documents together."""
    out: Counts = Counter()
    for counts in documents:
        out.update(counts)
    return out


def f1(right: str, said: str, hit: str, wanted: str) -> Metric:
    """F1 of counts: precision `right`/`said`, recall `hit`/`wanted`; not defined where nothing is wanted."""

    def metric(counts: Counts) -> float | None:
        if not counts[wanted]:
            return None
        precision = counts[right] / counts[said] if counts[said] else 0.0
        recall = counts[hit] / counts[wanted]
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return metric


def share(part: str, whole: str) -> Metric:
    """A part of a whole; not defined where there is none."""
    return lambda counts: counts[part] / counts[whole] if counts[whole] else None


def macro(names: Sequence[str]) -> Metric:
    """The mean F1 of classes counted as `right NAME`, `said NAME` and `wanted NAME`, over those that are wanted."""

    def metric(counts: Counts) -> float | None:
        each = [f1(f"right {n}", f"said {n}", f"right {n}", f"wanted {n}")(counts) for n in names]
        known = [e for e in each if e is not None]
        return sum(known) / len(known) if known else None

    return metric
