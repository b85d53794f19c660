"""Training samples: a sentence with source and target marked, and its labels, from folders of TSV files.

A file has a header; the column `marked_sentence` is required, `id`, `document`, `type`, `mode`, `modality`, `quad`
(0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict), `among` (types with spaces between,
one of which is right) and `weight` are read where present. An empty cell means unknown, not negative. Rows of one
`document` are never on both sides of a split. A `.jsonl` in the gold format (what `dragoman export --format gold`
writes, with corrections) is read too: each event whose source and target stand in its sentence is a sample.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coder.detect.marked import mark
from dragoman.errors import BadKnowledge

YIELD = "YIELD"


@dataclass(frozen=True)
class TrainingSample:
    """One marked sentence with its labels; None where not annotated.

    Args:
        document: what the sentence is from; samples of one document stay in one fold.
        quad: the quad class, 0 to 4.
        among: types one of which is right, where the type itself is not known.
        weight: of the sample in the loss; 1 is full weight, and only samples of full weight are evaluated.
        origin: the name of the file, for the scores by origin.
    """

    id: str
    document: str
    sentence: str
    type: str | None = None
    mode: str | None = None
    modality: str | None = None
    quad: int | None = None
    among: tuple[str, ...] = ()
    weight: float = 1.0
    origin: str = ""


def read_samples(folder: Path) -> Iterator[TrainingSample]:
    """Read every `*.tsv` and `*.jsonl` of a folder in the order of names, or one file; raises `BadKnowledge`."""
    paths = [folder] if folder.is_file() else sorted((*folder.glob("*.tsv"), *folder.glob("*.jsonl")))
    if not paths:
        raise BadKnowledge(folder, "no .tsv file with a column marked_sentence, and no .jsonl in the gold format")
    for path in paths:
        if path.suffix == ".jsonl":
            yield from _gold(path)
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if "marked_sentence" not in (rows.fieldnames or ()):
                raise BadKnowledge(path, "the header has no column marked_sentence")
            for number, row in enumerate(rows, 2):
                yield _sample(row, path, number)


def _sample(row: dict[str, str], path: Path, number: int) -> TrainingSample:
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
    among = tuple((row.get("among") or "").split())
    document = row.get("document") or sentence
    return TrainingSample(name, document, sentence, **known, quad=quad, among=among, weight=weight, origin=path.stem)


def _gold(path: Path) -> Iterator[TrainingSample]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                article = json.loads(line)
                for i, event in enumerate(article["events"], 1):
                    if marked := _marked(event):
                        kind, mode, modality = (event.get(k) or None for k in ("type", "mode", "modality"))
                        name = str(article["id"])
                        yield TrainingSample(f"{name}-{i}", name, marked, kind, mode, modality, origin=path.stem)
            except (ValueError, KeyError, TypeError) as error:
                raise BadKnowledge(path, f"line {number}: not in the gold format: {error!r}") from error


def _marked(event: dict[str, Any]) -> str | None:
    """The sentence of an event with source and target marked; None where either does not occur in it."""
    sentence, spans = event["sent"], []
    for words in (event["source_text"], event["target_text"]):
        found = [(at, at + len(w)) for w in words if w and (at := sentence.find(w)) >= 0]
        if words and not found:
            return None
        spans.append(found[0] if found else None)
    source, target = spans
    return mark(sentence, source, target) if source else None


def folds(samples: Iterable[TrainingSample], count: int) -> list[list[TrainingSample]]:
    """Split samples into `count` folds by a hash of their document: always the same, no document in two folds."""
    out: list[list[TrainingSample]] = [[] for _ in range(count)]
    for sample in samples:
        out[int(hashlib.sha256(sample.document.encode()).hexdigest(), 16) % count].append(sample)
    return out
