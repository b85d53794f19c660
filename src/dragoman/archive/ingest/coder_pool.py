"""Coding articles in this process or in several, in the order of the input."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from dragoman.archive.cluster.features import features
from dragoman.archive.cluster.keys import keyed
from dragoman.archive.storage.rows import Row, rows_of
from dragoman.errors import Refused
from dragoman.knowledge import Knowledge
from dragoman.model import Article, Version
from dragoman.pipeline import Coder, guarded

Outcome = dict[str, list[Row]] | Refused
AHEAD = 4  # articles handed to each worker at once
_coder: Coder | None = None


class CoderPool:
    """Codes articles into rows, in this process or in worker processes. To be used as a context manager.

    Args:
        workers: how many processes code; with 1 this one does.
        keep_text: store the full text in the rows.
        model: the name of a spaCy model; the default one where None.
        knowledge: the knowledge of the coder, and the parameters by which articles are compared.
    """

    def __init__(self, workers: int, keep_text: bool, model: str | None, knowledge: Knowledge) -> None:
        self.workers, self.keep_text = workers, keep_text
        self._coder = (model, knowledge)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> CoderPool:
        if self.workers > 1:
            self._pool = ProcessPoolExecutor(
                self.workers, get_context("spawn"), initializer=_begin, initargs=(os.getpid(), *self._coder)
            )
        else:
            _begin(None, *self._coder)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def version(self) -> Version:
        """The version (software, codebook, weights, register) that every row of this pool carries."""
        return self._pool.submit(_version).result() if self._pool else _version()

    def read(self, articles: Iterable[tuple[str, Article | Refused]]) -> Iterator[Outcome]:
        """The rows of each article by table, or the refusal of an input, in the order of the input."""
        if self._pool is None:
            for source, article in articles:
                yield article if isinstance(article, Refused) else _read(source, article, self.keep_text)
            return
        waiting: deque[Refused | Future[Outcome]] = deque()
        for source, article in articles:
            if isinstance(article, Refused):
                waiting.append(article)
            else:
                waiting.append(self._pool.submit(_read, source, article, self.keep_text))
            if len(waiting) >= self.workers * AHEAD:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(item: Refused | Future[Outcome]) -> Outcome:
    return item if isinstance(item, Refused) else item.result()


def _begin(parent: int | None, model: str | None, knowledge: Knowledge) -> None:
    global _coder
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    _coder = Coder(model, knowledge=knowledge)


def _leave_with(parent: int) -> None:
    """End a worker whose parent process was killed, which would wait for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _version() -> Version:
    assert _coder is not None
    return _coder.version


def _read(source: str, article: Article, keep_text: bool) -> Outcome:
    assert _coder is not None
    coder, parameters = _coder, _coder.knowledge.parameters.words

    def work() -> dict[str, list[Row]]:
        record = coder.read(article)
        return keyed(rows_of(record, features(record, parameters), keep_text), parameters)

    return guarded(article, source, work)
