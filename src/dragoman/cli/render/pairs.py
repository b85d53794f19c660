"""Sentences with source and target marked: read from TSV, classified by the encoder, written as TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from dragoman.coder.detect.encoder import NONE, YIELD, Encoder
from dragoman.errors import DragomanError, Refused
from dragoman.knowledge.codebook.codebook import Codebook

COLUMNS = ("id", "type", "mode", "modality", "confidence", "runner_up")


def checked(labels: str | None, codebook: Codebook) -> tuple[str, ...]:
    """The types in a comma-separated list (none for None); raises `DragomanError` for one not in the codebook."""
    names = tuple(n.strip().upper() for n in (labels or "").split(",") if n.strip())
    known = {*codebook.types, NONE, *YIELD.values()}
    wrong = [n for n in names if n not in known]
    if wrong:
        raise DragomanError(f"--labels {wrong[0]}: no type of the codebook; they are {', '.join(sorted(known))}")
    return names


def pairs(path: Path) -> Iterator[tuple[str, str] | Refused]:
    """Yield id and marked sentence of each row, or a `Refused` for a bad row; raises `Refused` for a bad header."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = file.readline().rstrip("\r\n").split("\t")
        missing = [c for c in ("id", "marked_sentence") if c not in header]
        if missing:
            reason = f"the header has no column {missing[0]}; found: {', '.join(header)}"
            raise Refused(str(path), "no-column", reason, 1)
        which, what = header.index("id"), header.index("marked_sentence")
        for line, text in enumerate(file, 2):
            cells = text.rstrip("\r\n").split("\t")
            if not text.strip():
                continue
            if len(cells) != len(header):
                yield Refused(str(path), "columns", f"{len(cells)} cells where the header has {len(header)}", line)
            elif fault := _fault(cells[what]):
                yield Refused(str(path), "marks", fault, line)
            else:
                yield cells[which], cells[what]


def _fault(sentence: str) -> str | None:
    """What is wrong with the marks of a sentence; None where it has one source and one target."""
    for name in ("s", "t"):
        opened, closed = sentence.find(f"<{name}>"), sentence.find(f"</{name}>")
        if not 0 <= opened < closed or sentence.count(f"<{name}>") > 1 or sentence.count(f"</{name}>") > 1:
            return f"one <{name}>..</{name}> is expected"
    return None


def typed(rows: Iterable[tuple[str, str]], reader: Encoder, labels: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield a row with the keys `COLUMNS` for each id and marked sentence, in order.

    Args:
        rows: ids and marked sentences.
        reader: the encoder.
        labels: the only types to answer with; all if empty.
    """
    for name, sentence in rows:
        answer = reader(sentence, labels)
        yield {
            "id": name,
            "type": answer.type,
            "mode": answer.mode or "",
            "modality": answer.modality,
            "confidence": f"{answer.confidence:.4f}",
            "runner_up": answer.runner_up,
        }


def write(rows: Iterable[dict[str, str]], file: TextIO) -> None:
    """Write the rows as TSV with a header."""
    writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writeheader()
    writer.writerows(rows)
