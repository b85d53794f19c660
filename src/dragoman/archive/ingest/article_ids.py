"""Which articles a record has read: their ids as 60-bit numbers, 8 bytes each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.storage.rows import made_by
from dragoman.archive.storage.store import Store
from dragoman.model import Version

SHORT = "try_cast('0x' || id[8:22] AS BIGINT)"


class ArticleIds:
    """A set of article ids that grows."""

    def __init__(self, held: NDArray[np.int64] | None = None) -> None:
        self._held = np.sort(held) if held is not None else np.empty(0, np.int64)
        self._added: set[int] = set()

    def __contains__(self, identifier: str) -> bool:
        short = _short(identifier)
        at = int(np.searchsorted(self._held, short))
        return short in self._added or (at < len(self._held) and int(self._held[at]) == short)

    def add(self, identifier: str) -> None:
        """Take in one more."""
        self._added.add(_short(identifier))


def read_before(store: Store, version: Version) -> tuple[ArticleIds, ArticleIds]:
    """The articles this version has read, and those that only others have."""
    made = {**made_by(version), "model": version.model}
    same = " AND ".join(f'"{name}" IS NOT DISTINCT FROM ?' for name in made)
    with store.connection(["articles"]) as connection:
        told = f"SELECT {SHORT} AS short, {same} AS own FROM articles WHERE short IS NOT NULL"
        found = connection.execute(told, list(made.values())).fetchnumpy()
    short, own = np.asarray(found["short"], np.int64), np.asarray(found["own"], bool)
    return ArticleIds(short[own]), ArticleIds(short[~own])


def _short(identifier: str) -> int:
    return int(identifier.removeprefix("sha256:")[:15], 16)
