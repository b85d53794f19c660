"""The kinds of annotated ("gold") data that `evaluate` reads, recognised by content. See docs/evaluate.md."""

from __future__ import annotations

import gzip
import re
import tarfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.coder.detect.encoder import Encoder
from dragoman.errors import BadKnowledge
from dragoman.evaluate import articles, marked, places, quads, quotes, spans, times
from dragoman.evaluate.bootstrap import Counts, Estimate
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.pipeline import Coder

HEAD = 65_536  # bytes of a file that its kind is recognised by
ACCEPTED = (
    "a folder of annotated articles (<id>.json, or one a line of a .jsonl, with its text or --texts), of PolNeAR"
    " (attributions/ and text/) or of TimeML (.tml, or such in a .tar.gz); an XML of toponyms (GeoWebNews, LGL; .gz"
    " too); a two-column file of tokens and tags B-S, I-S, B-T, I-T, B-R, I-R, O; a .tsv of sentences with a quad"
    " class 0 to 4; a .tsv with the columns marked_sentence and type"
)
BIO = re.compile(r"\S+[ \t](?:O|[BI]-[STR])")
QUAD = re.compile(r".*\S\t[0-4]")


class Readers:
    """The systems under evaluation: the coder and the encoder, each loaded when it is first needed.

    Args:
        knowledge: what both use; the shipped knowledge where None.
        coder: a coder with that knowledge, if one is already loaded.
    """

    def __init__(self, knowledge: Knowledge | None = None, coder: Coder | None = None) -> None:
        self.knowledge = knowledge or load_knowledge()
        self._coder = coder

    @cached_property
    def coder(self) -> Coder:
        """The coder that `dragoman read` uses."""
        return self._coder or Coder(knowledge=self.knowledge)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that `dragoman classify` uses."""
        return Encoder(self.knowledge.codebook.modes, self.knowledge.weights)


@dataclass(frozen=True)
class Kind:
    """How one kind of annotated data is evaluated.

    Args:
        read: from a path to the annotated documents.
        count: from a document and the systems to its counts.
        estimates: from the counts of all documents to the metrics.
    """

    read: Callable[[Path], Sequence[Any]]
    count: Callable[[Any, Readers], Counts]
    estimates: Callable[[Sequence[Counts]], list[Estimate]]


def by_coder(kind: Any) -> Kind:
    """The kind that a module implements (`documents`, `count`, `estimates`) whose documents the coder reads."""
    return Kind(kind.documents, lambda document, readers: kind.count(document, readers.coder), kind.estimates)


def kind_of(path: Path, texts: Path | None = None) -> Kind:
    """The kind of annotated data at a path, by its content.

    Args:
        path: a file or folder of annotations.
        texts: a file or folder with the articles, where the annotations are without them.

    Raises `BadKnowledge`, which lists what is accepted, for anything else.
    """
    if path.is_dir():
        return _folder(path, texts)
    if tarfile.is_tarfile(path):
        return by_coder(times)
    head = _head(path)
    lines = [line for line in head.splitlines() if line.strip()]
    if head.lstrip().startswith("<"):
        return by_coder(places)
    if head.startswith("{") and (texts is not None or _own_text(head)):
        return _annotated(texts or path)
    if lines and {"marked_sentence", "type"} <= set(lines[0].split("\t")):
        return Kind(marked.documents, lambda row, readers: marked.count(row, readers.encoder), marked.estimates)
    if lines and all(BIO.fullmatch(line.rstrip()) for line in lines[:-1] or lines):
        return by_coder(spans)
    if lines and all(QUAD.fullmatch(line) for line in lines[:-1] or lines):
        return by_coder(quads)
    raise BadKnowledge(path, f"no gold that is known; accepted are {ACCEPTED}")


def measure(
    path: Path,
    readers: Readers,
    texts: Path | None = None,
    limit: int | None = None,
    shown: Callable[[Sequence[Any]], Iterable[Any]] = iter,
) -> list[Estimate]:
    """Evaluate one file or folder of annotated data.

    Args:
        path: the annotations.
        readers: the systems under evaluation.
        texts: a file or folder with the articles, where the annotations are without them.
        limit: only this many documents, from the first.
        shown: wraps the documents while they are worked through, such as a progress bar.

    Raises `BadKnowledge` where the data are of no known kind or empty.
    """
    kind = kind_of(path, texts)
    documents = kind.read(path)[:limit]
    if not documents:
        raise BadKnowledge(path, "no documents in it")
    return kind.estimates([kind.count(document, readers) for document in shown(documents)])


def _folder(path: Path, texts: Path | None) -> Kind:
    if (path / "attributions").is_dir() and (path / "text").is_dir():
        return by_coder(quotes)
    if next(path.rglob("*.tml"), None) is not None:
        return by_coder(times)
    if next(path.glob("*.json"), None) is None:
        raise BadKnowledge(path, f"no gold that is known; accepted are {ACCEPTED}")
    beside = texts or path.with_name(f"{path.name}-text")
    if not beside.exists():
        raise BadKnowledge(path, f"no folder {beside.name} beside it; name what holds its articles with --texts")
    return _annotated(beside)


def _own_text(head: str) -> bool:
    """Whether the first annotation includes its article's text, as exports of an archive that keeps texts do.

    The key "events" comes after the text, so for a long article it may lie beyond this head.
    """
    before, events, _ = head.partition('"events"')
    return re.search(r'"text": ?"', before) is not None and (bool(events) or "\n" not in before)


def _annotated(texts: Path) -> Kind:
    return Kind(
        lambda gold: articles.documents(gold, texts),
        lambda document, readers: articles.count(document, readers.coder),
        articles.estimates,
    )


def _head(path: Path) -> str:
    """The beginning of a file, unpacked if it is gzipped, as text; raises `BadKnowledge`."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            return file.read(HEAD).decode("utf-8-sig", errors="replace")
    except (OSError, EOFError) as error:
        raise BadKnowledge(path, f"cannot be read: {error}") from None
