"""Exports: column for column what others publish, read back by real readers; imports and comparison."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pandas as pd
import polars as pl
import pyreadstat
import pytest
import yaml
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.codebook.loader import load_codebook
from dragoman.export import classic, rows
from dragoman.export.comparison import compare
from dragoman.export.formats import WRITERS, meanings
from dragoman.record.query import Questions
from dragoman.record.store import Store

ARCHIVE = Path(__file__).parents[2] / "examples" / "archive"
SHARED = Path(__file__).parents[2].parent / "shared"
SCHEMAS = {"polecat": "polecat", "icews": "icews", "gdelt": "gdelt2_events", "gdelt-mentions": "gdelt2_mentions"}
SCHEMAS |= {"phoenix": "phoenix"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Store:
    from dragoman.record.ingest import Ingest

    store = Store(tmp_path_factory.mktemp("exports") / "record", create=True)
    Ingest(store, [str(ARCHIVE)]).run()
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
def test_the_classic_formats_have_their_columns(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    known = json.loads((SHARED / "schemas" / "schemas.json").read_text("utf-8"))[SCHEMAS[name]]
    assert [c for c, _, _ in classic.classics()[name].columns] == known


@pytest.mark.parametrize(
    ("name", "width"), [("polecat", 40), ("icews", 20), ("gdelt", 61), ("gdelt-mentions", 16), ("phoenix", 26)]
)
def test_the_classic_formats_read_as_tables_of_text(record: Store, tmp_path: Path, name: str, width: int) -> None:
    file = exported(record, tmp_path, name)
    header = 0 if classic.classics()[name].header else None
    frame = pd.read_csv(file, sep="\t", header=header, dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
    assert frame.shape[1] == width
    assert len(frame)


def test_icews_rows_hold_what_their_columns_say(record: Store, tmp_path: Path) -> None:
    frame = pd.read_csv(exported(record, tmp_path, "icews"), sep="\t", dtype=str, keep_default_na=False)
    codes = rows.parsed(rows.CAMEO)
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
    names = [c for c, _, _ in classic.classics()["gdelt"].columns]
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
    codebook = load_codebook()
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
    for name in (n for n in WRITERS if n not in {"ftm", "dta"}):
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
    assert CliRunner().invoke(main, ["record", "check", "--record", str(other)]).exit_code == 0


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
    known = rows.parsed(rows.CAMEO)
    codebook = load_codebook()
    used = {t.cameo for t in codebook.types.values()} | {
        m.cameo for t in codebook.types.values() for m in t.modes.values()
    }
    assert used | set(codebook.codes) <= set(known)
    assert all(-10 <= float(score) <= 10 and name != code for code, (name, score) in known.items())


def test_columns_are_sql_and_meaning() -> None:
    held = yaml.safe_load(classic.HERE.read_text("utf-8"))
    assert all(len(c) == 3 and all(c) for kind in held.values() for c in kind["columns"])


def test_followthemoney_entities_pass_their_own_package(record: Store, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney").model
    lines = [json.loads(x) for x in exported(record, tmp_path, "ftm").read_text("utf-8").splitlines()]
    for line in lines:
        assert model.get_proxy(line).schema.name == line["schema"]
    assert {line["schema"] for line in lines} >= {"Event", "PublicBody"}
