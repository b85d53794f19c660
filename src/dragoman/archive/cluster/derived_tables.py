"""The tables derived from the assignment of reports to events: `events`, `dyads`, `discrepancies` and `links`.

The rows of each table as they should be are left in a temporary table `new_NAME`, the stored ones in `old_NAME`;
`clusters` writes what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pyarrow as pa

from dragoman.archive.cluster import blocking
from dragoman.archive.cluster.agenda import links, wait
from dragoman.archive.cluster.blocking import Dates
from dragoman.archive.cluster.days import shifted
from dragoman.archive.cluster.discrepancies import discrepancies
from dragoman.archive.storage import gathering
from dragoman.archive.storage.rows import LONGEST, Row
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.windows import Window, Windows
from dragoman.knowledge.parameters import Numbers

COUNTRIES = "list_concat(source_country, target_country)"
LANDS = f"unnest(CASE WHEN len({COUNTRIES}) = 0 THEN ['---'] ELSE {COUNTRIES} END) AS land"
COLUMNS = f"{gathering.COMPARED_COLUMNS['reports']}, place_precision"


def derive(
    connection: Windows, clusters: Mapping[str, str], dates: Dates, affected: Iterable[str], near: Window
) -> None:
    """Derive `events`, `dyads` and `discrepancies` of the events that a new clustering affects.

    Args:
        connection: windows on the archive.
        clusters: the event of each report that was clustered anew.
        dates: the day of publication of these reports.
        affected: the ids of the events that gained, lost or changed reports.
        near: the window in which the reports of these events were published.
    """
    given = pa.table({"report": list(clusters), "event": list(clusters.values())}, gathering.MEMBER)
    given = given.append_column("published", pa.array([dates[r] for r in clusters], pa.string()))
    connection.register("now", given)
    wanted = blocking.id_query(connection, "affected", affected)
    assignments, events = (connection.around(n, near) for n in ("assignments", "events"))
    _keep(
        connection,
        "standing",
        f"SELECT report, event, published FROM {assignments} WHERE event IN {wanted}"
        " AND report NOT IN (SELECT report FROM now) UNION ALL BY NAME"
        f" SELECT report, event, published FROM now WHERE event IN {wanted}",
    )
    _members(connection)
    _keep(connection, "new_events", gathering.event_sql("member"))
    _keep(connection, "known", f"SELECT id, published FROM {events} WHERE id IN {wanted}")
    stored = connection.around("events", blocking.extent(connection, "known", "published", "published"))
    _keep(connection, "old_events", f"SELECT * FROM {stored} WHERE id IN (SELECT id FROM known)")
    for age in ("new", "old"):
        _keep(connection, f"{age}_dyads", gathering.dyad_sql(f"{age}_events"))
    members = gathering.rows(connection, "SELECT * FROM member", ())
    connection.register("new_discrepancies", _arrow("discrepancies", _discrepancies(members)))
    _keep(connection, "old_discrepancies", f"SELECT * FROM {connection.whole('discrepancies')} WHERE event IN {wanted}")


def add_stray_dyads(connection: Windows, affected: Iterable[str]) -> None:
    """Put all stored dyads of the affected events into `old_dyads`, even those that no stored event implies."""
    wanted = blocking.id_query(connection, "affected", affected)
    _keep(connection, "old_dyads", f"SELECT * FROM {connection.whole('dyads')} WHERE event IN {wanted}")


def _members(connection: Windows) -> None:
    """Leave the reports of `standing` in `member`; recent ones are found without reading all others of their days."""
    joined = "SELECT n.event, r.* FROM {} r JOIN {} n ON n.report = r.id"
    _keep(connection, "member", joined.format("recent_reports", "standing"))
    _keep(connection, "older", "SELECT * FROM standing WHERE report NOT IN (SELECT id FROM member)")
    if connection.execute("SELECT 1 FROM older LIMIT 1").fetchone():
        reports = connection.around("reports", blocking.extent(connection, "older", "published", "published"))
        connection.execute(f"INSERT INTO member {joined.format(reports, 'older')}")


def derive_links(connection: Windows, affected: Iterable[str], parameters: Numbers, symmetric: Collection[str]) -> None:
    """Derive `links` of every planned event that is affected, or whose outcome an affected event is or may be.

    To be called after `derive`, which leaves the affected events in `new_events`.

    Args:
        connection: windows on the archive.
        affected: the ids of the affected events.
        parameters: the parameters `agenda`.
        symmetric: the types of the codebook whose source and target have the same role.
    """
    wanted, links_held = blocking.id_query(connection, "affected", affected), connection.whole("links")
    _keep(connection, "turned", f"SELECT id, published, {LANDS} FROM new_events")
    linked = f"SELECT planned AS id FROM {links_held} WHERE planned IN {wanted} OR later IN {wanted}"
    _plans(connection, f"{linked} EXCEPT {wanted}", wait(parameters))
    _keep(connection, "old_links", f"SELECT * FROM {links_held} WHERE planned IN (SELECT id FROM plan UNION {linked})")
    plans = gathering.rows(connection, "SELECT * FROM plan ORDER BY id", ())
    ids = {p["id"] for p in plans}
    later = [e for e in _later(connection, wait(parameters)) if e["id"] not in ids] if plans else []
    found = [row for row in links([*plans, *later], parameters, symmetric) if row["planned"] in ids]
    connection.register("new_links", _arrow("links", found))


def _plans(connection: Windows, linked: str, days: int) -> None:
    """Leave in the table `plan` all planned events whose links may change.

    These are the affected ones, those that an affected event may be the outcome of (over for at most `days`, with a
    country in common), and those that the query `linked` selects. The table `events` is sorted by `day`, the first day
    of a date that is not too long: every SELECT has a condition on it, so that it reads few files.
    """
    parts = ["SELECT * FROM new_events WHERE modality = 'planned'"]
    first, last = connection.execute("SELECT min(published), max(published) FROM turned").fetchone() or (None, None)
    if first:
        due = shifted(first, -days)
        whose = f"modality = 'planned' AND published < '{shifted(last, 1)}' AND list_has_any({COUNTRIES}, (FROM lands))"
        for when in (
            f"day >= '{shifted(due, -LONGEST)}' AND date_to >= '{due}'",
            f"day IS NULL AND date_to >= '{due}'",
            f"date_to IS NULL AND published >= '{due}'",
        ):
            parts.append(f"SELECT * FROM {connection.whole('events')} WHERE {whose} AND {when}")
    _keep(connection, "lands", "SELECT list(DISTINCT land) FROM turned")
    _keep(connection, "plan", " UNION ALL ".join(f"SELECT {COLUMNS} FROM ({p})" for p in parts))
    _keep(connection, "plan", "SELECT DISTINCT ON (id) * FROM plan ORDER BY id")
    missing = [i for (i,) in connection.execute(f"{linked} EXCEPT SELECT id FROM plan").fetchall()]
    if missing:
        wanted = blocking.id_query(connection, "missing", missing)
        connection.execute(
            f"INSERT INTO plan SELECT {COLUMNS} FROM {connection.whole('events')}"
            f" WHERE modality = 'planned' AND id IN {wanted}"
        )


def _later(connection: Windows, days: int) -> list[Row]:
    """Events that may be the outcome of a planned event in `plan`, published up to `days` days after its last day."""
    last = f"(coalesce(date_to, published)[:10]::DATE + {days})::VARCHAR"
    _keep(
        connection,
        "due",
        f"SELECT id, type, published AS first, {last} AS last, {LANDS} FROM plan WHERE published IS NOT NULL",
    )
    first, last = connection.execute("SELECT min(first), max(last) FROM due").fetchone() or (None, None)
    if not first:
        return []
    near = f"(SELECT * FROM {connection.whole('events')} WHERE published BETWEEN '{shifted(first, 0)}' AND '{last}')"
    return gathering.rows(
        connection,
        f"SELECT {COLUMNS} FROM {near} WHERE id IN"
        f" (SELECT e.id FROM (SELECT id, type, published, {LANDS} FROM {near}) e JOIN due USING (land)"
        " WHERE e.type IN (due.type, 'REJECT') AND e.published BETWEEN due.first AND due.last) ORDER BY id",
        (),
    )


def _discrepancies(members: Iterable[Row]) -> list[Row]:
    by: dict[str, list[Row]] = {}
    for row in members:
        by.setdefault(row["event"], []).append(row)
    return [c for event, rows in sorted(by.items()) for c in discrepancies(event, rows)]


def _keep(connection: Windows, name: str, sql: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


def _arrow(name: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, tables()[name].plain)
