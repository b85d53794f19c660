"""The other side of an act that its sentence does not name: the country where force is used, moved or ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.coder.draft import Draft
from dragoman.ground.mention import Mention
from dragoman.ground.places import PlaceMention
from dragoman.parse import at
from dragoman.register.loader import Register

PLACED = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "COERCE", "PROTEST"})


class Theatre:
    """The article's locations, and the country most of them lie in."""

    def __init__(self, places: Sequence[PlaceMention], register: Register) -> None:
        self.register = register
        self._places = [p for p in places if p.place.use == "location" and p.place.country]
        counts = Counter(p.place.country for p in self._places if p.place.kind != "capital")
        self.country = min(counts, key=lambda c: (-counts[c], str(c))) if counts else None

    def aim(self, draft: Draft, drafts: Sequence[Draft]) -> None:
        """Give an act of force without a target whoever complains of it, the target of a like act, or the country it is in."""
        if draft.target or not draft.source or draft.type not in PLACED:
            return
        if draft.modality == "claimed" and draft.type == "ASSAULT" and draft.reported_by:
            draft.target = draft.reported_by
            return
        if draft.type == "RETREAT" and "withdraw" not in draft.modes:
            return
        like = next((d for d in drafts if (d.type, d.modes) == (draft.type, draft.modes) and d.target and _side(d) & _side(draft)), None)
        if like is not None and draft.where is None:
            draft.target = like.target
            return
        place = self._place(draft)
        state = self.register.state(place.place.country or "") if place else None
        if place is not None and state is not None:
            why = f"{place.place.text} is in {state.name}, where it happens"
            words = (place.place.span, place.first, place.last, place.last)
            draft.target = (Mention(state.id, state.name, state.country, "---", "toponym", *words, True, why),)

    def _place(self, draft: Draft) -> PlaceMention | None:
        """The act's own place, else the nearest one named in the country most of the article is about."""
        if draft.where is not None:
            span = draft.where.span
            return next((p for p in self._places if p.place.span == span), None)
        here = at(draft.trigger)[0]
        near = [p for p in self._places if p.place.country == self.country]
        return min(near, key=lambda p: abs(p.place.span[0] - here)) if near else None


def _side(draft: Draft) -> frozenset[str]:
    return draft.countries(draft.source)
