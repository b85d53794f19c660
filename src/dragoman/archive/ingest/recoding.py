"""Re-coding an article by another version: its old reports are ended and redirected to the new ones."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.store import Store

FOLLOWING = ("mentions", "actors", "quotes", "storylines")


def retire(store: Store, again: Sequence[str], reports: Sequence[Row], run: str) -> None:
    """End the rows of articles that another version coded before, and redirect the ids of their reports.

    Their rows of `storylines` are ended too, so that the articles are clustered again (see `clusters`).

    Args:
        store: the archive.
        again: the ids of the articles.
        reports: the new rows of `reports`, also those of other articles.
        run: the id of the run.
    """
    if not again:
        return
    with store.connection(["reports", *FOLLOWING]) as connection:
        query = 'SELECT * FROM "{}" WHERE article IN (SELECT unnest(?::VARCHAR[]))'
        old = gathering.rows(connection, query.format("reports"), [again])
        kept = {r["id"] for r in reports}
        gone = [r for r in old if r["id"] not in kept]
        redirects = [_redirect(r, reports) for r in gone]
        store.append("redirects", [r for r in redirects if r], run)
        store.append("reports", [_plain(r) for r in gone], run, ended=True)
        for name in FOLLOWING:
            rows = gathering.rows(connection, query.format(name), [again])
            store.append(name, [_plain(r) for r in rows], run, ended=True)


def _plain(row: Row) -> Row:
    return {k: v for k, v in row.items() if k not in {"run", "recorded_from", "recorded_to"}}


def _redirect(old: Row, reports: Sequence[Row]) -> Row | None:
    """The redirect to the new report with the same trigger, else in the same sentence; None where there is none."""
    of_article = [r for r in reports if r["article"] == old["article"]]
    near = [r for r in of_article if r["trigger_from"] < old["trigger_to"] and old["trigger_from"] < r["trigger_to"]]
    near = near or [r for r in of_article if r["sentence_from"] == old["sentence_from"]]
    best = min(
        near,
        key=lambda r: (r["type"] != old["type"], abs(r["trigger_from"] - old["trigger_from"]), r["id"]),
        default=None,
    )
    return {"old": old["id"], "new": best["id"], "reason": "recoded"} if best else None
