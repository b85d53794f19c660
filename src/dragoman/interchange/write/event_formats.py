"""POLECAT, ICEWS, GDELT and Phoenix: tab-separated, column for column as columns.yaml says."""

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
    """One format: its columns as (name, SQL, meaning), what a row is, its order, and whether the names come first."""

    header: bool
    relation: str
    order: str
    columns: tuple[tuple[str, str, str], ...]


@cache
def event_formats() -> dict[str, EventFormat]:
    """The five classic formats by name."""
    return {
        name: EventFormat(
            held["header"] == "true",
            held["relation"],
            held["order"],
            tuple((c[0], c[1], c[2]) for c in held["columns"]),
        )
        for name, held in parsed(HERE).items()
    }


def lines(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, name: str) -> Iterator[str]:
    """The lines of a file in one classic format."""
    kind = event_formats()[name]
    prepare(connection, knowledge)
    if kind.header:
        yield "\t".join(column for column, _, _ in kind.columns)
    selected = ", ".join(f"{sql} AS c{i}" for i, (_, sql, _) in enumerate(kind.columns))
    rows = connection.execute(f"SELECT {selected} FROM temp.{kind.relation} ORDER BY {kind.order}")
    while chunk := rows.fetchmany(CHUNK):
        for row in chunk:
            yield "\t".join(cell(value) for value in row)


def cell(value: Any) -> str:
    """A value as one cell: nothing for null, no tab, line break or double quote inside, which readers would act on."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
    return " ".join(str(value).replace('"', "'").split())
