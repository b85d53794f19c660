"""Dragoman reads news and keeps the record of relations between political actors.

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
# Set here, since every import of it in Dragoman comes after this line, and whatever stood there before: a run of
# Dragoman reaches no network that was not asked for.
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
    """The coder for a spaCy model and what it knows, each the shipped one by default; the last four are kept.

    Args:
        model: a spaCy model by name or path.
        knowledge: a folder whose files replace or add to the shipped ones by name (docs/knowledge.md).
        register: a folder of actors on top of the shipped ones.
        codebook, predicates: files in place of the shipped ones.
        weights: a folder of the encoder's weights.

    Raises `ModelMissing` for a model that is not installed and `BadKnowledge` for a file that breaks its schema.
    """
    from dragoman.knowledge import Knowledge, load_knowledge

    given = {"register": register, "codebook": codebook, "predicates": predicates, "weights": weights}
    known = knowledge if isinstance(knowledge, Knowledge) else load_knowledge(knowledge, given)
    return _coder(model, known)


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
    """The record of one text; `published` is an ISO date. Raises `Refused` where the text cannot be read."""
    from dragoman.acquire import article

    return load().read(
        article(text, published=published, title=title, source_id=source_id, outlet=outlet, url=url, author=author)
    )


def open_record(place: Path | str, as_of: str | None = None, *, threshold: float | None = None) -> Questions:
    """A record, to be asked for events, quotes, stories and series; `as_of`, an ISO date, shows it as known then.

    Raises `DragomanError` where there is no record, or none yet at that date.
    """
    from dragoman.archive.query.query import Questions

    return Questions(place, as_of, threshold=threshold)


@lru_cache(maxsize=4)
def _coder(model: str | None, knowledge: Knowledge) -> Coder:
    from dragoman.pipeline import Coder

    _shown()
    return Coder(model, knowledge=knowledge)


def _shown() -> None:
    """A record shows itself in a notebook: given from here, since the model imports nothing of ours."""
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
