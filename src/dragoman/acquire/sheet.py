"""Articles in the rows of a CSV, TSV or Parquet file with a text column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.acquire.columns import columns, joined
from dragoman.acquire.draft import Draft
from dragoman.acquire.jsonl import draft
from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lists import InputWords

if TYPE_CHECKING:
    from _csv import Reader

    import pyarrow as pa

ROWS = 256  # rows of a Parquet file in memory at a time


def csv_rows(stream: BinaryIO, source: str, separator: str, words: InputWords) -> Iterator[tuple[int, Draft | Refused]]:
    """Yield the draft of every row of a CSV (RFC 4180) or TSV file, with the number of the line on which it ends.

    Args:
        stream: the file, with a header.
        source: its name, for errors.
        separator: a comma or a tab.
        words: the names that each column may have.

    A bad row is yielded as `Refused`; raises `Refused` where the header is broken or no column holds the text.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(
        io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""), delimiter=separator
    )
    try:
        names = next(reader, [])
    except csv.Error as error:
        raise _not_csv(source, error, 1) from error
    found = columns(names, source, words)
    while (row := _next(reader, source)) is not None:
        if isinstance(row, Refused):
            yield reader.line_num, row
        elif any(row):
            yield reader.line_num, _drafted(dict(zip(names, row, strict=False)), found, source, words, reader.line_num)


def _next(reader: Reader, source: str) -> list[str] | Refused | None:
    """The next row of a CSV, None at the end, or a `Refused` for broken quoting, after which reading goes on."""
    try:
        return next(reader, None)
    except csv.Error as error:
        return _not_csv(source, error, reader.line_num)


def _not_csv(source: str, error: csv.Error, line: int) -> Refused:
    return Refused(source, "not-csv", f"not a CSV that can be read: {error}", line)


def parquet_rows(path: str, words: InputWords) -> Iterator[tuple[int, Draft | Refused]]:
    """Yield the draft of every row of a Parquet file, numbered from 1; 256 rows are in memory at a time.

    A bad row is yielded as `Refused`; raises `Refused` where the file cannot be read or no column holds the text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        found = columns(file.schema_arrow.names, path, words)
    except (pa.ArrowException, OSError) as error:
        raise Refused(path, "not-parquet", f"not a Parquet file that can be read: {error}") from error
    end = 0
    for group in range(file.num_row_groups):
        number, end = end, end + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(ROWS, row_groups=[group], columns=list(found.values())):
                for row in _rows(batch):
                    number += 1
                    if isinstance(row, ValueError):
                        yield number, Refused(path, "bad-field", str(row), number)
                    else:
                        yield number, _drafted(row, found, path, words, number)
        except (pa.ArrowException, OSError) as error:
            why = f"the rows up to {end} cannot be read: {error}"
            yield number + 1, Refused(path, "not-parquet", why, number + 1)


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | ValueError]:
    """The rows of a batch; for a row with an invalid cell (such as broken UTF-8) the error instead."""
    try:
        yield from batch.to_pylist()
    except ValueError:
        yield from (_row(batch.slice(n, 1)) for n in range(batch.num_rows))


def _row(alone: pa.RecordBatch) -> dict[str, Any] | ValueError:
    row: dict[str, Any] = {}
    for name in alone.schema.names:
        try:
            row[name] = alone.column(name)[0].as_py()
        except ValueError as error:
            return ValueError(f"the column {name} has a cell that cannot be read: {error}")
    return row


def _drafted(
    row: Mapping[str, Any], found: Mapping[str, str], source: str, words: InputWords, number: int
) -> Draft | Refused:
    try:
        return draft({f: _plain(row.get(c)) for f, c in found.items()}, source, words, number)
    except Refused as refused:
        return refused


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return None if value == "" else joined(value)
