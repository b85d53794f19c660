"""Logistic regression over named features, with a squared penalty, by L-BFGS (Nocedal 1980): no chance, no seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MEMORY, ROUNDS, ENOUGH = 8, 100, 1e-5


@dataclass(frozen=True)
class Rows:
    """Samples as columns: for every feature of every sample the number of its row and of the feature."""

    row: NDArray[Any]
    feature: NDArray[Any]
    truth: Floats
    width: int

    def loss(self, weights: Floats, penalty: float) -> tuple[float, Floats]:
        """The penalised negative log-likelihood and its gradient."""
        score = np.bincount(self.row, weights=weights[self.feature], minlength=len(self.truth))
        wrong = 1 / (1 + np.exp(-score)) - self.truth
        loss = float(np.sum(np.logaddexp(0, score) - self.truth * score) + penalty / 2 * weights @ weights)
        return loss, np.bincount(self.feature, weights=wrong[self.row], minlength=self.width) + penalty * weights


def fit(samples: Sequence[Sequence[str]], truth: Sequence[bool], penalty: float, rare: int) -> dict[str, float]:
    """Weights by feature; features of fewer than `rare` samples get none."""
    counts = Counter(f for s in samples for f in dict.fromkeys(s))
    names = sorted(f for f, n in counts.items() if n >= rare)
    number = {f: n for n, f in enumerate(names)}
    pairs = [(r, number[f]) for r, s in enumerate(samples) for f in dict.fromkeys(s) if f in number]
    row, feature = np.array(pairs, dtype=np.int64).T
    weights = _least(Rows(row, feature, np.array(truth, dtype=np.float64), len(names)), penalty)
    return dict(zip(names, map(float, weights), strict=True))


def _least(rows: Rows, penalty: float) -> Floats:
    weights = np.zeros(rows.width)
    loss, slope = rows.loss(weights, penalty)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(ROUNDS):
        way = _way(slope, steps)
        length, down = 1.0, float(slope @ way)
        while True:
            new = weights + length * way
            new_loss, new_slope = rows.loss(new, penalty)
            if new_loss <= loss + 1e-4 * length * down or length < 1e-6:
                break
            length /= 2
        steps = [*steps, (new - weights, new_slope - slope)][-MEMORY:]
        gain = loss - new_loss
        weights, loss, slope = new, new_loss, new_slope
        if gain < ENOUGH * loss:
            break
    return weights


def _way(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The direction of descent, from the last steps and what they did to the gradient."""
    if not steps:
        return -slope / float(np.linalg.norm(slope) or 1.0)
    way, shares = slope.copy(), []
    for step, change in reversed(steps):
        share = float(step @ way / (change @ step))
        way -= share * change
        shares.append(share)
    step, change = steps[-1]
    way *= float(step @ change / (change @ change))
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        way += step * (share - float(change @ way / (change @ step)))
    return -way
