"""Calibration of confidences: the expected calibration error over ten equal bins (Naeini et al. 2015)."""

from __future__ import annotations

from collections import Counter

from dragoman.evaluate.bootstrap import Counts

BINS = 10


def shelf(confidence: float, right: bool) -> Counts:
    """The counts that one answer adds to its bin; confidence, 0 to 1, is kept in ten-thousandths."""
    n = min(BINS - 1, int(confidence * BINS))
    return Counter({f"in bin {n}": 1, f"sure in bin {n}": round(confidence * 10_000), f"good in bin {n}": int(right)})


def error(counts: Counts) -> float | None:
    """The metric: |mean confidence - share right| of each bin, weighted by answers; 0 to 1, None without answers."""
    answers = sum(counts[f"in bin {n}"] for n in range(BINS))
    gaps = (abs(counts[f"sure in bin {n}"] / 10_000 - counts[f"good in bin {n}"]) for n in range(BINS))
    return sum(gaps) / answers if answers else None
