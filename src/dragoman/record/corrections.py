"""Corrections: a human judgement beside the machine's, never over it; the latest on a field in force counts."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

import duckdb
import pyarrow as pa

from dragoman.codebook.loader import load_codebook
from dragoman.errors import DragomanError
from dragoman.ground.edtf import interval
from dragoman.model import Modality
from dragoman.record import gathering
from dragoman.record.rows import Row
from dragoman.record.schema import tables
from dragoman.record.store import Store

FIELDS = ("type", "mode", "modality", "source", "target", "date", "place", "drop", "merge", "split")
MODALITIES = get_args(Modality)


def correct(
    store: Store, event: str, said: Sequence[tuple[str, str]], *, who: str | None = None, why: str | None = None
) -> list[str]:
    """Record judgements (field, value) on one event; gives the ids of the corrections. Raises `DragomanError`."""
    at = dt.datetime.now(dt.UTC).isoformat()
    rows = [_row(event, field, _checked(field, value), who or _user(), why, at) for field, value in said]
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


def corrected(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the corrections over `assignments`, `events` and `dyads`; the machine's word stays in `reports`."""
    rows = gathering.rows(
        connection,
        "SELECT c.* FROM corrections c WHERE c.reverts IS NULL AND c.id NOT IN"
        " (SELECT reverts FROM corrections WHERE reverts IS NOT NULL) ORDER BY c.at, c.id",
        [],
    )
    if not rows:
        return
    changes: dict[str, dict[str, str]] = {}
    for row in rows:
        changes.setdefault(_now(connection, row["event"]), {})[row["field"]] = row["value"]
    touched = {*changes, *_moved(connection, changes)}
    events = gathering.rows(connection, "SELECT * FROM human_events", [])
    new = [_applied(e, changes.get(e["id"], {})) for e in events if "drop" not in changes.get(e["id"], {})]
    _overlay(connection, "events", "id", touched, new)
    connection.register("_corrected", _arrow("events", new))
    dyads = gathering.rows(connection, gathering.dyad_sql("_corrected"), [])
    _overlay(connection, "dyads", "event", touched, dyads)


def _moved(connection: duckdb.DuckDBPyConnection, changes: dict[str, dict[str, str]]) -> set[str]:
    """Reports put where merges and splits want them; leaves the events as they then are in `human_events`."""
    joined = {e: _now(connection, c["merge"]) for e, c in changes.items() if "merge" in c}
    split = {e: c["split"] for e, c in changes.items() if "split" in c}
    involved = sorted({*changes, *joined.values()})
    told = "SELECT report, event FROM assignments WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    now = []
    for report, event in connection.execute(told, [involved]).fetchall():
        alone = event in split and split[event] in {"all", report}
        now.append({"report": report, "event": report if alone else joined.get(event, event)})
    _overlay(connection, "assignments", "report", {r["report"] for r in now}, now)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE human_member AS {gathering.MEMBERS.format(assignments='human_assignments')}"
    )
    events = f"SELECT {tables()['events'].listed} FROM ({gathering.event_sql('human_member')})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE human_events AS {events}")
    found = connection.execute("SELECT id FROM human_events").fetchall()
    return {*involved, *(r[0] for r in found)}


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


def _applied(event: Row, change: dict[str, str]) -> Row:
    codebook = load_codebook()
    out = dict(event)
    for field, value in change.items():
        if field in {"type", "modality"}:
            out[field] = value
        elif field == "mode":
            out["mode"] = [m.strip() for m in value.split(",") if m.strip()]
        elif field == "place":
            out.update({"place_name": value, "place_lat": None, "place_lon": None, "place_geonames": None})
        elif field in {"source", "target"}:
            out.update(_party(field, value))
        elif field == "date":
            days = interval(value)
            assert days is not None
            out.update({"date": value, "date_from": days[0].isoformat(), "date_to": days[1].isoformat()})
            out.update({"day": days[0].isoformat(), "day_basis": "text", "date_reason": "corrected"})
    if "type" in change or "mode" in change:
        modes = tuple(out["mode"]) if "mode" in change else ()
        out["mode"] = list(modes)
        out.update({"quad": codebook.quad(out["type"]), "intensity": codebook.intensity(out["type"], modes)})
        out["cameo"] = codebook.cameo(out["type"], modes, tuple(out["contexts"]), out["modality"])
    return out


def _party(role: str, value: str) -> Row:
    names = [v.strip() for v in value.split(";") if v.strip()]
    lands = [n if len(n) == 3 and n.isupper() else "---" for n in names]
    ids = [f"state:{n}" if land != "---" else n for n, land in zip(names, lands, strict=True)]
    return {role: ids, f"{role}_name": names, f"{role}_country": lands, f"{role}_sector": ["---"] * len(names)}


def _now(connection: duckdb.DuckDBPyConnection, identifier: str) -> str:
    """The event a correction is about today."""
    return gathering.resolved(connection, identifier) or identifier


def _checked(field: str, value: str) -> str:
    codebook = load_codebook()
    if field not in FIELDS:
        raise DragomanError(f"{field}: one of {', '.join(FIELDS)} is expected")
    if field == "type" and value.upper() not in codebook.types:
        raise DragomanError(f"--type {value}: one of {', '.join(codebook.types)} is expected")
    if field == "modality" and value not in MODALITIES:
        raise DragomanError(f"--modality {value}: one of {', '.join(MODALITIES)} is expected")
    if field == "date" and interval(value) is None:
        raise DragomanError(f"--date {value}: a day, month, year or closed interval in EDTF is expected, as 2024-03-05")
    return value.upper() if field == "type" else value


def _row(event: str, field: str, value: str, who: str, why: str | None, at: str, reverts: str | None = None) -> Row:
    told = "\x1f".join([event, field, value, who, at, reverts or ""])
    made: dict[str, Any] = {"id": "correction:" + hashlib.sha256(told.encode()).hexdigest()[:16], "event": event}
    return {**made, "field": field, "value": value, "who": who, "why": why, "at": at, "reverts": reverts}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
