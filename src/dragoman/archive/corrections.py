"""Corrections: a human judgement beside the machine's, never over it; the latest on a field in force counts."""

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
    """Record judgements (field, value) on one event; gives the ids of the corrections. Raises `DragomanError`."""
    at = dt.datetime.now(dt.UTC).isoformat()
    codebook = store.knowledge.codebook
    rows = [_row(event, field, _checked(field, value, codebook), who or _user(), why, at) for field, value in said]
    store.append("corrections", rows)
    return [r["id"] for r in rows]


def revert(store: Store, correction: str, *, who: str | None = None, why: str | None = None) -> str:
    """Take one correction back; raises `DragomanError` for an id that is none."""
    with store.connection(["corrections"]) as connection:
        found = gathering.rows(connection, "SELECT event, field FROM corrections WHERE id = ?", [correction])
    if not found:
        raise DragomanError(f"{correction}: this record has no such correction")
    at = dt.datetime.now(dt.UTC).isoformat()
    row = _row(found[0]["event"], found[0]["field"], "", who or _user(), why, at, correction)
    store.append("corrections", [row])
    return str(row["id"])


def listed(store: Store) -> list[Row]:
    """All corrections in the order they were made, with whether each is in force."""
    with store.connection(["corrections"]) as connection:
        rows = gathering.everything(connection, "corrections")
    back = {r["reverts"] for r in rows if r["reverts"]}
    return [
        {**r, "in_force": r["id"] not in back and not r["reverts"]}
        for r in sorted(rows, key=lambda r: (r["at"], r["id"]))
    ]


def corrected(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> None:
    """Put the corrections over `assignments`, `events` and `dyads`; the machine's word stays in `reports`.

    Args:
        connection: one that has the views of the archive.
        knowledge: that of the archive: it gives the scores and codes of other types and modes, and the actors.

    Which fields of which events somebody judged is left in the table `judged`.
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
        now = _now(connection, row["event"])
        parted = row["field"] != "split" and {"all", row["event"]} & cut.get(now, set())
        changes.setdefault(row["event"] if parted else now, {})[row["field"]] = row["value"]
    told = [[event, field] for event, change in changes.items() for field in change]
    connection.executemany("INSERT INTO judged VALUES (?, ?)", told)
    touched = {*changes, *_moved(connection, changes, cut)}
    events = gathering.rows(connection, "SELECT * FROM human_events", [])
    new = [_applied(e, changes.get(e["id"], {}), knowledge) for e in events if "drop" not in changes.get(e["id"], {})]
    _overlay(connection, "events", "id", touched, new)
    connection.register("_corrected", _arrow("events", new))
    dyads = gathering.rows(connection, gathering.dyad_sql("_corrected"), [])
    _overlay(connection, "dyads", "event", touched, dyads)


def _cut(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> dict[str, set[str]]:
    """Of every event that was split, the reports that stand alone, or `all`."""
    out: dict[str, set[str]] = {}
    for row in rows:
        if row["field"] == "split":
            out.setdefault(_now(connection, row["event"]), set()).add(row["value"])
    return out


def _moved(
    connection: duckdb.DuckDBPyConnection, changes: dict[str, dict[str, str]], cut: dict[str, set[str]]
) -> set[str]:
    """Reports put where merges and splits want them; leaves the events as they then are in `human_events`."""
    joined = {e: _now(connection, c["merge"]) for e, c in changes.items() if "merge" in c}
    involved = sorted({*changes, *joined.values()})
    told = (
        "SELECT event, list(report ORDER BY published NULLS LAST, report) FROM assignments"
        " WHERE event IN (SELECT unnest(?::VARCHAR[])) GROUP BY event"
    )
    now = []
    for event, reports in connection.execute(told, [involved]).fetchall():
        alone = [r for r in reports if {"all", r} & cut.get(event, set())]
        rest = [r for r in reports if r not in alone]
        head = event if event in rest or not rest else rest[0]
        now += [{"report": r, "event": _end(joined, r)} for r in alone]
        now += [{"report": r, "event": _end(joined, event) if event in joined else head} for r in rest]
    _overlay(connection, "assignments", "report", {r["report"] for r in now}, now)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE human_member AS {gathering.MEMBERS.format(assignments='human_assignments')}"
    )
    events = f"SELECT {tables()['events'].listed} FROM ({gathering.event_sql('human_member')})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE human_events AS {events}")
    found = connection.execute("SELECT id FROM human_events").fetchall()
    return {*involved, *(r[0] for r in found)}


def _end(joined: dict[str, str], event: str) -> str:
    """Where merges lead from an event; those that lead round and round mean the first of them all."""
    passed = [event]
    while (after := joined.get(passed[-1])) and after not in passed:
        passed.append(after)
    return min(passed) if after else passed[-1]


def _overlay(
    connection: duckdb.DuckDBPyConnection, name: str, column: str, ids: Iterable[str], rows: list[Row]
) -> None:
    """The view of a table with these rows in place of those that have one of the ids."""
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


def actor(told: str, register: Register) -> tuple[str, str, str, str]:
    """Id, name, country and sector of an actor of the register by its id, country code or name; else the name alone."""
    named = {a.entry for a in register.find(told)}
    wanted = [told, f"state:{told}", *(sorted(named) if len(named) == 1 else [])]
    entry = next((register.entries[w] for w in wanted if w in register.entries), None)
    if entry is None:
        return f"name:{told}", told, NONE, NONE
    return entry.id, entry.name, entry.country, entry.sector


def _now(connection: duckdb.DuckDBPyConnection, identifier: str) -> str:
    """The event a correction is about today."""
    return gathering.resolved(connection, identifier) or identifier


def _checked(field: str, value: str, codebook: Codebook) -> str:
    """The value as it is stored: words as the codebook spells them; raises `DragomanError` for what cannot be right."""
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
    told = "\x1f".join([event, field, value, who, at, reverts or ""])
    made: dict[str, Any] = {"id": "correction:" + hashlib.sha256(told.encode()).hexdigest()[:16], "event": event}
    return {**made, "field": field, "value": value, "who": who, "why": why, "at": at, "reverts": reverts}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
