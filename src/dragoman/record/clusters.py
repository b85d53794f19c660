"""Clusters: which event each report belongs to, which story each article, and the tables that follow from them.

All of it follows from the stored rows, so that any process may do it at any time. Two that do it at once each look
again where the other wrote meanwhile; the last to write has seen everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from dragoman.reconcile.agenda import links, wait
from dragoman.reconcile.conflicts import conflicts
from dragoman.reconcile.group import Pair, components, group, scaled
from dragoman.reconcile.pairs import article_pairs, article_scores, report_pairs
from dragoman.reconcile.parameters import load_parameters
from dragoman.record import gathering
from dragoman.record.rows import Row
from dragoman.record.store import Store

CHUNK = 2000
NAMES = ("articles", "reports", "pairs", "storylines", "assignments", "events", "dyads", "conflicts", "links")
ROUNDS = 50
SKEW = dt.timedelta(minutes=10)


def update(store: Store, run: str) -> int:
    """Reconcile every article that has no story yet, and those recorded meanwhile; gives how many were looked at."""
    began, total = dt.datetime.now(dt.UTC) - SKEW, 0
    for turn in range(ROUNDS):
        before = store.versions()
        step = Step(store, run)
        todo = step.todo(began if turn else None)
        for i in range(0, len(todo), CHUNK):
            step.reconcile(todo[i : i + CHUNK])
        total += len(todo)
        after = store.versions()
        if all(after.get(n, -1) == before.get(n, -1) + step.written.get(n, 0) for n in NAMES):
            break
    return total


class Step:
    """One pass over some articles; `written` counts its own commits by table."""

    def __init__(self, store: Store, run: str) -> None:
        self.store, self.run = store, run
        self.written: dict[str, int] = {}
        self.parameters = load_parameters()

    def todo(self, since: dt.datetime | None) -> list[Row]:
        """Articles without a story, or recorded since; in the order of publication."""
        late = " OR a.recorded_from >= ?" if since else ""
        with self.store.connection(["articles", "storylines"]) as connection:
            return gathering.rows(
                connection,
                "SELECT a.id, a.published FROM articles a LEFT JOIN storylines s ON s.article = a.id"
                f" WHERE s.article IS NULL{late} ORDER BY a.published NULLS LAST, a.id",
                [since] if since else [],
            )

    def reconcile(self, chunk: Sequence[Row]) -> None:
        """Score the articles of one chunk and their reports, regroup what they touch, write what changed."""
        ids = {r["id"] for r in chunk}
        days = [r["published"] for r in chunk if r["published"]]
        with self.store.connection(NAMES) as connection:
            near = gathering.window(days, int(self.parameters.story["days"]))
            articles = gathering.articles(connection, near)
            reports = gathering.reports(connection, near)
            new = [r for r in reports if r["article"] in ids]
            pairs = article_pairs([a for a in articles if a["id"] in ids], articles)
            pairs += report_pairs(new, reports, article_scores(pairs))
            held, scored = _keyed(gathering.pairs(connection, near)), _keyed(pairs)
            fresh = [p for key, p in scored.items() if key not in held or held[key]["score"] != p["score"]]
            self._write("pairs", fresh)
            everything = list({**held, **scored}.values())
            self._stories(connection, articles, ids, everything, near)
            self._events(connection, reports, {r["id"] for r in new}, everything, near)

    def _stories(
        self,
        connection: duckdb.DuckDBPyConnection,
        articles: list[Row],
        ids: set[str],
        pairs: list[Row],
        near: gathering.Window,
    ) -> None:
        own = self.parameters.story
        close = scaled(_scores(pairs, "article"), own)
        now = regrouped(articles, reached(ids, pairs), close, own["threshold"])
        held = gathering.current(connection, "storylines", "article", "story", near)
        dates = {a["id"]: a["published"] for a in articles}
        changed = [
            {"article": a, "story": s, "published": dates[a]} for a, s in sorted(now.items()) if held.get(a) != s
        ]
        self._write("storylines", changed)

    def _events(
        self,
        connection: duckdb.DuckDBPyConnection,
        reports: list[Row],
        new: set[str],
        pairs: list[Row],
        near: gathering.Window,
    ) -> None:
        held = gathering.current(connection, "assignments", "report", "event", near)
        dates = {r["id"]: r["published"] for r in reports}
        gone = {r: e for r, e in held.items() if r not in dates and gathering.ended(connection, r)}
        lost = set(gone.values())
        touched = new | {r for r, e in held.items() if e in lost}
        now = regrouped(reports, touched, _scores(pairs, "report"), self.parameters.report["threshold"])
        changed = {r: e for r, e in now.items() if held.get(r) != e}
        self._write(
            "assignments", [{"report": r, "event": e, "published": dates[r]} for r, e in sorted(changed.items())]
        )
        self._write(
            "assignments", [{"report": r, "event": e, "published": None} for r, e in sorted(gone.items())], ended=True
        )
        affected = {e for r, e in changed.items()} | {held[r] for r in changed if r in held} | lost
        affected |= {e for r, e in now.items() if r in new}
        self._derive(connection, affected, near)

    def _derive(self, connection: duckdb.DuckDBPyConnection, affected: set[str], near: gathering.Window) -> None:
        self.store.attach(connection, "assignments")
        members = gathering.members(connection, affected, near)
        for name, key, rows in (
            ("events", ("id",), gathering.events(connection)),
            ("dyads", ("event", "source", "target"), gathering.dyads(connection)),
            ("conflicts", ("event", "kind", "left_report", "right_report"), _conflicts(members)),
        ):
            column = "id" if name == "events" else "event"
            self._replace(name, key, rows, gathering.held(connection, name, column, affected))
        self.store.attach(connection, "events")
        wide = gathering.widened(near, wait())
        events = gathering.planned(connection, wide)
        inner = {e["id"] for e in events}
        held = [
            r for r in gathering.everything(connection, "links") if r["planned"] in inner or r["planned"] in affected
        ]
        self._replace("links", ("planned", "later"), links(events), held)

    def _replace(self, name: str, key: Sequence[str], rows: Sequence[Row], held: Sequence[Row]) -> None:
        """Write the rows that are new or changed, and end those that are no more."""
        now = {tuple(r[k] for k in key): r for r in rows}
        old = {tuple(r[k] for k in key): r for r in held}
        self._write(name, [r for k, r in sorted(now.items()) if old.get(k) != r])
        self._write(name, [r for k, r in sorted(old.items()) if k not in now], ended=True)

    def _write(self, name: str, rows: Sequence[Row], *, ended: bool = False) -> None:
        if rows:
            self.store.append(name, rows, self.run, ended=ended)
            self.written[name] = self.written.get(name, 0) + 1


def regrouped(rows: Iterable[Row], touched: set[str], pairs: Sequence[Pair], threshold: float) -> dict[str, str]:
    """The cluster of every row in a component that holds a touched one."""
    order = {r["id"]: (r["published"] or "9999", r["id"]) for r in rows}
    component = components(order, (p for p in pairs if p[2] >= threshold))
    wanted = {component[i] for i in touched if i in component}
    ids = [i for i in order if component[i] in wanted]
    return group(ids, pairs, threshold, order)


def _scores(pairs: Iterable[Row], kind: str) -> list[Pair]:
    return [(p["a"], p["b"], p["score"]) for p in pairs if p["kind"] == kind]


def reached(new: set[str], pairs: Iterable[Row]) -> set[str]:
    """New articles, those scored with them, whose neighbourhood they change, and those scored with these in turn."""
    beside: dict[str, set[str]] = {}
    for a, b, _ in _scores(pairs, "article"):
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    near = new.union(*(beside.get(i, ()) for i in new))
    return near.union(*(beside.get(i, ()) for i in near))


def _conflicts(members: Iterable[Row]) -> list[dict[str, Any]]:
    by: dict[str, list[Row]] = {}
    for row in members:
        by.setdefault(row["event"], []).append(row)
    return [c for event, rows in sorted(by.items()) for c in conflicts(event, rows)]


def _keyed(pairs: Iterable[Row]) -> dict[tuple[str, str, str], Row]:
    return {(p["kind"], p["a"], p["b"]): p for p in pairs}
