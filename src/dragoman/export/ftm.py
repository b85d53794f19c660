"""FollowTheMoney entities: an Event for each event, and who takes part; extra `dragoman[ftm]`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from dragoman.errors import DragomanError
from dragoman.export.rows import prepare

SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "Organization", "state": "PublicBody"}
COLUMNS = {"id": "id of the entity", "schema": "schema of FollowTheMoney", "properties": "values by property"}


def write_ftm(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """One entity a line, made and checked by the `followthemoney` package."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise DragomanError("this format needs an extra: pip install 'dragoman[ftm]'") from error
    prepare(connection)
    actors = connection.execute(
        "SELECT id, any_value(name), any_value(kind), any_value(country), any_value(wikidata) FROM actors WHERE id IN"
        " (SELECT unnest(list_concat(source, target)) FROM chosen) GROUP BY id ORDER BY id"
    ).fetchall()
    with path.open("w", encoding="utf-8") as file:
        for name, title, kind, country, wikidata in actors:
            known = {"name": title, "country": country, "wikidataId": wikidata}
            _put(model, file, SCHEMATA.get(kind, "LegalEntity"), name, known)
        columns = "id, kind, day, s_names, t_names, source, target, sentence, place_country, place_name, outlet, url"
        for row in connection.execute(f"SELECT {columns} FROM temp.event").fetchall():
            held = dict(zip(columns.split(", "), row, strict=True))
            _put(model, file, "Event", held["id"], _event(held))


def _event(e: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{e['kind']}: {e['s_names'] or '---'} > {e['t_names'] or '---'}",
        "date": e["day"],
        "summary": e["sentence"],
        "involved": sorted({*e["source"], *e["target"]}),
        "country": e["place_country"],
        "location": e["place_name"],
        "keywords": e["kind"],
        "publisher": e["outlet"],
        "sourceUrl": e["url"],
    }


def _put(model: Any, file: Any, schema: str, name: str, values: dict[str, Any]) -> None:
    entity = model.make_entity(schema)
    entity.id = name
    for field, value in values.items():
        if value and field in entity.schema.properties:
            entity.add(field, value)
    file.write(json.dumps(entity.to_dict(), ensure_ascii=False) + "\n")
