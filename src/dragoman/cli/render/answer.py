"""Output of query results: a table, CSV, JSON Lines, or a Parquet file."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.cli.render.table import print_rows
from dragoman.files import write_whole
from dragoman.interchange.write.tables import DAYS, text

T = TypeVar("T", pa.Table, pa.RecordBatch)
WIDE = 90  # characters of a cell on a screen
DAY = r"^\d{4}-\d\d-\d\d$"


def give(rows: Any, form: str | None, parquet: Path | None, columns: list[str], nothing: str) -> None:
    """Output rows: to a Parquet file if one is named, else to standard output.

    Args:
        rows: an Arrow table, a query result, or an iterable of dicts.
        form: "csv", "json" (an object a line), or None for a table.
        parquet: a file to write instead.
        columns: the columns of the table, all if empty; the other formats have all.
        nothing: the message on standard error where a table would be empty.
    """
    if parquet is not None:
        _parquet(rows, parquet)
    elif form == "json":
        for row in _dicts(rows):
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    elif form == "csv":
        _csv(_dicts(rows), _names(rows))
    else:
        _table(_dicts(rows), columns, nothing)


def _dicts(rows: Any) -> Iterator[dict[str, Any]]:
    """The rows as dicts."""
    if isinstance(rows, pa.Table):
        for batch in rows.to_batches():
            yield from batch.to_pylist()
    else:
        yield from rows


def _names(rows: Any) -> list[str]:
    """The names of the columns, where the rows tell them before the first row; else none."""
    if isinstance(rows, pa.Table):
        return list(rows.column_names)
    return list(rows.lazy().columns) if hasattr(rows, "lazy") else []


def _csv(rows: Iterator[dict[str, Any]], names: list[str]) -> None:
    first = next(rows, None)
    names = names or list(first or {})
    if not names:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in chain([first] if first else [], rows):
        writer.writerow([text(row[n]) for n in names])


def _parquet(rows: Any, path: Path) -> None:
    import pyarrow.parquet as pq

    if hasattr(rows, "batches"):  # in batches, so that memory does not grow with the result
        reader = map(_dated, rows.batches())
        first = next(reader, None)
        if first is not None:
            write_whole(path, lambda part: _batches(chain([first], reader), first.schema, part))
            return
        rows = rows.arrow()
    held = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows))
    dated = _dated(held)
    write_whole(path, lambda part: pq.write_table(dated, part))


def _dated(rows: T) -> T:
    """Rows with their days, which are ISO text, as dates; what is no day is empty."""
    for n, field in enumerate(rows.schema):
        if field.type == pa.string() and (field.name in DAYS or field.name.endswith("_day")):
            days = pc.if_else(pc.match_substring_regex(rows.column(n), DAY), rows.column(n), None)
            rows = rows.set_column(n, field.name, pc.cast(days, pa.date32()))
    return rows


def _batches(batches: Iterator[pa.RecordBatch], schema: pa.Schema, path: Path) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _table(rows: Iterable[dict[str, Any]], columns: list[str], nothing: str) -> None:
    shown = [{c: _short(text(row.get(c))) for c in (columns or list(row))} for row in rows]
    if shown:
        print_rows(shown)
    else:
        print(f"dragoman: {nothing}", file=sys.stderr)


def _short(value: str) -> str:
    return value if len(value) <= WIDE or not sys.stdout.isatty() else value[: WIDE - 2] + " …"
