"""Keys under which rows meet: two articles, or two reports, are compared only where they share one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from dragoman.archive.cluster.columns import foreign
from dragoman.archive.cluster.pairs import article_keys, event_mention_keys
from dragoman.archive.storage.rows import Row
from dragoman.knowledge.parameters import Numbers


def keyed(rows: dict[str, list[Row]], own: Numbers) -> dict[str, list[Row]]:
    """Rows of `articles` and `reports` with their column `keys`; other tables as they are.

    `own` are the parameters `words` (parameters.yaml).
    """
    made: Mapping[str, Callable[[Row], list[int]]] = {
        "articles": partial(of_article, own=own),
        "reports": of_event_mention,
    }
    return {n: [{**r, "keys": made[n](r)} for r in held] if n in made else held for n, held in rows.items()}


def of_article(row: Row, own: Numbers) -> list[int]:
    """The keys of an article: bands of its signature and its weightiest features."""
    return _hashed(article_keys(row, own))


def of_event_mention(row: Row) -> list[int]:
    """The keys of a report: quad class and countries; none for one brought in, which is never compared."""
    return [] if foreign(row) else _hashed(event_mention_keys(row))


def _hashed(keys: Iterable[str]) -> list[int]:
    """64-bit numbers: a chance meeting only costs a comparison."""
    return [int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest(), "big", signed=True) for k in keys]
