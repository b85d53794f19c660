"""Discrepancies: reports of one event that contradict each other, or a dated fact of the register."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
#: Modalities that contradict each other.
OPPOSED = ({"actual", "denied"}, {"claimed", "denied"})


def discrepancies(event: str, reports: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows of the table `discrepancies` for one event.

    Args:
        event: the id of the event.
        reports: its rows of `reports`.

    Returns at most one row of each kind `date`, `place` and `modality`, at most one of kind `number` for each thing
    counted, and one of kind `register` for each report that contradicts a dated fact. A row names the earliest report
    that has a value, and the earliest one that contradicts it.
    """
    ordered = sorted(reports, key=lambda r: (r["published"] or "9999", r["id"]))
    out = [c for r in ordered for c in _register(event, r)]
    for kind, value, contradict in (
        ("date", _date, _apart),
        ("place", _place, lambda a, b: a != b),
        ("modality", lambda r: r["modality"], lambda a, b: {a, b} in OPPOSED),
    ):
        out += _first(event, kind, [(value(r), r) for r in ordered], contradict)
    counted = [(_counts(r), r) for r in ordered]
    for of in sorted({of for counts, _ in counted for of in counts}):
        out += _first(event, "number", [(counts.get(of), r) for counts, r in counted], _apart)
    return out


def _first(event: str, kind: str, values: list[tuple[Any, Row]], contradict: Any) -> list[dict[str, Any]]:
    """The earliest report with a value (not None) against the earliest one whose value contradicts that."""
    known = [(value, row) for value, row in values if value is not None]
    for value, row in known[1:]:
        if contradict(known[0][0], value):
            left = known[0][1]
            return [_row(event, kind, _as_text(known[0][0]), _as_text(value), left["id"], row["id"], [left, row])]
    return []


def _date(row: Row) -> tuple[str, str] | None:
    return (row["date_from"], row["date_to"]) if row["date_from"] else None


def _apart(a: tuple[Any, Any], b: tuple[Any, Any]) -> bool:
    """Do two ranges (first, last) of days or of numbers have nothing in common?"""
    return bool(a[1] < b[0] or b[1] < a[0])


def _place(row: Row) -> str | None:
    """The place where it is a settlement: two regions that differ may contain each other."""
    return row["place_name"] if row["place_name"] and row["place_precision"] in {"city", "town", "village"} else None


def _counts(row: Row) -> dict[str, tuple[int, int]]:
    """The first range (min, max) that a report gives for each thing counted ("killed")."""
    return {c["of"]: (c["min"], c["max"]) for c in reversed(json.loads(row["counts"] or "[]"))}


def _as_text(value: Any) -> str:
    """A value as it is shown: a range as "FIRST to LAST", or as one where both are the same."""
    if isinstance(value, tuple):
        return str(value[0]) if value[0] == value[1] else f"{value[0]} to {value[1]}"
    return str(value)


def _register(event: str, row: Row) -> list[dict[str, Any]]:
    """The discrepancy between a report's date and a dated fact of the register, which the coder noted with the date."""
    found = (json.loads(row["event_json"] or "{}").get("date") or {}).get("conflict")
    if not found:
        return []
    return [_row(event, "register", found["says"], found["known"], row["id"], found["source"], [row])]


def _row(event: str, kind: str, left: str, right: str, one: str, two: str, rows: Sequence[Row]) -> dict[str, Any]:
    sentences = " | ".join((r["sentence"] or "") for r in rows)
    return {
        "event": event,
        "kind": kind,
        "left": left,
        "right": right,
        "left_report": one,
        "right_report": two,
        "detail": sentences,
    }
