"""The ids of the articles that an archive has coded, as 60-bit integers of 8 bytes each, so that many fit in memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.storage.rows import made_by
from dragoman.archive.storage.store import Store
from dragoman.model import Version

#: SQL for the first 15 hexadecimal digits of an id "sha256:...", as `_short` takes them.
SHORT = "try_cast('0x' || id[8:22] AS BIGINT)"


class ArticleIds:
    """A set of article ids: `in` asks for one, `add` adds one; `stored` are the shortened ids to begin with."""

    def __init__(self, stored: NDArray[np.int64] | None = None) -> None:
        self._stored = np.sort(stored) if stored is not None else np.empty(0, np.int64)
        self._added: set[int] = set()

    def __contains__(self, identifier: str) -> bool:
        short = _short(identifier)
        at = int(np.searchsorted(self._stored, short))
        return short in self._added or (at < len(self._stored) and int(self._stored[at]) == short)

    def add(self, identifier: str) -> None:
        """Add one id."""
        self._added.add(_short(identifier))


def read_before(store: Store, version: Version) -> tuple[ArticleIds, ArticleIds]:
    """The articles coded by this version (codebook, weights, register, model too), and those coded by others only."""
    made = {**made_by(version), "model": version.model}
    same = " AND ".join(f'"{name}" IS NOT DISTINCT FROM ?' for name in made)
    with store.connection(["articles"]) as connection:
        query = f"SELECT {SHORT} AS short, {same} AS by_this FROM articles WHERE short IS NOT NULL"
        found = connection.execute(query, list(made.values())).fetchnumpy()
    short, by_this = np.asarray(found["short"], np.int64), np.asarray(found["by_this"], bool)
    return ArticleIds(short[by_this]), ArticleIds(short[~by_this])


def _short(identifier: str) -> int:
    return int(identifier.removeprefix("sha256:")[:15], 16)
