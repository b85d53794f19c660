"""Re-coding: an article read by a newer version; its old reports end, their ids lead to what took their place."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.store import Store

FOLLOWING = ("mentions", "actors", "quotes", "storylines")


def retire(store: Store, again: Sequence[str], reports: Sequence[Row], run: str) -> None:
    """End the rows of articles that were read before by another version; write the redirects of their reports.

    Their stories end too: an article without one is reconciled (`clusters`).
    """
    if not again:
        return
    with store.connection(["reports", *FOLLOWING]) as connection:
        told = 'SELECT * FROM "{}" WHERE article IN (SELECT unnest(?::VARCHAR[]))'
        old = gathering.rows(connection, told.format("reports"), [again])
        kept = {r["id"] for r in reports}
        gone = [r for r in old if r["id"] not in kept]
        redirects = [_redirect(r, reports) for r in gone]
        store.append("redirects", [r for r in redirects if r], run)
        store.append("reports", [_plain(r) for r in gone], run, ended=True)
        for name in FOLLOWING:
            rows = gathering.rows(connection, told.format(name), [again])
            store.append(name, [_plain(r) for r in rows], run, ended=True)


def _plain(row: Row) -> Row:
    return {k: v for k, v in row.items() if k not in {"run", "recorded_from", "recorded_to"}}


def _redirect(old: Row, reports: Sequence[Row]) -> Row | None:
    """The report of the same article whose act stands at the same words, else in the same sentence."""
    own = [r for r in reports if r["article"] == old["article"]]
    near = [r for r in own if r["trigger_from"] < old["trigger_to"] and old["trigger_from"] < r["trigger_to"]]
    near = near or [r for r in own if r["sentence_from"] == old["sentence_from"]]
    best = min(
        near,
        key=lambda r: (r["type"] != old["type"], abs(r["trigger_from"] - old["trigger_from"]), r["id"]),
        default=None,
    )
    return {"old": old["id"], "new": best["id"], "reason": "recoded"} if best else None
