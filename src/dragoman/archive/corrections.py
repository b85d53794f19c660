"""Corrections: human judgements on events, stored beside the coder's output and applied when the archive is queried.

Of several corrections of one field of one event the latest counts that has not been reverted.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from dragoman.archive.query.filters import word, words
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row, dates
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.edtf import interval
from dragoman.errors import DragomanError
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.register.loader import Register

FIELDS = ("type", "mode", "modality", "source", "target", "date", "place", "drop", "merge", "split")
NONE = "---"


def correct(
    store: Store, event: str, said: Sequence[tuple[str, str]], *, who: str | None = None, why: str | None = None
) -> list[str]:
    """Store corrections of one event.

    Args:
        store: the archive.
        event: the id of the event.
        said: pairs of a field (see `FIELDS`) and its right value.
        who: who made the corrections; the user of the operating system where None.
        why: a reason, in any words.

    Returns the ids of the corrections. Raises `DragomanError` for an unknown field, and for a value it cannot have.
    """
    at = dt.datetime.now(dt.UTC).isoformat()
    codebook = store.knowledge.codebook
    rows = [_row(event, field, _checked(field, value, codebook), who or _user(), why, at) for field, value in said]
    store.append("corrections", rows)
    return [r["id"] for r in rows]


def revert(store: Store, correction: str, *, who: str | None = None, why: str | None = None) -> str:
    """Revert one correction, by a row that names it; both stay in the archive.

    Args:
        store: the archive.
        correction: the id of the correction.
        who: who reverts it; the user of the operating system where None.
        why: a reason, in any words.

    Returns the id of the new row. Raises `DragomanError` where the archive has no such correction.
    """
    with store.connection(["corrections"]) as connection:
        found = gathering.rows(connection, "SELECT event, field FROM corrections WHERE id = ?", [correction])
    if not found:
        raise DragomanError(f"{correction}: this record has no such correction")
    at = dt.datetime.now(dt.UTC).isoformat()
    row = _row(found[0]["event"], found[0]["field"], "", who or _user(), why, at, correction)
    store.append("corrections", [row])
    return str(row["id"])


def listed(store: Store) -> list[Row]:
    """All corrections in the order they were made; `in_force` is false for a reverted one and for a reversal."""
    with store.connection(["corrections"]) as connection:
        rows = gathering.everything(connection, "corrections")
    reverted = {r["reverts"] for r in rows if r["reverts"]}
    return [
        {**r, "in_force": r["id"] not in reverted and not r["reverts"]}
        for r in sorted(rows, key=lambda r: (r["at"], r["id"]))
    ]


def corrected(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> None:
    """Apply the corrections to the views `assignments`, `events` and `dyads`; `reports` keeps what was coded.

    Args:
        connection: one that has the views of the archive. The table `judged` (event, field) is left in it, which says
            what was corrected.
        knowledge: the knowledge of the archive, for the scores and codes of corrected types, and for actors.
    """
    rows = gathering.rows(
        connection,
        "SELECT c.* FROM corrections c WHERE c.reverts IS NULL AND c.id NOT IN"
        " (SELECT reverts FROM corrections WHERE reverts IS NOT NULL) ORDER BY c.at, c.id",
        [],
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE judged (event VARCHAR, field VARCHAR)")
    if not rows:
        return
    cut = _cut(connection, rows)
    changes: dict[str, dict[str, str]] = {}
    for row in rows:
        now = _resolved(connection, row["event"])
        parted = row["field"] != "split" and {"all", row["event"]} & cut.get(now, set())
        changes.setdefault(row["event"] if parted else now, {})[row["field"]] = row["value"]
    judged = [[event, field] for event, change in changes.items() for field in change]
    connection.executemany("INSERT INTO judged VALUES (?, ?)", judged)
    touched = {*changes, *_moved(connection, changes, cut)}
    events = gathering.rows(connection, "SELECT * FROM human_events", [])
    new = [_applied(e, changes.get(e["id"], {}), knowledge) for e in events if "drop" not in changes.get(e["id"], {})]
    _overlay(connection, "events", "id", touched, new)
    connection.register("_corrected", _arrow("events", new))
    dyads = gathering.rows(connection, gathering.dyad_sql("_corrected"), [])
    _overlay(connection, "dyads", "event", touched, dyads)


def _cut(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> dict[str, set[str]]:
    """Of every event that was split, the reports taken out, each an event by itself; `all` stands for every one."""
    out: dict[str, set[str]] = {}
    for row in rows:
        if row["field"] == "split":
            out.setdefault(_resolved(connection, row["event"]), set()).add(row["value"])
    return out


def _moved(
    connection: duckdb.DuckDBPyConnection, changes: dict[str, dict[str, str]], cut: dict[str, set[str]]
) -> set[str]:
    """Apply merges and splits to `assignments`, and leave the events that follow in the table `human_events`.

    Returns the ids of all events that are involved, before and after.
    """
    joined = {e: _resolved(connection, c["merge"]) for e, c in changes.items() if "merge" in c}
    involved = sorted({*changes, *joined.values()})
    query = (
        "SELECT event, list(report ORDER BY published NULLS LAST, report) FROM assignments"
        " WHERE event IN (SELECT unnest(?::VARCHAR[])) GROUP BY event"
    )
    assigned = []
    for event, reports in connection.execute(query, [involved]).fetchall():
        alone = [r for r in reports if {"all", r} & cut.get(event, set())]
        rest = [r for r in reports if r not in alone]
        head = event if event in rest or not rest else rest[0]
        assigned += [{"report": r, "event": _end(joined, r)} for r in alone]
        assigned += [{"report": r, "event": _end(joined, event) if event in joined else head} for r in rest]
    _overlay(connection, "assignments", "report", {r["report"] for r in assigned}, assigned)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE human_member AS {gathering.MEMBERS.format(assignments='human_assignments')}"
    )
    events = f"SELECT {tables()['events'].listed} FROM ({gathering.event_sql('human_member')})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE human_events AS {events}")
    found = connection.execute("SELECT id FROM human_events").fetchall()
    return {*involved, *(r[0] for r in found)}


def _end(joined: dict[str, str], event: str) -> str:
    """The event into which a chain of merges leads; for a circle of merges, the one of them that sorts first."""
    passed = [event]
    while (after := joined.get(passed[-1])) and after not in passed:
        passed.append(after)
    return min(passed) if after else passed[-1]


def _overlay(
    connection: duckdb.DuckDBPyConnection, name: str, column: str, ids: Iterable[str], rows: list[Row]
) -> None:
    """Replace a view by one in which some rows are exchanged.

    Args:
        connection: one that has the view.
        name: the table.
        column: the column of the ids.
        ids: the ids of all rows that are taken out.
        rows: the rows put in.
    """
    machine = gathering.rows(
        connection, "SELECT sql FROM duckdb_views() WHERE view_name = ? ORDER BY temporary DESC", [name]
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW machine_{name} AS {machine[0]['sql'].split(' AS ', 1)[1].rstrip('; ')}"
    )
    connection.register(f"_human_{name}", _arrow(name, rows))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE human_{name} AS SELECT * FROM _human_{name}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE touched_{name} AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(ids)]
    )
    names = tables()[name].listed
    connection.execute(
        f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT {names} FROM machine_{name} WHERE "{column}" NOT IN'
        f" (SELECT id FROM touched_{name}) UNION ALL SELECT {names} FROM human_{name}"
    )


def _arrow(name: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, tables()[name].plain)


def _applied(event: Row, change: dict[str, str], knowledge: Knowledge) -> Row:
    """An event with its corrections (field to value), and the columns that follow from its type and modes."""
    codebook, out = knowledge.codebook, dict(event)
    for field, value in change.items():
        if field in {"type", "modality"}:
            out[field] = value
        elif field == "mode":
            out["mode"] = [m.strip() for m in value.split(",") if m.strip()]
        elif field == "place":
            out.update({**dict.fromkeys(gathering.PLACE), "place_name": value})
        elif field in {"source", "target"}:
            out.update(_party(field, value, knowledge.register))
        elif field == "date":
            out.update({**dates(value, event["published"]), "date_reason": "corrected"})
    if {"type", "mode"} & change.keys() and out["type"] in codebook.types:
        modes = tuple(m for m in out["mode"] if m in codebook.types[out["type"]].modes) if "mode" in change else ()
        out["mode"] = list(modes)
        out.update({"quad": codebook.quad(out["type"]), "intensity": codebook.intensity(out["type"], modes)})
        out["cameo"] = codebook.cameo(out["type"], modes, tuple(out["contexts"]), out["modality"])
    return out


def _party(role: str, value: str, register: Register) -> Row:
    found = [actor(v.strip(), register) for v in value.split(";") if v.strip()]
    return {f"{role}{part}": [f[i] for f in found] for i, part in enumerate(("", "_name", "_country", "_sector"))}


def actor(given: str, register: Register) -> tuple[str, str, str, str]:
    """Id, name, country and sector of the actor with this id, country code or name.

    Where the register has none, or several of this name: `name:GIVEN`, the name, and `---` twice.
    """
    named = {a.entry for a in register.find(given)}
    wanted = [given, f"state:{given}", *(sorted(named) if len(named) == 1 else [])]
    entry = next((register.entries[w] for w in wanted if w in register.entries), None)
    if entry is None:
        return f"name:{given}", given, NONE, NONE
    return entry.id, entry.name, entry.country, entry.sector


def _resolved(connection: duckdb.DuckDBPyConnection, identifier: str) -> str:
    """The event that an id means now; the id itself where the archive has no such event."""
    return gathering.resolved(connection, identifier) or identifier


def _checked(field: str, value: str, codebook: Codebook) -> str:
    """The value as it is stored, words as the codebook spells them; raises `DragomanError` for an impossible one."""
    if field not in FIELDS:
        raise DragomanError(f"{field}: one of {', '.join(FIELDS)} is expected")
    if field in {"source", "target"} and not value.strip(" ;"):
        raise DragomanError(f"--{field}: a country or a name is expected, as in --{field} FRA")
    if field == "date" and interval(value) is None:
        raise DragomanError(f"--date {value}: a day, month, year or closed interval in EDTF is expected, as 2024-03-05")
    if field in {"type", "modality"}:
        return word(field, value, words(codebook)[field])
    if field == "mode":
        return ", ".join(word(field, m, words(codebook)[field]) for m in map(str.strip, value.split(",")) if m)
    return value


def _row(event: str, field: str, value: str, who: str, why: str | None, at: str, reverts: str | None = None) -> Row:
    content = "\x1f".join([event, field, value, who, at, reverts or ""])
    made: dict[str, Any] = {"id": "correction:" + hashlib.sha256(content.encode()).hexdigest()[:16], "event": event}
    return {**made, "field": field, "value": value, "who": who, "why": why, "at": at, "reverts": reverts}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
