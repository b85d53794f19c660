"""Questions to a record: filters as SQL with bound values, the answers as Arrow, pandas, Polars or lazily."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from dragoman.archive.cluster import regroup
from dragoman.archive.corrections import corrected
from dragoman.archive.query.filters import checked, days
from dragoman.archive.storage import gathering, views
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    import pandas
    import polars

HIDDEN = ("event_json", "quote_json", "keys", "run", "recorded_from", "recorded_to")


@dataclass(frozen=True)
class Filters:
    """What events are asked for; a field left out asks nothing. Dates are ISO and inclusive, on the event's `day`."""

    actor: str | None = None
    country: str | None = None
    dyad: tuple[str, str] | None = None
    type: str | None = None
    quad: int | None = None
    mode: str | None = None
    context: str | None = None
    modality: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    min_reports: int | None = None
    min_outlets: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition over the columns of `events`, and its values."""
        parts: list[str] = []
        values: list[Any] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                condition, bound = CONDITIONS[field.name]
                parts.append(condition)
                values += bound(value)
        return " AND ".join(parts) or "true", values


def _like(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


_EITHER = "(list_contains(source_country, ?) AND list_contains(target_country, ?))"
_NAMED = "len(list_filter(list_concat(source_name, target_name), lambda n: n ILIKE ? ESCAPE '\\')) > 0"
CONDITIONS: dict[str, Any] = {
    "actor": (
        f"(list_contains(source, ?) OR list_contains(target, ?) OR {_NAMED})",
        lambda v: [v, v, _like(v)],
    ),
    "country": ("(list_contains(source_country, ?) OR list_contains(target_country, ?))", lambda v: [v.upper()] * 2),
    "dyad": (f"({_EITHER} OR {_EITHER})", lambda v: [v[0].upper(), v[1].upper(), v[1].upper(), v[0].upper()]),
    "type": ("type = ?", lambda v: [v.upper()]),
    "quad": ("quad = ?", lambda v: [v]),
    "mode": ("list_contains(mode, ?)", lambda v: [v]),
    "context": ("list_contains(contexts, ?)", lambda v: [v]),
    "modality": ("modality = ?", lambda v: [v]),
    "place": (
        "(place_name ILIKE ? ESCAPE '\\' OR place_country = ? OR place_admin1 ILIKE ? ESCAPE '\\')",
        lambda v: [_like(v), v.upper(), _like(v)],
    ),
    "since": ("day >= ?", lambda v: [v]),
    "until": ("day <= ?", lambda v: [v]),
    "outlet": ("outlet = ?", lambda v: [v]),
    "text": ("sentence ILIKE ? ESCAPE '\\'", lambda v: [_like(v)]),
    "min_reports": ("reports >= ?", lambda v: [v]),
    "min_outlets": ("outlets >= ?", lambda v: [v]),
}


class Result:
    """The rows of an answer, read when they are asked for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any]) -> None:
        self._connection, self._sql, self._values = connection, sql, list(values)

    def lazy(self) -> duckdb.DuckDBPyRelation:
        """A DuckDB relation: filter, aggregate and join it before anything is read."""
        return self._connection.sql(self._sql, params=self._values)

    def arrow(self) -> pa.Table:
        """All rows as an Arrow table."""
        return self._connection.execute(self._sql, self._values).to_arrow_table()

    def pandas(self) -> pandas.DataFrame:
        """All rows as a pandas data frame."""
        return self.arrow().to_pandas()

    def polars(self) -> polars.DataFrame:
        """All rows as a Polars data frame."""
        import polars

        return polars.from_arrow(self.arrow())  # type: ignore[return-value]

    def batches(self, size: int = 5000) -> Iterator[pa.RecordBatch]:
        """The rows in batches: memory does not grow with their number."""
        yield from self._connection.execute(self._sql, self._values).to_arrow_reader(size)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self.batches():
            yield from batch.to_pylist()


class Questions:
    """What can be asked of one record; made by `dragoman.open_record`."""

    def __init__(
        self,
        place: str | os.PathLike[str],
        as_of: str | None = None,
        *,
        threshold: float | None = None,
        prefer: str = "human",
    ) -> None:
        self.store = Store(place, as_of)
        self.knowledge = self.store.knowledge
        self.connection = self.store.connection()
        events = tables()["events"]
        tiers = self.store.tiers(self.connection, events)
        self._written = views.written(self.connection, events, tiers) if set(tiers) != {"base"} else None
        if threshold is not None:
            regroup.events(self.connection, threshold, self.knowledge.parameters.report)
        if prefer == "human":
            corrected(self.connection, self.knowledge)

    def events(self, filters: Filters | None = None, *, limit: int | None = None, **asked: Any) -> Result:
        """Events, the latest first; keyword arguments are the fields of `Filters`.

        Raises `DragomanError` for a word, country code or date that no event can have.
        """
        where, values = Filters(**self._checked(asdict(filters or Filters(**asked)))).where()
        if limit and self._written and (since := self._since(where, values, limit)):
            where, values = f"({where}) AND day >= ?", [*values, since]
        columns = ", ".join(f'"{c}"' for c in _shown("events"))
        return self._result(
            f"SELECT {columns} FROM events WHERE {where} ORDER BY day DESC NULLS LAST, id", values, limit
        )

    def _since(self, where: str, values: Sequence[Any], limit: int) -> str | None:
        """The day since which there are so many events, that the files of earlier ones need not be read.

        DuckDB finds it by itself (TopN) only where no join tells which rows are in force: so first among all rows that
        were ever written, twice as many.
        """
        first = "SELECT min(day), count(day) FROM (SELECT day FROM {} ORDER BY day DESC NULLS LAST LIMIT {})"
        written = first.format(f"{self._written} WHERE {where}", 2 * int(limit))
        near, _ = self.connection.execute(written, values).fetchone() or (None, 0)
        held = first.format(f"events WHERE ({where}) AND day >= ?", int(limit))
        since, count = self.connection.execute(held, [*values, near]).fetchone() or (None, 0)
        return since if count == limit else None

    def quotes(
        self,
        *,
        speaker: str | None = None,
        country: str | None = None,
        text: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> Result:
        """Quotations, the latest first; raises `DragomanError` for a country, kind or date that none can have."""
        given = self._checked({"country": country, "kind": kind, "since": since, "until": until})
        country, kind, since, until = (given.get(name) for name in ("country", "kind", "since", "until"))
        parts = {
            "(speaker = ? OR speaker_name ILIKE ? ESCAPE '\\')": [speaker, _like(speaker)] if speaker else None,
            "speaker_country = ?": [country] if country else None,
            "text ILIKE ? ESCAPE '\\'": [_like(text)] if text else None,
            "kind = ?": [kind] if kind else None,
            "published >= ?": [since] if since else None,
            "published <= ?": [until] if until else None,
            "outlet = ?": [outlet] if outlet else None,
        }
        asked = {sql: values for sql, values in parts.items() if values}
        where = " AND ".join(asked) or "true"
        columns = ", ".join(f'"{c}"' for c in _shown("quotes"))
        sql = f"SELECT {columns} FROM quotes WHERE {where} ORDER BY published DESC NULLS LAST, id"
        return self._result(sql, [v for values in asked.values() for v in values], limit)

    def stories(self, *, threshold: float | None = None, min_articles: int = 1, limit: int | None = None) -> Result:
        """Stories with the input's own ids of their articles, the largest first; every article stands in one."""
        if threshold is not None:
            regroup.stories(self.connection, threshold, self.knowledge.parameters.story)
        return self._result(STORIES, [min_articles], limit)

    def agenda(self, *, since: str | None = None, until: str | None = None, limit: int | None = None) -> Result:
        """Planned events by date, with what became of them; raises `DragomanError` for what is no date."""
        since, until = days(since, until)
        return self._result(AGENDA, [since, since, until, until], limit)

    def discrepancies(self, *, kind: str | None = None, event: str | None = None, limit: int | None = None) -> Result:
        """Disagreements with both sides."""
        event = self.resolve(event) if event else None
        return self._result(DISCREPANCIES, [kind, kind, event, event], limit)

    def conflicts(self, *, kind: str | None = None, event: str | None = None, limit: int | None = None) -> Result:
        """The former name of `discrepancies`, which goes with the next version."""
        return self.discrepancies(kind=kind, event=event, limit=limit)

    def resolve(self, identifier: str) -> str:
        """The event that an id ever printed means now; raises `DragomanError` for one this record never gave."""
        found = gathering.resolved(self.connection, identifier)
        if found is None:
            raise DragomanError(f"{identifier}: this record has no such event")
        return found

    def event(self, identifier: str) -> dict[str, Any]:
        """One event with its reports."""
        now = self.resolve(identifier)
        rows = gathering.rows(self.connection, "SELECT * FROM events WHERE id = ?", [now])
        told = (
            "SELECT r.* EXCLUDE (keys) FROM reports r JOIN assignments a ON a.report = r.id WHERE a.event = ?"
            " ORDER BY published, id"
        )
        reports = [
            {**r, "event_json": json.loads(r["event_json"])} for r in gathering.rows(self.connection, told, [now])
        ]
        return {**(rows[0] if rows else {"id": now}), "reports_of_it": reports}

    def _checked(self, asked: dict[str, Any]) -> dict[str, Any]:
        return checked(asked, self.knowledge.codebook, self.connection)

    def _result(self, sql: str, values: Sequence[Any], limit: int | None) -> Result:
        if limit is not None and limit < 0:
            raise DragomanError(f"--limit {limit}: a number from 0 is expected")
        return Result(self.connection, sql + (f" LIMIT {int(limit)}" if limit is not None else ""), values)


def _shown(name: str) -> list[str]:
    return [c for c in tables()[name].columns if c not in HIDDEN]


STORIES = """
SELECT s.story AS id, list(coalesce(a.source_id, a.id) ORDER BY a.published NULLS LAST, a.id) AS articles,
  count(*)::INT AS size, count(DISTINCT coalesce(a.outlet, a.id))::INT AS outlets,
  min(a.published) AS first_published, max(a.published) AS last_published,
  arg_min(a.title, coalesce(a.published, '9999') || a.id) AS title,
  list_sort(list(DISTINCT e.event) FILTER (WHERE e.event IS NOT NULL)) AS events
FROM storylines s JOIN articles a ON a.id = s.article
LEFT JOIN (SELECT r.article, list_sort(list(x.event))[1] AS event FROM reports r JOIN assignments x ON x.report = r.id
  GROUP BY r.article) e ON e.article = a.id
GROUP BY s.story HAVING count(*) >= ? ORDER BY size DESC, id
"""
AGENDA = """
SELECT p.id, p.day, p.date, p.type, p.mode, p.source_name, p.source_country, p.target_name, p.target_country,
  p.place_name,
  p.reports, p.outlets, p.first_published, coalesce(l.kind, CASE WHEN p.date_to < (SELECT max(published) FROM articles)
  THEN 'no word' ELSE 'open' END) AS outcome, l.later, f.day AS later_day, l.score, p.sentence,
  f.sentence AS later_sentence
FROM events p LEFT JOIN (SELECT * FROM links QUALIFY row_number() OVER (PARTITION BY planned ORDER BY
  list_position(['fulfilled', 'cancelled', 'moved'], kind), later) = 1) l ON l.planned = p.id
LEFT JOIN events f ON f.id = l.later
WHERE p.modality = 'planned' AND p.date_from IS NOT NULL AND (?::VARCHAR IS NULL OR p.date_to >= ?)
  AND (?::VARCHAR IS NULL OR p.date_from <= ?)
ORDER BY p.date_from, p.id
"""
DISCREPANCIES = """
SELECT c.event, c.kind, e.type, e.source_name, e.target_name, c."left", c."right", a.outlet AS left_outlet,
  b.outlet AS right_outlet, c.left_report, c.right_report, c.detail
FROM discrepancies c LEFT JOIN events e ON e.id = c.event LEFT JOIN reports a ON a.id = c.left_report
LEFT JOIN reports b ON b.id = c.right_report
WHERE (?::VARCHAR IS NULL OR c.kind = ?) AND (?::VARCHAR IS NULL OR c.event = ?)
ORDER BY c.event, c.kind, c.left_report, c.right_report
"""
