"""Attributions that people marked, in the stand-off form of brat: `text/NAME.txt` with `attributions/NAME.ann`.

A line `T1<tab>Source 0 15<tab>words` names a span (several pieces with `;`) of kind Source, Cue or Content, a line
`E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1` joins them. `NAME_x.ann` is annotator x's; the first one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Span

ENTITY = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass(frozen=True)
class Attribution:
    """The spans of one attribution; without a source it says that nobody is named."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


def read_attributions(folder: Path) -> Iterator[tuple[str, str, tuple[Attribution, ...]]]:
    """Name, text and attributions of every article of a folder, by name; unreadable lines are left."""
    seen: set[str] = set()
    for marked in sorted((folder / "attributions").glob("*.ann")):
        stem = marked.stem.rsplit("_", 1)[0]
        text = next((t for n in (marked.stem, stem) if (t := folder / "text" / f"{n}.txt").exists()), None)
        if text is not None and stem not in seen:
            seen.add(stem)
            words = text.read_bytes().decode("utf-8")  # a newline of two characters must stay two
            yield stem, words, tuple(_attributions(marked.read_text(encoding="utf-8")))


def _attributions(lines: str) -> Iterator[Attribution]:
    entities: dict[str, tuple[Span, ...]] = {}
    for line in lines.splitlines():
        if m := ENTITY.match(line):
            entities[m[1]] = tuple((int(a), int(b)) for a, b in (piece.split(" ") for piece in m[3].split(";")))
        elif line.startswith("E"):
            spans: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for role, entity in ROLE.findall(line):
                spans[role].extend(entities.get(entity, ()))
            if spans["Content"]:
                yield Attribution(*(tuple(sorted(spans[r])) for r in ("Content", "Cue", "Source")))
