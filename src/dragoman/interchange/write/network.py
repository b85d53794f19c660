"""The network of dyads as GraphML and GEXF: a node is a country, an edge has the events from one to another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb

from dragoman.archive.query.series import COUNTED, QUADS

#: The attributes of an edge, with their meaning.
EDGE = {
    "weight": "events",
    **{q: f"events of {q.replace('_', ' ')}" for q in QUADS},
    "net": "expected cooperative less conflictual events",
    "intensity": "mean PLOVER score",
}


def network(connection: duckdb.DuckDBPyConnection) -> Any:
    """The network as a networkx DiGraph; planned, conditional, denied and historical events are not counted."""
    import networkx as nx

    counts = ", ".join(f"count(*) FILTER (WHERE quad = {n})::INT" for n in range(1, 5))
    rows = connection.execute(
        f"SELECT source, target, count(*)::INT, {counts}, round(sum(CASE WHEN quad <= 2"
        f" THEN confidence ELSE -confidence END), 3), round(avg(intensity), 3) FROM dyads"
        f" WHERE {COUNTED} AND source <> '---' AND target <> '---'"
        " GROUP BY ALL ORDER BY source, target"
    ).fetchall()
    graph = nx.DiGraph()
    for name in sorted({n for r in rows for n in r[:2]}):
        graph.add_node(name, label=name)
    for source, target, *values in rows:
        graph.add_edge(source, target, **dict(zip(EDGE, values, strict=True)))
    return graph


def write_graphml(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the network as GraphML 1.0."""
    import networkx as nx

    nx.write_graphml(network(connection), path)


def write_gexf(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the network as GEXF 1.2."""
    import networkx as nx

    lines = "\n".join(nx.generate_gexf(network(connection)))
    path.write_text(
        re.sub(r' lastmodifieddate="[^"]*"', "", lines) + "\n", encoding="utf-8"
    )  # a date would change the file every day
