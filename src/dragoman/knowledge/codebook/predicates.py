"""The predicate lexicon: what verbs, event nouns and adjectives mean in the codebook's terms (senses.yaml).

Described in docs/codebook.md; a user's own file replaces the shipped one or adds to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from dragoman.knowledge.codebook.codebook import Codebook, TypeName
from dragoman.knowledge.faults import closest
from dragoman.knowledge.loader import Sources, joined, known, load, read_yaml, unknown, wrong

NAME = "codebook/senses.yaml"
Slot = Annotated[str, known("slot")]
ClassName = Annotated[str, known("class")]
#: What a required slot may ask for beside a class of words.
ANY = "any"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sense(_Row):
    """One meaning of a predicate: type and mode, the slots of its parties, and what its grammar requires.

    `word` is a particle or preposition that must stand with a verb, `object` the noun it must take; `strength` is how
    far the predicate alone can be trusted, 0 to 1. An act that is whole without a second side is `alone` ("declared a
    ceasefire").
    """

    name: str
    type: TypeName
    mode: str | None = None
    source: tuple[Slot, ...] = ("subj",)
    target: tuple[Slot, ...] = ("obj",)
    strength: float = Field(ge=0, le=1)
    reciprocal: bool = False
    requires: Mapping[Slot, ClassName] = {}
    alone: bool = False
    word: str | None = None
    object: str | None = None

    @model_validator(mode="after")
    def _mode_of_type(self, info: ValidationInfo) -> Sense:
        _check_modes(self.type, [self.mode] if self.mode else [], info)
        return self


class Content(_Row):
    """What a speech act of some types becomes when its content is an act of a type, of a mode, or a word of a class.

    `type` and `mode` are the outcome; `said` limits it to some verbs, `own` to acts of the speaker's own side,
    `whom` to an addressee of a class of words.
    """

    speech: tuple[TypeName, ...]
    mode: str | None = None
    type: TypeName | None = None
    of: tuple[TypeName, ...] = ()
    modes: tuple[Annotated[str, known("mode")], ...] = ()
    word: ClassName | None = None
    said: tuple[str, ...] = ()
    own: bool = False
    whom: ClassName | None = None

    @model_validator(mode="after")
    def _mode_of_type(self, info: ValidationInfo) -> Content:
        for name in (self.type,) if self.type else self.speech:
            _check_modes(name, [self.mode] if self.mode else [], info)
        return self


class VerbRow(Sense):
    """A sense with its verbs: "lemma", "lemma+word", "lemma:noun" or "lemma:noun+word"."""

    verbs: tuple[str, ...]


class NounRow(Sense):
    """A sense with its event nouns."""

    nouns: tuple[str, ...]


class AdjectiveRow(Sense):
    """A sense with its predicative adjectives."""

    adjectives: tuple[str, ...]


class SenseFile(_Row):
    """The file: classes of words, rows of senses, and what the content of a speech act makes of it."""

    classes: Mapping[str, frozenset[str]] = {}
    verbs: tuple[VerbRow, ...]
    nouns: tuple[NounRow, ...]
    adjectives: tuple[AdjectiveRow, ...]
    contents: tuple[Content, ...] = ()


def predicates_of(sources: Sources, codebook: Codebook, slots: Sequence[str]) -> Predicates:
    """The predicates of the files that count.

    Args:
        sources: which files count.
        codebook: the types and modes that a row may name.
        slots: the grammatical slots that a row may name, prepositions among them.

    Raises `BadKnowledge` with the file, the line and the nearest known word for a row that names anything unknown.
    """
    raw = joined([read_yaml(path, "text") for path in sources.layers(NAME)])
    classes = raw.get("classes") if isinstance(raw, dict) else None
    context = {
        "type": codebook.types,
        "mode": {m for modes in codebook.modes.values() for m in modes},
        "modes": codebook.modes,
        "class": {*(classes if isinstance(classes, dict) else ()), ANY},
        "slot": frozenset(slots),
    }
    return Predicates(load(sources, NAME, SenseFile, scalars="text", context=context))


class Predicates:
    """Senses by lemma, the most specific first."""

    def __init__(self, file: SenseFile) -> None:
        self.file = file
        self._classes = dict(file.classes)
        self._verbs: dict[str, list[Sense]] = {}
        self._nouns: dict[str, list[Sense]] = {}
        self._adjectives: dict[str, list[Sense]] = {}
        for row in file.verbs:
            for key in row.verbs:
                lemma, sense = _verb(row, key)
                self._verbs.setdefault(lemma, []).append(sense)
        for noun_row in file.nouns:
            for lemma in noun_row.nouns:
                self._nouns.setdefault(lemma, []).append(_sense(noun_row))
        for adjective_row in file.adjectives:
            for lemma in adjective_row.adjectives:
                self._adjectives.setdefault(lemma, []).append(_sense(adjective_row))
        for senses in self._verbs.values():
            senses.sort(key=_specific)
        self._contents = file.contents

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


def _verb(row: VerbRow, key: str) -> tuple[str, Sense]:
    """The lemma of a key "lemma", "lemma+word", "lemma:noun" or "lemma:noun+word", with the sense of its row."""
    head, _, word = key.partition("+")
    lemma, _, noun = head.partition(":")
    return lemma, _sense(row, word or None, noun or None)


def _sense(row: Sense, word: str | None = None, thing: str | None = None) -> Sense:
    held = {name: getattr(row, name) for name in Sense.model_fields}
    return Sense.model_construct(**held | {"word": word, "object": thing})


def _check_modes(kind: str, values: Sequence[str], info: ValidationInfo) -> None:
    """Are these modes of a type? One that is the mode of another type, or looks like one, is told with that type."""
    by_type: Mapping[str, Sequence[str]] = (info.context or {}).get("modes", {})
    for value in values:
        if kind not in by_type or value in by_type[kind]:
            continue
        if closest(value, by_type[kind]):
            raise unknown(f"mode of {kind}", value, by_type[kind], "mode")
        alike = {value, *closest(value, {m for modes in by_type.values() for m in modes})}
        others = [f"{mode!r} is a mode of {name}" for name, modes in by_type.items() for mode in modes if mode in alike]
        raise wrong("; ".join([f"unknown mode of {kind} {value!r}", *others]), "mode")
