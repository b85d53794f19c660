"""The side of an act that its sentence does not name: the country where force is used, or who tells of a clash."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from dragoman.annotations import Mention, PlaceMention
from dragoman.coder.detect.nouns import WARLIKE
from dragoman.coder.events.candidate import EventCandidate, countries
from dragoman.document import Document
from dragoman.entities.parties import UNKNOWN

#: A place so many characters away, about a paragraph, may still be where an act takes place.
NEAR = 600
PLACED = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "COERCE", "PROTEST"})
Key = tuple[str, tuple[str, ...], str]


def implicit_source(candidate: EventCandidate, document: Document) -> tuple[Mention, ...]:
    """Who fought where only the other side is named: who tells of it; none for acts that are no fights.

    "A spokesman for the army said CLASHES continued with rebels": the army is the other side.
    """
    fights = document.knowledge.lexicon.acts.clashing
    return candidate.reported_by if candidate.trigger.lemma_.lower() in fights else ()


class ImplicitTargets:
    """The places where a document's acts may be, and the targets that its other acts name.

    Args:
        document: with its places.
        candidates: all candidates of the document.
    """

    def __init__(self, document: Document, candidates: Sequence[EventCandidate]) -> None:
        self._document = document
        located = [p for p in document.places if p.place.use == "location" and p.place.country and not _titular(p)]
        counts = Counter(p.place.country for p in located if p.place.kind != "capital")
        country = min(counts, key=lambda c: (-counts[c], str(c))) if counts else None
        self._at = {p.place.span: p for p in located}
        self._here = sorted((p for p in located if p.place.country == country), key=lambda p: p.place.span)
        self._starts = [p.place.span[0] for p in self._here]
        self._targets: dict[Key, tuple[Mention, ...]] = {}
        for candidate in candidates:
            for key in _keys(candidate) if candidate.target else ():
                self._targets.setdefault(key, candidate.target)

    def target(self, candidate: EventCandidate) -> tuple[Mention, ...]:
        """The target of a candidate: its own, else that of an act of force as the document implies it.

        That is whoever complains of it, then the target of a like act, then the country it takes place in.

        Args:
            candidate: with its modality, place and `reported_by`.
        """
        stated = candidate.alone and candidate.where is not None
        if candidate.target or not candidate.source or not (candidate.type in PLACED or stated):
            return candidate.target
        if candidate.modality == "claimed" and candidate.type == "ASSAULT" and candidate.reported_by:
            return candidate.reported_by
        if candidate.type == "RETREAT" and "withdraw" not in candidate.modes and not stated:
            return ()
        state_of_affairs = candidate.trigger.pos_ == "NOUN" and candidate.strength <= WARLIKE
        if candidate.where is None and ("weapons" in candidate.modes or state_of_affairs):
            return ()
        like = next((self._targets[k] for k in _keys(candidate) if k in self._targets), None)
        target = like if like is not None and candidate.where is None else self._country(candidate)
        own = candidate.alone and {m.actor for m in target} & {m.actor for m in candidate.source}
        return () if own else target

    def _country(self, candidate: EventCandidate) -> tuple[Mention, ...]:
        """The state in which an act takes place, as a mention of the toponym that says so."""
        where = candidate.where
        place = self._at.get(where.span) if where is not None else self._nearest(candidate)
        state = self._document.knowledge.register.state(place.place.country or "") if place else None
        if place is None or state is None:
            return ()
        return (
            Mention(
                actor=state.id,
                name=state.name,
                country=state.country,
                sector=UNKNOWN,
                kind="toponym",
                span=place.place.span,
                first=place.first,
                last=place.last,
                head=place.last,
                inferred=True,
                reason=f"{place.place.text} is in {state.name}, where it happens",
            ),
        )

    def _nearest(self, candidate: EventCandidate) -> PlaceMention | None:
        """The nearest place named in the country most of the article is about."""
        here = self._document.at(candidate.trigger)[0]
        n = bisect_left(self._starts, here)
        near = [p for p in self._here[max(0, n - 1) : n + 1] if abs(p.place.span[0] - here) <= NEAR]
        return min(near, key=lambda p: abs(p.place.span[0] - here), default=None)


def _titular(p: PlaceMention) -> bool:
    """Does a country only say whose somebody is ("the US PRESIDENT"), so that nothing takes place there?"""
    return p.place.kind == "country" and p.last.dep_ in {"compound", "nmod", "amod"}


def _keys(candidate: EventCandidate) -> list[Key]:
    """Type, modes and country of the source: acts that agree in them are alike."""
    return [(candidate.type, candidate.modes, country) for country in sorted(countries(candidate.source))]
