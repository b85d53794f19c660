"""How far confidence is from the share right: expected calibration error over ten bins (Naeini et al. 2015)."""

from __future__ import annotations

from collections import Counter

from dragoman.evaluate.bootstrap import Counts

BINS = 10


def shelf(confidence: float, right: bool) -> Counts:
    """What one answer adds to its bin: that it is there, how sure it was, and whether it was right."""
    n = min(BINS - 1, int(confidence * BINS))
    return Counter({f"in bin {n}": 1, f"sure in bin {n}": round(confidence * 10_000), f"good in bin {n}": int(right)})


def error(counts: Counts) -> float | None:
    """The gap between confidence and share right, averaged over answers; not defined where there are none."""
    answers = sum(counts[f"in bin {n}"] for n in range(BINS))
    gaps = (abs(counts[f"sure in bin {n}"] / 10_000 - counts[f"good in bin {n}"]) for n in range(BINS))
    return sum(gaps) / answers if answers else None
