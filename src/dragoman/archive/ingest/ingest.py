"""Ingest: articles from many sources into an archive; it can be interrupted and resumed, and no row comes in twice.

Rows are committed in batches, the rows of `articles` last: an article without its row was not finished and is coded
again, which gives the same rows under the same keys. A batch is dropped from memory only once all its rows are stored.
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
from dragoman.archive.storage.commits import Unwritten
from dragoman.archive.storage.compact import compact_if_due
from dragoman.archive.storage.rows import Row, made_by, quarantined
from dragoman.archive.storage.store import Store
from dragoman.errors import Refused
from dragoman.knowledge import Knowledge
from dragoman.model import Article, Version

#: The tables a batch is written to, in this order.
ORDER = ("quarantine", "mentions", "actors", "quotes", "reports", "articles")
BATCH = int(os.environ.get("DRAGOMAN_BATCH", "100"))  # inputs committed together
SECONDS = 20.0  # the longest a batch is waited for
ROUND = 10_000  # articles after which a run clusters what it has stored so far
Progress = Callable[["Summary"], None]


@dataclass
class Summary:
    """What a run has done so far.

    Attributes:
        articles: articles coded and stored.
        skipped: articles that this version had coded before.
        refused: inputs that went to quarantine, by the code of the reason.
    """

    articles: int = 0
    skipped: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """How many inputs have been looked at."""
        return self.articles + self.skipped + sum(self.refused.values())


class Ingest:
    """One run of `ingest`: start it with `run`.

    Args:
        store: the archive.
        sources: files, folders, patterns and addresses; see `acquire`.
        published: the publication date of all articles, ISO; it counts before a date in the input.
        workers: how many processes code articles.
        keep_text: store the full text, not only the sentences of events.
        model: the name of a spaCy model; the default one where None.
        knowledge: a user's knowledge, which is kept with the archive from now on; the archive's own where None.
        progress: called with the summary after every article.
        say: called with a message where the knowledge replaces another one.
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
        self._batch: list[dict[str, list[Row]]] = []  # one entry an input, whose rows are written all or none
        self._flushed = time.monotonic()
        self._since = 0
        self._older = ArticleIds()

    def run(self, articles: Iterable[tuple[str, Article | Refused]] | None = None) -> Summary:
        """Code and store all articles, then cluster them. An interrupted run stores the batch it has coded so far.

        Args:
            articles: (source, article or refusal) in place of those of the sources.

        Raises `Unwritten` where a table cannot be written: the batch is not stored, and is coded when the same command
        is run again; `DragomanError` where the given knowledge lacks a type or mode that rows of the archive have.
        """
        if self.knowledge is not None and (message := keeping.keep(self.store, self.knowledge)):
            self.say(message)
        with CoderPool(self.workers, self.keep_text, self.model, self.store.knowledge) as pool:
            version = pool.version
            self._log(version, None)
            known, self._older = read_before(self.store, version)
            try:
                for outcome in pool.read(self._fresh(articles or self._articles(), known)):
                    self._take(outcome)
                self._flush()
            except Unwritten:
                raise  # the batch could not be written, and trying again at once would not help
            except BaseException as stop:
                self._store_batch(stop)
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
        """The inputs without articles that this version has coded before."""
        for source, article in articles:
            if isinstance(article, Article):
                if article.id in known:
                    self.summary.skipped += 1
                    self.progress(self.summary)
                    continue
                known.add(article.id)
            yield source, article

    def _take(self, outcome: dict[str, list[Row]] | Refused) -> None:
        """Add the rows of one input to the batch, or its refusal to the quarantine."""
        if isinstance(outcome, Refused):
            self._batch.append({"quarantine": [quarantined(outcome)]})
            self.summary.refused[outcome.code] += 1
        else:
            self._batch.append(outcome)
            self.summary.articles += 1
        self.progress(self.summary)
        if len(self._batch) >= BATCH or time.monotonic() - self._flushed > SECONDS:
            self._flush()

    def _store_batch(self, stop: BaseException) -> None:
        """Store the batch when the run is interrupted; where that fails too, the interruption carries a note of it."""
        try:
            self._flush()
        except Exception as error:
            stop.add_note(f"and what was in hand was not recorded: {error}")

    def _flush(self) -> None:
        """Store the batch; rows of articles that another version coded before are ended first."""
        rows = {name: [row for tables in self._batch for row in tables.get(name, ())] for name in ORDER}
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
        """Write the row of this run in `runs`, once when it begins and once when it has ended."""
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
