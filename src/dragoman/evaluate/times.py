"""Evaluation of time expressions on TimeML data (TimeBank, AQUAINT): spans and TIMEX3 values.

The document creation time of the annotation is given to the coder as the publication date.
"""

from __future__ import annotations

import tarfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath

from dragoman.errors import BadKnowledge
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, Metric, f1
from dragoman.evaluate.document import Document, overlap
from dragoman.model import Span
from dragoman.pipeline import Coder

#: A match is relaxed where spans overlap, strict where they are equal, by value where TIMEX3 values are equal.
DEPTHS = ("relaxed", "strict", "value")


@dataclass(frozen=True)
class Expression:
    """An annotated time expression: its span, TIMEX3 type and value."""

    span: Span
    type: str
    value: str | None


def documents(path: Path) -> list[Document[Expression]]:
    """Read the texts of a folder, or tar archive, of `.tml` files; raises `BadKnowledge`."""
    out = []
    for name, raw in _files(path):
        try:
            root = ET.fromstring(raw)
        except ET.ParseError as error:
            raise BadKnowledge(f"{path}: {name}", f"no XML: {error}") from None
        body, created = root.find("TEXT"), root.find(".//DCT/TIMEX3")
        if body is None:
            raise BadKnowledge(f"{path}: {name}", "no element TEXT")
        text, items = _walked(body)
        when = (created.get("value") or "")[:10] if created is not None else ""
        out.append(Document(PurePosixPath(name).stem, text, when or None, tuple(items)))
    return out


def count(document: Document[Expression], coder: Coder) -> Counts:
    """The counts of one text; each annotated expression is matched with the coded one that overlaps it most."""
    record = document.read(coder)
    said = record.times if record else ()
    out: Counts = Counter(said=len(said), wanted=len(document.items))
    out.update(f"said {t.timex.type}" for t in said)
    out.update(f"wanted {g.type}" for g in document.items)
    used: set[int] = set()
    for gold in document.items:
        hits = [(n, j) for j, t in enumerate(said) if j not in used and (n := overlap(t.span, gold.span)) > 0]
        if hits:
            j = max(hits)[1]
            used.add(j)
            agreed = (True, said[j].span == gold.span, said[j].timex.value == gold.value)
            for depth in (d for d, yes in zip(DEPTHS, agreed, strict=True) if yes):
                out.update([depth, f"{depth} said {said[j].timex.type}", f"{depth} wanted {gold.type}"])
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """F1 of relaxed and strict spans and of values; relaxed and value also by TIMEX3 type."""
    bootstrap = Bootstrap(counts)
    kinds = sorted(name.partition(" ")[2] for name in bootstrap.whole if name.startswith("wanted "))
    out: list[tuple[str, Metric, str]] = [(f"times: {d} F1", f1(d, "said", d, "wanted"), "wanted") for d in DEPTHS]
    for depth in ("relaxed", "value"):
        for k in kinds:
            metric = f1(f"{depth} said {k}", f"said {k}", f"{depth} wanted {k}", f"wanted {k}")
            out.append((f"times: {depth} F1 of {k}", metric, f"wanted {k}"))
    return bootstrap.estimates(*out)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every `.tml` file of a folder or tar archive, hidden ones aside."""
    if path.is_dir():
        yield from ((f.name, f.read_bytes()) for f in sorted(path.rglob("*.tml")) if not f.name.startswith("."))
        return
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            file = tar.extractfile(member) if member.name.endswith(".tml") else None
            if file is not None and not PurePosixPath(member.name).name.startswith("."):
                yield member.name, file.read()


def _walked(body: ET.Element) -> tuple[str, list[Expression]]:
    """The text of a TimeML element, and the annotated expressions in it, inner before outer ones."""
    text, items = StringIO(), list[Expression]()

    def walk(node: ET.Element) -> None:
        start = text.tell()
        text.write(node.text or "")
        for child in node:
            walk(child)
            text.write(child.tail or "")
        if node.tag == "TIMEX3":
            items.append(Expression((start, text.tell()), node.get("type", "DATE"), node.get("value")))

    walk(body)
    return text.getvalue(), items
