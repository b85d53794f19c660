"""Clusters: which event each report belongs to, which story each article, and the tables that follow from them.

All of it follows from the stored rows, so that any process may do it at any time. Two that do it at once each look
again at all they looked at where the other wrote meanwhile; the last to write has seen everything. An article's story
is written last: one without it was not finished and is reconciled again, and what was written of it is written once
more or found there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pyarrow as pa

from dragoman.archive.cluster import blocking as meeting
from dragoman.archive.cluster import derived_tables as consequences
from dragoman.archive.cluster import neighbours
from dragoman.archive.cluster.blocking import Dates
from dragoman.archive.cluster.group import group
from dragoman.archive.cluster.pairs import article_pairs, article_scores, event_mention_pairs
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import Row
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.archive.storage.views import stamp
from dragoman.archive.storage.windows import Windows

CHUNK = 2000
# Opened in this order: what follows from the articles and reports is never newer than these, so that none seems gone.
NAMES = ("pairs", "storylines", "assignments", "events", "discrepancies", "links", "reports", "articles")
WRITTEN = (*NAMES, "dyads")
ROUNDS = 50
SKEW = dt.timedelta(minutes=10)


def update(store: Store, run: str, *, whole: bool = False) -> int:
    """Reconcile every article that has no story yet, and those recorded meanwhile; gives how many were looked at.

    Articles are looked for among those recorded since the last finished run began; with `whole` among all.
    """
    with store.alone():
        return _update(store, run, whole)


def _update(store: Store, run: str, whole: bool) -> int:
    began, total, mixed = dt.datetime.now(dt.UTC) - SKEW, 0, False
    looked: pa.Table = None
    for turn in range(ROUNDS):
        before = store.versions()
        step = Step(store, run, mixed=mixed)
        since = None if whole else finished(store)
        todo = step.todo(began, settled=True) if turn else step.todo(since, settled=False)
        looked = _joined(looked, todo) if turn else todo
        for chunk in (looked if mixed else todo).combine_chunks().to_batches(CHUNK):
            step.reconcile(dict(zip(chunk["id"].to_pylist(), chunk["published"].to_pylist(), strict=True)))
        total += len(todo)
        after = store.versions()
        others = {n for n in WRITTEN if after.get(n, -1) != before.get(n, -1) + step.written.get(n, 0)}
        if not others:
            break
        mixed = mixed or bool(others - {"articles", "reports"})
    return total


def _joined(one: pa.Table, two: pa.Table) -> pa.Table:
    """Articles of both, each once, in the order of publication."""
    both = pa.concat_tables([one, two]).group_by(["id", "published"]).aggregate([])
    return both.sort_by([("published", "ascending"), ("id", "ascending")])


def finished(store: Store) -> dt.datetime | None:
    """A time before which every recorded article got its story: the last run that ended began then."""
    with store.connection(["runs"]) as connection:
        told = "SELECT max(started::TIMESTAMPTZ) FROM runs WHERE ended IS NOT NULL"
        found = connection.execute(told).fetchone()
    return found[0] - SKEW if found and found[0] else None


class Step:
    """One pass over some articles; `written` counts its own commits by table.

    Where another machine reconciled meanwhile (`mixed`) either may have written events that the other knew nothing of:
    what stands under the id of any report that was looked at is held against what should, and ended where need be.
    """

    def __init__(self, store: Store, run: str, *, mixed: bool = False) -> None:
        self.store, self.run, self.mixed = store, run, mixed
        self.written: dict[str, int] = {}
        self.parameters, self.symmetric = store.knowledge.parameters, store.knowledge.codebook.symmetric

    def todo(self, since: dt.datetime | None, *, settled: bool) -> pa.Table:
        """Articles recorded since a time, those with a story only where `settled`; in the order of publication."""
        late = f"recorded_from >= {stamp(since)}" if since else "true"
        with Windows.of(self.store, ("articles", "storylines")) as connection:
            articles = connection.whole("articles")
            connection.execute(f"CREATE TEMP TABLE recent AS SELECT id, published FROM {articles} WHERE {late}")
            told = "SELECT min(published), max(published), count(*) = count(published) FROM recent"
            first, last, dated = connection.execute(told).fetchone() or (None, None, False)
            near = meeting.window([first, last]) if since and dated and first else None
            known = (
                "SELECT NULL WHERE false" if settled else f"SELECT article FROM {connection.around('storylines', near)}"
            )
            return connection.execute(
                f"SELECT id, published FROM recent WHERE NOT EXISTS (FROM ({known}) s(article) WHERE s.article = id)"
                " ORDER BY published NULLS LAST, id"
            ).to_arrow_table()

    def reconcile(self, new: Dates) -> None:
        """Score some articles and their reports, regroup what they touch, write what changed."""
        with Windows.of(self.store, NAMES) as connection:
            connection.since("reports")
            reports = self._scored(connection, new)
            connection.renew(self.store, "pairs")
            self._events(connection, reports, new)
            self._stories(connection, new)

    def _scored(self, connection: Windows, new: Dates) -> Dates:
        """Score what the articles meet; gives their reports."""
        far = {"articles": int(self.parameters.story["days"]), "reports": int(self.parameters.report["days"])}
        look = {n: meeting.met(connection, n, new, reach, gathering.LOOKED_AT[n]) for n, reach in far.items()}
        articles = article_pairs(*look["articles"], self.parameters)
        alike = article_scores(articles)
        made = (articles, event_mention_pairs(*look["reports"], alike, self.parameters, self.symmetric))
        reports = meeting.reported(connection, new)
        wanted = meeting.listed(connection, "chosen", {**new, **reports})
        near = meeting.window(new.values(), max(far.values()))
        held = f"SELECT * FROM {connection.around('pairs', near)} WHERE a IN {wanted} OR b IN {wanted}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE old_pairs AS {held}")
        schema = tables()["pairs"].plain
        connection.register("new_pairs", pa.concat_tables(pa.table(m, schema) for m in made))
        self._replace(connection, "pairs", "new_pairs", "old_pairs")
        return reports

    def _events(self, connection: Windows, reports: Dates, new: Dates) -> None:
        gone = meeting.gone(connection, new)
        touched = {**reports, **(meeting.standing(connection, sorted(set(gone.values()))) if gone else {})}
        touched = {r: d for r, d in touched.items() if r not in gone}
        now, dates = _grouped(connection, touched, self.parameters.report)
        held = meeting.current(connection, "assignments", dates) if dates else {}
        changed = {r: e for r, e in now.items() if held.get(r) != e}
        affected = {*changed.values(), *(held[r] for r in changed if r in held), *gone.values()}
        affected |= {now[r] for r in reports if r in now} | ({*now, *gone} if self.mixed else set())
        near = meeting.window([*dates.values(), *new.values()], int(self.parameters.report["days"]))
        consequences.gathered(connection, now, dates, affected, near)
        if self.mixed:
            connection.renew(self.store, "dyads")
            consequences.stray(connection, affected)
        for name in ("dyads", "discrepancies", "events"):
            self._replace(connection, name, f"new_{name}", f"old_{name}")
        connection.renew(self.store, "events")
        consequences.linked(connection, affected, self.parameters.agenda, self.symmetric)
        self._replace(connection, "links", "new_links", "old_links")
        rows = [{"report": r, "event": e, "published": dates[r]} for r, e in sorted(changed.items())]
        self._write("assignments", rows)
        self._write("assignments", [{"report": r, "event": e} for r, e in sorted(gone.items())], ended=True)

    def _stories(self, connection: Windows, new: Dates) -> None:
        now, dates = neighbours.grouped(connection, new, self.parameters.story)
        held = meeting.current(connection, "storylines", dates)
        rows = [
            {"article": a, "story": s, "published": dates[a]}
            for a, s in sorted(now.items())
            if held.get(a) != s and (a in new or a in held)
        ]
        self._write("storylines", rows)

    def _replace(self, connection: Windows, name: str, new: str, old: str) -> None:
        """Write the rows that are new or changed, and end those that are no more."""
        table = tables()[name]
        key = ", ".join(f'"{c}"' for c in table.key)
        columns, order = table.listed, f"ORDER BY {key}"
        fresh = f"SELECT {columns} FROM {new} EXCEPT SELECT {columns} FROM {old} {order}"
        ended = f"SELECT {columns} FROM {old} ANTI JOIN (SELECT {key} FROM {new}) USING ({key}) {order}"
        self._write(name, connection.execute(fresh).to_arrow_table())
        self._write(name, connection.execute(ended).to_arrow_table(), ended=True)

    def _write(self, name: str, rows: Sequence[Row] | pa.Table, *, ended: bool = False) -> None:
        if len(rows):
            self.store.append(name, rows, self.run, ended=ended)
            self.written[name] = self.written.get(name, 0) + 1


def _grouped(connection: Windows, touched: Dates, own: Mapping[str, float]) -> tuple[dict[str, str], Dates]:
    """The event of every report that hangs together with a touched one, and the day of each."""
    if not touched:
        return {}, {}
    reach = int(own["days"])
    dates = meeting.component(connection, "reports", touched, own["threshold"], reach)
    pairs = meeting.scores(connection, "reports", dates, reach)
    return group(sorted(dates), pairs, own["threshold"], meeting.order(dates)), dates
