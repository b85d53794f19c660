"""The gold format: articles with events and quotations as annotators write them, for `evaluate` and training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from dragoman.evaluate.wording import words

COLUMNS = {
    "id": "the input's own id, else the article's",
    "published": "publication date",
    "outlet": "outlet",
    "title": "title",
    "text": "the article, where the record keeps it (--keep-text)",
    "events": "sent, type, mode, modality, source and target (countries, texts, sectors), date, place, reported_by",
    "quotes": "text, speaker, speaker_country",
}
CHUNK = 500


def write_gold(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write one article a line as JSON, with its reports as the coder read them, and with corrections of their events.

    An event is in every article that reports it, each time as that article has it: its modality or date may differ.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS judged (event VARCHAR, field VARCHAR)")
    with path.open("w", encoding="utf-8") as file:
        for batch in connection.execute(ARTICLES).to_arrow_reader(CHUNK):
            for row in batch.to_pylist():
                file.write(json.dumps(_line(row), ensure_ascii=False) + "\n")


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """An article without missing fields; quotations of a single word are left out, as annotators do not mark these."""
    kept = {k: v for k, v in row.items() if v is not None or k not in {"title", "text"}}
    return {**kept, "quotes": [q for q in row["quotes"] if len(words(q["text"])) > 1]}


def _said(fields: str, column: str) -> str:
    """SQL for a value: the event's where one of these fields was corrected, else the report's."""
    return f"CASE WHEN list_has_any(coalesce(j.fields, []), {fields.split()}) THEN e.{column} ELSE r.{column} END"


def _named(role: str) -> str:
    """SQL for the names of a side: the words of the report, or the corrected actors."""
    of_report = f"r.event_json->>'$.{role}[*].text'"
    return f"CASE WHEN {_said(role, role)} = r.{role} THEN {of_report} ELSE e.{role}_name END"


# Where two articles have the same id in the input, both get the id of the archive.
ARTICLES = f"""
SELECT CASE WHEN count(*) OVER (PARTITION BY coalesce(a.source_id, a.id)) = 1 THEN coalesce(a.source_id, a.id)
    ELSE a.id END AS id,
  a.published, a.outlet, a.title, a.text, coalesce(e.events, []) AS events, coalesce(q.quotes, []) AS quotes
FROM articles a
LEFT JOIN (
  SELECT r.article, list({{sent: r.sentence, type: {_said("type", "type")},
    mode: coalesce(({_said("type mode", "mode")})[1], ''), modality: {_said("modality", "modality")},
    source: {_said("source", "source_country")}, target: {_said("target", "target_country")},
    source_text: {_named("source")}, target_text: {_named("target")},
    source_sector: {_said("source", "source_sector")}, target_sector: {_said("target", "target_sector")},
    date: coalesce({_said("date", "date")}, ''), place: coalesce({_said("place", "place_name")}, ''),
    reported_by: r.reported_by_name, required: true, coders: 1}}
    ORDER BY r.sentence_from, r.trigger_from, e.id, r.id) AS events
  FROM events e JOIN assignments x ON x.event = e.id JOIN reports r ON r.id = x.report
  LEFT JOIN (SELECT event, list(field) AS fields FROM judged GROUP BY event) j ON j.event = e.id GROUP BY r.article
) e ON e.article = a.id
LEFT JOIN (
  SELECT article, list({{text: piece, speaker: coalesce(speaker_name, speaker_text, ''),
    speaker_country: coalesce(speaker_country, '')}} ORDER BY span_from, id, n) AS quotes
  FROM (SELECT *, unnest(pieces) AS piece, generate_subscripts(pieces, 1) AS n
    FROM (SELECT *, quote_json->>'$.quoted[*].text' AS pieces FROM quotes)) GROUP BY article
) q ON q.article = a.id
ORDER BY a.id
"""
