"""Where reports of one event disagree, and where a report disagrees with a dated fact of the register."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
OPPOSED = ({"actual", "denied"}, {"claimed", "denied"})


def discrepancies(event: str, reports: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows of `discrepancies` for one event; of every disagreement the earliest report of each side."""
    ordered = sorted(reports, key=lambda r: (r["published"] or "9999", r["id"]))
    out = [c for r in ordered for c in _register(event, r)]
    for kind, said, opposed in (
        ("date", _date, _apart),
        ("place", _place, lambda a, b: a != b),
        ("modality", lambda r: r["modality"], lambda a, b: {a, b} in OPPOSED),
    ):
        out += _first(event, kind, [(said(r), r) for r in ordered], opposed)
    counted = [(_counts(r), r) for r in ordered]
    for of in sorted({of for counts, _ in counted for of in counts}):
        out += _first(event, "number", [(counts.get(of), r) for counts, r in counted], _apart)
    return out


def _first(event: str, kind: str, said: list[tuple[Any, Row]], opposed: Any) -> list[dict[str, Any]]:
    """The first report that says something, against the first that says what cannot also be so."""
    known = [(value, row) for value, row in said if value is not None]
    for value, row in known[1:]:
        if opposed(known[0][0], value):
            left = known[0][1]
            return [_row(event, kind, _told(known[0][0]), _told(value), left["id"], row["id"], [left, row])]
    return []


def _date(row: Row) -> tuple[str, str] | None:
    return (row["date_from"], row["date_to"]) if row["date_from"] else None


def _apart(a: tuple[Any, Any], b: tuple[Any, Any]) -> bool:
    """Whether two runs, of days or of numbers, have nothing in common."""
    return bool(a[1] < b[0] or b[1] < a[0])


def _place(row: Row) -> str | None:
    return row["place_name"] if row["place_name"] and row["place_precision"] in {"city", "town", "village"} else None


def _counts(row: Row) -> dict[str, tuple[int, int]]:
    """The first range a report gives of each thing counted."""
    return {c["of"]: (c["min"], c["max"]) for c in reversed(json.loads(row["counts"] or "[]"))}


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return str(value[0]) if value[0] == value[1] else f"{value[0]} to {value[1]}"
    return str(value)


def _register(event: str, row: Row) -> list[dict[str, Any]]:
    found = (json.loads(row["event_json"] or "{}").get("date") or {}).get("conflict")
    if not found:
        return []
    return [_row(event, "register", found["says"], found["known"], row["id"], found["source"], [row])]


def _row(event: str, kind: str, left: str, right: str, one: str, two: str, told: Sequence[Row]) -> dict[str, Any]:
    words = " | ".join((r["sentence"] or "") for r in told)
    return {
        "event": event,
        "kind": kind,
        "left": left,
        "right": right,
        "left_report": one,
        "right_report": two,
        "detail": words,
    }
