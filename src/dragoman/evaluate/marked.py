"""Evaluation of the encoder: sentences whose source and target are marked, against their annotated event type."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.coder.detect.encoder import NONE, YIELD, Encoder
from dragoman.errors import BadKnowledge
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, f1, macro, share
from dragoman.evaluate.reliability import error, shelf


@dataclass(frozen=True)
class Marked:
    """A sentence with source and target marked, its annotated type, and all types of its file (the allowed answers)."""

    sentence: str
    type: str
    labels: tuple[str, ...]


def documents(path: Path) -> list[Marked]:
    """Read the rows of a TSV with the columns marked_sentence and type; raises `BadKnowledge` where one is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"marked_sentence", "type"} <= set(rows[0]):
        raise BadKnowledge(path, "columns marked_sentence and type are expected, and one row at least")
    labels = tuple(sorted({r["type"] for r in rows}))
    return [Marked(r["marked_sentence"], r["type"], labels) for r in rows]


def count(row: Marked, encoder: Encoder) -> Counts:
    """The counts of one row; raises `BadKnowledge` for a type that is not in the codebook."""
    if row.type not in {*encoder.modes, *YIELD.values(), NONE}:
        raise BadKnowledge("gold", f"{row.type} is no type of the codebook")
    answer = encoder(row.sentence, row.labels)
    right = answer.type == row.type
    out: Counts = Counter(["rows", f"wanted {row.type}", f"said {answer.type}"])
    out.update(shelf(answer.confidence, right))
    if right:
        out.update(["right", f"right {row.type}"])
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """Macro-F1 over the types of the file, accuracy, expected calibration error, and the F1 of each type."""
    bootstrap = Bootstrap(counts)
    labels = sorted(name.partition(" ")[2] for name in bootstrap.whole if name.startswith("wanted "))
    return bootstrap.estimates(
        ("type macro-F1", macro(labels), "rows"),
        ("type accuracy", share("right", "rows"), "rows"),
        ("expected calibration error", error, "rows"),
        *((f"F1 of {n}", f1(f"right {n}", f"said {n}", f"right {n}", f"wanted {n}"), f"wanted {n}") for n in labels),
    )
