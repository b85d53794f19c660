"""The predicate lexicon: what verbs, event nouns and adjectives mean in the codebook's terms.

The file is YAML, described in docs/codebook.md; a user's own file replaces the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.cache import parsed

HERE = Path(__file__).parent / "senses.yaml"
FIELDS = frozenset({"name", "type", "mode", "source", "target", "strength", "reciprocal", "requires", "alone"})
KINDS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True)
class Sense:
    """One meaning of a predicate: type and mode, the slots of its parties, and what its grammar requires.

    `word` is a particle or preposition that must stand with a verb, `object` the noun it must take; `strength` is how
    far the predicate alone can be trusted, 0 to 1. An act that is whole without a second side is `alone` ("declared a
    ceasefire").
    """

    name: str
    type: str
    mode: str | None = None
    source: tuple[str, ...] = ("subj",)
    target: tuple[str, ...] = ("obj",)
    strength: float = 0.5
    reciprocal: bool = False
    requires: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    word: str | None = None
    object: str | None = None


@dataclass(frozen=True)
class Content:
    """What a speech act of some types becomes when its content is an act of a type, of a mode, or a word of a class.

    `type` and `mode` are the outcome; `said` limits it to some verbs, `own` to acts of the speaker's own side,
    `whom` to an addressee of a class of words.
    """

    speech: tuple[str, ...]
    mode: str | None = None
    type: str | None = None
    of: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    word: str | None = None
    said: tuple[str, ...] = ()
    own: bool = False
    whom: str | None = None


class Predicates:
    """Senses by lemma, the most specific first."""

    def __init__(self, path: Path) -> None:
        raw = _read(path)
        self._classes = {name: frozenset(words) for name, words in raw.get("classes", {}).items()}
        self._verbs: dict[str, list[Sense]] = {}
        self._nouns: dict[str, list[Sense]] = {}
        self._adjectives: dict[str, list[Sense]] = {}
        for row in raw["verbs"]:
            for key in row["verbs"]:
                lemma, sense = _verb(path, row, key)
                self._verbs.setdefault(lemma, []).append(sense)
        for kind, table in (("nouns", self._nouns), ("adjectives", self._adjectives)):
            for row in raw[kind]:
                for lemma in row[kind]:
                    table.setdefault(lemma, []).append(_sense(path, row))
        for senses in self._verbs.values():
            senses.sort(key=_specific)
        self._contents = tuple(_content(path, row) for row in raw.get("contents", ()))

    def verb(self, lemma: str, words: frozenset[str], thing: str | None) -> list[Sense]:
        """The senses of a verb that its particles, prepositions and object noun allow, most specific first."""
        return [
            s
            for s in self._verbs.get(lemma, ())
            if (s.word is None or s.word in words) and (s.object is None or s.object == thing)
        ]

    def noun(self, lemma: str) -> list[Sense]:
        """The senses of an event noun."""
        return self._nouns.get(lemma, [])

    def contents(self, speech: str) -> tuple[Content, ...]:
        """The rows that say what a speech act of a type becomes by its content, in the order of the file."""
        return tuple(c for c in self._contents if speech in c.speech)

    def adjective(self, lemma: str) -> list[Sense]:
        """The senses of a predicative adjective."""
        return self._adjectives.get(lemma, [])

    @property
    def obligation(self) -> Sense | None:
        """The sense of telling another what he must do; none where a user's lexicon has no "demand"."""
        return next((s for s in self._verbs.get("demand", ()) if not s.requires and s.object is None), None)

    def is_a(self, lemma: str, name: str) -> bool:
        """Is a lemma of a class of words?"""
        return lemma in self._classes.get(name, ())

    def is_support(self, lemma: str) -> bool:
        """Does a verb only carry its object noun ("hold talks")?"""
        return self.is_a(lemma, "support")

    def __contains__(self, lemma: str) -> bool:
        return lemma in self._verbs or lemma in self._nouns or lemma in self._adjectives


def _specific(sense: Sense) -> tuple[bool, bool, bool, bool]:
    return len(sense.requires) < 2, sense.object is None, not sense.requires, sense.word is None


def _verb(path: Path, row: Mapping[str, Any], key: str) -> tuple[str, Sense]:
    """A key "lemma", "lemma+word", "lemma:noun" or "lemma:noun+word" with the sense of its row."""
    head, _, word = key.partition("+")
    lemma, _, noun = head.partition(":")
    return lemma, _sense(path, row, word or None, noun or None)


def _sense(path: Path, row: Mapping[str, Any], word: str | None = None, thing: str | None = None) -> Sense:
    try:
        return Sense(
            name=row["name"],
            type=row["type"],
            mode=row.get("mode"),
            source=tuple(row.get("source", ("subj",))),
            target=tuple(row.get("target", ("obj",))),
            strength=float(row["strength"]),
            reciprocal=row.get("reciprocal") == "true",
            requires=row.get("requires", {}),
            alone=row.get("alone") == "true",
            word=word,
            object=thing,
        )
    except (KeyError, TypeError, ValueError) as e:
        raise BadKnowledge(path, f"row {row.get('name', row)!r}: {e!r}") from e


def _content(path: Path, row: Mapping[str, Any]) -> Content:
    known = {f.name for f in fields(Content)}
    if not isinstance(row, dict) or "speech" not in row or set(row) - known:
        raise BadKnowledge(path, f"contents row {row!r}: fields are {', '.join(sorted(known))}, speech is needed")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Content(**(values | {"own": values.get("own") == "true"}))


def _read(path: Path) -> Mapping[str, Any]:
    # Scalars stay strings: YAML 1.1 would read the preposition "on" as true.
    try:
        raw = parsed(path)
    except yaml.YAMLError as e:
        raise BadKnowledge(path, str(e)) from e
    if not isinstance(raw, dict) or not all(isinstance(raw.get(kind), list) for kind in KINDS):
        raise BadKnowledge(path, f"lists named {', '.join(KINDS)} are expected")
    classes = raw.get("classes", {})
    for kind in KINDS:
        for row in raw[kind]:
            _check(path, row, kind, classes)
    return raw


def _check(path: Path, row: Any, kind: str, classes: Mapping[str, Any]) -> None:
    """A row has its words, no field that means nothing, and asks only for classes that exist."""
    if not isinstance(row, dict) or not isinstance(row.get(kind), list):
        raise BadKnowledge(path, f"row {row!r}: a list named {kind} is expected")
    for wrong in sorted(row.keys() - FIELDS - {kind}):
        raise BadKnowledge(path, f"row {row.get('name', row)!r}: unknown field {wrong!r}")
    for wrong in sorted(set(row.get("requires", {}).values()) - classes.keys() - {"any"}):
        raise BadKnowledge(path, f"row {row.get('name', row)!r}: unknown class {wrong!r}")


@cache
def load_predicates(path: Path = HERE) -> Predicates:
    """The lexicon of a file; raises `BadKnowledge` naming the row that breaks the schema."""
    return Predicates(path)
