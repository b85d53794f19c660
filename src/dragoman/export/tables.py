"""The events as one table: CSV, Stata, Parquet and JSON lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pyarrow as pa

from dragoman.record.query import HIDDEN
from dragoman.record.schema import tables

CHUNK = 5000
RESERVED = {"quad": "quad_class"}  # a word of Stata
NUMBERS = (pa.int16(), pa.int32(), pa.int64(), pa.float64())
LONGEST = 2000  # Stata's str holds 2,045 bytes; beyond that it is a strL


def columns() -> dict[str, str]:
    """The columns of these exports and what they mean."""
    return {name: meaning for name, (_, meaning) in tables()["events"].columns.items() if name not in HIDDEN}


def query() -> str:
    """The events in the order of their day."""
    return f"SELECT {', '.join(chr(34) + c + chr(34) for c in columns())} FROM events ORDER BY day NULLS LAST, id"


def write_csv(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """RFC 4180 in UTF-8; lists are joined by semicolons."""
    rows = connection.execute(query())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns())
        while chunk := rows.fetchmany(CHUNK):
            writer.writerows([[_flat(v) for v in row] for row in chunk])


def write_jsonl(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """One object a line."""
    with path.open("w", encoding="utf-8") as file:
        for batch in connection.execute(query()).to_arrow_reader(CHUNK):
            for row in batch.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Parquet, lists as lists."""
    import pyarrow.parquet as pq

    reader = connection.execute(query()).to_arrow_reader(CHUNK)
    with pq.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def write_dta(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Stata 14 and later (format 118), with a label for each variable; codes stay text, days become Stata dates."""
    import pandas as pd

    held: pa.Table = connection.execute(query()).to_arrow_table()
    frame = held.to_pandas()
    days = ("day", "date_from", "date_to", "published", "first_published", "last_published")
    for name in frame.columns:
        if name in days:
            frame[name] = pd.to_datetime(frame[name].str[:10], errors="coerce")
        elif str(frame[name].dtype) == "bool":
            frame[name] = frame[name].astype("int8")
        elif held.schema.field(name).type not in NUMBERS:
            frame[name] = [str(_flat(v)) for v in frame[name]]
        else:
            frame[name] = frame[name].astype("float64")
    frame = frame.rename(columns=RESERVED)
    texts = [n for n in frame.columns if frame[n].dtype == object]
    long = [n for n in texts if frame[n].map(lambda v: len(v.encode())).max() > LONGEST]
    labels = {RESERVED.get(n, n): m[:80] for n, m in columns().items()}
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        convert_dates=dict.fromkeys(days, "td"),
        convert_strl=long,
        variable_labels=labels,
    )


def _flat(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list) or hasattr(value, "tolist"):
        return ";".join("" if v is None else str(v) for v in value)  # type: ignore[attr-defined]
    return value
