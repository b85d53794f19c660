"""Reading annotated attributions in brat's stand-off format: `text/NAME.txt` with `attributions/NAME.ann`.

A line `T1<tab>Source 0 15<tab>words` names a span (several pieces with `;`) of kind Source, Cue or Content, a line
`E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1` joins them. `NAME_x.ann` is annotator x's; the first one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.model import Span

ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass(frozen=True)
class Attribution:
    """One annotated attribution: spans of the content, the cue ("said") and the source, empty if none is named."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


def read_attributions(folder: Path, strict: bool = False) -> Iterator[tuple[Path, str, tuple[Attribution, ...]]]:
    """Yield annotation file, text and attributions of each article of a folder, by name; of annotators the first.

    Args:
        folder: holds the folders `text` and `attributions`.
        strict: raise `BadKnowledge` for a line that names no span in brat's format, instead of leaving it out.
    """
    seen: set[str] = set()
    for marked in sorted((folder / "attributions").glob("*.ann")):
        stem = name_of(marked)
        text = next((t for n in (marked.stem, stem) if (t := folder / "text" / f"{n}.txt").exists()), None)
        if text is not None and stem not in seen:
            seen.add(stem)
            words = text.read_bytes().decode(
                "utf-8"
            )  # not read_text: a CRLF must stay two characters, or offsets shift
            yield marked, words, tuple(_attributions(marked, strict))


def name_of(marked: Path) -> str:
    """The article's name, from that of its annotation file: without the annotator, "news-1_a.ann" is of "news-1"."""
    return marked.stem.rsplit("_", 1)[0]


def _attributions(path: Path, strict: bool) -> Iterator[Attribution]:
    entities: dict[str, tuple[Span, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if m := ENTITY.match(line):
            entities[m[1]] = tuple((int(a), int(b)) for a, b in (piece.split(" ") for piece in m[3].split(";")))
        elif strict and line.startswith("T"):
            raise BadKnowledge(path, f"line {number} names no span as brat does: {line[:60]!r}")
        elif line.startswith("E"):
            spans: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for role, entity in ROLE.findall(line):
                spans[role].extend(entities.get(entity, ()))
            if spans["Content"]:
                yield Attribution(*(tuple(sorted(spans[r])) for r in ("Content", "Cue", "Source")))
