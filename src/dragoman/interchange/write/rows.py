"""What the classic formats are written from: events as they know them, pairs of their actors, and mentions.

Those formats know no modality: what is planned takes the type PLOVER folds it to, what is denied or only conditional is
left out, as is what is recalled as history without a date.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from dragoman.knowledge.cache import parsed
from dragoman.knowledge.shim import load_codebook, load_register

SQL = Path(__file__).with_name("rows.sql")
FIPS = Path(__file__).with_name("fips.yaml")
ICEWS = Path(__file__).with_name("icews.yaml")
CAMEO = Path(__file__).parents[2] / "knowledge" / "codebook" / "goldstein.yaml"
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the relations `event`, `pair` and `mention` in a connection that has the record's views."""
    _facts(connection)
    connection.execute(SQL.read_text(encoding="utf-8"))


def _facts(connection: duckdb.DuckDBPyConnection) -> None:
    codebook, register = load_codebook(), load_register()
    types = [
        {"type": n, "kind": t.planned, "quad": codebook.types[t.planned].quad, "score": codebook.types[t.planned].score}
        for n, t in codebook.types.items()
    ]
    fips, icews = parsed(FIPS)["codes"], parsed(ICEWS)
    states = {n.removeprefix("state:"): e for n, e in register.entries.items() if n.startswith("state:")}
    named = icews["countries"]
    lands = [{"iso": i, "land": named.get(i, e.name), "fips": fips.get(i)} for i, e in states.items()]
    sectors = [{"sector": s, "sectors": words} for s, words in icews["written"].items()]
    cameo = [{"code": c, "cameo_name": n, "goldstein": float(g)} for c, (n, g) in parsed(CAMEO).items()]
    quads = [{"quad": q, "quad_name": n} for q, n in QUADS.items()]
    made = {"fold": types, "land": lands, "code": cameo, "quad_names": quads, "icews": sectors}
    for name, rows in made.items():
        connection.register(f"_{name}", pa.Table.from_pylist(rows))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM _{name}")
