"""FollowTheMoney entities: every actor, and an Event for each event with who is involved; extra `dragoman[ftm]`."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import IO, Any

import duckdb

from dragoman.errors import DragomanError
from dragoman.interchange.write.rows import prepare
from dragoman.knowledge import Knowledge

SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "Organization", "state": "PublicBody"}
COLUMNS = {"id": "id of the entity", "schema": "schema of FollowTheMoney", "properties": "values by property"}
ALLOWED = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
CHUNK = 5000
ACTORS = """
SELECT p.actor, min(p.name), min(nullif(p.country, '---')) FILTER (WHERE p.country IN (SELECT iso FROM land)),
  min(a.kind), min(p.wikidata), list_sort(list(DISTINCT p.name)), list_sort(list(DISTINCT p.office_title))
FROM party p LEFT JOIN actors a ON a.article = p.article AND a.id = p.actor GROUP BY p.actor ORDER BY p.actor
"""
EVENTS = """
SELECT id, kind, day, s_names, t_names, source, target, sentence, place_country, place_name, outlet, url
FROM temp.event ORDER BY day, id
"""


def write_ftm(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, path: Path) -> None:
    """Write one entity a line as JSON, made and validated by the `followthemoney` package.

    Args:
        connection: one that has the views of the archive.
        knowledge: the knowledge of the archive.
        path: the file.

    Every id that an entity refers to has an entity. Raises `DragomanError` where the package is not installed.
    """
    try:
        from followthemoney import model
    except ImportError as error:
        raise DragomanError("this format needs one package more: pip install 'followthemoney>=3.8,<5'") from error
    prepare(connection, knowledge)
    with path.open("w", encoding="utf-8") as file:
        actors = connection.execute(ACTORS)
        while chunk := actors.fetchmany(CHUNK):
            for name, title, country, kind, wikidata, names, offices in chunk:
                values = {"name": title, "alias": names[1:], "country": country, "wikidataId": wikidata}
                values |= {"position": offices or []}
                _put(model, file, SCHEMATA.get(kind or name.partition(":")[0], "LegalEntity"), name, values)
        columns = [c.strip() for c in EVENTS.partition("FROM")[0].replace("SELECT", "").split(",")]
        events = connection.execute(EVENTS)
        while chunk := events.fetchmany(CHUNK):
            for row in chunk:
                event = dict(zip(columns, row, strict=True))
                _put(model, file, "Event", event["id"], _event(event))


def identifier(name: str) -> str:
    """An id in the characters that FollowTheMoney allows, the same every time: colons become points, else a hash."""
    plain = name.replace(":", ".")
    return plain if ALLOWED.fullmatch(plain) else f"dragoman.{hashlib.sha1(name.encode()).hexdigest()}"


def _event(e: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{e['kind']}: {e['s_names'] or '---'} > {e['t_names'] or '---'}",
        "date": e["day"],
        "summary": e["sentence"],
        "organizer": [identifier(a) for a in e["source"]],
        "involved": [identifier(a) for a in sorted({*e["source"], *e["target"]})],
        "country": e["place_country"],
        "location": e["place_name"],
        "keywords": e["kind"],
        "recordId": e["id"],
        "publisher": e["outlet"],
        "sourceUrl": e["url"],
    }


def _put(model: Any, file: IO[str], schema: str, name: str, values: dict[str, Any]) -> None:
    entity = model.make_entity(schema)
    entity.id = identifier(name)
    for field, value in values.items():
        if value and field in entity.schema.properties:
            entity.add(field, value)
    entity.schema.validate(entity.to_dict())
    file.write(json.dumps(entity.to_dict(), ensure_ascii=False) + "\n")
