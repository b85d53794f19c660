"""Another threshold: events or stories grouped anew out of the stored scores; no article is read again."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from dragoman.archive.cluster import blocking as meeting
from dragoman.archive.cluster.group import Pair, group, relative, scaled
from dragoman.archive.storage import gathering
from dragoman.archive.storage.schema import tables
from dragoman.errors import DragomanError
from dragoman.knowledge.parameters import Numbers


def events(connection: duckdb.DuckDBPyConnection, threshold: float, own: Numbers) -> None:
    """Put in place of `assignments`, `events` and `dyads` what this threshold gives.

    `own` are the parameters `report`. Raises `DragomanError` for a threshold below their `kept` or above 1.
    """
    now = _grouped(connection, "reports", _pairs(connection, "report"), threshold, own["kept"])
    known = pa.table({"report": list(now), "event": list(now.values())})
    _put(connection, "assignments", known.append_column("published", pa.nulls(len(now), pa.string())))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE member AS {gathering.MEMBERS.format(assignments='assignments')}")
    names = tables()["events"].listed
    _put(
        connection,
        "events",
        connection.execute(f"SELECT {names} FROM ({gathering.event_sql('member')})").to_arrow_table(),
    )
    _put(connection, "dyads", connection.execute(gathering.dyad_sql("events")).to_arrow_table())


def stories(connection: duckdb.DuckDBPyConnection, threshold: float, own: Numbers) -> None:
    """Put in place of `storylines` what this threshold gives; `own` are the parameters `story`.

    Raises `DragomanError` for a threshold below what is kept or above 1.
    """
    close = scaled(_pairs(connection, "article"), own)
    least = round(relative(own["kept"], own["loosest"], own["loosest"]), 2)
    now = _grouped(connection, "articles", close, threshold, least)
    known = pa.table({"article": list(now), "story": list(now.values())})
    _put(connection, "storylines", known.append_column("published", pa.nulls(len(now), pa.string())))


def _pairs(connection: duckdb.DuckDBPyConnection, kind: str) -> list[Pair]:
    return connection.execute("SELECT a, b, score FROM pairs WHERE kind = ?", [kind]).fetchall()


def _grouped(
    connection: duckdb.DuckDBPyConnection, name: str, pairs: list[Pair], threshold: float, least: float
) -> dict[str, str]:
    if not least <= threshold <= 1:
        raise DragomanError(
            f"--threshold {threshold}: a number from {least} (scores below are not kept) to 1 is expected"
        )
    order = meeting.order(dict(connection.execute(f"SELECT id, published FROM {name}").fetchall()))
    return dict(sorted(group(order, pairs, threshold, order).items()))


def _put(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register(f"_given_{name}", rows)
    connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT * FROM _given_{name}')
