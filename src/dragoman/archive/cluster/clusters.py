"""Clustering: which event each report belongs to, which story each article, and the tables derived from these.

All of it follows from the stored rows, so that any process may do it at any time. Where two processes cluster at once
(on an object store), each repeats its articles when the other has committed meanwhile, so that the last to commit has
seen everything. The row of `storylines` is written last: an article without one was not finished, and is clustered
again; rows of it that were written before are then found or written once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pyarrow as pa

from dragoman.archive.cluster import blocking, derived_tables, neighbours
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
# Tables in the order in which their snapshots are opened: derived tables before reports and articles. A derived row
# then never refers to a report that is newer than the snapshot of `reports`, and so would look deleted.
NAMES = ("pairs", "storylines", "assignments", "events", "discrepancies", "links", "reports", "articles")
WRITTEN = (*NAMES, "dyads")
ROUNDS = 50  # passes at most, where other processes keep writing
SKEW = dt.timedelta(minutes=10)  # by how much the clocks of two machines may differ


def update(store: Store, run: str, *, whole: bool = False) -> int:
    """Cluster every article that has no story yet, and those recorded meanwhile.

    Args:
        store: the archive.
        run: the id of the run, which the rows written are recorded with.
        whole: look for such articles in the whole archive, not only among those recorded since the last finished run.

    Returns how many articles were clustered. Raises `Unwritten` where a table cannot be written.
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
    """The articles of two tables (`id`, `published`), each once, by publication."""
    both = pa.concat_tables([one, two]).group_by(["id", "published"]).aggregate([])
    return both.sort_by([("published", "ascending"), ("id", "ascending")])


def finished(store: Store) -> dt.datetime | None:
    """When the last finished run began: every article recorded before has a story. None where no run has finished."""
    with store.connection(["runs"]) as connection:
        found = connection.execute("SELECT max(started::TIMESTAMPTZ) FROM runs WHERE ended IS NOT NULL").fetchone()
    return found[0] - SKEW if found and found[0] else None


class Step:
    """One pass over some articles; its attribute `written` counts its own commits by table.

    Args:
        store: the archive.
        run: the id of the run.
        mixed: another machine has clustered meanwhile, and either may have written events that the other did not see.
            The stored events of all reports in this pass are then compared with what they should be.
    """

    def __init__(self, store: Store, run: str, *, mixed: bool = False) -> None:
        self.store, self.run, self.mixed = store, run, mixed
        self.written: dict[str, int] = {}
        self.parameters, self.symmetric = store.knowledge.parameters, store.knowledge.codebook.symmetric

    def todo(self, since: dt.datetime | None, *, settled: bool) -> pa.Table:
        """The articles to cluster, as a table of `id` and `published`, by publication.

        Args:
            since: only those recorded since then; all where None.
            settled: also those that have a story already.
        """
        late = f"recorded_from >= {stamp(since)}" if since else "true"
        with Windows.of(self.store, ("articles", "storylines")) as connection:
            articles = connection.whole("articles")
            connection.execute(f"CREATE TEMP TABLE recent AS SELECT id, published FROM {articles} WHERE {late}")
            extent = "SELECT min(published), max(published), count(*) = count(published) FROM recent"
            first, last, dated = connection.execute(extent).fetchone() or (None, None, False)
            near = blocking.window([first, last]) if since and dated and first else None
            done = (
                "SELECT NULL WHERE false" if settled else f"SELECT article FROM {connection.around('storylines', near)}"
            )
            return connection.execute(
                f"SELECT id, published FROM recent WHERE NOT EXISTS (FROM ({done}) s(article) WHERE s.article = id)"
                " ORDER BY published NULLS LAST, id"
            ).to_arrow_table()

    def reconcile(self, new: Dates) -> None:
        """Score new articles and their reports, cluster them with similar ones, and write the rows that change."""
        with Windows.of(self.store, NAMES) as connection:
            connection.since("reports")
            reports = self._scored(connection, new)
            connection.renew(self.store, "pairs")
            self._events(connection, reports, new)
            self._stories(connection, new)

    def _scored(self, connection: Windows, new: Dates) -> Dates:
        """Score the candidate pairs of the articles and of their reports, write `pairs`; returns these reports."""
        reach = {"articles": int(self.parameters.story["days"]), "reports": int(self.parameters.report["days"])}
        found = {
            name: blocking.candidate_pairs(connection, name, new, days, gathering.COMPARED_COLUMNS[name])
            for name, days in reach.items()
        }
        articles = article_pairs(*found["articles"], self.parameters)
        alike = article_scores(articles)
        pairs = (articles, event_mention_pairs(*found["reports"], alike, self.parameters, self.symmetric))
        reports = blocking.reports_of(connection, new)
        wanted = blocking.id_query(connection, "chosen", {**new, **reports})
        near = blocking.window(new.values(), max(reach.values()))
        stored = f"SELECT * FROM {connection.around('pairs', near)} WHERE a IN {wanted} OR b IN {wanted}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE old_pairs AS {stored}")
        schema = tables()["pairs"].plain
        connection.register("new_pairs", pa.concat_tables(pa.table(p, schema) for p in pairs))
        self._replace(connection, "pairs", "new_pairs", "old_pairs")
        return reports

    def _events(self, connection: Windows, reports: Dates, new: Dates) -> None:
        """Cluster reports into events; write `assignments` last, after the tables derived from it."""
        gone = blocking.events_of_ended_reports(connection, new)
        touched = {**reports, **(blocking.members_of(connection, sorted(set(gone.values()))) if gone else {})}
        touched = {r: d for r, d in touched.items() if r not in gone}
        clusters, dates = _grouped(connection, touched, self.parameters.report)
        before = blocking.current_clusters(connection, "assignments", dates) if dates else {}
        changed = {r: e for r, e in clusters.items() if before.get(r) != e}
        affected = {*changed.values(), *(before[r] for r in changed if r in before), *gone.values()}
        affected |= {clusters[r] for r in reports if r in clusters} | ({*clusters, *gone} if self.mixed else set())
        near = blocking.window([*dates.values(), *new.values()], int(self.parameters.report["days"]))
        derived_tables.derive(connection, clusters, dates, affected, near)
        if self.mixed:
            connection.renew(self.store, "dyads")
            derived_tables.add_stray_dyads(connection, affected)
        for name in ("dyads", "discrepancies", "events"):
            self._replace(connection, name, f"new_{name}", f"old_{name}")
        connection.renew(self.store, "events")
        derived_tables.derive_links(connection, affected, self.parameters.agenda, self.symmetric)
        self._replace(connection, "links", "new_links", "old_links")
        rows = [{"report": r, "event": e, "published": dates[r]} for r, e in sorted(changed.items())]
        self._write("assignments", rows)
        self._write("assignments", [{"report": r, "event": e} for r, e in sorted(gone.items())], ended=True)

    def _stories(self, connection: Windows, new: Dates) -> None:
        """Cluster articles into stories; write the rows of `storylines` that change."""
        clusters, dates = neighbours.grouped(connection, new, self.parameters.story)
        before = blocking.current_clusters(connection, "storylines", dates)
        rows = [
            {"article": a, "story": s, "published": dates[a]}
            for a, s in sorted(clusters.items())
            if before.get(a) != s and (a in new or a in before)
        ]
        self._write("storylines", rows)

    def _replace(self, connection: Windows, name: str, new: str, old: str) -> None:
        """Write the rows of the relation `new` that `old` lacks, and end those of `old` whose key `new` lacks."""
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


def _grouped(connection: Windows, touched: Dates, parameters: Mapping[str, float]) -> tuple[dict[str, str], Dates]:
    """Cluster reports with all that are connected with them; the event and the publication day of each."""
    if not touched:
        return {}, {}
    reach = int(parameters["days"])
    dates = blocking.component(connection, "reports", touched, parameters["threshold"], reach)
    pairs = blocking.stored_scores(connection, "reports", dates, reach)
    return group(sorted(dates), pairs, parameters["threshold"], blocking.naming_order(dates)), dates
