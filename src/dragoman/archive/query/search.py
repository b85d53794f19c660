"""Full-text search: a tantivy index of articles, sentences and quotations, brought up to date before every query."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import tantivy

from dragoman.archive.storage.store import Store
from dragoman.archive.storage.views import quoted
from dragoman.errors import DragomanError

FIELDS = ("title", "text", "outlet", "speaker")
SNIPPET = 240  # characters of a text that are shown
BATCH = 5000
DAYS = 500  # hits on more days than this are looked up in the whole table


class Index:
    """The index of one archive: in `.search` beside its tables, or in the user's cache for one on an object store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = _cache(store.place) if store.remote else Path(store.place, ".search")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(_schema(), path=str(self.folder))

    def catch_up(self) -> int:
        """Index all texts that were stored since the last time; returns their number."""
        with self._alone():
            marks = self._marks()
            writer = self.index.writer(64_000_000, 1)
            count = 0
            with self.store.connection(["articles", "reports", "quotes"]) as connection:
                for kind, sql in TEXTS.items():
                    since = marks.get(kind, "0001-01-01")
                    for row in _streamed(connection, sql, since):
                        writer.delete_documents_by_term("id", row["id"])
                        writer.add_document(_document(kind, row))
                        marks[kind] = max(marks.get(kind, ""), row["recorded_from"].isoformat())
                        count += 1
            writer.commit()
            writer.wait_merging_threads()
            (self.folder / "marks.json").write_text(json.dumps(marks), encoding="utf-8")
        return count

    def search(self, words: str, *, fuzzy: bool = False, limit: int = 20) -> list[dict[str, Any]]:
        """Texts that match a query, the best first.

        Args:
            words: the query: words, "a phrase", title:word, +must, -not.
            fuzzy: also find words one letter away (two letters where they have eight or more).
            limit: most hits; those that are no longer in the archive are then left out.

        Returns dicts of `kind` (article, report or quote), `id`, `score`, `published`, `outlet`, `title` and `text`.
        Raises `DragomanError` where no word is given.
        """
        self.catch_up()
        self.index.reload()
        searcher = self.index.searcher()
        hits = [
            (score, searcher.doc(address).to_dict())
            for score, address in searcher.search(self._query(words, fuzzy), limit).hits
        ]
        current = self._current([row for _, row in hits])
        return [_found(score, row) for score, row in hits if row["id"][0] in current]

    def _current(self, rows: list[dict[str, Any]]) -> set[str]:
        """The ids of those hits that the archive has (at its `as_of`), looked up by their days of publication."""
        with self.store.connection(["articles", "reports", "quotes"]) as connection:
            out: set[str] = set()
            for kind in TEXTS:
                hits = [row for row in rows if row["kind"][0] == kind]
                days = sorted({row["published"][0] for row in hits})
                if hits:
                    source = kind if len(days) > DAYS else _of_days(kind, days)
                    query = f"SELECT id FROM {source} WHERE id IN (SELECT unnest(?::VARCHAR[]))"
                    out.update(r[0] for r in connection.execute(query, [[row["id"][0] for row in hits]]).fetchall())
        return out

    def _query(self, words: str, fuzzy: bool) -> Any:
        if not words.strip():
            raise DragomanError("search: give at least one word")
        if not fuzzy:
            return self.index.parse_query_lenient(words, ["title", "text", "speaker"])[0]
        each = [
            tantivy.Query.boolean_query(
                [
                    (
                        tantivy.Occur.Should,
                        tantivy.Query.fuzzy_term_query(self.index.schema, f, w, distance=1 if len(w) < 8 else 2),
                    )
                    for f in ("title", "text", "speaker")
                ]
            )
            for w in re.findall(r"\w+", words.lower())
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in each])

    def _marks(self) -> dict[str, str]:
        """Up to which time of recording the texts of each table are indexed."""
        path = self.folder / "marks.json"
        try:
            marks: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            marks = {}
        return marks

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A lock on the index: one process writes, the next waits."""
        with (self.folder / "writing").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


TEXTS = {
    "articles": "SELECT id, coalesce(title, '') AS title, coalesce(text, '') AS text, coalesce(outlet, '') AS outlet,"
    " '' AS speaker, coalesce(published, '') AS published, recorded_from FROM articles"
    " WHERE recorded_from > ?::TIMESTAMPTZ",
    "reports": "SELECT id, '' AS title, sentence AS text, coalesce(outlet, '') AS outlet, '' AS speaker,"
    " coalesce(published, '') AS published, recorded_from FROM reports WHERE recorded_from > ?::TIMESTAMPTZ",
    "quotes": "SELECT id, '' AS title, text, coalesce(outlet, '') AS outlet, coalesce(speaker_name, '') AS speaker,"
    " coalesce(published, '') AS published, recorded_from FROM quotes WHERE recorded_from > ?::TIMESTAMPTZ",
}


def _streamed(connection: duckdb.DuckDBPyConnection, sql: str, since: str) -> Iterator[dict[str, Any]]:
    """The rows of a query one by one, read in batches: memory does not grow with their number."""
    for batch in connection.execute(sql, [since]).to_arrow_reader(BATCH):
        yield from batch.to_pylist()


def _of_days(kind: str, days: list[str]) -> str:
    """A subquery for the rows of a table that were published on some days; the day "" stands for rows without one."""
    dated = ", ".join(quoted(d) for d in days if d)
    parts = [f"SELECT id FROM {kind} WHERE published IN ({dated})"] if dated else []
    parts += [f"SELECT id FROM {kind} WHERE published IS NULL"] if "" in days else []
    return f"({' UNION ALL '.join(parts)})"


def _found(score: float, row: dict[str, Any]) -> dict[str, Any]:
    text = row["text"][0]
    return {
        "kind": row["kind"][0][:-1],
        "id": row["id"][0],
        "score": round(score, 3),
        "published": row["published"][0],
        "outlet": row["outlet"][0],
        "title": row["title"][0],
        "text": text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …",
    }


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind", "published"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="default")
    return builder.build()


def _document(kind: str, row: dict[str, Any]) -> Any:
    return tantivy.Document(kind=kind, **{n: row[n] for n in ("id", "published", *FIELDS)})


def _cache(place: str) -> Path:
    return Path.home() / ".cache" / "dragoman" / hashlib.sha256(place.encode()).hexdigest()[:16]
