"""Import of a file of another event data set into an archive."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dragoman.archive import keeping
from dragoman.archive.cluster import clusters
from dragoman.archive.storage.rows import Row, quarantined
from dragoman.archive.storage.store import NoRecord, Store
from dragoman.errors import Refused
from dragoman.interchange.read.foreign import read
from dragoman.knowledge import Knowledge, load_knowledge

BATCH = 20_000


@dataclass
class Imported:
    """How many rows of a file were imported as reports, and how many refused."""

    reports: int = 0
    refused: int = 0


def import_file(
    place: str,
    name: str,
    path: Path,
    knowledge: Knowledge | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Store each row of a file as a report; bad rows go to quarantine. Importing a file again changes nothing.

    Args:
        place: the archive; it is made where there is none.
        name: the format: polecat, icews or gdelt.
        path: the file.
        knowledge: a user's knowledge, which is kept with the archive from now on; the archive's own where None.
        say: called with a message where the knowledge replaces another one.

    Raises `DragomanError`, and makes no archive, where the file is not of this format.
    """
    done, run = Imported(), f"run:{uuid.uuid4().hex[:16]}"
    outcomes = read(name, path, knowledge or _knowledge_of(place))
    first = next(outcomes, None)
    store = Store(place, create=True)
    if knowledge is not None and (message := keeping.keep(store, knowledge)):
        say(message)
    pending: dict[str, dict[str, Row]] = {"quarantine": {}, "actors": {}, "reports": {}, "articles": {}}
    for outcome in chain([first] if first else [], outcomes):
        if isinstance(outcome, Refused):
            row = quarantined(outcome)
            pending["quarantine"][str(row["line"])] = row
            done.refused += 1
            continue
        done.reports += 1
        for table, made in outcome.items():
            pending[table][str(made["id"])] = made
        pending["actors"].update(_actors(outcome["reports"]))
        if len(pending["reports"]) >= BATCH:
            _flush(store, pending, run)
    _flush(store, pending, run)
    clusters.update(store, run)
    return done


def _knowledge_of(place: str) -> Knowledge:
    """The knowledge of an archive; the shipped one where there is no archive yet."""
    try:
        return Store(place).knowledge
    except NoRecord:
        return load_knowledge()


def _flush(store: Store, pending: dict[str, dict[str, Row]], run: str) -> None:
    for table, rows in pending.items():
        store.append(table, list(rows.values()), run)
        rows.clear()


def _actors(report: Row) -> dict[str, Row]:
    """The rows of `actors` for the parties of a report, by article and actor."""
    made = {n: report[n] for n in ("dragoman", "codebook", "weights", "register")}
    out = {}
    for role in ("source", "target"):
        for i, actor in enumerate(report[role]):
            kind = "state" if actor.startswith("state:") else "group"
            row = {"article": report["article"], "id": actor, "name": report[f"{role}_name"][i], "kind": kind, **made}
            row |= {"country": report[f"{role}_country"][i], "sector": report[f"{role}_sector"][i]}
            out[f"{report['article']} {actor}"] = row
    return out
