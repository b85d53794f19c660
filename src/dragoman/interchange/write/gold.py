"""The gold format: articles with events and quotes as annotators write them, for `evaluate` and for training."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

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
    """One article a line; an event stands in each article that reports it, with corrections where there are some."""
    with path.open("w", encoding="utf-8") as file:
        for batch in connection.execute(ARTICLES).to_arrow_reader(CHUNK):
            for row in batch.to_pylist():
                kept = {k: v for k, v in row.items() if v is not None or k not in {"title", "text"}}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")


# The words of a side are those of the report where it means the same actors; else somebody corrected it.
ARTICLES = """
SELECT coalesce(a.source_id, a.id) AS id, a.published, a.outlet, a.title, a.text,
  coalesce(e.events, []) AS events, coalesce(q.quotes, []) AS quotes
FROM articles a
LEFT JOIN (
  SELECT r.article, list({sent: r.sentence, type: e.type, mode: coalesce(e.mode[1], ''), modality: e.modality,
    source: e.source_country, target: e.target_country,
    source_text: CASE WHEN r.source = e.source THEN r.event_json->>'$.source[*].text' ELSE e.source_name END,
    target_text: CASE WHEN r.target = e.target THEN r.event_json->>'$.target[*].text' ELSE e.target_name END,
    source_sector: e.source_sector, target_sector: e.target_sector, date: coalesce(e.date, ''),
    place: coalesce(e.place_name, ''), reported_by: e.reported_by_name, required: true, coders: 1}
    ORDER BY r.sentence_from, r.trigger_from, e.id) AS events
  FROM events e JOIN assignments x ON x.event = e.id JOIN reports r ON r.id = x.report GROUP BY r.article
) e ON e.article = a.id
LEFT JOIN (
  SELECT article, list({text: text, speaker: coalesce(speaker_name, ''), speaker_country: coalesce(speaker_country, '')}
    ORDER BY span_from, id) AS quotes
  FROM quotes WHERE kind IN ('direct', 'mixed') GROUP BY article
) q ON q.article = a.id
ORDER BY a.id
"""
