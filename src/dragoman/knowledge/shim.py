"""Temporary: knowledge for the modules that are not yet given it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.codebook.predicates import Predicates
from dragoman.knowledge.gazetteer.gazetteer import Gazetteer
from dragoman.knowledge.knowledge import Knowledge, load_knowledge
from dragoman.knowledge.parameters import Parameters
from dragoman.knowledge.register.loader import Register


class _Words(Mapping[str, frozenset[str]]):
    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, key: str) -> frozenset[str]:
        held = getattr(shipped().lexicon, self.name)
        return held.sectors[key] if key.isupper() else getattr(held, key)  # type: ignore[no-any-return]

    def __iter__(self) -> Any:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


ACTS, ENTITIES, PHRASES = _Words("acts"), _Words("entities"), _Words("noun_phrases")


def shipped() -> Knowledge:
    return load_knowledge()


def load_codebook(path: Path | None = None) -> Codebook:
    return load_knowledge(given={"codebook": path}).codebook


def load_predicates(path: Path | None = None) -> Predicates:
    return load_knowledge(given={"predicates": path}).predicates


def load_register(path: Path | None = None) -> Register:
    return load_knowledge(given={"register": path}).register


def load_gazetteer(path: Path | None = None) -> Gazetteer:
    return load_knowledge(path).gazetteer


def load_parameters() -> Parameters:
    import os

    own = os.environ.get("DRAGOMAN_PARAMETERS")
    return load_knowledge(given={"parameters": own}).parameters
