"""The gold format: articles with events and quotes as annotators write them, for `evaluate` and for training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from dragoman.record import gathering

COLUMNS = {
    "id": "the input's own id, else the article's",
    "published": "publication date",
    "outlet": "outlet",
    "events": "sent, type, mode, modality, source and target (countries, texts, sectors), date, place, reported_by",
    "quotes": "text, speaker, speaker_country",
}


def write_gold(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """One article a line; an event stands in each article that reports it, with corrections where there are some."""
    articles = gathering.rows(connection, "SELECT id, source_id, published, outlet FROM articles ORDER BY id", [])
    events = gathering.rows(connection, EVENTS, [])
    quotes = gathering.rows(connection, QUOTES, [])
    by: dict[str, dict[str, list[Any]]] = {a["id"]: {"events": [], "quotes": []} for a in articles}
    for row in events:
        by[row.pop("in_article")]["events"].append(_event(row))
    for row in quotes:
        by[row.pop("article")]["quotes"].append(row)
    with path.open("w", encoding="utf-8") as file:
        for a in articles:
            name = a["source_id"] or a["id"]
            row = {"id": name, "published": a["published"], "outlet": a["outlet"], **by[a["id"]]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "mode": (row["mode"] or [""])[0],
        "date": row["date"] or "",
        "place": row["place"] or "",
        "required": True,
        "coders": 1,
    }


EVENTS = """
SELECT r.article AS in_article, r.sentence AS sent, e.type, e.mode, e.source_country AS source,
  e.target_country AS target, e.source_name AS source_text, e.target_name AS target_text,
  e.source_sector, e.target_sector,
  e.date,
  e.place_name AS place, e.modality, e.reported_by_name AS reported_by
FROM events e JOIN assignments a ON a.event = e.id JOIN reports r ON r.id = a.report
ORDER BY r.article, r.sentence_from, r.trigger_from, e.id
"""
QUOTES = """
SELECT article, text, coalesce(speaker_name, '') AS speaker, coalesce(speaker_country, '') AS speaker_country
FROM quotes WHERE kind IN ('direct', 'mixed') ORDER BY article, span_from, id
"""
