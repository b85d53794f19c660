"""Dragoman reads news and codes political events: who did what to whom, when and where, in PLOVER categories.

    import dragoman
    record = dragoman.read(text, published="2024-03-05")
    for record in dragoman.load().pipe(texts): ...

Importing this package is cheap: spaCy and the register are loaded by the first `load` or `read`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"
__all__ = ["Article", "Coder", "DragomanError", "Record", "Refused", "__version__", "load", "open_record", "read"]

# onnxruntime reads this once, as it is imported; without it, it keeps a device id and sends usage data to Microsoft.
# Set here because every import of it in Dragoman comes after this line, and without regard to what the variable was:
# Dragoman uses the network only when asked to.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from dragoman.archive.query.query import Questions
    from dragoman.errors import DragomanError, Refused
    from dragoman.knowledge import Knowledge
    from dragoman.model import Article, Record
    from dragoman.pipeline import Coder

_HOMES = {"Article": "model", "Record": "model", "Coder": "pipeline", "DragomanError": "errors", "Refused": "errors"}


def load(
    model: str | None = None,
    *,
    knowledge: Knowledge | Path | str | None = None,
    register: Path | str | None = None,
    codebook: Path | str | None = None,
    predicates: Path | str | None = None,
    weights: Path | str | None = None,
) -> Coder:
    """The coder that reads articles, with the shipped model and knowledge unless others are given.

    The four coders used last are cached, so that a second call with the same arguments costs nothing.

    Args:
        model: a spaCy model by name or path.
        knowledge: a folder whose files replace or extend the shipped ones of the same name (docs/knowledge.md).
        register: a folder of your own actors, added to the shipped ones.
        codebook, predicates: files used instead of the shipped ones.
        weights: a folder with weights of the encoder.

    Raises `ModelMissing` for a model that is not installed and `BadKnowledge` for a file that breaks its schema.
    """
    from dragoman.knowledge import load_knowledge

    given = {"register": register, "codebook": codebook, "predicates": predicates, "weights": weights}
    return _coder(model, load_knowledge(knowledge, given))


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    source_id: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    author: str | None = None,
) -> Record:
    """Read one text and return its record.

    Args:
        text: the article's text, plain.
        published: the publication date, ISO (YYYY-MM-DD); relative dates ("on Monday") are resolved against it.
        title: the title, if it is not the text's first line.
        source_id: your own id of the article.
        outlet: who published it.
        url: its address.
        author: who wrote it.

    Raises `Refused` where the text cannot be read: empty, binary, or not English.
    """
    from dragoman.acquire import article

    return load().read(
        article(text, published=published, title=title, source_id=source_id, outlet=outlet, url=url, author=author)
    )


def open_record(place: Path | str, as_of: str | None = None, *, threshold: float | None = None) -> Questions:
    """Open an archive of many records, to query its events, quotes, stories and time series.

    Args:
        place: the folder or s3:// address that `dragoman ingest` wrote.
        as_of: an ISO date; the archive is then shown as it was known on that day.
        threshold: group reports into events anew at this clustering threshold, 0 to 1, instead of the stored grouping.

    Raises `DragomanError` where there is no archive, or none yet on that date.
    """
    from dragoman.archive.query.query import Questions

    return Questions(place, as_of, threshold=threshold)


@lru_cache(maxsize=4)
def _coder(model: str | None, knowledge: Knowledge) -> Coder:
    from dragoman.pipeline import Coder

    _shown()
    return Coder(model, knowledge=knowledge)


def _shown() -> None:
    """Give `Record` its display in notebooks; done here because model.py must not import what renders it."""
    from dragoman.model import Record

    def _repr_html_(self: Record) -> str:
        from dragoman.cli.render.page import fragment

        return fragment(self)

    Record._repr_html_ = _repr_html_  # type: ignore[attr-defined]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "Record":
        _shown()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
