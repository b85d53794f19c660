"""Comparison of two archives, or of data sets in them: how far they agree on who did what to whom in which month."""

from __future__ import annotations

from collections import Counter
from statistics import StatisticsError, correlation
from typing import Any

from dragoman.archive.query.query import Questions
from dragoman.errors import DragomanError
from dragoman.interchange.write.rows import prepare

#: Source country, target country, month and PLOVER type.
Cell = tuple[str, str, str, str]
CELLS = """
SELECT coalesce(s.country, '---'), coalesce(t.country, '---'), c.day[:7], c.kind, count(DISTINCT c.id)
FROM chosen c LEFT JOIN party s ON s.event = c.id AND s.role = 'source'
LEFT JOIN party t ON t.event = c.id AND t.role = 'target'
WHERE c.day IS NOT NULL AND (? IS NULL OR c.dragoman LIKE ?) AND (NOT ? OR c.dragoman NOT LIKE 'import:%') GROUP BY ALL
"""


def compare(one: str, two: str) -> list[dict[str, Any]]:
    """The agreement of two sources of events, by PLOVER type and over all types (row `all`).

    Args:
        one: an archive (folder or address), or DIR@own, DIR@polecat, DIR@icews or DIR@gdelt for one data set in it.
        two: another.

    Returns rows of counts over cells of source country, target country, month and type. `shared` is the share (0 to 1)
    of all cells that both have, `correlation` is Pearson's r of the two counts over all cells, None where not defined.
    Raises `DragomanError` for another name after @, and where there is no archive.
    """
    left, right = cells(one), cells(two)
    kinds = sorted({c[3] for c in (*left, *right)})
    return [_row(k, left, right, {c for c in (*left, *right) if c[3] == k}) for k in kinds] + [
        _row("all", left, right, {*left, *right})
    ]


def cells(place: str) -> Counter[Cell]:
    """The number of events in each cell of one source (see `compare`); planned events have the type PLOVER folds to."""
    folder, _, part = place.partition("@") if "://" not in place.rpartition("@")[2] else (place, "", "")
    if part not in {"", "own", "polecat", "icews", "gdelt"}:
        raise DragomanError(f"{place}: after @ one of own, polecat, icews, gdelt is expected")
    asked = Questions(folder, prefer="machine")
    prepare(asked.connection, asked.knowledge)
    name = f"import:{part}" if part not in {"", "own"} else None
    rows = asked.connection.execute(CELLS, [name, name, part == "own"]).fetchall()
    return Counter({(r[0], r[1], r[2], r[3]): int(r[4]) for r in rows})


def _row(kind: str, left: Counter[Cell], right: Counter[Cell], compared: set[Cell]) -> dict[str, Any]:
    pairs = [(left[c], right[c]) for c in sorted(compared)]
    both = sum(a > 0 and b > 0 for a, b in pairs)
    return {
        "type": kind,
        "events_a": sum(a for a, _ in pairs),
        "events_b": sum(b for _, b in pairs),
        "cells_a": sum(a > 0 for a, _ in pairs),
        "cells_b": sum(b > 0 for _, b in pairs),
        "cells_both": both,
        "shared": round(both / len(pairs), 3) if pairs else None,
        "correlation": _correlation(pairs),
    }


def _correlation(pairs: list[tuple[int, int]]) -> float | None:
    try:
        return round(correlation([a for a, _ in pairs], [b for _, b in pairs]), 3)
    except StatisticsError:  # fewer than two cells, or one side the same in all
        return None
