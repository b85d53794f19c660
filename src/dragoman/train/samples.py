"""Training samples: one marked sentence with what is known of it, read from folders of TSV files.

A file has a header; the column `marked_sentence` is required, `id`, `document`, `type`, `mode`, `modality`, `quad`
(0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict) and `weight` are read where present.
An empty cell is unknown, not negative. Rows of one `document` are never on both sides of a split.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import BadKnowledge

YIELD = "YIELD"


@dataclass(frozen=True)
class Sample:
    """One sentence and its answers; `None` where not annotated."""

    id: str
    document: str
    sentence: str
    type: str | None = None
    mode: str | None = None
    modality: str | None = None
    quad: int | None = None
    weight: float = 1.0
    origin: str = ""


def read_samples(folder: Path) -> Iterator[Sample]:
    """The samples of every `*.tsv` of a folder (or of one file), in the order of names; raises `BadKnowledge`."""
    paths = [folder] if folder.is_file() else sorted(folder.glob("*.tsv"))
    if not paths:
        raise BadKnowledge(folder, "no .tsv file with a column marked_sentence")
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if "marked_sentence" not in (rows.fieldnames or ()):
                raise BadKnowledge(path, "the header has no column marked_sentence")
            for number, row in enumerate(rows, 2):
                yield _sample(row, path, number)


def _sample(row: dict[str, str], path: Path, number: int) -> Sample:
    sentence = row["marked_sentence"] or ""
    if not sentence.strip():
        raise BadKnowledge(path, f"line {number}: marked_sentence is empty")
    try:
        quad = int(row["quad"]) if row.get("quad") else None
        weight = float(row.get("weight") or 1)
    except ValueError as error:
        raise BadKnowledge(path, f"line {number}: {error}") from error
    name = row.get("id") or f"{path.stem}-{number}"
    known = {k: row.get(k) or None for k in ("type", "mode", "modality")}
    return Sample(name, row.get("document") or sentence, sentence, **known, quad=quad, weight=weight, origin=path.stem)


def folds(samples: Iterable[Sample], count: int) -> list[list[Sample]]:
    """Samples dealt into `count` folds by a hash of their document: the same for ever, no document in two."""
    out: list[list[Sample]] = [[] for _ in range(count)]
    for sample in samples:
        out[int(hashlib.sha256(sample.document.encode()).hexdigest(), 16) % count].append(sample)
    return out
