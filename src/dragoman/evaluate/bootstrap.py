"""Figures with their intervals: documents are drawn anew with replacement (Efron 1979; percentile interval)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Counts = Counter[str]
ROUNDS = 1000


@dataclass(frozen=True)
class Figure:
    """One metric: its value, the 95 % interval over documents, and on how many cases it stands."""

    name: str
    value: float
    low: float
    high: float
    cases: int


def figure(
    name: str, documents: Sequence[Counts], metric: Callable[[Counts], float | None], cases: str, seed: int = 1
) -> Figure | None:
    """A metric of summed counts with its interval; nothing where it is not defined on these documents."""
    whole = metric(total(documents))
    if whole is None:
        return None
    rng = random.Random(seed)
    drawn = (metric(total(rng.choices(documents, k=len(documents)))) for _ in range(ROUNDS))
    values = sorted(v for v in drawn if v is not None)
    low, high = (values[int(q * (len(values) - 1))] for q in (0.025, 0.975))
    return Figure(name, whole, low, high, total(documents)[cases])


def total(documents: Sequence[Counts]) -> Counts:
    """The counts of all documents together."""
    out: Counts = Counter()
    for counts in documents:
        out.update(counts)
    return out


def f1(right: str, said: str, hit: str, wanted: str) -> Callable[[Counts], float | None]:
    """F1 of counts: precision `right`/`said`, recall `hit`/`wanted`; not defined where nothing is wanted."""

    def metric(counts: Counts) -> float | None:
        if not counts[wanted]:
            return None
        precision = counts[right] / counts[said] if counts[said] else 0.0
        recall = counts[hit] / counts[wanted]
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return metric


def share(part: str, whole: str) -> Callable[[Counts], float | None]:
    """A part of a whole; not defined where there is none."""
    return lambda counts: counts[part] / counts[whole] if counts[whole] else None
