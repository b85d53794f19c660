"""The codebook: event types, modes, contexts and scores, and their CAMEO codes, from YAML a user can replace."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from dragoman.knowledge.loader import Sources, joined, known, load, read_bytes, read_yaml

MAIN, CAMEO = "codebook/plover.yaml", "codebook/cameo.yaml"
TypeName = Annotated[str, known("type")]
ContextName = Annotated[str, known("context")]


def _cameo(code: str) -> str:
    if not re.fullmatch(r"\d{2,4}", code):
        reason = f"a CAMEO code of two to four digits is expected, as in quotes '0519', not {code!r}"
        raise PydanticCustomError("cameo", reason.replace("{", "(").replace("}", ")"))
    return code


Cameo = Annotated[str, AfterValidator(_cameo)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mode(_Part):
    """A manner of an event type, with its intensity and CAMEO code."""

    score: float
    cameo: Cameo
    definition: str


class EventType(_Part):
    """A PLOVER event type; `symmetric` acts have two sides of one kind, `planned` is its type when only planned."""

    quad: Literal[1, 2, 3, 4]
    score: float
    symmetric: bool
    recipient: bool
    planned: TypeName
    cameo: Cameo
    definition: str
    modes: Mapping[str, Mode] = {}
    by_context: Mapping[ContextName, Cameo] = {}


class Converted(_Part):
    """What a CAMEO code means in PLOVER."""

    type: TypeName
    mode: str | None = None
    contexts: tuple[ContextName, ...] = ()


class Codebook(_Part):
    """Types by name, contexts with their definitions, CAMEO codes with their meaning."""

    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    codes: Mapping[str, Converted]

    @property
    def modes(self) -> dict[str, tuple[str, ...]]:
        """The modes of each type."""
        return {name: tuple(kind.modes) for name, kind in self.types.items()}

    @property
    def symmetric(self) -> frozenset[str]:
        """The types whose acts have two sides of one kind."""
        return frozenset(name for name, kind in self.types.items() if kind.symmetric)

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


class _Types(_Part):
    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]


class _Codes(_Part):
    codes: Mapping[str, Converted]


def codebook_of(sources: Sources) -> Codebook:
    """The codebook of the files that count; raises `BadKnowledge` with file and line of an error.

    Its version holds the hash of both files, and of whatever else the user replaced or added: what is read with other
    knowledge has another version.
    """
    raw = joined([read_yaml(path) for path in sources.layers(MAIN)])
    named = {k: raw[k] for k in ("types", "contexts") if isinstance(raw, dict) and isinstance(raw.get(k), dict)}
    context: dict[str, Any] = {"type": named.get("types", {}), "context": named.get("contexts", {})}
    main = load(sources, MAIN, _Types, context=context)
    codes = load(sources, CAMEO, _Codes, context=context)
    held = [read_bytes(path) for name in (MAIN, CAMEO) for path in reversed(sources.layers(name))]
    held += [read_bytes(path) for name, path in sources.files().items() if not name.startswith("weights/")]
    digest = hashlib.sha256(b"".join(held)).hexdigest()
    return Codebook(
        version=f"{main.version}/sha256:{digest}", types=main.types, contexts=main.contexts, codes=codes.codes
    )
