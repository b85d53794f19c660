"""Export of events as one flat table: CSV, Stata, Parquet and JSON lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb

from dragoman.archive.query.query import HIDDEN
from dragoman.archive.storage.schema import tables
from dragoman.interchange.write import stata

CHUNK = 5000
ORDERED = "FROM events ORDER BY day NULLS LAST, id"
RESERVED = {"quad": "quad_class"}  # renamed in Stata files, as Mata reserves the word
DAYS = ("day", "date_from", "date_to", "published", "first_published", "last_published")  # always a day; `date` is EDTF
NUMBERS = {"bool": stata.BYTE, "short": stata.LONG, "int": stata.LONG, "long": stata.DOUBLE, "double": stata.DOUBLE}


def columns() -> dict[str, str]:
    """The columns of these exports, with their meanings."""
    return {name: meaning for name, (_, meaning) in tables()["events"].columns.items() if name not in HIDDEN}


def query(*, days: bool = False) -> str:
    """The query for all events by day; with `days`, columns that always hold a day are of type DATE, else text."""
    named = {c: f'"{c}"' for c in columns()}
    chosen = [f"{_day(c)} AS {q}" if days and c in DAYS else q for c, q in named.items()]
    return f"SELECT {', '.join(chosen)} {ORDERED}"


def write_csv(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write CSV (RFC 4180, UTF-8) with one line an event; lists are joined by semicolons."""
    rows = connection.execute(query())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns())
        while chunk := rows.fetchmany(CHUNK):
            writer.writerows([[text(v) for v in row] for row in chunk])


def write_jsonl(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write JSON lines: one object an event."""
    with path.open("w", encoding="utf-8") as file:
        for batch in connection.execute(query()).to_arrow_reader(CHUNK):
            for row in batch.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write Parquet: lists as lists, days as dates; `date` is EDTF text, as it may be a month or an interval."""
    import pyarrow.parquet as pq

    reader = connection.execute(query(days=True)).to_arrow_reader(CHUNK)
    with pq.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def write_dta(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write a Stata file (dta format 118) with labelled variables; codes stay text, days become Stata dates."""
    stata.write(connection, [_variable(n) for n in columns()], ORDERED, path)


def _variable(name: str) -> stata.Variable:
    """The Stata variable of a column of `events`."""
    column, (kind, meaning) = f'"{name}"', tables()["events"].columns[name]
    if name in DAYS:
        sql, number = f"datediff('day', DATE '1960-01-01', {_day(name)})", stata.DAY
        return stata.Variable(name, sql, meaning, number)
    if kind in NUMBERS:
        sql = f"{column}::INT" if kind == "bool" else column
        return stata.Variable(RESERVED.get(name, name), sql, meaning, NUMBERS[kind])
    as_text = f"array_to_string({column}, ';')" if kind == "texts" else column
    return stata.Variable(name, f"trim(regexp_replace({as_text}, '[\\s\\x00-\\x1f]+', ' ', 'g'))", meaning)


def _day(name: str) -> str:
    """SQL for a column of ISO days as DATE, null where it is empty or no day."""
    return f'TRY_CAST("{name}"[:10] AS DATE)'


def text(value: Any) -> str:
    """A value as the text of a cell: empty for null, lists joined by semicolons, without tabs and line breaks."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(text(v) for v in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value.split()) if isinstance(value, str) else str(value)
