"""Modes of a meeting that follow from who met where: a visit, a third place, many parties."""

from __future__ import annotations

from dragoman.coder.events.candidate import EventCandidate, countries

#: From so many countries on a meeting is multilateral.
MANY = 3


def meeting_modes(candidate: EventCandidate) -> tuple[str, ...]:
    """The modes of a candidate; a meeting (CONSULT) without any takes one from its parties and place.

    PLOVER: *visit* where one party is host, *third-party* at a place of neither, *multilateral* with three or more.

    Args:
        candidate: with its parties and place.
    """
    if candidate.type != "CONSULT" or candidate.modes:
        return candidate.modes
    parties = countries(candidate.source) | countries(candidate.target)
    if len(parties) >= MANY:
        return ("multilateral",)
    if candidate.where is None or candidate.where.country is None or len(parties) != 2:
        return ()
    return ("visit",) if candidate.where.country in parties else ("third-party",)
