"""An act as found in one sentence, before acts of several sentences are told apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.annotations import Mention, Sentence
from dragoman.model import Count, Modality, Quote, When, Where


@dataclass
class Draft:
    """One predicate with its sense, its parties and what its words say of it.

    `steps` is how far the date stands from the predicate in the parse (0 its own, 99 none); `alone` says that the act
    is whole without a second side.
    """

    trigger: Token
    sentence: Sentence
    type: str
    modes: tuple[str, ...]
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    strength: float
    rule: str
    noun: Token | None = None
    modality: Modality = "actual"
    cue: Token | None = None
    speech: Token | None = None
    when: When = field(default_factory=lambda: When(reason="not yet dated"))
    steps: int = 99
    where: Where | None = None
    reported_by: tuple[Mention, ...] = ()
    counts: tuple[Count, ...] = ()
    contexts: tuple[str, ...] = ()
    quote: Quote | None = None
    historical: bool = False
    alone: bool = False
    also: list[Draft] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The lemmas that name the act: the predicate, and the noun a support verb carries."""
        return frozenset(t.lemma_.lower() for t in (self.trigger, self.noun) if t is not None)

    def countries(self, side: tuple[Mention, ...]) -> frozenset[str]:
        """The known country codes of one side."""
        return frozenset(m.country for m in side if m.country != "---")

    def persons(self, side: tuple[Mention, ...]) -> frozenset[str]:
        """The named persons of one side."""
        return frozenset(m.actor for m in side if m.actor.startswith("person:"))
