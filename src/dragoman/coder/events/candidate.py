"""A candidate for an event: what one predicate in one sentence reports, before reports of the same act are merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.annotations import Mention, Sentence
from dragoman.entities.parties import UNKNOWN
from dragoman.model import Count, Modality, When, Where

#: Steps of a date that the text does not give.
UNDATED = 99


@dataclass
class EventCandidate:
    """One predicate with its sense, its parties and what the words around it say of the act.

    The detectors fill in the first fields, `find_events` the others; nothing outside of it sees a candidate.

    Args:
        trigger: the predicate's token.
        sentence: where it stands.
        type: the event type, by its name in the codebook.
        modes: modes of that type.
        source: who acts, as mentions.
        target: on whom.
        strength: how far the predicate alone can be relied on, 0 to 1.
        rule: which sense or detector found it, in words.
        noun: the event noun of a support verb ("launched an ATTACK").
        modality: how real the act is.
        cue: the token that says so.
        speech: the verb of saying that the predicate's clause hangs on.
        when: the date.
        steps: how many steps of the parse the date stands from the predicate; 0 its own, `UNDATED` none.
        where: the place.
        reported_by: on whose word it rests.
        counts: killed, wounded, money ... in its sentence.
        contexts: PLOVER contexts of its sentence.
        alone: whether the act is whole without a target.
        also: other candidates that report the same act.
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
    steps: int = UNDATED
    where: Where | None = None
    reported_by: tuple[Mention, ...] = ()
    counts: tuple[Count, ...] = ()
    contexts: tuple[str, ...] = ()
    alone: bool = False
    also: list[EventCandidate] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The lemmas that name the act: the predicate, and the noun a support verb carries."""
        return frozenset(t.lemma_.lower() for t in (self.trigger, self.noun) if t is not None)

    @property
    def reports(self) -> tuple[EventCandidate, ...]:
        """All candidates that report this act, itself first."""
        return (self, *self.also)


def countries(side: tuple[Mention, ...]) -> frozenset[str]:
    """The known country codes of a side."""
    return frozenset(m.country for m in side if m.country != UNKNOWN)


def persons(side: tuple[Mention, ...]) -> frozenset[str]:
    """The ids of the named persons of a side."""
    return frozenset(m.actor for m in side if m.actor.startswith("person:"))
