"""Blocking keys: two articles, or two reports, are compared only where they share a key (column `keys`)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from dragoman.archive.cluster.columns import foreign
from dragoman.archive.cluster.pairs import article_keys, event_mention_keys
from dragoman.archive.storage.rows import Row
from dragoman.knowledge.parameters import Numbers


def keyed(rows: dict[str, list[Row]], parameters: Numbers) -> dict[str, list[Row]]:
    """Add the column `keys` to rows of `articles` and `reports`; rows of other tables stay as they are.

    Args:
        rows: rows by the name of their table.
        parameters: the parameters `words` (parameters.yaml).
    """
    keys_of: Mapping[str, Callable[[Row], list[int]]] = {
        "articles": partial(of_article, parameters=parameters),
        "reports": of_event_mention,
    }
    return {
        name: [{**r, "keys": keys_of[name](r)} for r in of_table] if name in keys_of else of_table
        for name, of_table in rows.items()
    }


def of_article(row: Row, parameters: Numbers) -> list[int]:
    """The blocking keys of a row of `articles` as 64-bit integers; `parameters` are the parameters `words`."""
    return _hashed(article_keys(row, parameters))


def of_event_mention(row: Row) -> list[int]:
    """The blocking keys of a row of `reports` as 64-bit integers; none for an imported one: it is never compared."""
    return [] if foreign(row) else _hashed(event_mention_keys(row))


def _hashed(keys: Iterable[str]) -> list[int]:
    """Keys as signed 64-bit integers; two keys that happen to collide only cost one comparison more."""
    return [int.from_bytes(hashlib.blake2b(k.encode(), digest_size=8).digest(), "big", signed=True) for k in keys]
