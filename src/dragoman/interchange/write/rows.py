"""The relations from which the event data formats are written: events, pairs of their actors, and mentions.

These formats have no modality: a planned event takes the type that PLOVER folds it to; denied and conditional events
are left out, and so are historical ones without a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from dragoman.knowledge import Knowledge
from dragoman.knowledge.cache import parsed
from dragoman.knowledge.codebook.codebook import Codebook

SQL = Path(__file__).with_name("rows.sql")
FIPS = Path(__file__).with_name("fips.yaml")
ICEWS = Path(__file__).with_name("icews.yaml")
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def prepare(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> None:
    """Create the relations `event`, `pair` and `mention`.

    Args:
        connection: one that has the views of the archive.
        knowledge: the knowledge of the archive: its codebook says which type a planned event folds to, and its register
            which actors are states.
    """
    _facts(connection, knowledge)
    connection.execute(SQL.read_text(encoding="utf-8"))


def _facts(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> None:
    """Create the tables of codes that rows.sql joins."""
    codebook, register = knowledge.codebook, knowledge.register
    types = [
        {"type": n, "kind": t.planned, "quad": codebook.types[t.planned].quad, "score": codebook.types[t.planned].score}
        for n, t in codebook.types.items()
    ]
    fips, icews = parsed(FIPS)["codes"], parsed(ICEWS)
    states = {n.removeprefix("state:"): e for n, e in register.entries.items() if n.startswith("state:")}
    named = icews["countries"]
    lands = [{"iso": i, "land": named.get(i, e.name), "fips": fips.get(i)} for i, e in states.items()]
    sectors = [{"sector": s, "sectors": words} for s, words in icews["written"].items()]
    cameo = [{"code": c, "cameo_name": n, "goldstein": g} for c, (n, g) in codes(codebook, knowledge.goldstein).items()]
    quads = [{"quad": q, "quad_name": n} for q, n in QUADS.items()]
    made = {"fold": types, "land": lands, "code": cameo, "quad_names": quads, "icews": sectors}
    for name, rows in made.items():
        connection.register(f"_{name}", pa.Table.from_pylist(rows))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM _{name}")


def codes(codebook: Codebook, listed: Mapping[str, tuple[str, float]]) -> dict[str, tuple[str, float]]:
    """All CAMEO codes with their names and Goldstein scores.

    Args:
        codebook: its codes are included; a user's own types may have codes that CAMEO lacks.
        listed: the name and the Goldstein score of each CAMEO code (goldstein.yaml).

    A code that `listed` lacks has the name and score of the code above it ("0519" those of "051"); where that is not
    listed either, the name of its type and the score of the codebook.
    """
    out = dict(listed)
    for name, kind in codebook.types.items():
        of_type = [kind.cameo, *kind.by_context.values()]
        scores = {**dict.fromkeys(of_type, kind.score), **{m.cameo: m.score for m in kind.modes.values()}}
        for code, score in scores.items():
            above = next((listed[code[:n]] for n in range(len(code), 1, -1) if code[:n] in listed), None)
            out.setdefault(code, above or (name, score))
    return out
