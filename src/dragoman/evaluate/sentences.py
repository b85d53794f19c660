"""Marked sentences against their types: what the encoder answers where the actors are given."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from dragoman.coder.encoder import NONE, YIELD, Encoder
from dragoman.errors import BadKnowledge
from dragoman.evaluate.bootstrap import Counts, Figure, f1, figure, share
from dragoman.evaluate.bootstrap import total as summed

BINS = 10


def evaluate_sentences(path: Path, encoder: Encoder) -> list[Figure]:
    """The figures of a TSV with the columns marked_sentence and type; raises `BadKnowledge`.

    Macro-F1 over the types of the file; the expected calibration error is over ten bins (Naeini et al. 2015).
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"marked_sentence", "type"} <= set(rows[0]):
        raise BadKnowledge(path, "columns marked_sentence and type are expected, and one row at least")
    labels = sorted({r["type"] for r in rows})
    wrong = [n for n in labels if n not in {*encoder.modes, *YIELD.values(), NONE}]
    if wrong:
        raise BadKnowledge(path, f"{wrong[0]} is no type of the codebook")
    documents = [_counts(r["type"], encoder, r["marked_sentence"], labels) for r in rows]

    def macro(counts: Counts) -> float | None:
        each = [f1(f"right {n}", f"said {n}", f"right {n}", f"wanted {n}")(counts) for n in labels]
        known = [e for e in each if e is not None]
        return sum(known) / len(known) if known else None

    out = [
        figure("type macro-F1", documents, macro, "rows"),
        figure("type accuracy", documents, share("right", "rows"), "rows"),
        figure("expected calibration error", documents, _error, "rows"),
    ]
    for n in labels:
        metric = f1(f"right {n}", f"said {n}", f"right {n}", f"wanted {n}")
        out.append(figure(f"F1 of {n}", documents, metric, f"wanted {n}"))
    assert summed(documents)["rows"] == len(rows)
    return [f for f in out if f is not None]


def _counts(gold: str, encoder: Encoder, sentence: str, labels: list[str]) -> Counts:
    answer = encoder(sentence, labels)
    right = answer.type == gold
    shelf = min(BINS - 1, int(answer.confidence * BINS))
    out: Counts = Counter(["rows", f"wanted {gold}", f"said {answer.type}", f"bin {shelf}"])
    out[f"sure {shelf}"] = round(answer.confidence * 10_000)
    if right:
        out.update(["right", f"right {gold}", f"good {shelf}"])
    return out


def _error(counts: Counts) -> float | None:
    gaps = (abs(counts[f"sure {b}"] / 10_000 - counts[f"good {b}"]) for b in range(BINS))
    return sum(gaps) / counts["rows"] if counts["rows"] else None
