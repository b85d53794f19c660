"""Reading statements of one Wikidata entity: values, qualifiers, labels, times (wikibase/datamodel JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Entity = dict[str, Any]
Qualifiers = dict[str, Any]

_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_LENGTHS = {9: 4, 10: 7, 11: 10}  # the model's precisions year, month and day, in characters of an ISO date


def label(entity: Entity) -> str:
    """The English label, or ""."""
    return str(_get(entity, "labels", "en", "value") or "")


def statements(entity: Entity, property: str) -> Iterator[tuple[str, Qualifiers]]:
    """The item ids a property has, with each statement's qualifiers; deprecated statements are left out."""
    for claim in _claims(entity, property):
        item = _get(claim, "mainsnak", "datavalue", "value", "id")
        if isinstance(item, str):
            qualifiers = claim.get("qualifiers")
            yield item, qualifiers if isinstance(qualifiers, dict) else {}


def values(entity: Entity, property: str) -> list[str]:
    """The values of a property: texts, and the ids of items."""
    found = [_get(claim, "mainsnak", "datavalue", "value") for claim in _claims(entity, property)]
    return [str(v.get("id", "")) if isinstance(v, dict) else str(v) for v in found if v]


def time_of(qualifiers: Qualifiers, property: str) -> str | None:
    """A time qualifier as an EDTF day, month or year, as precise as the statement; None where coarser or not known."""
    for snak in qualifiers.get(property, ()):
        value = _get(snak, "datavalue", "value")
        length = _LENGTHS.get(_get(value, "precision") or 0)
        found = _TIME.match(str(_get(value, "time")))
        if length and found:
            return "-".join(found.groups())[:length]
    return None


def _claims(entity: Entity, property: str) -> Iterator[dict[str, Any]]:
    claims = _get(entity, "claims", property)
    if isinstance(claims, list):
        yield from (c for c in claims if isinstance(c, dict) and c.get("rank") != "deprecated")


def _get(thing: Any, *keys: str) -> Any:
    for key in keys:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing
