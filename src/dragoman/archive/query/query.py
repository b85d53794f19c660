"""Queries of an archive from Python: filters become SQL with bound values, results come as Arrow, pandas or Polars."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dragoman.archive.cluster import regroup
from dragoman.archive.corrections import corrected
from dragoman.archive.query.conditions import Filters, like
from dragoman.archive.query.filters import checked, days
from dragoman.archive.query.result import Result
from dragoman.archive.storage import gathering, views
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.errors import DragomanError

#: Columns that results leave out: raw JSON, blocking keys and bookkeeping.
HIDDEN = ("event_json", "quote_json", "keys", "run", "recorded_from", "recorded_to")


class Questions:
    """All queries of one archive; `dragoman.open_record` makes it.

    Args:
        place: the archive's folder, or its address in an object store.
        as_of: a date or time, ISO; the archive is shown as it was then.
        threshold: another clustering threshold for events, from the least stored score to 1.
        prefer: `human` applies corrections, `machine` leaves events as they were coded.

    Raises `NoRecord` where there is no archive, or none yet at `as_of`.
    """

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
        """Events, the latest `day` first.

        Args:
            filters: what to look for; where None, the keyword arguments are used.
            limit: most rows.
            asked: the fields of `Filters` as keyword arguments.

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
        """A day since which there are at least `limit` events, so that older files need not be read; None if unknown.

        DuckDB finds the last rows quickly (TopN) only in a query without a join, and the view of the current rows has
        one. The day is therefore first estimated from twice as many stored rows, current or not, and then checked.
        """
        first = "SELECT min(day), count(day) FROM (SELECT day FROM {} ORDER BY day DESC NULLS LAST LIMIT {})"
        written = first.format(f"{self._written} WHERE {where}", 2 * int(limit))
        near, _ = self.connection.execute(written, values).fetchone() or (None, 0)
        current = first.format(f"events WHERE ({where}) AND day >= ?", int(limit))
        since, count = self.connection.execute(current, [*values, near]).fetchone() or (None, 0)
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
        """Quotations, the latest publication first.

        Args:
            speaker: id of the speaker, or a part of the name.
            country: country code of the speaker.
            text: a part of the quotation.
            kind: kind of quotation, as in the field `kind` of `Quote`.
            since: first day of publication, a day, month or year.
            until: last day of publication, a day, month or year.
            outlet: the outlet.
            limit: most rows.

        Raises `DragomanError` for a country, kind or date that no quotation can have.
        """
        given = self._checked({"country": country, "kind": kind, "since": since, "until": until})
        country, kind, since, until = (given.get(name) for name in ("country", "kind", "since", "until"))
        parts = {
            "(speaker = ? OR speaker_name ILIKE ? ESCAPE '\\')": [speaker, like(speaker)] if speaker else None,
            "speaker_country = ?": [country] if country else None,
            "text ILIKE ? ESCAPE '\\'": [like(text)] if text else None,
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
        """Stories with the ids of their articles, the largest first; every article belongs to exactly one.

        Args:
            threshold: another clustering threshold for stories; it stays in force for this object.
            min_articles: least number of articles.
            limit: most rows.

        An article's id is the input's own where it had one. Raises `DragomanError` for a threshold out of range.
        """
        if threshold is not None:
            regroup.stories(self.connection, threshold, self.knowledge.parameters.story)
        return self._result(STORIES, [min_articles], limit)

    def agenda(self, *, since: str | None = None, until: str | None = None, limit: int | None = None) -> Result:
        """Planned events by date, with their outcome: fulfilled, cancelled, moved, open, or "no word" where it is past.

        Args:
            since: first day of the plans, a day, month or year.
            until: last day of the plans, a day, month or year.
            limit: most rows.

        Raises `DragomanError` for what is no date.
        """
        since, until = days(since, until)
        return self._result(AGENDA, [since, since, until, until], limit)

    def discrepancies(self, *, kind: str | None = None, event: str | None = None, limit: int | None = None) -> Result:
        """Contradictions between reports of one event, or with the register, each with both sides.

        Args:
            kind: date, place, modality, number or register.
            event: id of an event.
            limit: most rows.

        Raises `DragomanError` for an id that the archive never gave.
        """
        event = self.resolve(event) if event else None
        return self._result(DISCREPANCIES, [kind, kind, event, event], limit)

    def conflicts(self, *, kind: str | None = None, event: str | None = None, limit: int | None = None) -> Result:
        """The former name of `discrepancies`; it will be removed in the next version."""
        return self.discrepancies(kind=kind, event=event, limit=limit)

    def resolve(self, identifier: str) -> str:
        """The event that any id ever given means now; raises `DragomanError` for an id this archive never gave."""
        found = gathering.resolved(self.connection, identifier)
        if found is None:
            raise DragomanError(f"{identifier}: this record has no such event")
        return found

    def event(self, identifier: str) -> dict[str, Any]:
        """One event as a dict, with its reports in `reports_of_it`; raises `DragomanError` for an unknown id."""
        now = self.resolve(identifier)
        rows = gathering.rows(self.connection, "SELECT * FROM events WHERE id = ?", [now])
        query = (
            "SELECT r.* EXCLUDE (keys) FROM reports r JOIN assignments a ON a.report = r.id WHERE a.event = ?"
            " ORDER BY published, id"
        )
        reports = [
            {**r, "event_json": json.loads(r["event_json"])} for r in gathering.rows(self.connection, query, [now])
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
