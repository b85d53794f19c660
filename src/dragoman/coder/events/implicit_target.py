"""The other side of an act that its sentence does not name: the country where force is used, moved or ended."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from dragoman.annotations import Mention, PlaceMention
from dragoman.coder.detect.nouns import WARLIKE
from dragoman.coder.events.draft import Draft
from dragoman.knowledge.register.loader import Register
from dragoman.parse import at

#: A place so many characters away, about a paragraph, may still be where an act takes place.
NEAR = 600
PLACED = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "COERCE", "PROTEST"})
Key = tuple[str, tuple[str, ...], str]


class Theatre:
    """The article's locations, the country most of them lie in, and the targets of its acts by type and side."""

    def __init__(self, places: Sequence[PlaceMention], register: Register, drafts: Sequence[Draft]) -> None:
        self.register = register
        located = [p for p in places if p.place.use == "location" and p.place.country and not _titular(p)]
        counts = Counter(p.place.country for p in located if p.place.kind != "capital")
        country = min(counts, key=lambda c: (-counts[c], str(c))) if counts else None
        self._at = {p.place.span: p for p in located}
        self._here = sorted((p for p in located if p.place.country == country), key=lambda p: p.place.span)
        self._starts = [p.place.span[0] for p in self._here]
        self._targets: dict[Key, tuple[Mention, ...]] = {}
        for draft in drafts:
            for key in _keys(draft) if draft.target else ():
                self._targets.setdefault(key, draft.target)

    def aim(self, draft: Draft) -> None:
        """Give an act of force without a target: whoever complains of it, a like act's, or the country it is in."""
        stated = draft.alone and draft.where is not None
        if draft.target or not draft.source or not (draft.type in PLACED or stated):
            return
        if draft.modality == "claimed" and draft.type == "ASSAULT" and draft.reported_by:
            draft.target = draft.reported_by
            return
        if draft.type == "RETREAT" and "withdraw" not in draft.modes and not stated:
            return
        state_of_affairs = draft.trigger.pos_ == "NOUN" and draft.strength <= WARLIKE
        if draft.where is None and ("weapons" in draft.modes or state_of_affairs):
            return
        like = next((self._targets[k] for k in _keys(draft) if k in self._targets), None)
        target = like if like is not None and draft.where is None else self._country(draft)
        if not (draft.alone and {m.actor for m in target} & {m.actor for m in draft.source}):
            draft.target = target

    def _country(self, draft: Draft) -> tuple[Mention, ...]:
        place = self._at.get(draft.where.span) if draft.where is not None else self._nearest(at(draft.trigger)[0])
        state = self.register.state(place.place.country or "") if place else None
        if place is None or state is None:
            return ()
        why = f"{place.place.text} is in {state.name}, where it happens"
        words = (place.place.span, place.first, place.last, place.last)
        return (Mention(state.id, state.name, state.country, "---", "toponym", *words, True, why),)

    def _nearest(self, here: int) -> PlaceMention | None:
        """The nearest place named in the country most of the article is about."""
        n = bisect_left(self._starts, here)
        near = [p for p in self._here[max(0, n - 1) : n + 1] if abs(p.place.span[0] - here) <= NEAR]
        return min(near, key=lambda p: abs(p.place.span[0] - here), default=None)


def _titular(p: PlaceMention) -> bool:
    """Does a country only say whose somebody is ("the US PRESIDENT"), so that nothing takes place there?"""
    return p.place.kind == "country" and p.last.dep_ in {"compound", "nmod", "amod"}


def _keys(draft: Draft) -> list[Key]:
    return [(draft.type, draft.modes, country) for country in sorted(draft.countries(draft.source))]
