"""Evaluation of the quad class of single sentences: that of the event of highest confidence, or 0 without events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.acquire import article
from dragoman.errors import BadKnowledge, Refused
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, macro, share
from dragoman.pipeline import Coder

CLASSES = ("0", "1", "2", "3", "4")


@dataclass(frozen=True)
class Classed:
    """A sentence and its quad class: 0 none, 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict."""

    text: str
    quad: str


def documents(path: Path) -> list[Classed]:
    """Read a TSV without header, with sentence and quad class in each row; raises `BadKnowledge`."""
    out = []
    for n, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        text, _, quad = line.rstrip("\r").rpartition("\t")
        if quad in CLASSES and text.strip():
            out.append(Classed(text, quad))
        elif line.strip():
            raise BadKnowledge(path, f"line {n}: a sentence, a tab and a quad class from 0 to 4 are expected")
    return out


def count(sentence: Classed, coder: Coder) -> Counts:
    """The counts of one sentence; one that the coder refuses has no events."""
    try:
        events = coder.read(article(sentence.text)).events
    except Refused:
        events = ()
    surest = max(events, key=lambda e: e.confidence, default=None)
    said = str(surest.quad) if surest else "0"
    out: Counts = Counter(["sentences", f"wanted {sentence.quad}", f"said {said}"])
    if said == sentence.quad:
        out.update(["right", f"right {said}"])
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """Macro-F1 over the quad classes of the file, accuracy, and the F1 of each class."""
    bootstrap = Bootstrap(counts)
    held = [n for n in CLASSES if bootstrap.whole[f"wanted {n}"]]
    return bootstrap.estimates(
        ("quad class of the surest event: macro-F1", macro(held), "sentences"),
        ("quad class of the surest event: accuracy", share("right", "sentences"), "sentences"),
        *((f"F1 of quad class {n}", macro([n]), f"wanted {n}") for n in held),
    )
