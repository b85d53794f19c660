"""The codebook: event types, modes, contexts and scores, and their CAMEO codes, from YAML a user can replace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import BadKnowledge

HERE = Path(__file__).parent


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Mode(_Part):
    """A manner of an event type, with its intensity and CAMEO code."""

    score: float
    cameo: str
    definition: str


class EventType(_Part):
    """A PLOVER event type; `symmetric` acts have two sides of one kind, `planned` is its type when only planned."""

    quad: Literal[1, 2, 3, 4]
    score: float
    symmetric: bool
    recipient: bool
    planned: str
    cameo: str
    definition: str
    modes: Mapping[str, Mode] = {}
    by_context: Mapping[str, str] = {}


class Converted(_Part):
    """What a CAMEO code means in PLOVER."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Codebook(_Part):
    """Types by name, contexts with their definitions, CAMEO codes with their meaning."""

    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    codes: Mapping[str, Converted]

    def quad(self, kind: str) -> int:
        """The quad class of a type, 1 to 4."""
        return self.types[kind].quad

    def intensity(self, kind: str, modes: Sequence[str] = ()) -> float:
        """The score of the first mode that has one, else of the type: -10 (hostile) to 10 (cooperative)."""
        known = self.types[kind].modes
        return next((known[m].score for m in modes if m in known), self.types[kind].score)

    def cameo(
        self, kind: str, modes: Sequence[str] = (), contexts: Sequence[str] = (), modality: str = "actual"
    ) -> str:
        """The CAMEO code of an act, as text; a planned act has that of the type it folds to."""
        if modality == "planned" and self.fold(kind, modality) != kind:
            return self.cameo(self.fold(kind, modality), (), contexts)
        entry = self.types[kind]
        mode = next((entry.modes[m].cameo for m in modes if m in entry.modes), None)
        return mode or next((entry.by_context[c] for c in contexts if c in entry.by_context), entry.cameo)

    def fold(self, kind: str, modality: str) -> str:
        """The type under PLOVER's rule for planned acts: planned cooperation is AGREE, a planned retreat CONCEDE."""
        return self.types[kind].planned if modality == "planned" else kind

    def plover(self, cameo: str) -> Converted | None:
        """What a CAMEO code means, its root's meaning where the code itself is not listed."""
        while cameo:
            if cameo in self.codes:
                return self.codes[cameo]
            cameo = cameo[:-1]
        return None


@cache
def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook of a file (the shipped one without a path); raises `BadKnowledge` naming the place of an error."""
    main, cameo = path or HERE / "plover.yaml", HERE / "cameo.yaml"
    raw = main.read_bytes() + cameo.read_bytes()
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        data = yaml.load(main.read_bytes(), Loader=loader) | yaml.load(cameo.read_bytes(), Loader=loader)
        data["version"] = f"{data.get('version', main.stem)}/sha256:{hashlib.sha256(raw).hexdigest()}"
        book = Codebook.model_validate(data, strict=False)
    except (yaml.YAMLError, TypeError, ValidationError) as e:
        raise BadKnowledge(main, str(e)) from e
    _check(main, book)
    return book


def _check(path: Path, book: Codebook) -> None:
    for name, entry in book.types.items():
        if entry.planned not in book.types:
            raise BadKnowledge(path, f"{name}: planned acts fold to the unknown type {entry.planned!r}")
        for context in entry.by_context:
            if context not in book.contexts:
                raise BadKnowledge(path, f"{name}: unknown context {context!r}")
    for code, meaning in book.codes.items():
        if meaning.type not in book.types:
            raise BadKnowledge(path, f"CAMEO {code}: unknown type {meaning.type!r}")
