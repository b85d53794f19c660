"""Re-coding: an article read by a newer version; its old reports end, their ids lead to what took their place."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.record.rows import Row
from dragoman.record.store import Store

KEYED = {"mentions": ("article", "actor", "from_", "to_"), "actors": ("article", "id"), "quotes": ("id",)}


def retire(store: Store, articles: Sequence[Row], reports: Sequence[Row], run: str) -> None:
    """End the rows of these articles that the new reading does not give; write the redirects of their reports."""
    if not articles or store.delta("articles") is None:
        return
    with store.connection(["articles", "reports", *KEYED]) as connection:
        ids = [a["id"] for a in articles]
        dates = sorted(a["published"] or "" for a in articles)
        known = "SELECT id FROM articles WHERE id IN (SELECT unnest(?)) AND coalesce(published, '') BETWEEN ? AND ?"
        again = [r[0] for r in connection.execute(known, [ids, dates[0], dates[-1]]).fetchall()]
        if not again:
            return
        old = connection.execute("SELECT * FROM reports WHERE article IN (SELECT unnest(?))", [again]).to_arrow_table()
        kept = {r["id"] for r in reports}
        gone = [r for r in old.to_pylist() if r["id"] not in kept]
        redirects = [_redirect(r, reports) for r in gone]
        store.append("redirects", [r for r in redirects if r], run)
        store.append("reports", [_plain(r) for r in gone], run, ended=True)
        for name in KEYED:
            rows = connection.execute(
                f'SELECT * FROM "{name}" WHERE article IN (SELECT unnest(?))', [again]
            ).to_arrow_table()
            store.append(name, [_plain(r) for r in rows.to_pylist()], run, ended=True)


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
