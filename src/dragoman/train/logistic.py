"""Logistic regression over binary named features with an L2 penalty, by scipy's L-BFGS; deterministic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Floats = NDArray[np.float64]
#: The fit stops when a step lowers the loss by less than this share of it.
ENOUGH = 1e-10


@dataclass(frozen=True)
class Rows:
    """A sparse binary design matrix (samples, features) with the labels.

    Args:
        row, feature: parallel; the row and column of every 1.
        truth: the label of each sample, 0 or 1.
        width: the number of features.
    """

    row: NDArray[Any]
    feature: NDArray[Any]
    truth: Floats
    width: int

    def loss(self, weights: Floats, penalty: float) -> tuple[float, Floats]:
        """The negative log-likelihood plus half of `penalty` times the squared weights, and its gradient (features)."""
        score = np.bincount(self.row, weights=weights[self.feature], minlength=len(self.truth))
        wrong = expit(score) - self.truth
        loss = float(np.sum(np.logaddexp(0, score) - self.truth * score) + penalty / 2 * weights @ weights)
        return loss, np.bincount(self.feature, weights=wrong[self.row], minlength=self.width) + penalty * weights


def fit(samples: Sequence[Sequence[str]], truth: Sequence[bool], penalty: float, rare: int) -> dict[str, float]:
    """The fitted weight of each feature, in log-odds.

    Args:
        samples: the names of the features that each sample has.
        truth: the label of each sample.
        penalty: weight of the L2 penalty.
        rare: features of fewer samples than this are left out.
    """
    counts = Counter(f for s in samples for f in dict.fromkeys(s))
    names = sorted(f for f, n in counts.items() if n >= rare)
    number = {f: n for n, f in enumerate(names)}
    pairs = [(r, number[f]) for r, s in enumerate(samples) for f in dict.fromkeys(s) if f in number]
    row, feature = np.array(pairs, dtype=np.int64).T
    weights = _least(Rows(row, feature, np.array(truth, dtype=np.float64), len(names)), penalty)
    return dict(zip(names, map(float, weights), strict=True))


def _least(rows: Rows, penalty: float) -> Floats:
    """The weights of least loss, found from zero."""
    found = minimize(
        rows.loss, np.zeros(rows.width), args=(penalty,), method="L-BFGS-B", jac=True, options={"ftol": ENOUGH}
    )
    return np.asarray(found.x, dtype=np.float64)
