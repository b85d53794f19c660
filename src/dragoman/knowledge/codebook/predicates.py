"""The predicate lexicon: which event type a verb, event noun or adjective means (senses.yaml).

The format is described in docs/codebook.md; a user's own file replaces the shipped one or adds to it.
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
#: In `requires`, instead of a class of words: the slot must be filled, by whatever word.
ANY = "any"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sense(_Row):
    """One sense of a predicate: the event it names, and where its parties are.

    Args:
        name: the name of its row.
        type: the event type.
        mode: the mode.
        source: the slots in which the source may be, the first that holds actors counts.
        target: the slots in which the target may be, likewise.
        strength: how reliable the predicate alone is, 0 to 1.
        reciprocal: do both sides do it ("talks")?
        requires: for each slot that must be filled, the class of its words, or `ANY`.
        alone: is the event complete without a target ("declared a ceasefire")?
        word: the particle or preposition that a verb must have.
        object: the noun that a verb must have as object.
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
    """A rule by which the content of a speech act (promise, threat, request ...) decides its type or mode.

    Args:
        speech: the types of speech acts that the rule is for.
        mode: the resulting mode.
        type: the resulting type, None if it stays the same.
        of: the content is an event of one of these types,
        modes: or of one of these modes,
        word: or a word of this class.
        said: only with these verbs.
        own: only if the content is an act of the speaker's own side.
        whom: only if the addressee is a word of this class.
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
    """A sense with its verbs, each "lemma", "lemma+word", "lemma:noun" or "lemma:noun+word"."""

    verbs: tuple[str, ...]


class NounRow(Sense):
    """A sense with its event nouns."""

    nouns: tuple[str, ...]


class AdjectiveRow(Sense):
    """A sense with its predicative adjectives."""

    adjectives: tuple[str, ...]


class SenseFile(_Row):
    """The schema of senses.yaml: classes of words, rows of senses, and rules for the content of speech acts."""

    classes: Mapping[str, frozenset[str]] = {}
    verbs: tuple[VerbRow, ...]
    nouns: tuple[NounRow, ...]
    adjectives: tuple[AdjectiveRow, ...]
    contents: tuple[Content, ...] = ()


def predicates_of(sources: Sources, codebook: Codebook, slots: Sequence[str]) -> Predicates:
    """The predicates in the files of `sources`.

    Args:
        sources: the knowledge files in use.
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
    """The senses of predicates by lemma.

    Args:
        file: the content of senses.yaml.
    """

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
        """The senses that a verb may have in its clause, the most specific first.

        Args:
            lemma: the verb.
            words: the particles, prepositions and other words that form a phrase with it (`Syntax.circumstances`).
            thing: the lemma of its object, if it has one.
        """
        return [
            s
            for s in self._verbs.get(lemma, ())
            if (s.word is None or s.word in words) and (s.object is None or s.object == thing)
        ]

    def noun(self, lemma: str) -> list[Sense]:
        """The senses of an event noun."""
        return self._nouns.get(lemma, [])

    def contents(self, speech: str) -> tuple[Content, ...]:
        """The rules for the content of a type of speech act, in the order of the file."""
        return tuple(c for c in self._contents if speech in c.speech)

    def adjective(self, lemma: str) -> list[Sense]:
        """The senses of a predicative adjective."""
        return self._adjectives.get(lemma, [])

    @property
    def obligation(self) -> Sense | None:
        """The sense of "demand", for saying what another must do; None if a user's own lexicon lacks it."""
        return next((s for s in self._verbs.get("demand", ()) if not s.requires and s.object is None), None)

    def is_a(self, lemma: str, name: str) -> bool:
        """Does a lemma belong to the class of words called `name`?"""
        return lemma in self._classes.get(name, ())

    def is_support(self, lemma: str) -> bool:
        """Is a verb a support verb, whose event is that of its object ("HOLD talks")?"""
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
    fields = {name: getattr(row, name) for name in Sense.model_fields}
    return Sense.model_construct(**fields | {"word": word, "object": thing})


def _check_modes(kind: str, values: Sequence[str], info: ValidationInfo) -> None:
    """Raises if one of `values` is no mode of a type; the error names other types that have such a mode."""
    by_type: Mapping[str, Sequence[str]] = (info.context or {}).get("modes", {})
    for value in values:
        if kind not in by_type or value in by_type[kind]:
            continue
        if closest(value, by_type[kind]):
            raise unknown(f"mode of {kind}", value, by_type[kind], "mode")
        alike = {value, *closest(value, {m for modes in by_type.values() for m in modes})}
        others = [f"{mode!r} is a mode of {name}" for name, modes in by_type.items() for mode in modes if mode in alike]
        raise wrong("; ".join([f"unknown mode of {kind} {value!r}", *others]), "mode")
