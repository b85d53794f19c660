"""Knowledge: all that the stages know about actors, places, words and event types, loaded once and passed to each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from dragoman.knowledge.codebook.codebook import Codebook, codebook_of
from dragoman.knowledge.codebook.predicates import Predicates, predicates_of
from dragoman.knowledge.gazetteer.curated import Curated
from dragoman.knowledge.gazetteer.gazetteer import Gazetteer
from dragoman.knowledge.gazetteer.geonames import GeoNames, data_folder
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.knowledge.loader import Sources, load
from dragoman.knowledge.parameters import Parameters, parameters_of
from dragoman.knowledge.register.files import Files
from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.times.grammar import Grammar, grammar_of
from dragoman.knowledge.times.lexicon import TimeLexicon, lexicon_of

#: Single files that may be given beside a folder, by the name they stand for.
GIVEN = {"codebook": "codebook/plover.yaml", "predicates": "codebook/senses.yaml", "parameters": "parameters.yaml"}


class _Slots(BaseModel):
    model_config = ConfigDict(extra="forbid")

    grammatical: list[str]
    prepositions: list[str]


class Knowledge:
    """Codebook, predicates, lexicon, register, gazetteer, time rules, parameters and the folder of weights.

    Each part is read when it is first asked for, and kept. Make one with `load_knowledge`, which reuses those it has.

    Args:
        own: a user's folder, whose files replace or add to the shipped ones by name (see docs/knowledge.md).
        given: single files or folders by "codebook", "predicates", "parameters", "register" and "weights".

    Raises `BadKnowledge` with file, line and the nearest known word where a file is wrong.
    """

    def __init__(self, own: Path | None = None, given: Mapping[str, Path] | None = None) -> None:
        self.own, self.given = own, dict(given or {})
        self.sources = Sources(own, {GIVEN.get(name, name): path for name, path in self.given.items()})
        self.digest: str | None = self.sources.digest()

    @cached_property
    def codebook(self) -> Codebook:
        """Event types, modes, contexts, scores and CAMEO codes."""
        return codebook_of(self.sources)

    @cached_property
    def goldstein(self) -> dict[str, tuple[str, float]]:
        """CAMEO codes with their names and Goldstein scores, -10 to 10."""
        return load(self.sources, "codebook/goldstein.yaml", dict[str, tuple[str, float]], scalars="text")

    @cached_property
    def predicates(self) -> Predicates:
        """What verbs, event nouns and adjectives mean in the codebook's terms."""
        slots = load(self.sources, "codebook/slots.yaml", _Slots)
        return predicates_of(self.sources, self.codebook, [*slots.grammatical, *slots.prepositions])

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word lists of the stages, by subject."""
        return Lexicon(self.sources, self.codebook.contexts)

    @cached_property
    def register(self) -> Register:
        """Actors by their names, offices and who held them when, words for roles, dated facts."""
        return Register(Files(self.sources.registers()))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places by name, with their points."""
        return Gazetteer(Curated(self.sources), self.register, GeoNames(data_folder()))

    @cached_property
    def time_lexicon(self) -> TimeLexicon:
        """The words of time."""
        return lexicon_of(self.sources)

    @cached_property
    def time_grammar(self) -> Grammar:
        """The rules of time expressions."""
        return grammar_of(self.sources, self.time_lexicon)

    @cached_property
    def parameters(self) -> Parameters:
        """Thresholds and weights by which reports and articles are compared and planned events followed."""
        return parameters_of(self.sources)

    @property
    def weights(self) -> Path:
        """The folder of the encoder's weights."""
        return self.sources.weights

    def check(self) -> None:
        """Read every part; raises `BadKnowledge` for the first that is wrong."""
        names = (n for kind in (Lexicon, Knowledge) for n, v in vars(kind).items() if isinstance(v, cached_property))
        for name in names:
            getattr(self.lexicon if name in vars(Lexicon) else self, name)

    def copy_to(self, folder: Path) -> None:
        """Copy the user's own files, if there are any, to a folder that as `own` gives the same knowledge."""
        for name, path in self.sources.files().items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)

    def __reduce__(self) -> tuple[Any, ...]:
        return load_knowledge, (self.own, self.given)


_LOADED: dict[tuple[str | None, ...], Knowledge] = {}
_MOST = 4  # knowledge objects kept


def load_knowledge(
    own: Knowledge | Path | str | None = None, given: Mapping[str, Path | str | None] | None = None
) -> Knowledge:
    """The shipped knowledge with a user's own on top; the same object for the same files with the same content.

    Args:
        own: a folder whose files replace or add to the shipped ones by name, or knowledge at hand.
        given: single files by "codebook", "predicates" and "parameters", folders by "register" and "weights"; they lie
            on top of `own`.

    Raises `BadKnowledge` where a file has no known name or breaks its schema.
    """
    paths = {name: Path(path) for name, path in (given or {}).items() if path is not None}
    if isinstance(own, Knowledge):
        if not paths:
            return own
        paths = {**own.given, **paths}
        own = own.own
    made = Knowledge(Path(own) if own is not None else None, paths)
    key = (str(own) if own else None, *(f"{n}={p}" for n, p in sorted(paths.items())), made.digest)
    if key not in _LOADED and len(_LOADED) >= _MOST:
        _LOADED.pop(next(iter(_LOADED)))
    return _LOADED.setdefault(key, made)
