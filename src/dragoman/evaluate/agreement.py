"""Whether a coded event agrees with an annotated one: in type, actors, modality and date.

The rules are those of the scorer of the annotation guidelines. Source and target agree where they share a country with
the annotation and have at most one more than it. CONSULT, AGREE and COOPERATE have no direction. Planned cooperation
counts as AGREE and a planned retreat as CONCEDE, as PLOVER has it. Dates agree where they overlap and the coded one is
not much wider.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.edtf import interval
from dragoman.evaluate.document import one_to_one
from dragoman.model import Event

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
UNKNOWN = frozenset({"", "---", None})
PLANNED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
FOLDED = frozenset({"AGREE", "CONCEDE"})


@dataclass(frozen=True, order=True)
class Agreement:
    """In what a coded event agrees with an annotated one of its type; a greater value is a better match.

    Compared field by field in this order when events are paired. `who`: actors; `near`: sentence; `required`: the
    annotation is not optional; `same`: sentence, type, modality, countries and date are all identical, which breaks
    ties in favour of the event that was made from this very annotation.
    """

    who: bool
    near: bool
    modality: bool
    date: bool
    required: bool
    same: bool = False


def agreement(gold: Mapping[str, Any], event: Event, text: str) -> Agreement | None:
    """In what an event agrees with an annotated one; None where their types differ.

    Args:
        gold: the annotated event, as in the JSON that docs/evaluate.md describes.
        event: the coded event.
        text: the article's text, which both are from.
    """
    kind, said = gold["type"], gold.get("modality")
    if kind != event.type and not (
        {kind, event.type} & FOLDED and _folded(kind, said) == _folded(event.type, event.modality)
    ):
        return None
    at = text.find(gold["sent"]) if text else -1
    start, end = event.sentence
    source, target = [p.country for p in event.source], [p.country for p in event.target]
    ours = (event.type, event.modality, source, target, event.date.edtf or "", text[start:end])
    return Agreement(
        who=_parties(gold, source, target),
        near=at >= 0 and start < at + len(gold["sent"]) and end > at,
        modality=event.modality in (said, gold.get("modality_alt")) or kind != event.type,
        date=_same_time(gold.get("date"), event.date.edtf),
        required=bool(gold.get("required", True)),
        same=ours == (kind, said, [*gold["source"]], [*gold["target"]], gold.get("date") or "", gold["sent"]),
    )


def pair_off(gold: Sequence[Mapping[str, Any]], events: Sequence[Event], text: str) -> list[tuple[int, int, Agreement]]:
    """Pair annotated and coded events one to one, best agreement first; of equals, the later pair.

    Returns triples of an index into `gold`, an index into `events` and their agreement.
    """
    found = (
        (deep, i, j)
        for i, g in enumerate(gold)
        for j, event in enumerate(events)
        if (deep := agreement(g, event, text)) is not None
    )
    return [(i, j, deep) for deep, i, j in one_to_one(found)]


def _folded(kind: str, modality: str | None) -> str:
    """The type under which a planned event also counts: planned cooperation as AGREE, a planned retreat as CONCEDE."""
    return PLANNED.get(kind, kind) if modality == "planned" else kind


def _parties(gold: Mapping[str, Any], source: list[str], target: list[str]) -> bool:
    """Whether source and target countries agree; for a type without direction also swapped or pooled."""
    wanted, aimed = gold["source"], gold["target"]
    if _side(wanted, source) and _side(aimed, target):
        return True
    if gold["type"] not in SYMMETRIC:
        return False
    both = {*source, *target}
    known = both - UNKNOWN
    every = {*wanted, *aimed} - UNKNOWN
    return (_side(wanted, target) and _side(aimed, source)) or (
        _side(wanted, both) and _side(aimed, both) and len(every) <= len(known) <= 4
    )


def _side(gold: Iterable[str], said: Iterable[str]) -> bool:
    """Whether the countries of one side agree: one shared and at most one more than annotated, unknown ones aside."""
    wanted, given = set(gold) - UNKNOWN, set(said) - UNKNOWN
    return not wanted or (bool(wanted & given) and len(given) <= len(wanted) + 1)


def _same_time(gold: str | None, said: str | None) -> bool:
    """Whether a coded date overlaps the annotated one and is at most half again as long and a week (EDTF)."""
    wanted = interval(gold or "")
    if wanted is None:
        return True
    given = interval(said or "")
    if given is None or given[0] > wanted[1] or wanted[0] > given[1]:
        return False
    return (given[1] - given[0]).days <= 1.5 * (wanted[1] - wanted[0]).days + 7
