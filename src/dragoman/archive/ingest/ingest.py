"""Ingest: articles from many sources into a record, resumable at any moment and with nothing twice.

Rows are committed in batches, an article's own row last: an article without it was not finished and is read again, and
what it left is the same rows under the same keys. A batch is let go of only when all of its rows are in the record.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.acquire import acquire
from dragoman.acquire.many import spread
from dragoman.archive import keeping
from dragoman.archive.cluster import clusters
from dragoman.archive.ingest import recoding
from dragoman.archive.ingest.article_ids import ArticleIds, read_before
from dragoman.archive.ingest.coder_pool import CoderPool
from dragoman.archive.storage.compact import compact_if_due
from dragoman.archive.storage.rows import Row, made_by, quarantined
from dragoman.archive.storage.store import Store, Unwritten
from dragoman.errors import Refused
from dragoman.knowledge import Knowledge
from dragoman.model import Article, Version

ORDER = ("quarantine", "mentions", "actors", "quotes", "reports", "articles")
BATCH = int(os.environ.get("DRAGOMAN_BATCH", "100"))
SECONDS = 20.0
ROUND = 10_000
Progress = Callable[["Summary"], None]


@dataclass
class Summary:
    """What a run has done so far."""

    articles: int = 0
    skipped: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """Inputs looked at."""
        return self.articles + self.skipped + sum(self.refused.values())


class Ingest:
    """One run.

    Args:
        store: the archive.
        sources: files, folders, patterns and addresses; see `acquire`.
        published: the publication date of all, ISO, before any in the input.
        workers: processes that read.
        keep_text: keep the full text, not only the sentences of events.
        model: a spaCy model by name, the shipped one by default.
        knowledge: a user's knowledge, which is kept with the archive from now on; else the one kept is read with.
        progress: called after every article.
        say: called where the knowledge takes the place of another.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[str],
        *,
        published: str | None = None,
        workers: int = 1,
        keep_text: bool = False,
        model: str | None = None,
        knowledge: Knowledge | None = None,
        progress: Progress = lambda _: None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.store, self.sources, self.published = store, sources, published
        self.knowledge, self.progress, self.say = knowledge, progress, say
        self.workers, self.keep_text, self.model = workers, keep_text, model
        self.summary = Summary()
        self.id = f"run:{uuid.uuid4().hex[:16]}"
        self.started = dt.datetime.now(dt.UTC)
        self._batch: list[dict[str, list[Row]]] = []  # by input: its rows are held, and written, all or none
        self._flushed = time.monotonic()
        self._since = 0
        self._older = ArticleIds()

    def run(self, articles: Iterable[tuple[str, Article | Refused]] | None = None) -> Summary:
        """Read and record all; what is in hand is kept where the run is interrupted.

        Raises `Unwritten` where a table cannot be written: its batch is not recorded then, and the same run does it;
        `DragomanError` where the knowledge given lacks a type or mode that the archive's rows hold.
        """
        if self.knowledge is not None and (told := keeping.keep(self.store, self.knowledge)):
            self.say(told)
        with CoderPool(self.workers, self.keep_text, self.model, self.store.knowledge) as pool:
            version = pool.version
            self._log(version, None)
            known, self._older = read_before(self.store, version)
            try:
                for outcome in pool.read(self._fresh(articles or self._articles(), known)):
                    self._take(outcome)
                self._flush()
            except Unwritten:
                raise  # what is in hand was not written, and would not be now
            except BaseException as stop:
                self._keep(stop)
                raise
        clusters.update(self.store, self.id)
        compact_if_due(self.store)
        self._log(version, dt.datetime.now(dt.UTC))
        return self.summary

    def _articles(self) -> Iterator[tuple[str, Article | Refused]]:
        for source in spread(self.sources):
            for article in acquire(source, published=self.published, knowledge=self.store.knowledge):
                yield source, article

    def _fresh(
        self, articles: Iterable[tuple[str, Article | Refused]], known: ArticleIds
    ) -> Iterator[tuple[str, Article | Refused]]:
        for source, article in articles:
            if isinstance(article, Article):
                if article.id in known:
                    self.summary.skipped += 1
                    self.progress(self.summary)
                    continue
                known.add(article.id)
            yield source, article

    def _take(self, outcome: dict[str, list[Row]] | Refused) -> None:
        if isinstance(outcome, Refused):
            self._batch.append({"quarantine": [quarantined(outcome)]})
            self.summary.refused[outcome.code] += 1
        else:
            self._batch.append(outcome)
            self.summary.articles += 1
        self.progress(self.summary)
        if len(self._batch) >= BATCH or time.monotonic() - self._flushed > SECONDS:
            self._flush()

    def _keep(self, stop: BaseException) -> None:
        """Record what is in hand when the run stops; where that fails too, `stop` carries a note of it."""
        try:
            self._flush()
        except Exception as error:
            stop.add_note(f"and what was in hand was not recorded: {error}")

    def _flush(self) -> None:
        rows = {name: [row for brought in self._batch for row in brought.get(name, ())] for name in ORDER}
        again = [a["id"] for a in rows["articles"] if a["id"] in self._older]
        recoding.retire(self.store, again, rows["reports"], self.id)
        for name in ORDER:
            self.store.append(name, rows[name], self.id)
        self._batch = []
        self._since += len(rows["articles"])
        self._flushed = time.monotonic()
        if self._since >= ROUND:
            self._since = 0
            clusters.update(self.store, self.id)

    def _log(self, version: Version, ended: dt.datetime | None) -> None:
        done = self.summary
        row = {
            "id": self.id,
            "started": self.started.isoformat(),
            "ended": ended.isoformat() if ended else None,
            "inputs": json.dumps(list(self.sources), ensure_ascii=False),
            "articles": done.articles,
            "skipped": done.skipped,
            "refused": sum(done.refused.values()),
            "host": f"{socket.gethostname()} {os.getpid()}",
            **made_by(version),
        }
        self.store.append("runs", [row], self.id)
