"""Articles in the rows of a CSV, TSV or Parquet file with a text column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.acquire.draft import Draft
from dragoman.acquire.jsonl import draft
from dragoman.errors import Refused
from dragoman.knowledge.shim import shipped

ROWS = 256


def csv_rows(stream: BinaryIO, source: str, separator: str) -> Iterator[tuple[int, Draft | Refused]]:
    """The rows of a CSV (RFC 4180) or TSV file; the number is that of the line on which the row ends."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(
        io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""), delimiter=separator
    )
    try:
        names = next(reader, [])
        found = _columns(names, source)
        for row in reader:
            if any(row):
                yield reader.line_num, _drafted(dict(zip(names, row, strict=False)), found, source, reader.line_num)
    except csv.Error as error:
        yield reader.line_num, Refused(source, "not-csv", f"not a CSV that can be read: {error}", reader.line_num)


def parquet_rows(path: str) -> Iterator[tuple[int, Draft | Refused]]:
    """The rows of a Parquet file, counted from 1, a few hundred in memory at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        found = _columns(file.schema_arrow.names, path)
        number = 0
        for batch in file.iter_batches(ROWS, columns=list(found.values())):
            for row in batch.to_pylist():
                number += 1
                yield number, _drafted(row, found, path, number)
    except (pa.ArrowException, OSError) as error:
        raise Refused(path, "not-parquet", f"not a Parquet file that can be read: {error}") from error


def _columns(names: list[str], source: str) -> dict[str, str]:
    known = {n.strip().lower(): n for n in names}
    found = {
        field: next(known[a] for a in aliases if a in known)
        for field, aliases in shipped().lexicon.inputs.model_dump().items()
        if any(a in known for a in aliases)
    }
    if "text" not in found:
        wanted = ", ".join(shipped().lexicon.inputs.text)
        raise Refused(source, "no-text", f"no column holds the text; one of these is expected: {wanted}")
    return found


def _drafted(row: Mapping[str, Any], found: Mapping[str, str], source: str, number: int) -> Draft | Refused:
    try:
        return draft({f: _plain(row.get(c)) for f, c in found.items()}, source, number)
    except Refused as refused:
        return refused


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return None if value == "" else value
