"""Tab-separated files in the layouts of other event data sets: POLECAT, ICEWS, GDELT and Phoenix (layouts.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from dragoman.interchange.write.rows import prepare
from dragoman.knowledge import Knowledge
from dragoman.knowledge.cache import parsed

HERE = Path(__file__).with_name("layouts.yaml")
CHUNK = 5000


@dataclass(frozen=True)
class EventFormat:
    """The layout of one event data format.

    Attributes:
        header: whether the first line has the names of the columns.
        relation: what a row is: `event`, `pair` (each source with each target) or `mention`.
        order: the order of rows, as SQL terms.
        columns: the name, the SQL expression and the meaning of each column.
    """

    header: bool
    relation: str
    order: str
    columns: tuple[tuple[str, str, str], ...]


@cache
def event_formats() -> dict[str, EventFormat]:
    """The event data formats by name."""
    return {
        name: EventFormat(
            layout["header"] == "true",
            layout["relation"],
            layout["order"],
            tuple((c[0], c[1], c[2]) for c in layout["columns"]),
        )
        for name, layout in parsed(HERE).items()
    }


def lines(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, name: str) -> Iterator[str]:
    """The lines of a file in one event data format, without line breaks.

    Args:
        connection: one that has the views of the archive.
        knowledge: the knowledge of the archive.
        name: one of `event_formats`.
    """
    layout = event_formats()[name]
    prepare(connection, knowledge)
    if layout.header:
        yield "\t".join(column for column, _, _ in layout.columns)
    selected = ", ".join(f"{sql} AS c{i}" for i, (_, sql, _) in enumerate(layout.columns))
    rows = connection.execute(f"SELECT {selected} FROM temp.{layout.relation} ORDER BY {layout.order}")
    while chunk := rows.fetchmany(CHUNK):
        for row in chunk:
            yield "\t".join(cell(value) for value in row)


def cell(value: Any) -> str:
    """A value as the text of a cell: empty for null, without tabs, line breaks and double quotes."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
    return " ".join(str(value).replace('"', "'").split())
