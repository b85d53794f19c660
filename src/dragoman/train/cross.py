"""Cross-validation of the encoder by document, and the temperature that calibrates it (Guo et al. 2017)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.special import softmax

from dragoman.evaluate.bootstrap import macro, total
from dragoman.evaluate.reliability import error, shelf
from dragoman.train.fit import fit, logits, meanings
from dragoman.train.network import Labels
from dragoman.train.samples import TrainingSample
from dragoman.train.samples import folds as dealt

Array = np.ndarray[Any, Any]


def cross_validate(
    samples: Sequence[TrainingSample],
    extra: Sequence[TrainingSample],
    labels: Labels,
    tokenizer: Any,
    *,
    folds: int,
    epochs: int,
    rate: float,
    seed: int,
    say: Callable[[str], None],
) -> tuple[dict[str, object], float]:
    """Train on all folds but one, evaluate on that one, for each fold in turn.

    Args:
        samples: the annotated samples, split into folds; those of full weight are evaluated.
        extra: samples trained on in every fold and never evaluated, such as definitions.
        labels: the labels of each head.
        tokenizer: from `load_tokenizer`.
        folds, epochs, rate, seed: number of folds, and the arguments of `fit`.
        say: called with the scores after each fold.

    Returns the scores by origin of the samples, and the temperature fitted to all held-out answers. Scores are macro-F1
    and accuracy of the type (CONCEDE and RETREAT as one, NONE not allowed) where it is annotated, else of the quad
    class.
    """
    parts = dealt(samples, folds)
    held: list[TrainingSample] = []
    rows: list[Array] = []
    for k, part in enumerate(parts):
        rest = [s for j, p in enumerate(parts) if j != k for s in p]
        judged = [s for s in part if s.weight >= 1]
        network = fit([*rest, *extra], labels, tokenizer, epochs=epochs, rate=rate, seed=seed, say=lambda _: None)
        held += judged
        rows.append(logits(network, [s.sentence for s in judged], tokenizer))
        found = figures(held, np.concatenate(rows), labels)
        say(f"fold {k + 1} of {folds}: " + ", ".join(f"{n} {v}" for n, v in found.items()))
    scores = np.concatenate(rows)
    best = temperature(held, scores, labels)
    return {**figures(held, scores, labels), "ECE": round(calibration_error(held, scores, labels, best), 3)}, best


def probabilities(scores: Array, heat: float) -> Array:
    """Softmax of each row of logits (samples, types) at temperature `heat`."""
    return np.asarray(softmax(scores / heat, axis=1))


def figures(samples: Sequence[TrainingSample], scores: Array, labels: Labels) -> dict[str, object]:
    """Macro-F1 and accuracy by origin, as text; `scores` are type logits, one row a sample."""
    out: dict[str, object] = {}
    for origin in sorted({s.origin for s in samples}):
        own = [i for i, s in enumerate(samples) if s.origin == origin]
        gold, said = [], []
        for i in own:
            answer = _answers(samples[i], scores[i], labels)
            if answer is not None:
                gold.append(answer[0])
                said.append(answer[1])
        if gold:
            right = sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold)
            out[f"{origin} macro-F1, accuracy"] = f"{macro_f1(gold, said):.3f}, {right:.3f} of {len(gold)}"
    return out


def _answers(sample: TrainingSample, row: Array, labels: Labels) -> tuple[str, str] | None:
    """The annotated and the predicted label of a sample, type or else quad class; None where neither is annotated."""
    odds = probabilities(row[None], 1.0)[0]
    sums: dict[str, float] = {}
    if sample.type is not None:
        for name, p in zip(labels.types, odds, strict=True):
            if name != "NONE":
                sums[folded(name)] = sums.get(folded(name), 0.0) + float(p)
        return folded(sample.type), max(sums, key=lambda n: sums[n])
    if sample.quad is None:
        return None
    for quad, p in zip(labels.quads, odds, strict=True):
        sums[str(quad)] = sums.get(str(quad), 0.0) + float(p)
    return str(sample.quad), max(sums, key=lambda n: sums[n])


def folded(name: str) -> str:
    """The type with CONCEDE and RETREAT as one, the YIELD of older PLOVER."""
    return "YIELD" if name in {"CONCEDE", "RETREAT"} else name


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """The mean F1 of the annotated labels; `gold` and `said` are parallel."""
    counts = Counter(f"wanted {g}" for g in gold) + Counter(f"said {s}" for s in said)
    counts += Counter(f"right {g}" for g, s in zip(gold, said, strict=True) if g == s)
    return macro(sorted(set(gold)))(counts) or 0.0


def temperature(samples: Sequence[TrainingSample], scores: Array, labels: Labels) -> float:
    """The temperature, 0.5 to 4 in steps of 0.05, that maximises the likelihood of the annotated types."""
    meant = [(i, m) for i, s in enumerate(samples) if s.type and (m := meanings(s, labels))]

    def loss(heat: float) -> float:
        odds = probabilities(scores, heat)
        return -float(sum(np.log(max(float(odds[i, m].sum()), 1e-9)) for i, m in meant))

    return float(min(np.arange(0.5, 4.01, 0.05), key=lambda t: loss(float(t)))) if meant else 1.0


def calibration_error(samples: Sequence[TrainingSample], scores: Array, labels: Labels, heat: float) -> float:
    """The expected calibration error (0 to 1) of the confidence in the type, at temperature `heat`."""
    odds = probabilities(scores, heat)
    known = [(o, s) for o, s in zip(odds, samples, strict=True) if s.type]
    return error(total([shelf(float(o.max()), o.argmax() in meanings(s, labels)) for o, s in known])) or 0.0
