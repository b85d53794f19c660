"""Another clustering threshold: events or stories clustered anew from the stored scores, without coding again."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from dragoman.archive.cluster import blocking
from dragoman.archive.cluster.group import Pair, group, relative, scaled
from dragoman.archive.storage import gathering
from dragoman.archive.storage.schema import tables
from dragoman.errors import DragomanError
from dragoman.knowledge.parameters import Numbers


def events(connection: duckdb.DuckDBPyConnection, threshold: float, parameters: Numbers) -> None:
    """Replace the views `assignments`, `events` and `dyads` by those of another clustering threshold.

    Args:
        connection: one that has the views of the archive; the archive itself stays as it is.
        threshold: from the parameter `kept`, below which no score is stored, to 1.
        parameters: the parameters `report`.

    Raises `DragomanError` for a threshold out of this range.
    """
    clusters = _grouped(connection, "reports", _pairs(connection, "report"), threshold, parameters["kept"])
    assignments = pa.table({"report": list(clusters), "event": list(clusters.values())})
    _put(connection, "assignments", assignments.append_column("published", pa.nulls(len(clusters), pa.string())))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE member AS {gathering.MEMBERS.format(assignments='assignments')}")
    names = tables()["events"].listed
    _put(
        connection,
        "events",
        connection.execute(f"SELECT {names} FROM ({gathering.event_sql('member')})").to_arrow_table(),
    )
    _put(connection, "dyads", connection.execute(gathering.dyad_sql("events")).to_arrow_table())


def stories(connection: duckdb.DuckDBPyConnection, threshold: float, parameters: Numbers) -> None:
    """Replace the view `storylines` by that of another clustering threshold.

    Args:
        connection: one that has the views of the archive; the archive itself stays as it is.
        threshold: on the scale of rescaled scores (`group.scaled`), from that of the least stored score to 1.
        parameters: the parameters `story`.

    Raises `DragomanError` for a threshold out of this range.
    """
    pairs = scaled(_pairs(connection, "article"), parameters)
    least = round(relative(parameters["kept"], parameters["loosest"], parameters["loosest"]), 2)
    clusters = _grouped(connection, "articles", pairs, threshold, least)
    storylines = pa.table({"article": list(clusters), "story": list(clusters.values())})
    _put(connection, "storylines", storylines.append_column("published", pa.nulls(len(clusters), pa.string())))


def _pairs(connection: duckdb.DuckDBPyConnection, kind: str) -> list[Pair]:
    return connection.execute("SELECT a, b, score FROM pairs WHERE kind = ?", [kind]).fetchall()


def _grouped(
    connection: duckdb.DuckDBPyConnection, name: str, pairs: list[Pair], threshold: float, least: float
) -> dict[str, str]:
    if not least <= threshold <= 1:
        raise DragomanError(
            f"--threshold {threshold}: a number from {least} (scores below are not kept) to 1 is expected"
        )
    order = blocking.naming_order(dict(connection.execute(f"SELECT id, published FROM {name}").fetchall()))
    return dict(sorted(group(order, pairs, threshold, order).items()))


def _put(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register(f"_given_{name}", rows)
    connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT * FROM _given_{name}')
