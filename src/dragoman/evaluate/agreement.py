"""When a coded event agrees with an annotated one: by type, by parties, by modality and by date.

The rules are those of the annotation guidelines' scorer: a side agrees where a country is shared and at most one is too
many; consultation, agreement and cooperation have no direction; planned cooperation counts as AGREE, a planned retreat
as CONCEDE (PLOVER); dates agree where they overlap and ours is not much wider.
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
    """How deep two events agree, best last; compared in this order when events are paired off.

    `same`: sentence, type, modality, countries and date are one and the same, so that of equals those belong together.
    """

    who: bool
    near: bool
    modality: bool
    date: bool
    required: bool
    same: bool = False


def agreement(gold: Mapping[str, Any], event: Event, text: str) -> Agreement | None:
    """How an event agrees with an annotated one; nothing where their types differ."""
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
    """Annotated and coded events paired one to one, the deepest agreement first; of equals, the later pair."""
    found = (
        (deep, i, j)
        for i, g in enumerate(gold)
        for j, event in enumerate(events)
        if (deep := agreement(g, event, text)) is not None
    )
    return [(i, j, deep) for deep, i, j in one_to_one(found)]


def _folded(kind: str, modality: str | None) -> str:
    return PLANNED.get(kind, kind) if modality == "planned" else kind


def _parties(gold: Mapping[str, Any], source: list[str], target: list[str]) -> bool:
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
    wanted, given = set(gold) - UNKNOWN, set(said) - UNKNOWN
    return not wanted or (bool(wanted & given) and len(given) <= len(wanted) + 1)


def _same_time(gold: str | None, said: str | None) -> bool:
    wanted = interval(gold or "")
    if wanted is None:
        return True
    given = interval(said or "")
    if given is None or given[0] > wanted[1] or wanted[0] > given[1]:
        return False
    return (given[1] - given[0]).days <= 1.5 * (wanted[1] - wanted[0]).days + 7
