"""Questions: filters, stories, plans, discrepancies, series, SQL, search, corrections, the record as it was known."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.archive import corrections
from dragoman.archive.query import sandbox, series
from dragoman.archive.query.conditions import Filters
from dragoman.archive.query.query import Questions
from dragoman.archive.query.search import Index
from dragoman.archive.storage.store import NoRecord, Store
from dragoman.cli.main import main
from dragoman.errors import DragomanError
from dragoman.knowledge import codebook, load_knowledge

from .conftest import ARCHIVE, ingested


def test_events_of_a_dyad_either_way(questions: Questions) -> None:
    found = questions.events(dyad=("tza", "ken")).arrow().to_pylist()
    assert {frozenset((*r["source_country"], *r["target_country"])) for r in found} == {frozenset(("KEN", "TZA"))}
    assert [r["day"] for r in found] == sorted((r["day"] for r in found), reverse=True)


def test_filters_narrow(questions: Questions) -> None:
    (arrest,) = questions.events(type="coerce", mode="arrest", country="KEN", min_outlets=2)
    assert arrest["reports"] == 2
    assert arrest["outlets"] == 2
    assert not list(questions.events(type="coerce", until="2024-05-01"))
    assert {r["modality"] for r in questions.events(modality="planned")} == {"planned"}
    assert list(questions.events(actor="Kamikawa", since="2024-02-09", place="Kyoto"))


@given(st.text(max_size=20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_of_a_user_is_ever_read_as_sql(questions: Questions, words: str) -> None:
    for row in questions.events(text=words):
        assert words.lower() in row["sentence"].lower() or words.casefold() in row["sentence"].casefold()
    questions.events(actor=words, place=words, outlet=words).arrow()


def test_every_article_stands_in_one_story_under_its_own_id(questions: Questions) -> None:
    stories = questions.stories().arrow().to_pylist()
    named = [a for s in stories for a in s["articles"]]
    assert sorted(named) == sorted(set(named))
    assert len(named) == 13
    assert {frozenset(n.split("-")[0] for n in s["articles"]) for s in stories if s["size"] > 1} == {
        frozenset({"kyoto"}),
        frozenset({"border"}),
        frozenset({"shelling"}),
        frozenset({"tariff"}),
    }
    assert len(questions.stories(threshold=0.95).arrow()) > len(stories)


def test_a_plan_is_followed_to_what_became_of_it(questions: Questions) -> None:
    outcomes = {(r["day"], r["outcome"]) for r in questions.agenda()}
    assert ("2024-02-09", "fulfilled") in outcomes
    assert ("2024-05-10", "fulfilled") in outcomes
    assert ("2024-04-18", "cancelled") in outcomes


def test_reports_that_disagree_show_both_sides(questions: Questions) -> None:
    numbers = {(r["left"], r["right"]) for r in questions.discrepancies(kind="number")}
    assert {("25", "40"), ("2", "4")} <= numbers


def test_any_id_ever_printed_resolves(questions: Questions) -> None:
    reports = questions.connection.execute("SELECT id FROM reports").fetchall()
    events = {r["id"] for r in questions.events()}
    assert {questions.resolve(r[0]) for r in reports} == events
    with pytest.raises(DragomanError, match="no such event"):
        questions.resolve("event:0")


def test_an_earlier_report_that_comes_later_takes_the_id_and_the_old_one_leads_there(tmp_path: Path) -> None:
    text = "Peru condemned Chile on {day}."
    late, early = tmp_path / "late.jsonl", tmp_path / "early.jsonl"
    late.write_text(json.dumps({"text": text.format(day="March 4"), "published": "2024-03-06", "outlet": "B"}), "utf-8")
    early.write_text(json.dumps({"text": text.format(day="Monday"), "published": "2024-03-05", "outlet": "A"}), "utf-8")
    store = ingested(tmp_path / "record", late)
    (before,) = [r["id"] for r in Questions(store.place).events(country="CHL")]
    ingested(store.place, early)
    (now,) = [r["id"] for r in Questions(store.place).events(country="CHL")]
    assert now != before
    assert Questions(store.place).resolve(before) == now


def test_the_record_as_it_was_known(copied: Callable[[], Store]) -> None:
    store = copied()
    time.sleep(0.01)
    then = dt.datetime.now(dt.UTC)
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    corrections.correct(store, event, [("type", "ACCUSE")], who="me")
    assert Questions(store.place).event(event)["type"] == "ACCUSE"
    assert Questions(store.place, then.isoformat()).event(event)["type"] == "COERCE"
    with pytest.raises(NoRecord, match="began"):
        Questions(store.place, "2001-01-01")


def test_a_series_has_every_period_and_an_interval_around_net(questions: Questions) -> None:
    rows = series.dyad(questions.connection, "KEN", "TZA", "week")
    assert [r["period"] for r in rows] == ["2024-05-06", "2024-05-13"]
    assert all(r["low"] <= r["net"] <= r["high"] for r in rows)
    panel = series.panel(questions.connection, "month", zeros=True)
    dyads = {(r["source"], r["target"]) for r in panel}
    periods = {r["period"] for r in panel}
    assert len(panel) == len(dyads) * len(periods)
    assert sum(r["exposure"] for r in panel if (r["source"], r["target"]) == min(dyads)) <= 13


FORBIDDEN = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "WITH x AS (SELECT * FROM read_csv('/etc/passwd')) SELECT * FROM x",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM query('SELECT 1')",
    "COPY events TO '/tmp/stolen.csv'",
    "ATTACH '/tmp/a.db'",
    "INSTALL httpfs",
    "PRAGMA version",
    "SET memory_limit = '1TB'",
    "SELECT 1; DROP VIEW events",
    "DROP VIEW events",
    "CREATE TABLE x AS SELECT 1",
    "EXPLAIN SELECT 1",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM 'https://example.org/a.parquet'",
    "",
]


@pytest.mark.parametrize("query", FORBIDDEN)
def test_sql_can_neither_write_nor_reach_outside(examples: Store, query: str) -> None:
    with pytest.raises(DragomanError):
        sandbox.sql(examples, query)


def test_sql_cannot_copy_over_the_record(examples: Store) -> None:
    file = next(Path(examples.place, "events").rglob("*.parquet"))
    before = file.read_bytes()
    with pytest.raises(DragomanError):
        sandbox.sql(examples, f"COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)")
    with pytest.raises(DragomanError):
        sandbox.sql(examples, f"SELECT * FROM read_parquet('{file}')")
    assert file.read_bytes() == before


def test_sql_ends_in_time(examples: Store) -> None:
    started = time.monotonic()
    with pytest.raises(DragomanError, match="more than"):
        sandbox.sql(examples, "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b", seconds=0.5)
    assert time.monotonic() - started < 20


def test_sql_answers(examples: Store) -> None:
    query = "WITH c AS (SELECT type, count(*) AS n FROM events GROUP BY type) SELECT sum(n) AS n FROM c"
    assert sandbox.sql(examples, query).to_pylist() == [{"n": len(list(Questions(examples.place).events()))}]


def test_search_finds_words_phrases_and_what_is_misspelt(copied: Callable[[], Store]) -> None:
    index = Index(copied())
    assert any("joint patrols" in r["text"] for r in index.search('"joint patrols"'))
    assert not index.search('"patrols joint"')
    assert index.search("patrols", fuzzy=True)
    assert {r["kind"] for r in index.search("speaker:Kamikawa")} == {"quote"}
    assert index.catch_up() == 0


def test_a_correction_stands_beside_the_machines_word_and_can_be_taken_back(copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    first, _ = corrections.correct(store, event, [("type", "ACCUSE"), ("target", "FRA")], who="me", why="misread")
    now = Questions(store.place).event(event)
    assert (now["type"], now["quad"], now["target_country"]) == ("ACCUSE", 3, ["FRA"])
    assert {r["type"] for r in now["reports_of_it"]} == {"COERCE"}
    assert list(Questions(store.place).events(country="FRA", type="ACCUSE", text="drivers"))
    assert Questions(store.place, prefer="machine").event(event)["type"] == "COERCE"
    corrections.revert(store, first)
    assert Questions(store.place).event(event)["type"] == "COERCE"
    assert {c["field"] for c in corrections.listed(store) if c["in_force"]} == {"target"}


def test_events_are_dropped_merged_and_split_by_hand(copied: Callable[[], Store]) -> None:
    store = copied()
    asked = Questions(store.place)
    total = len(list(asked.events()))
    arrest = next(iter(asked.events(type="COERCE")))
    release = next(iter(asked.events(type="RETREAT")))
    corrections.correct(store, release["id"], [("drop", "true")])
    assert len(list(Questions(store.place).events())) == total - 1
    corrections.correct(store, arrest["id"], [("split", "all")])
    assert len(list(Questions(store.place).events())) == total
    other = copied()
    corrections.correct(other, release["id"], [("merge", arrest["id"])])
    merged = Questions(other.place)
    assert merged.event(arrest["id"])["reports"] == arrest["reports"] + release["reports"]
    assert merged.resolve(release["id"]) == arrest["id"]


def test_a_split_part_is_corrected_by_itself_and_merges_follow_each_other(copied: Callable[[], Store]) -> None:
    store = copied()
    asked = Questions(store.place)
    shelling = next(iter(asked.events(type="ASSAULT", min_reports=3)))
    reports = [r["id"] for r in asked.event(shelling["id"])["reports_of_it"]]
    corrections.correct(store, shelling["id"], [("split", reports[0])])
    corrections.correct(store, shelling["id"], [("split", reports[1])])
    corrections.correct(store, reports[1], [("modality", "conditional"), ("place", "Goris"), ("date", "2024")])
    now = Questions(store.place)
    sizes = {e["id"]: e["reports"] for e in now.events() if e["id"] in reports}
    assert sizes == {reports[0]: 1, reports[1]: 1, reports[2]: len(reports) - 2}
    part = now.event(reports[1])
    assert (part["modality"], part["place_name"], part["day"]) == ("conditional", "Goris", None)
    assert now.event(reports[0])["modality"] != "conditional"
    one, two, three = [e["id"] for e in asked.events() if e["reports"] == 1][:3]
    corrections.correct(store, one, [("merge", two)])
    corrections.correct(store, two, [("merge", three)])
    merged = Questions(store.place)
    assert merged.resolve(one) == merged.resolve(two) == merged.resolve(three)
    assert merged.event(three)["reports"] == 3


def test_a_corrected_side_is_an_actor_of_the_register_where_there_is_one(copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    corrections.correct(store, event, [("source", "Kenya; NATO; Jane Doe")], who="me")
    now = Questions(store.place).event(event)
    assert now["source"] == ["state:KEN", "org:nato", "name:Jane Doe"]
    assert now["source_name"][0] == "Kenya"
    assert now["source_country"] == ["KEN", "IGO", "---"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--target", "Narnia"], "--target Narnia: neither the register nor the gazetteer knows it"),
        (["--target", "Narnia"], "stored as name:Narnia, without country and sector"),
        (["--source", "Kenia; Jane Doe"], "--source Kenia: neither"),
        (["--source", "Kenia; Jane Doe"], "did you mean Kenya"),
        (["--source", "Kenia; Jane Doe"], "--source Jane Doe: neither"),
        (["--place", "Narnia"], "--place Narnia: the gazetteer does not know it; stored as Narnia"),
        (["--place", "Nairobbi"], "did you mean Nairobi"),
    ],
)  # fmt: skip
def test_a_correction_that_names_nobody_known_is_kept_with_a_warning(
    copied: Callable[[], Store], words: list[str], told: str
) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    done = CliRunner().invoke(main, ["correct", event, "--record", store.place, *words])
    assert done.exit_code == 0
    assert done.stdout.startswith("correction:")
    assert told in done.stderr
    assert all(line.startswith("dragoman: --") for line in done.stderr.splitlines())
    held = Questions(store.place).event(event)
    assert words[1].split("; ") in (held["source_name"], held["target_name"], [held["place_name"]])


def test_a_correction_that_names_what_is_known_is_silent(copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    words = ["--source", "Kenya; org:nato", "--target", "FRA", "--place", "Kyoto"]
    done = CliRunner().invoke(main, ["correct", event, "--record", store.place, *words])
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_correction_on_the_command_line_survives_re_coding_and_reverts(copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    run = CliRunner().invoke
    words = ["correct", event, "--record", store.place, "--type", "ACCUSE", "--mode", "allege", "--who", "me"]
    made = run(main, words).output.split()[-1]
    listed = [json.loads(x) for x in run(main, ["events", "--record", store.place, "--json"]).output.splitlines()]
    assert next(x["type"] for x in listed if x["id"] == event) == "ACCUSE"
    own = Path(store.place).with_name("own.yaml")
    shipped = Path(codebook.__file__).with_name("plover.yaml").read_text("utf-8")
    own.write_text(shipped.replace("version: ", "version: own-", 1), "utf-8")
    assert (
        ingested(store.place, ARCHIVE, knowledge=load_knowledge(given={"codebook": own})).table("articles").num_rows
        == 13
    )
    assert Questions(store.place).event(event)["type"] == "ACCUSE"
    for correction in corrections.listed(store):
        run(main, ["correct", "--record", store.place, "--revert", correction["id"]])
    assert made in {c["id"] for c in corrections.listed(store)}
    assert Questions(store.place).event(event)["type"] == "COERCE"
    assert "is expected" in run(main, ["correct", event, "--record", store.place, "--mode", "nonsense"]).output
    assert "the same event" in run(main, ["correct", event, "--record", store.place, "--merge", event]).output


def test_a_wrong_correction_says_what_is_right(examples: Store) -> None:
    for field, value in (("type", "NONSENSE"), ("date", "soon"), ("modality", "maybe")):
        with pytest.raises(DragomanError, match="is expected"):
            corrections.correct(examples, "event:x", [(field, value)])


def test_open_record_gives_arrow_pandas_polars_and_lazily(examples: Store) -> None:
    found = dragoman.open_record(examples.place).events(country="KEN")
    size = found.arrow().num_rows
    assert size == len(found.pandas()) == found.polars().height == found.lazy().count("*").fetchone()[0]


@pytest.mark.parametrize(
    "line",
    [
        "events --limit 3",
        "quotes --speaker Kamikawa",
        "stories --min-articles 2",
        "agenda --since 2024-02-01 --until 2024-12-31",
        "discrepancies --kind number",
        "panel --by month --zeros",
        "dyad KEN TZA --by week",
        "sql 'SELECT type FROM events'",
        "search patrols",
    ],
)
def test_every_question_answers_as_table_csv_json_and_parquet(examples: Store, tmp_path: Path, line: str) -> None:
    import csv
    import io

    import pyarrow.parquet as pq

    words = [*shlex.split(line), "--record", examples.place]
    run = CliRunner().invoke
    assert run(main, words).output.strip()
    rows = [json.loads(r) for r in run(main, [*words, "--json"]).output.splitlines()]
    assert rows
    assert not {"recorded_from", "run"} & rows[0].keys()
    assert len(list(csv.DictReader(io.StringIO(run(main, [*words, "--csv"]).output)))) == len(rows)
    file = tmp_path / "answer.parquet"
    assert run(main, [*words, "--parquet", str(file)]).exit_code == 0
    answer = pq.read_table(file)
    assert answer.num_rows == len(rows)
    assert {str(f.type) for f in answer.schema if f.name in {"day", "published", "later_day"}} <= {"date32[day]"}


FILTERS = {
    "--actor Kamikawa": lambda e: "Yoko Kamikawa" in e["source_name"] + e["target_name"],
    "--country ken": lambda e: "KEN" in e["source_country"] + e["target_country"],
    "--dyad KEN TZA": lambda e: {"KEN", "TZA"} <= {*e["source_country"], *e["target_country"]},
    "--type coerce": lambda e: e["type"] == "COERCE",
    "--quad 4": lambda e: e["quad"] == 4,
    "--mode visit": lambda e: "visit" in e["mode"],
    "--context diplomatic": lambda e: "diplomatic" in e["contexts"],
    "--modality planned": lambda e: e["modality"] == "planned",
    "--place Kyoto": lambda e: e["place_name"] == "Kyoto",
    "--place JPN": lambda e: e["place_country"] == "JPN",
    "--since 2024-05": lambda e: e["day"] >= "2024-05-01",
    "--until 2024-03": lambda e: e["day"] <= "2024-03-31",
    "--outlet 'Harbour Times'": lambda e: e["outlet"] == "Harbour Times",
    "--text drivers": lambda e: "drivers" in e["sentence"],
    "--min-reports 2": lambda e: e["reports"] >= 2,
    "--min-outlets 2": lambda e: e["outlets"] >= 2,
}


def test_every_filter_of_the_command_gives_those_events_and_no_others(examples: Store) -> None:
    every = list(Questions(examples.place).events())
    for words, wanted in FILTERS.items():
        asked = ["events", *shlex.split(words), "--json", "--record", examples.place]
        found = [json.loads(x)["id"] for x in CliRunner().invoke(main, asked).output.splitlines()]
        assert 0 < len(found) < len(every), words
        assert found == [e["id"] for e in every if wanted(e)], words


@pytest.mark.parametrize(
    "words",
    ["events --type FOO", "events --mode x", "events --modality maybe", "events --context x", "events --country Kenya",
     "events --since soon", "dyad Kenya TZA", "quotes --country Kenya", "agenda --until soon"],
)  # fmt: skip
def test_a_filter_that_nothing_can_pass_says_what_is_expected(examples: Store, words: str) -> None:
    done = CliRunner().invoke(main, [*words.split(), "--record", examples.place])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.output.startswith("dragoman: ")
    assert "is expected" in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("events --country XYZ", "--country XYZ: no country has this code"),
        ("events --country Kenia", "(nearest: KEN"),
        ("events --country uk", "(nearest: GBR"),
        ("events --dyad KEN TZB", "as KEN (nearest: TZA"),
        ("quotes --country XYZ", "--country XYZ: no country has this code"),
        ("dyad KEN XYZ", "XYZ: no country has this code"),
        ("events --type SUPORT", "did you mean SUPPORT?"),
        ("events --mode visitt", "did you mean visit?"),
        ("events --context diplomacy", "did you mean diplomatic?"),
        ("events --modality planed", "did you mean planned?"),
        ("events --since 2024-06 --until 2024-05", "--since 2024-06 --until 2024-05: the first day is after the last"),
        ("quotes --since 2025 --until 2024-12-31", "the first day is after the last"),
        ("agenda --since 2025 --until 2024", "the first day is after the last"),
        ("dyad KEN TZA --since 2025 --until 2024", "the first day is after the last"),
        ("panel --since 2025 --until 2024", "the first day is after the last"),
    ],
)  # fmt: skip
def test_what_nothing_can_have_is_named_with_the_nearest_that_is_known(examples: Store, words: str, told: str) -> None:
    done = CliRunner().invoke(main, [*words.split(), "--record", examples.place])
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert "is expected" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda q: q.events(country="XYZ"), "country XYZ"),
        (lambda q: q.events(dyad=("KEN", "XYZ")), "dyad XYZ"),
        (lambda q: q.events(dyad="KEN"), "dyad KEN"),
        (lambda q: q.events(type="SUPORT"), "type SUPORT"),
        (lambda q: q.events(Filters(type="SUPORT")), "type SUPORT"),
        (lambda q: q.events(quad=5), "quad 5"),
        (lambda q: q.events(since="soon"), "since soon"),
        (lambda q: q.events(since="2025", until="2024"), "since 2025"),
        (lambda q: q.quotes(country="XYZ"), "country XYZ"),
        (lambda q: q.quotes(kind="indirekt"), "kind indirekt"),
        (lambda q: q.quotes(since="2025", until="2024"), "since 2025"),
        (lambda q: q.agenda(since="2025", until="2024"), "since 2025"),
        (lambda q: series.dyad(q.connection, "KEN", "XYZ"), "XYZ"),
        (lambda q: series.dyad(q.connection, "KEN", "TZA", since="2025", until="2024"), "since 2025"),
        (lambda q: series.panel(q.connection, until="soon"), "until soon"),
    ],
)
def test_python_says_so_too_before_anything_is_read(
    questions: Questions, ask: Callable[..., object], wrong: str
) -> None:
    with pytest.raises(DragomanError, match=f"{wrong}.*is expected"):
        ask(questions)


def test_python_takes_a_month_or_a_year_as_the_command_does(questions: Questions) -> None:
    may = {r["id"] for r in questions.events(since="2024-05", until="2024-05")}
    assert may
    assert may == {r["id"] for r in questions.events(since="2024-05-01", until="2024-05-31")}
    assert len(series.dyad(questions.connection, "ken", "tza", "week", until="2024-05")) == 2


def test_a_word_that_only_the_rows_have_is_found(examples: Store, copied: Callable[[], Store]) -> None:
    store = copied()
    event = next(iter(Questions(store.place).events(type="COERCE")))["id"]
    questions = Questions(store.place)
    questions.connection.execute(
        "CREATE TEMP TABLE own AS SELECT * REPLACE ('PRAISE' AS type, ['XNA'] AS source_country) FROM events"
        " WHERE id = ?",
        [event],
    )
    questions.connection.execute("CREATE OR REPLACE TEMP VIEW events AS SELECT * FROM own")
    assert [r["id"] for r in questions.events(type="praise", country="xna")] == [event]


@pytest.mark.parametrize("ending", ["svg", "png", "html"])
def test_a_dyad_is_drawn(examples: Store, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"plot.{ending}"
    words = ["dyad", "KEN", "TZA", "--record", examples.place, "--plot", str(file)]
    assert CliRunner().invoke(main, words).exit_code == 0
    marks = {"svg": b"<svg", "png": b"\x89PNG", "html": b"<html"}
    assert marks[ending] in file.read_bytes()[:3000]
