"""Stata files (dta format 118, Stata 14 and later), written batch by batch, so that memory stays small.

The layout is documented in Stata's `help dta`. No time is written, so that the same rows give the same bytes.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import duckdb
import numpy as np
import pyarrow as pa

CHUNK = 5000
LONGEST = 2045  # bytes of a str#; beyond that a text is a strL
SECTIONS = ("variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels")
STRL = 32768


@dataclass(frozen=True)
class Kind:
    """A numeric type of Stata.

    Attributes:
        code: its number in the file.
        dtype: its NumPy type.
        missing: the value that stands for missing.
        shown: its display format.
    """

    code: int
    dtype: str
    missing: float
    shown: str


BYTE, LONG = Kind(65530, "<i1", 101, "%8.0g"), Kind(65528, "<i4", 2147483621, "%12.0g")
DAY, DOUBLE = Kind(65528, "<i4", 2147483621, "%td"), Kind(65526, "<f8", 2.0**1023, "%10.0g")


@dataclass(frozen=True)
class Variable:
    """One variable of a file.

    Attributes:
        name: its name.
        sql: the expression that gives its value: a text, a number, or days since 1 January 1960.
        label: its label; the first 80 characters are written.
        kind: its numeric type; None for a text.
    """

    name: str
    sql: str
    label: str
    kind: Kind | None = None


def write(connection: duckdb.DuckDBPyConnection, variables: Sequence[Variable], rest: str, path: Path) -> None:
    """Write the rows of a query to a Stata file.

    Args:
        connection: where the query runs.
        variables: the variables, which are the SELECT list of the query.
        rest: the rest of the query: FROM, WHERE and ORDER BY.
        path: the file.
    """
    count, widths = _measured(connection, variables, rest)
    columns = ", ".join(f"{v.sql} AS c{i}" for i, v in enumerate(variables))
    batches = connection.execute(f"SELECT {columns} {rest}").to_arrow_reader(CHUNK)
    with path.open("wb") as file, tempfile.TemporaryFile() as long:
        places = _header(file, variables, widths, count)
        _rows(file, long, batches, variables, widths)
        file.write(b"</data>")
        places.append(file.tell())
        file.write(b"<strls>")
        long.seek(0)
        while block := long.read(2**20):
            file.write(block)
        file.write(b"</strls>")
        places.append(file.tell())
        file.write(b"<value_labels></value_labels>")
        places.append(file.tell())
        file.write(b"</stata_dta>")
        places.append(file.tell())
        file.seek(places[1] + len("<map>"))
        file.write(struct.pack("<14Q", *places))


def _measured(
    connection: duckdb.DuckDBPyConnection, variables: Sequence[Variable], rest: str
) -> tuple[int, dict[str, int]]:
    """The number of rows, and for each text the bytes of its longest value (at least 1; 0 where it must be a strL)."""
    texts = [v for v in variables if v.kind is None]
    longest = ", ".join(f"max(strlen({v.sql}))" for v in texts)
    source = rest.split(" ORDER BY ")[0]
    found = connection.execute(f"SELECT count(*), {longest} {source}").fetchone() or (0,)
    sizes = zip(texts, found[1:], strict=True)
    return int(found[0]), {v.name: 0 if (n or 0) > LONGEST else max(1, n or 0) for v, n in sizes}


def _header(file: IO[bytes], variables: Sequence[Variable], widths: dict[str, int], count: int) -> list[int]:
    """Write all before the rows; returns the positions at which the sections so far begin, for the map."""
    size = len(variables)
    file.write(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>")
    file.write(b"<K>" + struct.pack("<H", size) + b"</K><N>" + struct.pack("<Q", count) + b"</N>")
    file.write(b"<label>\0\0</label><timestamp>\0</timestamp></header>")
    places = [0, file.tell()]
    file.write(b"<map>" + bytes(14 * 8) + b"</map>")
    codes = [v.kind.code if v.kind else widths[v.name] or STRL for v in variables]
    shown = [v.kind.shown if v.kind else f"%{widths[v.name] or 9}s" for v in variables]
    content = {
        "variable_types": struct.pack(f"<{size}H", *codes),
        "varnames": b"".join(_padded(v.name, 129) for v in variables),
        "sortlist": bytes(2 * (size + 1)),
        "formats": b"".join(_padded(s, 57) for s in shown),
        "value_label_names": bytes(129 * size),
        "variable_labels": b"".join(_padded(v.label[:80], 321) for v in variables),
    }
    for name in SECTIONS:
        places.append(file.tell())
        file.write(f"<{name}>".encode() + content[name] + f"</{name}>".encode())
    places.append(file.tell())
    file.write(b"<characteristics></characteristics>")
    places.append(file.tell())
    file.write(b"<data>")
    return places


def _rows(
    file: IO[bytes],
    long: IO[bytes],
    batches: Iterator[pa.RecordBatch],
    variables: Sequence[Variable],
    widths: dict[str, int],
) -> None:
    fields = [(f"c{i}", v.kind.dtype if v.kind else f"S{widths[v.name] or 8}") for i, v in enumerate(variables)]
    done = 0
    for batch in batches:
        block = np.zeros(batch.num_rows, dtype=fields)
        strls = []
        for i, v in enumerate(variables):
            values: list[Any] = batch.column(i).to_pylist()
            if v.kind:
                block[f"c{i}"] = [v.kind.missing if x is None else x for x in values]
            elif widths[v.name]:
                block[f"c{i}"] = [(x or "").encode() for x in values]
            else:
                strls.append((i + 1, [(x or "").encode() for x in values]))
                block[f"c{i}"] = [_reference(i + 1, done + n) if x else b"" for n, x in enumerate(values, 1)]
        for n in range(batch.num_rows):
            for number, texts in strls:
                if texts[n]:
                    long.write(b"GSO" + struct.pack("<IQBI", number, done + n + 1, 130, len(texts[n]) + 1))
                    long.write(texts[n] + b"\0")
        file.write(block.tobytes())
        done += batch.num_rows


def _reference(variable: int, row: int) -> bytes:
    """The reference in a row to the strL of a variable and row (both from 1): 2 and 6 bytes."""
    return struct.pack("<H", variable) + struct.pack("<Q", row)[:6]


def _padded(text: str, size: int) -> bytes:
    return text.encode()[: size - 1].ljust(size, b"\0")
