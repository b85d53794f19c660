"""Exports: column for column what others publish, read back by real readers; imports and comparison."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
import yaml
from click.testing import CliRunner

from dragoman.archive.query.query import Questions
from dragoman.archive.storage.store import Store
from dragoman.cli.main import main
from dragoman.interchange.comparison import compare
from dragoman.interchange.write import event_formats
from dragoman.interchange.write.formats import WRITERS, meanings
from dragoman.knowledge import load_knowledge
from dragoman.train.samples import read_samples

ARCHIVE = Path(__file__).parents[2] / "examples" / "archive"
SHARED = Path(__file__).parents[2].parent / "shared"
SCHEMAS = {"polecat": "polecat", "icews": "icews", "gdelt": "gdelt2_events", "gdelt-mentions": "gdelt2_mentions"}
SCHEMAS |= {"phoenix": "phoenix"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Store:
    from dragoman.archive.ingest.ingest import Ingest

    store = Store(tmp_path_factory.mktemp("exports") / "record", create=True)
    Ingest(store, [str(ARCHIVE)], keep_text=True).run()
    return store


@pytest.fixture(scope="module")
def corrected(record: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The record with an arrest said to be of France, which no article of it names with Tanzania."""
    from dragoman.archive import corrections

    place = tmp_path_factory.mktemp("corrected") / "record"
    shutil.copytree(record.place, place)
    (arrest,) = Questions(place).events(type="COERCE", mode="arrest")
    corrections.correct(Store(place), arrest["id"], [("target", "FRA")], who="me")
    return Store(place)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A record of sentences with quotation marks, tabs, line breaks, other alphabets, and one of 3,000 letters."""
    from dragoman.archive.ingest.ingest import Ingest

    folder = tmp_path_factory.mktemp("odd")
    tail = " and promised" + " very" * 600 + " much."
    texts = [
        'Peru "condemned"\tChile on Monday over the "Łódź\n affair".',
        "China met Russia in Moscow on Tuesday." + " Peru met Chile in Lima" + tail,
        'Kenya met Tanzania on Tuesday; the "road map" stands.',
    ]
    rows = [{"text": t, "published": "2024-03-06", "outlet": 'The "Day"', "id": f"o{i}"} for i, t in enumerate(texts)]
    (folder / "odd.jsonl").write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    store = Store(folder / "record", create=True)
    Ingest(store, [str(folder / "odd.jsonl")]).run()
    return store


def exported(record: Store, folder: Path, name: str) -> Path:
    file = folder / f"out.{name}"
    words = ["export", "--record", record.place, "--format", name, "--out", str(file)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in folder.iterdir()) == [file.name, f"{file.name}.dictionary.md"]
    return file


@pytest.mark.parametrize("name", [n for n in WRITERS if n != "ftm"])
def test_every_format_has_a_dictionary_of_its_columns(record: Store, tmp_path: Path, name: str) -> None:
    file = exported(record, tmp_path, name)
    told = Path(f"{file}.dictionary.md").read_text("utf-8")
    assert all(f"| `{column}` |" in told for column in meanings(name))


@pytest.mark.shared
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_event_formats_have_their_columns(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    known = json.loads((SHARED / "schemas" / "schemas.json").read_text("utf-8"))[SCHEMAS[name]]
    assert [c for c, _, _ in event_formats.event_formats()[name].columns] == known


@pytest.mark.parametrize(
    ("name", "width"), [("polecat", 40), ("icews", 20), ("gdelt", 61), ("gdelt-mentions", 16), ("phoenix", 26)]
)
def test_the_event_formats_read_as_tables_of_text(record: Store, tmp_path: Path, name: str, width: int) -> None:
    file = exported(record, tmp_path, name)
    header = 0 if event_formats.event_formats()[name].header else None
    frame = pd.read_csv(file, sep="\t", header=header, dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
    assert frame.shape[1] == width
    assert len(frame)


def test_icews_rows_hold_what_their_columns_say(record: Store, tmp_path: Path) -> None:
    frame = pd.read_csv(exported(record, tmp_path, "icews"), sep="\t", dtype=str, keep_default_na=False)
    codes = load_knowledge().goldstein
    arrest = frame[frame["CAMEO Code"] == "173"].iloc[0]
    assert (arrest["Source Country"], arrest["Target Country"]) == ("Tanzania", "Kenya")
    assert arrest["Event Date"] == "2024-05-06"
    assert all(
        codes[c][0] == n and float(codes[c][1]) == float(i)
        for c, n, i in zip(frame["CAMEO Code"], frame["Event Text"], frame["Intensity"], strict=True)
    )
    assert frame["Event ID"].is_unique


def test_gdelt_events_and_mentions_belong_together(record: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    names = [c for c, _, _ in event_formats.event_formats()["gdelt"].columns]
    events = pl.read_csv(
        exported(record, tmp_path / "a", "gdelt"),
        separator="\t",
        has_header=False,
        new_columns=names,
        infer_schema=False,
    )
    mentions = pl.read_csv(
        exported(record, tmp_path / "b", "gdelt-mentions"), separator="\t", has_header=False, infer_schema=False
    )
    assert set(mentions.to_series(0)) == set(events["GLOBALEVENTID"])
    assert set(events["QuadClass"]) <= {"1", "2", "3", "4"}
    assert all(code.startswith(root) for code, root in zip(events["EventCode"], events["EventRootCode"], strict=True))
    assert set(events["SQLDATE"].str.len_chars()) == {8}


def test_planned_acts_fold_and_denied_ones_stay_out(record: Store, tmp_path: Path) -> None:
    frame = pd.read_csv(exported(record, tmp_path, "polecat"), sep="\t", dtype=str, keep_default_na=False)
    kinds = dict(zip(frame["Event ID"], frame["Event Type"], strict=True))
    codebook = load_knowledge().codebook
    for event in Questions(record.place).events():
        if event["modality"] in {"denied", "conditional"}:
            assert event["id"] not in kinds
        elif event["modality"] == "planned":
            assert kinds[event["id"]] == codebook.types[event["type"]].planned
        elif not event["historical"]:
            assert kinds[event["id"]] == event["type"]


def test_stata_reads_what_r_reads(record: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    stata, meta = pyreadstat.read_dta(exported(record, tmp_path / "a", "dta"))
    table = pd.read_csv(exported(record, tmp_path / "b", "csv"), dtype=str, keep_default_na=False)
    assert len(stata) == len(table) == len(list(Questions(record.place).events()))
    assert list(stata["cameo"]) == list(table["cameo"])
    assert meta.column_names_to_labels["quad_class"].startswith("1 verbal cooperation")
    assert [str(d) for d in stata["day"]] == list(table["day"])


def test_parquet_and_json_lines_hold_every_event(record: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    frame = pl.read_parquet(exported(record, tmp_path / "a", "parquet"))
    lines = [json.loads(x) for x in exported(record, tmp_path / "b", "jsonl").read_text("utf-8").splitlines()]
    assert frame["id"].to_list() == [x["id"] for x in lines]


def test_days_in_parquet_are_dates_to_every_reader(record: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    file = exported(record, tmp_path / "a", "parquet")
    lines = [json.loads(x) for x in exported(record, tmp_path / "b", "jsonl").read_text("utf-8").splitlines()]
    days = {"day", "date_from", "date_to", "published", "first_published", "last_published"}
    schema = pq.read_schema(file)
    assert {n for n in schema.names if schema.field(n).type == pa.date32()} == days
    assert schema.field("date").type == pa.string()
    frame, other = pl.read_parquet(file), pd.read_parquet(file, dtype_backend="pyarrow")
    for name in days:
        assert frame.schema[name] == pl.Date
        assert [d and d.isoformat() for d in frame[name]] == [x[name] for x in lines]
        assert [None if pd.isna(d) else d.isoformat() for d in other[name]] == [x[name] for x in lines]
    assert (other["last_published"] - other["first_published"]).max() >= pd.Timedelta(0)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_of_dyads(record: Store, tmp_path: Path, name: str, read: object) -> None:
    graph = read(exported(record, tmp_path, name))  # type: ignore[operator]
    edge = graph.edges["TZA", "KEN"]
    assert float(edge["weight"]) >= 2
    assert graph.nodes["KEN"]["label"] == "KEN"


def test_gold_has_each_article_under_its_own_id(record: Store, tmp_path: Path) -> None:
    lines = [json.loads(x) for x in exported(record, tmp_path, "gold").read_text("utf-8").splitlines()]
    assert len(lines) == 13
    border = next(x for x in lines if x["id"] == "border-1")
    assert ("COERCE", ["TZA"], ["KEN"]) in [(e["type"], e["source"], e["target"]) for e in border["events"]]


def test_the_same_record_gives_the_same_bytes(record: Store, tmp_path: Path) -> None:
    for name in (n for n in WRITERS if n != "ftm"):
        once, twice = tmp_path / f"{name}-1", tmp_path / f"{name}-2"
        once.mkdir()
        twice.mkdir()
        assert exported(record, once, name).read_bytes() == exported(record, twice, name).read_bytes()


def test_a_polecat_export_brought_in_again_compares_equal(record: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    file = exported(record, tmp_path / "out", "polecat")
    other = tmp_path / "other"
    done = CliRunner().invoke(main, ["import", "polecat", str(file), "--record", str(other)])
    assert "0 refused" in done.output
    for row in compare(record.place, f"{other}@polecat"):
        assert row["events_a"] == row["events_b"]
        assert row["shared"] == 1.0
        assert row["correlation"] in (None, 1.0)  # none where all cells of a type have as many events
    assert CliRunner().invoke(main, ["record", "check", "--record", str(other)]).exit_code == 0


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt"])
def test_an_export_brought_in_again_makes_a_sound_record(record: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    file, other = exported(record, tmp_path / "out", name), str(tmp_path / "other")
    for _ in range(2):
        done = CliRunner().invoke(main, ["import", name, str(file), "--record", other])
        assert "0 refused" in done.output
        checked = CliRunner().invoke(main, ["record", "check", "--record", other])
        assert checked.exit_code == 0, checked.output


def test_an_icews_story_of_days_far_apart_is_an_article_for_each(tmp_path: Path) -> None:
    names = [c for c, _, _ in event_formats.event_formats()["icews"].columns]
    days = ("2024-02-09", "2023-01-01", "2024-02-09")
    told = {"Source Name": "Japan", "Source Country": "Japan", "Target Name": "India", "Target Country": "India"}
    held = [{**told, "Event ID": str(n), "Event Date": day, "CAMEO Code": "042"} for n, day in enumerate(days)]
    lines = [names, *([row.get(n, "7" if n == "Story ID" else "") for n in names] for row in held)]
    (tmp_path / "rows.tab").write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")
    other = str(tmp_path / "other")
    assert CliRunner().invoke(main, ["import", "icews", str(tmp_path / "rows.tab"), "--record", other]).exit_code == 0
    assert sorted(r["published"] for r in Store(other).table("articles").to_pylist()) == ["2023-01-01", "2024-02-09"]
    assert len(list(Questions(other).events())) == 3
    assert CliRunner().invoke(main, ["record", "check", "--record", other]).exit_code == 0


@pytest.mark.shared
def test_real_icews_rows_come_in(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    file = SHARED / "gold/formats/icews/events.2018.sample.tab"
    store = tmp_path / "icews"
    done = CliRunner().invoke(main, ["import", "icews", str(file), "--record", str(store)])
    assert done.exit_code == 0
    held = Store(store)
    refused = held.table("quarantine").to_pylist()
    assert held.table("reports").num_rows + len(refused) == 3705
    assert all("statements are none" in r["reason"] for r in refused)


def test_every_cameo_code_of_the_codebook_has_a_name_and_a_score() -> None:
    known = load_knowledge().goldstein
    codebook = load_knowledge().codebook
    used = {t.cameo for t in codebook.types.values()} | {
        m.cameo for t in codebook.types.values() for m in t.modes.values()
    }
    assert used | set(codebook.codes) <= set(known)
    assert all(-10 <= score <= 10 and name != code for code, (name, score) in known.items())


def test_columns_are_sql_and_meaning() -> None:
    held = yaml.safe_load(event_formats.HERE.read_text("utf-8"))
    assert all(len(c) == 3 and all(c) for kind in held.values() for c in kind["columns"])


def test_followthemoney_entities_pass_their_own_package(corrected: Store, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="the extra dragoman[ftm] is not installed").model
    lines = [json.loads(x) for x in exported(corrected, tmp_path, "ftm").read_text("utf-8").splitlines()]
    schemata = {x["id"]: x["schema"] for x in lines}
    assert len(schemata) == len(lines)
    for line in lines:
        proxy = model.get_proxy(line)
        proxy.schema.validate(line)
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop.name, value)
            if prop.type.name == "entity":
                assert model.get(schemata[value]).is_a(prop.range), (line["id"], prop.name)
    arrest = next(x for x in lines if x["properties"]["name"][0].startswith("COERCE"))
    assert set(arrest["properties"]["involved"]) == {"state.FRA", "group.tza.tza-police"}


def test_corrected_events_go_to_evaluate_and_to_training(record: Store, corrected: Store, tmp_path: Path) -> None:
    found = {}
    for name, store in (("before", record), ("after", corrected)):
        (tmp_path / name).mkdir()
        lines = [json.loads(x) for x in exported(store, tmp_path / name, "gold").read_text("utf-8").splitlines()]
        border = [x for x in lines if x["id"].startswith("border")]
        gold, texts = tmp_path / f"{name}-gold", tmp_path / f"{name}-gold-text"
        gold.mkdir()
        texts.mkdir()
        for x in border:
            (gold / f"{x['id']}.json").write_text(json.dumps(x), "utf-8")
            (texts / f"{x['id']}.json").write_text(json.dumps([{k: x[k] for k in ("text", "published")}]), "utf-8")
        done = CliRunner().invoke(main, ["evaluate", str(gold), "--json"])
        assert done.exit_code == 0, done.output
        figures = {f["name"]: f["value"] for f in map(json.loads, done.output.splitlines())}
        found[name] = figures["events: who F1"]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(x) + "\n" for x in border), "utf-8")
    assert found["after"] < found["before"]
    samples = list(read_samples(tmp_path / "before.jsonl"))
    assert "<s>Tanzanian police</s> arrested" in " ".join(s.sentence for s in samples)
    assert {s.type for s in samples} >= {"COERCE", "RETREAT"}
    assert len(list(read_samples(tmp_path / "after.jsonl"))) < len(samples)


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """A record whose articles share an id, tell an act twice, without its date too, and quote one word or nobody."""
    from dragoman.archive.ingest.ingest import Ingest

    shelled = "Azerbaijani forces shelled an Armenian border post."
    dated = "Azerbaijani forces shelled an Armenian border post on 3 March 2024."
    told = [
        ("a", f"{shelled} Armenia met Russia in Moscow on Tuesday. {dated} {shelled}"),
        ("a", "Azerbaijan denied on Monday that it had shelled an Armenian border post."),
        ("b", 'Kenya met the "envoys" of Tanzania. "The road will open soon," he said. "Then," said Mr Ruto, "we go."'),
        ("c", "Kenya and Tanzania agreed to reopen the border on 3 March 2024. Kenya agreed with Tanzania to do so."),
        ("d", ""),
    ]
    folder = tmp_path_factory.mktemp("awkward")
    lines = [json.dumps({"id": i, "text": text, "published": f"2024-03-0{4 + n}"}) for n, (i, text) in enumerate(told)]
    (folder / "articles.jsonl").write_text("\n".join(["no JSON", *lines]), "utf-8")
    store = Store(folder / "record", create=True)
    Ingest(store, [str(folder / "articles.jsonl")], keep_text=True).run()
    return store, folder / "articles.jsonl"


def figures_of(*words: Path | str) -> dict[str, float]:
    done = CliRunner().invoke(main, ["evaluate", *map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    found = {f["name"]: f["value"] for f in map(json.loads, done.output.splitlines())}
    return {name: value for name, value in found.items() if "error" not in name}


def test_a_record_agrees_with_its_own_gold(record: Store, awkward: tuple[Store, Path], tmp_path: Path) -> None:
    for n, (store, texts) in enumerate([(record, ARCHIVE), awkward]):
        (tmp_path / str(n)).mkdir()
        gold = exported(store, tmp_path / str(n), "gold")
        for words in ([gold], [gold, "--texts", gold], [gold, "--texts", texts]):
            figures = figures_of(*words)
            assert {"events: who F1", "events: date F1", "direct quotes F1", "speakers right"} <= figures.keys()
            assert set(figures.values()) == {1.0}, figures


def test_gold_has_what_each_article_says_and_what_was_corrected(record: Store, tmp_path: Path) -> None:
    from dragoman.archive import corrections

    place = tmp_path / "record"
    shutil.copytree(record.place, place)
    reports = record.table("reports").to_pylist()
    denied = next(r for r in reports if r["modality"] == "denied" and r["type"] == "ASSAULT")
    for name, said in (("machine", []), ("human", [("date", "2024-03-11")])):
        if said:
            event = Questions(place).resolve(denied["id"])
            corrections.correct(Store(place), str(event), said, who="me")
        (tmp_path / name).mkdir()
        lines = [json.loads(x) for x in exported(Store(place), tmp_path / name, "gold").read_text("utf-8").splitlines()]
        events = [e for x in lines for e in x["events"] if e["type"] == "ASSAULT" and e["source"] == ["AZE"]]
        assert {e["modality"] for e in events} >= {"denied", "actual"}
        assert ({e["date"] for e in events} == {"2024-03-11"}) is (name == "human")


RSCRIPT = """
a <- commandArgs(trailingOnly = TRUE)
d <- read.csv(a[1], colClasses = "character", fileEncoding = "UTF-8")
cat(nrow(d), ncol(d), paste(d$cameo, collapse = " "), "\\n")
for (name in a[2:4]) {
  t <- read.delim(name, header = grepl("icews", name), quote = "\\"", colClasses = "character")
  cat(nrow(t), ncol(t), "\\n")
}
"""
HAVEN = """
a <- commandArgs(trailingOnly = TRUE)
s <- haven::read_dta(a[1])
cat(nrow(s), ncol(s), paste(s$cameo, collapse = " "), class(s$day), max(nchar(s$sentence)), "\\n")
"""


@pytest.fixture
def r_lines(tmp_path: Path) -> Callable[..., list[list[str]]]:
    """Run an R script on files and give the words of each line it prints; skips the test where there is no R.

    `needs` names a package of R: where it is missing the test is skipped, and nothing is ever installed.
    """

    def run(script: str, *files: str, needs: str | None = None) -> list[list[str]]:
        if not (r := shutil.which("Rscript")):
            pytest.skip("R is not installed; pyreadstat and pandas read the same files in the test below")
        if needs:
            there = f"quit(status = as.integer(!requireNamespace('{needs}', quietly = TRUE)))"
            if subprocess.run([r, "-e", there], capture_output=True, check=False).returncode:
                pytest.skip(f"R has no package {needs}; pyreadstat and pandas read the same file in the test below")
        (tmp_path / "read.R").write_text(script, "utf-8")
        done = subprocess.run([r, str(tmp_path / "read.R"), *files], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [line.split() for line in done.stdout.splitlines()]

    return run


def test_r_reads_the_csv_and_the_older_formats_with_codes_as_text(
    odd: Store, tmp_path: Path, r_lines: Callable[..., list[list[str]]]
) -> None:
    names = ("csv", "icews", "gdelt", "phoenix")
    for name in names:
        (tmp_path / name).mkdir()
    first, *others = r_lines(RSCRIPT, *(str(exported(odd, tmp_path / n, n)) for n in names))
    events = list(Questions(odd.place).events())
    assert first[:2] == [str(len(events)), "55"]
    assert sorted(first[2:]) == sorted(e["cameo"] for e in events)
    assert "040" in first or "042" in first or "036" in first
    assert [c[1] for c in others] == ["20", "61", "26"]


def test_haven_reads_stata_with_codes_as_text_and_days_as_dates(
    odd: Store, tmp_path: Path, r_lines: Callable[..., list[list[str]]]
) -> None:
    events = list(Questions(odd.place).events())
    (found,) = r_lines(HAVEN, str(exported(odd, tmp_path, "dta")), needs="haven")
    assert found[:2] == [str(len(events)), "55"]
    assert sorted(found[2 : 2 + len(events)]) == sorted(e["cameo"] for e in events)
    assert found[-2:] == ["Date", str(max(len(e["sentence"]) for e in events))]


def test_odd_text_stays_in_its_cell(odd: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    stata, _ = pyreadstat.read_dta(exported(odd, tmp_path / "a", "dta"))
    file = exported(odd, tmp_path / "b", "csv")
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert len(file.read_text("utf-8").splitlines()) == len(table) + 1
    assert list(stata["sentence"]) == list(table["sentence"])
    assert max(len(s.encode()) for s in stata["sentence"]) > 2045
    assert list(stata["place_name"]) == list(table["place_name"])
    assert "nan" not in set(stata["place_name"])
    assert list(pd.read_stata(tmp_path / "a" / "out.dta")["cameo"]) == list(table["cameo"])


def test_numbers_of_pairs_are_unique_integers_that_r_holds(odd: Store, tmp_path: Path) -> None:
    names = [c for c, _, _ in event_formats.event_formats()["gdelt"].columns]
    frame = pd.read_csv(exported(odd, tmp_path, "gdelt"), sep="\t", names=names, dtype={"EventCode": str})
    assert frame["GLOBALEVENTID"].dtype == "int64"
    assert frame["GLOBALEVENTID"].is_unique
    assert frame["GLOBALEVENTID"].max() < 2**53
    assert frame["QuadClass"].isin([1, 2, 3, 4]).all()
    assert frame["GoldsteinScale"].between(-10, 10).all()
    assert frame["DATEADDED"].astype(str).str.fullmatch(r"\d{14}").all()
    assert set(frame["ActionGeo_Type"]) <= {0, 1, 2, 3, 4, 5}


@pytest.mark.shared
def test_cells_have_the_shapes_of_real_files(record: Store, tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    formats = SHARED / "gold/formats"
    real = pd.read_csv(formats / "icews/events.2018.sample.tab", sep="\t", dtype=str, quoting=csv.QUOTE_NONE)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    ours = pd.read_csv(exported(record, tmp_path / "a", "icews"), sep="\t", dtype=str, quoting=csv.QUOTE_NONE)
    for name in ("Source Sectors", "Target Sectors"):
        vocabulary = {s for cell in real[name].dropna() for s in cell.split(",")}
        assert {s for cell in ours[name].dropna() for s in cell.split(",")} <= vocabulary
    for name in ("Source Country", "Target Country", "Country"):
        assert set(ours[name].dropna()) <= set(real[name].dropna())
    for name in ("Event ID", "Event Date", "CAMEO Code", "Intensity", "Sentence Number", "Latitude", "Longitude"):
        assert shapes(ours[name]) <= shapes(real[name])
    mentions = pd.read_csv(formats / "gdelt/mentionssamp.csv", dtype=str)
    written = pd.read_csv(exported(record, tmp_path / "b", "gdelt-mentions"), sep="\t", dtype=str, header=None)
    uncoded = {"mentiondoctone", "mentiondoctranslationinfo", "mentionsourcename", "mentionidentifier"}
    for position, name in enumerate(mentions.columns):
        if name not in uncoded:
            assert shapes(written[position]) <= shapes(mentions[name]), name


def shapes(column: pd.Series) -> set[str]:
    """The shapes of cells: every run of digits is one 9."""
    return {re.sub(r"\d+", "9", cell) for cell in column.dropna()}


@pytest.mark.shared
def test_real_icews_rows_go_out_as_they_came_in(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    file = SHARED / "gold/formats/icews/events.2018.sample.tab"
    store = tmp_path / "icews"
    assert CliRunner().invoke(main, ["import", "icews", str(file), "--record", str(store)]).exit_code == 0
    (tmp_path / "out").mkdir()
    told = ["Event Date", "Source Name", "Source Country", "CAMEO Code", "Event Text", "Target Name", "Target Country"]
    kept = [
        Counter(pd.read_csv(f, sep="\t", dtype=str, quoting=csv.QUOTE_NONE)[told].fillna("").itertuples(index=False))
        for f in (exported(Store(store), tmp_path / "out", "icews"), file)
    ]
    assert kept[0] <= kept[1]
    assert kept[0].total() == 2897


def test_a_file_of_another_format_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "no.csv").write_text("a,b\n1,2\n", "utf-8")
    done = CliRunner().invoke(main, ["import", "gdelt", str(tmp_path / "no.csv"), "--record", str(tmp_path / "record")])
    assert done.exit_code == 1
    assert "61 are expected" in done.output
    assert not (tmp_path / "record").exists()
