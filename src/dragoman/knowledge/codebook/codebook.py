"""The codebook: event types, modes, contexts, scores and CAMEO codes, from YAML that a user can replace."""

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
    """A mode of an event type, with its intensity (-10 hostile to 10 cooperative), CAMEO code and definition."""

    score: float
    cameo: Cameo
    definition: str


class EventType(_Part):
    """A PLOVER event type.

    Args:
        quad: the quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        score: the intensity, -10 (hostile) to 10 (cooperative).
        symmetric: have both sides the same part in it, as in a meeting?
        recipient: may it have a recipient beside the target?
        planned: the type that it is coded as when only planned.
        cameo: its CAMEO code.
        definition: what it is.
        modes: its modes by name.
        by_context: the CAMEO code in a context, where it is another.
    """

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
    """The codebook.

    Args:
        version: its name, with the hash of its files.
        types: the event types by name.
        contexts: the definitions of contexts by name.
        codes: what CAMEO codes mean, by code.
    """

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
        """The types in which both sides have the same part."""
        return frozenset(name for name, kind in self.types.items() if kind.symmetric)

    def quad(self, kind: str) -> int:
        """The quad class of a type, 1 to 4."""
        return self.types[kind].quad

    def intensity(self, kind: str, modes: Sequence[str] = ()) -> float:
        """The score of the first of `modes` that the type has, else of the type: -10 (hostile) to 10 (cooperative)."""
        known = self.types[kind].modes
        return next((known[m].score for m in modes if m in known), self.types[kind].score)

    def cameo(
        self, kind: str, modes: Sequence[str] = (), contexts: Sequence[str] = (), modality: str = "actual"
    ) -> str:
        """The CAMEO code of an event, of two to four digits: by mode, else by context, else by type.

        Args:
            kind: the event type.
            modes: its modes; the first that the type has counts.
            contexts: its contexts; the first that has a code of its own counts.
            modality: a planned event has the code of the type that `fold` gives.
        """
        if modality == "planned" and self.fold(kind, modality) != kind:
            return self.cameo(self.fold(kind, modality), (), contexts)
        entry = self.types[kind]
        mode = next((entry.modes[m].cameo for m in modes if m in entry.modes), None)
        return mode or next((entry.by_context[c] for c in contexts if c in entry.by_context), entry.cameo)

    def fold(self, kind: str, modality: str) -> str:
        """The type of an event under PLOVER's rule for planned events; one of another modality keeps its type.

        Planned cooperation is AGREE, a planned RETREAT is CONCEDE.
        """
        return self.types[kind].planned if modality == "planned" else kind

    def plover(self, cameo: str) -> Converted | None:
        """What a CAMEO code means, that of its root if the code itself is not listed; None if neither is."""
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
    """The codebook in the files of `sources`; raises `BadKnowledge` with file and line if one is wrong.

    Its version has the hash of both files and of all other files of the user, so that other knowledge has another one.
    """
    raw = joined([read_yaml(path) for path in sources.layers(MAIN)])
    named = {k: raw[k] for k in ("types", "contexts") if isinstance(raw, dict) and isinstance(raw.get(k), dict)}
    context: dict[str, Any] = {"type": named.get("types", {}), "context": named.get("contexts", {})}
    main = load(sources, MAIN, _Types, context=context)
    codes = load(sources, CAMEO, _Codes, context=context)
    hashed = [read_bytes(path) for name in (MAIN, CAMEO) for path in reversed(sources.layers(name))]
    hashed += [read_bytes(path) for name, path in sources.files().items() if not name.startswith("weights/")]
    digest = hashlib.sha256(b"".join(hashed)).hexdigest()
    return Codebook(
        version=f"{main.version}/sha256:{digest}", types=main.types, contexts=main.contexts, codes=codes.codes
    )
