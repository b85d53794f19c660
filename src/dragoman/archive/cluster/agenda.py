"""Planned events and their outcome: the later event that fulfils, moves or cancels each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dragoman.archive.cluster.days import overlap, shifted
from dragoman.archive.cluster.pairs import event_mention_keys
from dragoman.knowledge.parameters import Numbers

Row = Mapping[str, Any]


def links(events: Sequence[Row], parameters: Numbers, symmetric: Collection[str]) -> list[dict[str, Any]]:
    """The rows of the table `links`: for every planned event its best later event of each kind.

    Args:
        events: rows of `events`, planned events among them.
        parameters: the parameters `agenda`; pairs that score below `kept` are left out.
        symmetric: the types of the codebook whose source and target have the same role: in a later report of a meeting
            either party may be the source.

    Returns rows of `planned` and `later` (ids of events), `kind` (fulfilled, moved or cancelled) and `score` (0 to 1).
    """
    index: dict[str, list[Row]] = {}
    for event in events:
        for key in _keys(event):
            index.setdefault(key, []).append(event)
    out = []
    for plan in events:
        if plan["modality"] != "planned" or not plan["published"]:
            continue
        seen = {o["id"]: o for key in _keys(plan) for o in index.get(key, ()) if _later(plan, o, parameters)}
        scored = [(round(_score(plan, o, parameters, symmetric), 4), o) for o in seen.values()]
        out += _best(plan, [(s, o) for s, o in scored if s >= parameters["kept"]])
    return out


def wait(parameters: Numbers) -> int:
    """For how many days after the last day of a plan a later event can be its outcome; the parameters are `agenda`."""
    return int(parameters["wait"])


def _keys(event: Row) -> list[str]:
    """Blocking keys without the quad class: a refusal (conflict) can be the outcome of a plan to cooperate."""
    return [key.partition(":")[2] for key in event_mention_keys(event)]


def _best(plan: Row, scored: Iterable[tuple[float, Row]]) -> list[dict[str, Any]]:
    """Of each kind of outcome the link that scores highest; the earlier event where two score the same."""
    kinds: dict[str, tuple[float, Row]] = {}
    for score, other in sorted(scored, key=lambda s: (-s[0], s[1]["published"], s[1]["id"])):
        kinds.setdefault(_kind(plan, other), (score, other))
    return [
        {"planned": plan["id"], "later": o["id"], "kind": kind, "score": s}
        for kind, (s, o) in sorted(kinds.items())
        if kind
    ]


def _later(plan: Row, other: Row, parameters: Numbers) -> bool:
    """Can the other event be the outcome of the plan: by its type, its article and its day of publication?"""
    return (
        other["id"] != plan["id"]
        and (other["type"] == plan["type"] or _called_off(plan, other))
        and not other["historical"]
        and bool(other["published"])
        and plan["published"] <= other["published"] <= shifted(plan["date_to"] or plan["published"], wait(parameters))
        and other["article"] != plan["article"]
    )


def _kind(plan: Row, other: Row) -> str:
    """What the later event is to the plan: cancelled, fulfilled or moved; "" where it is another report of the plan."""
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
    """Does the other event call off the plan ("He will not visit on April 18": PLOVER's REJECT, on a planned day)?"""
    return (
        other["type"] == "REJECT"
        and plan["type"] != "REJECT"
        and bool(plan["date_from"] and other["date_from"])
        and overlap(_days(plan), _days(other))
    )


def _score(plan: Row, other: Row, parameters: Numbers, symmetric: Collection[str]) -> float:
    """How well a later event fits a plan, by its parties, mode and day; the parameters weight the three."""
    sides = _side(plan["source"], other["source"]) + _side(plan["target"], other["target"])
    if plan["type"] in symmetric:
        sides = max(sides, _side(plan["source"], other["target"]) + _side(plan["target"], other["source"]))
    if not sides:
        sides = 0.8 * _side(plan["source_country"], other["source_country"]) + 0.8 * _side(
            plan["target_country"], other["target_country"]
        )
    modes = 1.0 if not plan["mode"] or not other["mode"] else _side(plan["mode"], other["mode"])
    due = _due(plan, other, int(parameters["slack"]))
    return parameters["sides"] * sides + parameters["mode"] * modes + parameters["due"] * due


def _due(plan: Row, other: Row, slack: int) -> float:
    """1 where the later event falls on the planned days (`slack` days more allowed), 0.5 where these are not known."""
    if not plan["date_from"]:
        return 0.5
    if _kind(plan, other) == "moved":
        return 0.8
    day = other["date_from"] or other["published"]
    return 1.0 if shifted(plan["date_from"], -slack) <= day <= shifted(plan["date_to"], slack) else 0.0


def _side(a: Sequence[str], b: Sequence[str]) -> float:
    """Jaccard similarity of two lists of codes without `---`; 0 where both are empty."""
    one, two = set(a) - {"---"}, set(b) - {"---"}
    return len(one & two) / len(one | two) if one | two else 0.0
