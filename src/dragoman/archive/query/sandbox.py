"""SQL of users: one SELECT over an archive's tables. It cannot write, read files, use the network or run for ever."""

from __future__ import annotations

import json
import threading
from typing import Any

import duckdb
import pyarrow as pa

from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.errors import DragomanError

SECONDS = 60.0
MEMORY = "2GB"
FUNCTIONS = frozenset({"range", "generate_series", "unnest"})


def sql(store: Store, text: str, *, seconds: float = SECONDS) -> pa.Table:
    """Run one SELECT of a user.

    Args:
        store: the archive.
        text: the query.
        seconds: after how long it is stopped.

    Raises `DragomanError` for anything but one SELECT over the archive's tables, for an error in it, and when its time
    is up.
    """
    with store.connection() as connection:
        _checked(connection, text)
        _lock(connection, store)
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            return connection.execute(text).to_arrow_table()
        except duckdb.InterruptException as error:
            raise DragomanError(
                f"the query took more than {seconds:g} seconds; narrow it, or give it more with --seconds"
            ) from error
        except duckdb.Error as error:
            raise DragomanError(f"the query cannot be answered: {error}") from error
        finally:
            timer.cancel()


def _lock(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Lock the connection: it reaches nothing outside the archive, and no later setting can undo that."""
    if not store.remote:
        connection.execute(f"SET allowed_directories = ['{store.place.replace(chr(39), chr(39) * 2)}/']")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET temp_directory = ''")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _checked(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Raise `DragomanError` unless a text is one SELECT over the archive's tables and a few table functions."""
    try:
        found = connection.extract_statements(text)
    except duckdb.Error as error:
        raise DragomanError(f"the query cannot be read: {error}") from error
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise DragomanError("one SELECT is expected; nothing else is run, and nothing is ever written")
    parsed = connection.execute("SELECT json_serialize_sql(?)", [text]).fetchone()
    tree = json.loads(parsed[0]) if parsed else {"error": True}
    if tree.get("error"):
        raise DragomanError("a plain SELECT is expected")
    names = {n.lower() for n in _names(tree)}
    former = {t.former for t in tables().values() if t.former}
    for kind, name in _sources(tree):
        known = name.lower() in FUNCTIONS if kind == "function" else name.lower() in {*tables(), *former, *names}
        if not known:
            raise DragomanError(f"{name}: the tables of a record can be read ({', '.join(tables())}), nothing else")


def _names(node: Any) -> list[str]:
    """The names defined by WITH anywhere in the query, which is DuckDB's parse tree as JSON."""
    if isinstance(node, list):
        return [n for part in node for n in _names(part)]
    if not isinstance(node, dict):
        return []
    found = [entry["key"] for entry in (node.get("cte_map") or {}).get("map", [])]
    found += [node["cte_name"]] if isinstance(node.get("cte_name"), str) else []
    return found + [n for part in node.values() for n in _names(part)]


def _sources(node: Any) -> list[tuple[str, str]]:
    """Every table and table function that the query reads, at any depth, as (table or function, name)."""
    if isinstance(node, list):
        return [s for part in node for s in _sources(part)]
    if not isinstance(node, dict):
        return []
    found = []
    if node.get("type") == "BASE_TABLE":
        outside = [node.get("schema_name"), node.get("catalog_name")]
        found = [("table", ".".join([*(o for o in outside if o and o not in {"main", "memory"}), node["table_name"]]))]
    elif node.get("type") == "TABLE_FUNCTION":
        found = [("function", str(node["function"].get("function_name")))]
    elif node.get("type") == "SHOW_REF":
        found = [("table", "SHOW")]
    return found + [s for part in node.values() for s in _sources(part)]
