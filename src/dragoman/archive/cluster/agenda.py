"""Plans and what became of them: a later report that fulfils, moves or cancels a planned event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dragoman.archive.cluster.days import overlap, shifted
from dragoman.archive.cluster.pairs import event_mention_keys
from dragoman.knowledge.parameters import Numbers

Row = Mapping[str, Any]


def links(events: Sequence[Row], own: Numbers, symmetric: Collection[str]) -> list[dict[str, Any]]:
    """Rows of `links`: for every planned event the best later event of the same parties and type.

    Args:
        events: rows of `events`, plans among them.
        own: the parameters `agenda`; pairs that score below their `kept` are left out.
        symmetric: the types of the codebook that have two sides of one kind: either may stand first in a later event.
    """
    index: dict[str, list[Row]] = {}
    for event in events:
        for key in _keys(event):
            index.setdefault(key, []).append(event)
    out = []
    for plan in events:
        if plan["modality"] != "planned" or not plan["published"]:
            continue
        seen = {o["id"]: o for key in _keys(plan) for o in index.get(key, ()) if _later(plan, o, own)}
        scored = [(round(_score(plan, o, own, symmetric), 4), o) for o in seen.values()]
        out += _best(plan, [(s, o) for s, o in scored if s >= own["kept"]])
    return out


def wait(own: Numbers) -> int:
    """Days after a plan's last in which a later event can still tell what became of it."""
    return int(own["wait"])


def _keys(event: Row) -> list[str]:
    """The countries two events must share, whatever their quad class: a refusal can answer a plan to cooperate."""
    return [key.partition(":")[2] for key in event_mention_keys(event)]


def _best(plan: Row, scored: Iterable[tuple[float, Row]]) -> list[dict[str, Any]]:
    kinds: dict[str, tuple[float, Row]] = {}
    for score, other in sorted(scored, key=lambda s: (-s[0], s[1]["published"], s[1]["id"])):
        kinds.setdefault(_kind(plan, other), (score, other))
    return [
        {"planned": plan["id"], "later": o["id"], "kind": kind, "score": s}
        for kind, (s, o) in sorted(kinds.items())
        if kind
    ]


def _later(plan: Row, other: Row, own: Numbers) -> bool:
    return (
        other["id"] != plan["id"]
        and (other["type"] == plan["type"] or _called_off(plan, other))
        and not other["historical"]
        and bool(other["published"])
        and plan["published"] <= other["published"] <= shifted(plan["date_to"] or plan["published"], wait(own))
        and other["article"] != plan["article"]
    )


def _kind(plan: Row, other: Row) -> str:
    """What the later event is to the plan; "" where it is the same plan told again."""
    if _called_off(plan, other):
        return "cancelled"
    if other["modality"] == "actual":
        return "fulfilled"
    if other["modality"] == "denied":
        return "cancelled"
    if other["modality"] == "planned" and plan["date_to"] and other["date_from"]:
        return "" if overlap(_days(plan), _days(other)) else "moved"
    return ""


def _days(event: Row) -> tuple[str, str]:
    return event["date_from"], event["date_to"]


def _called_off(plan: Row, other: Row) -> bool:
    """ "He will not visit on April 18": what a side says it will not do is a refusal (PLOVER), here of that day."""
    return (
        other["type"] == "REJECT"
        and plan["type"] != "REJECT"
        and bool(plan["date_from"] and other["date_from"])
        and overlap(_days(plan), _days(other))
    )


def _score(plan: Row, other: Row, own: Numbers, symmetric: Collection[str]) -> float:
    sides = _side(plan["source"], other["source"]) + _side(plan["target"], other["target"])
    if plan["type"] in symmetric:
        sides = max(sides, _side(plan["source"], other["target"]) + _side(plan["target"], other["source"]))
    if not sides:
        sides = 0.8 * _side(plan["source_country"], other["source_country"]) + 0.8 * _side(
            plan["target_country"], other["target_country"]
        )
    modes = 1.0 if not plan["mode"] or not other["mode"] else _side(plan["mode"], other["mode"])
    return own["sides"] * sides + own["mode"] * modes + own["due"] * _due(plan, other, int(own["slack"]))


def _due(plan: Row, other: Row, slack: int) -> float:
    """1 where the later event lies in the plan's days (`slack` more allowed), less for other or unknown days."""
    if not plan["date_from"]:
        return 0.5
    if _kind(plan, other) == "moved":
        return 0.8
    day = other["date_from"] or other["published"]
    return 1.0 if shifted(plan["date_from"], -slack) <= day <= shifted(plan["date_to"], slack) else 0.0


def _side(a: Sequence[str], b: Sequence[str]) -> float:
    one, two = set(a) - {"---"}, set(b) - {"---"}
    return len(one & two) / len(one | two) if one | two else 0.0
