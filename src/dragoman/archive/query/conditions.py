"""Filters on events as SQL conditions with bound values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Filters:
    """Filters on events, joined by AND; one that is None does not filter.

    Attributes:
        actor: id of an actor of either side, or a part of its name.
        country: ISO 3166 alpha-3 code of either side.
        dyad: two country codes, in either direction.
        type: PLOVER type.
        quad: quad class, 1 to 4.
        mode: PLOVER mode.
        context: PLOVER context.
        modality: actual, planned, conditional, denied or claimed.
        place: a part of the name of the place or of its first administrative division, or its country code.
        since: least `day` of the event, ISO, inclusive.
        until: greatest `day` of the event, ISO, inclusive.
        outlet: outlet of the event's representative report.
        text: a part of the sentence of the event's representative report.
        min_reports: least number of reports.
        min_outlets: least number of outlets that report it (corroboration).
    """

    actor: str | None = None
    country: str | None = None
    dyad: tuple[str, str] | None = None
    type: str | None = None
    quad: int | None = None
    mode: str | None = None
    context: str | None = None
    modality: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    min_reports: int | None = None
    min_outlets: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The SQL condition over the columns of `events`, and the values of its parameters in order."""
        parts: list[str] = []
        values: list[Any] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                condition, bound = CONDITIONS[field.name]
                parts.append(condition)
                values += bound(value)
        return " AND ".join(parts) or "true", values


def like(value: str) -> str:
    """The pattern of ILIKE (with the escape `\\`) for texts that contain a value."""
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


_EITHER = "(list_contains(source_country, ?) AND list_contains(target_country, ?))"
_NAMED = "len(list_filter(list_concat(source_name, target_name), lambda n: n ILIKE ? ESCAPE '\\')) > 0"
CONDITIONS: dict[str, Any] = {
    "actor": (
        f"(list_contains(source, ?) OR list_contains(target, ?) OR {_NAMED})",
        lambda v: [v, v, like(v)],
    ),
    "country": ("(list_contains(source_country, ?) OR list_contains(target_country, ?))", lambda v: [v.upper()] * 2),
    "dyad": (f"({_EITHER} OR {_EITHER})", lambda v: [v[0].upper(), v[1].upper(), v[1].upper(), v[0].upper()]),
    "type": ("type = ?", lambda v: [v.upper()]),
    "quad": ("quad = ?", lambda v: [v]),
    "mode": ("list_contains(mode, ?)", lambda v: [v]),
    "context": ("list_contains(contexts, ?)", lambda v: [v]),
    "modality": ("modality = ?", lambda v: [v]),
    "place": (
        "(place_name ILIKE ? ESCAPE '\\' OR place_country = ? OR place_admin1 ILIKE ? ESCAPE '\\')",
        lambda v: [like(v), v.upper(), like(v)],
    ),
    "since": ("day >= ?", lambda v: [v]),
    "until": ("day <= ?", lambda v: [v]),
    "outlet": ("outlet = ?", lambda v: [v]),
    "text": ("sentence ILIKE ? ESCAPE '\\'", lambda v: [like(v)]),
    "min_reports": ("reports >= ?", lambda v: [v]),
    "min_outlets": ("outlets >= ?", lambda v: [v]),
}
