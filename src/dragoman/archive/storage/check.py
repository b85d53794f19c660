"""`record check`: the invariants of an archive, and the rows that violate them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.archive.storage.gathering import MEMBERS, dyad_sql, event_sql
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.knowledge.cache import parsed

SHOWN = 5
RULES = Path(__file__).with_name("rules.yaml")


def check(store: Store) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each rule with the number of rows that violate it (1,000 at most) and the keys of the first five."""
    with store.connection() as connection:
        for name, table in tables().items():
            key = " || ' ' || ".join(f"coalesce(\"{c}\"::VARCHAR, '')" for c in table.key)
            columns = ", ".join(f'"{c}"' for c in table.key)
            twice = f'SELECT {key} FROM "{name}" GROUP BY {columns} HAVING count(*) > 1'
            yield _result(connection, f"{name}: no row twice", twice)
        for rule, sql in parsed(RULES).items():
            yield _result(connection, rule, sql)
        connection.execute(f"CREATE TEMP TABLE member AS {MEMBERS.format(assignments='assignments')}")
        counts = "SELECT id, reports, articles, outlets, first_published, last_published, confidence"
        wrong = f"SELECT id FROM ({counts} FROM events EXCEPT ALL {counts} FROM ({event_sql('member')}))"
        yield _result(connection, "events: counts are those of the reports", wrong)
        key = "SELECT event, source, target FROM"
        lost = f"SELECT event FROM ({key} ({dyad_sql('events')}) EXCEPT ALL {key} dyads)"
        yield _result(connection, "dyads: every pair of countries of every event", lost)


def _result(connection: object, rule: str, sql: str) -> tuple[str, int, list[str]]:
    rows = connection.execute(f"SELECT * FROM ({sql}) LIMIT 1000").fetchall()  # type: ignore[attr-defined]
    return rule, len(rows), [str(r[0]) for r in rows[:SHOWN]]
