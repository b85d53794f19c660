"""Modes of CONSULT that follow from who met where: a visit, a third place, many parties."""

from __future__ import annotations

from dragoman.coder.events.draft import Draft

MANY = 3


def visiting(draft: Draft) -> tuple[str, ...]:
    """The draft's modes; a meeting takes visit, third-party or multilateral from its parties and place.

    PLOVER: *visit* where one party is host, *third-party* at a place of neither, *multilateral* with three or more.
    """
    if draft.type != "CONSULT" or draft.modes:
        return draft.modes
    parties = draft.countries(draft.source) | draft.countries(draft.target)
    if len(parties) >= MANY:
        return ("multilateral",)
    if draft.where is None or draft.where.country is None or len(parties) != 2:
        return ()
    return ("visit",) if draft.where.country in parties else ("third-party",)
