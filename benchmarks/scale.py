"""Ten million synthetic reports: how long a dyad by month, a page of events, and recording 1,000 more articles take.

Each question is measured beside the same query in SQLite (indexed) and pandas in one run. Needs about 8 GB of memory
and 20 GB of disk; `--reports N` takes fewer, `--keep DIR` leaves the record there and next time finds it. Rewrites
benchmarks/scale.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dragoman.archive.cluster import clusters
from dragoman.archive.cluster.keys import keyed, of_event_mention
from dragoman.archive.query import series
from dragoman.archive.query.query import Questions
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

ROOT = Path(__file__).parents[1]
COUNTRIES = [
    "USA", "CHN", "RUS", "IRN", "ISR", "UKR", "FRA", "DEU", "GBR", "JPN", "IND", "PAK", "KEN",
    "TZA", "ARM", "AZE", "IDN", "AUS", "PRK", "KOR", "SYR", "TUR", "EGY", "SAU", "BRA",
]  # fmt: skip
TYPES = ["CONSULT", "AGREE", "ASSAULT", "ACCUSE", "AID", "SANCTION", "REQUEST", "SUPPORT"]
QUADS = [1, 1, 4, 3, 2, 4, 3, 1]
PART = 1_000_000
SQL = {"string": "VARCHAR", "short": "SMALLINT", "int": "INT", "long": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}
SQL |= {"texts": "VARCHAR[]", "longs": "BIGINT[]", "doubles": "DOUBLE[]"}
WARM = 7
TURNS = 7
PAGE = "page of events"
AGO = dt.timedelta(1)
Spent = tuple[float, float]
ARTICLE = (
    "article AS id, outlet, day AS published, 'en' AS language,"
    " list_transform(range(64), lambda k: (hash(article || k) >> 1)::BIGINT) AS signature,"
    " list_transform(range(30), lambda k: 'term' || (hash(article || k) % 60000)) AS features,"
    " list_transform(range(30), lambda k: 0.18::DOUBLE) AS weights_of,"
    " list_transform(range(28), lambda k: (hash(article || k) >> 1)::BIGINT) AS keys"
)


def synthetic(store: Store, count: int, first: int = 0, start: str = "2015-01-01", days: int = 3650) -> None:
    """Write reports, events, dyads, assignments and articles: one event a report, three reports an article.

    They are recorded a day ago; the last run that ended is of today, as where a record is added to every day.
    """
    connection = duckdb.connect()
    connection.register("met", _keys())
    lands, types, quads = (f"{list(x)}" for x in (COUNTRIES, TYPES, QUADS))
    for at in range(first, first + count, PART):
        size = min(PART, first + count - at)
        connection.execute(
            "CREATE OR REPLACE TABLE r AS SELECT 'event:' || md5(i::VARCHAR)[:24] AS id,"
            " 'sha256:' || md5((i // 3)::VARCHAR) AS article, 'outlet ' || (i % 75) AS outlet,"
            f" (DATE '{start}' + ((i // 3 * 7919) % {days})::INT)::VARCHAR AS day,"
            f" {lands}[1 + (hash(i) % 25)::INT] AS s, {lands}[1 + (hash(i + 1) % 25)::INT] AS t,"
            f" (hash(i + 2) % 8)::INT AS k FROM range({at}, {at + size}) x(i)"
        )
        base = (
            f"{types}[1 + k] AS type, {quads}[1 + k]::SMALLINT AS quad, day, 'text' AS day_basis, 'actual' AS modality,"
            " false AS historical, 1.0 AS intensity, 0.8 AS confidence"
        )
        sides = "".join(
            f", ['state:' || {x}] AS {r}, [{x}] AS {r}_name, [{x}] AS {r}_country, ['GOV'] AS {r}_sector"
            for r, x in (("source", "s"), ("target", "t"))
        )
        words = "day AS published, 'A sentence about ' || s || ' and ' || t AS sentence, day AS date, day AS date_from"
        words += ", day AS date_to"
        keyed = f"SELECT r.*, m.keys FROM r JOIN met m ON m.s = r.s AND m.t = r.t AND m.quad = {quads}[1 + k]"
        reports = f"SELECT id, article, outlet, keys, {base}{sides}, {words} FROM ({keyed})"
        _put(store, "reports", connection, reports)
        _put(
            store,
            "events",
            connection,
            f"SELECT id, article, outlet, {base}{sides}, {words}, 1 AS reports, 1 AS outlets FROM r",
        )
        _put(store, "dyads", connection, f"SELECT id AS event, s AS source, t AS target, {base}, 1 AS outlets FROM r")
        _put(store, "assignments", connection, "SELECT id AS report, id AS event, day AS published FROM r")
        _put(store, "articles", connection, f"SELECT {ARTICLE} FROM (SELECT DISTINCT ON (article) * FROM r)")
        story = "SELECT DISTINCT article, article AS story, day AS published FROM r"
        _put(store, "storylines", connection, f"{story} QUALIFY row_number() OVER (PARTITION BY article) = 1")
        print(f"  {at + size - first:,} reports", flush=True)
    now = dt.datetime.now(dt.UTC).isoformat()
    store.append("runs", [{"id": "run:synthetic", "started": now, "ended": now}])


def _keys() -> pa.Table:
    """The keys of every two countries and quad class."""
    rows = [
        {"s": s, "t": t, "quad": quad, "keys": of_event_mention(_event_mention("", "", "2024-06-01", s, t, k))}
        for s in COUNTRIES
        for t in COUNTRIES
        for quad, k in {q: k for k, q in enumerate(QUADS)}.items()
    ]
    return pa.Table.from_pylist(rows)


def _put(store: Store, name: str, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    table = tables()[name]
    known = {row[0] for row in connection.execute(f"DESCRIBE {sql}").fetchall()}
    columns = ", ".join(f'"{c}"' if c in known else f'NULL::{SQL[table.columns[c][0]]} AS "{c}"' for c in table.columns)
    rows = connection.execute(f"SELECT {columns} FROM ({sql})").to_arrow_table()
    now = dt.datetime.now(dt.UTC) - AGO
    rows = rows.append_column("run", pa.nulls(len(rows), pa.string()))
    rows = rows.append_column("recorded_from", pa.array([now] * len(rows), table.schema.field("recorded_from").type))
    rows = rows.append_column("recorded_to", pa.nulls(len(rows), table.schema.field("recorded_to").type))
    rows = rows.append_column("tier", pa.array(["log"] * len(rows)))
    store.write(name, rows.select(table.schema.names).cast(table.schema))


def warm(call: Callable[[], Any]) -> Spent:
    """Median seconds and processor seconds of a call that has run before."""
    call()
    times = []
    for _ in range(WARM):
        started, used = time.perf_counter(), time.process_time()
        call()
        times.append((time.perf_counter() - started, time.process_time() - used))
    seconds, processor = zip(*times, strict=True)
    return statistics.median(seconds), statistics.median(processor)


def more(store: Store, count: int, first: int = 0) -> dict[str, float]:
    """What it takes to record and reconcile so many articles that were read before: seconds, processor seconds."""
    from dragoman.archive.ingest.ingest import ORDER

    rows: dict[str, list[dict[str, Any]]] = {n: [] for n in ORDER}
    for n in range(first, first + count):
        article = f"sha256:new{n:08}"
        day = str(dt.date(2024, 6, 1) + dt.timedelta(n % 14))
        words = [f"word{(n * 7 + k) % 900}" for k in range(30)]
        rows["articles"].append(
            {
                "id": article,
                "published": day,
                "outlet": f"outlet {n % 9}",
                "signature": [n * 64 + k for k in range(64)],
                "features": words,
                "weights_of": [0.18] * 30,
                "language": "en",
            }
        )
        for k in range(3):
            s, t = COUNTRIES[(n + k) % 25], COUNTRIES[(n * 3 + k + 1) % 25]
            rows["reports"].append(_event_mention(f"event:new{n:08}{k}", article, day, s, t, k))
    rows = keyed(rows, store.knowledge.parameters.words)
    started, used = time.perf_counter(), time.process_time()
    for name in ORDER:
        store.append(name, rows[name], "bench")
    clusters.update(store, "bench")
    return {"seconds": time.perf_counter() - started, "cpu": time.process_time() - used}


def alone(place: Path) -> dict[str, float]:
    """1,000 more articles in a process of their own, after a few into another record; with its peak memory in MB."""
    words = [sys.executable, __file__, "--more", str(place)]
    found: dict[str, float] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return found


def _alone(place: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        more(Store(Path(scratch, "warm"), create=True), 50)
    found = more(Store(place, create=True), 1000)
    print(json.dumps({**found, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _event_mention(name: str, article: str, day: str, s: str, t: str, k: int) -> dict[str, Any]:
    sides = {
        f"{r}{suffix}": [v] for r, v in (("source", s), ("target", t)) for suffix in ("_name", "_country", "_sector")
    }
    return {
        "id": name, "article": article, "outlet": "x", "published": day, "type": TYPES[k], "quad": QUADS[k],
        "mode": [], "modality": "actual", "historical": False, "source": [f"state:{s}"], "target": [f"state:{t}"],
        **sides, "date": day, "date_from": day, "date_to": day, "day": day, "day_basis": "text", "contexts": [],
        "intensity": 1.0, "counts": "[]",
        "sentence": f"A sentence about {s} and {t}", "confidence": 0.8, "event_json": "{}",
    }  # fmt: skip


def main() -> None:
    """Measure all; or, as the process that `alone` starts, one thing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000_000)
    parser.add_argument("--keep", metavar="DIR", type=Path)
    parser.add_argument("--more", metavar="DIR", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    if asked_for.more:
        _alone(asked_for.more)
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-scale-", dir=asked_for.keep and asked_for.keep.parent) as scratch:
        place = asked_for.keep or Path(scratch, "record")
        if not place.exists():
            made(place, asked_for.reports)
        measure(place, Path(scratch))


def made(place: Path, count: int) -> None:
    """A record of so many reports, compacted."""
    store = Store(place, create=True)
    synthetic(store, count)
    for name in ("reports", "events", "dyads", "assignments", "articles", "storylines"):
        compact(store, name)
        print(f"  compacted {name}", flush=True)


def measure(place: Path, scratch: Path) -> None:
    """Ask the record, write the table."""
    asked = Questions(place)
    count = asked.connection.execute("SELECT count(*) FROM reports").fetchall()[0][0]
    ours = {"dyad by month": warm(lambda: series.dyad(asked.connection, "CHN", "RUS", "month")), PAGE: _page(asked)}
    empty, full = _turns(place, scratch)
    ours[f"{PAGE}, 1,000 articles recorded since the last compaction"] = _page(Questions(scratch / "full"))
    print(f"  {ours}", flush=True)
    frame = asked.connection.execute("SELECT event, source, target, day, type, quad, confidence FROM dyads").df()
    theirs = {"SQLite": _sqlite(frame, scratch / "dyads.sqlite"), "pandas": _pandas(frame)}
    versions = f"DuckDB {duckdb.__version__}, pandas {pd.__version__}, SQLite {sqlite3.sqlite_version}"
    rows = [
        f"| {q} | {s:.3f} s | {p:.3f} s | {_cell(theirs['SQLite'].get(q), s)} | {_cell(theirs['pandas'].get(q), s)} |"
        for q, (s, p) in ours.items()
    ]
    lines = [
        "# Scale",
        "",
        f"{count:,} synthetic reports; {dt.date.today()}; {versions}. Medians of {WARM} warm calls.",
        "",
        "| question | Dragoman | its processor time | SQLite, indexed | pandas |",
        "|---|---|---|---|---|",
        *rows,
        "",
        "Recording and reconciling 1,000 articles already read, each time in a process of its own and into a new copy,"
        f" the two by turns; medians of {TURNS}:",
        "",
        "| into | seconds | processor seconds | peak memory |",
        "|---|---|---|---|",
        *(
            f"| {into} | {m['seconds']:.1f} | {m['cpu']:.1f} | {m['peak']:.0f} MB |"
            for into, m in (("an empty record", empty), ("this one", full))
        ),
        "",
        f"That is {full['seconds'] / empty['seconds']:.2f} times as long, {full['cpu'] / empty['cpu']:.2f} times the"
        f" processor time. Load of the machine meanwhile: {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores.",
    ]
    print("\n".join(lines))
    (ROOT / "benchmarks/scale.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _page(asked: Questions) -> Spent:
    page: dict[str, Any] = {"dyad": ("CHN", "RUS"), "type": "CONSULT", "since": "2020-01-01"}
    return warm(lambda: asked.events(limit=50, **page).arrow())


def _turns(place: Path, scratch: Path) -> list[dict[str, float]]:
    """Into an empty record and into one like `place`, by turns; medians. Files of a record never change: links do."""
    found: dict[str, list[dict[str, float]]] = {"empty": [], "full": []}
    for _ in range(TURNS):
        for name, measures in found.items():
            shutil.rmtree(scratch / name, ignore_errors=True)
            if name == "full":
                shutil.copytree(place, scratch / name, copy_function=os.link)
            measures.append(alone(scratch / name))
            print(f"  {name}: {measures[-1]}", flush=True)
    return [{k: statistics.median(m[k] for m in measures) for k in measures[0]} for measures in found.values()]


def _cell(other: Spent | None, ours: float) -> str:
    return f"{other[0]:.3f} s, {other[0] / ours:.1f} times ours" if other else ""


def _sqlite(frame: pd.DataFrame, path: Path) -> dict[str, Spent]:
    with sqlite3.connect(path) as connection:
        frame.to_sql("dyads", connection, index=False)
        connection.execute("CREATE INDEX d ON dyads (source, target, day)")
        where = "((source = 'CHN' AND target = 'RUS') OR (source = 'RUS' AND target = 'CHN'))"
        months = f"SELECT substr(day, 1, 7), quad, count(*), sum(confidence) FROM dyads WHERE {where} GROUP BY 1, 2"
        page = (
            f"SELECT * FROM dyads WHERE {where} AND type = 'CONSULT' AND day >= '2020-01-01' ORDER BY day DESC LIMIT 50"
        )
        return {
            "dyad by month": warm(lambda: connection.execute(months).fetchall()),
            PAGE: warm(lambda: connection.execute(page).fetchall()),
        }


def _pandas(frame: pd.DataFrame) -> dict[str, Spent]:
    def chosen() -> pd.DataFrame:
        one = (frame["source"] == "CHN") & (frame["target"] == "RUS")
        return frame[one | ((frame["source"] == "RUS") & (frame["target"] == "CHN"))]

    def months() -> Any:
        held = chosen()
        return held.groupby([held["day"].str[:7], "quad"])["confidence"].agg(["count", "sum"])

    def page() -> Any:
        held = chosen()
        wanted = held[(held["type"] == "CONSULT") & (held["day"] >= "2020-01-01")]
        return wanted.sort_values("day", ascending=False).head(50)

    return {"dyad by month": warm(months), PAGE: warm(page)}


if __name__ == "__main__":
    main()
