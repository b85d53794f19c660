"""`evaluate` reads each kind of gold, tells it by its content, and says what it takes where it is another."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.main import main
from dragoman.errors import BadKnowledge
from dragoman.evaluate import gold as kinds
from dragoman.evaluate.gold import Readers, measure
from dragoman.evaluate.tokens import joined

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module")
def figures(coder):
    readers = Readers(coder=coder)

    @cache
    def run(name, limit=None):
        return {f.name: f for f in measure(GOLD / name, readers, limit=limit)}

    return run


def test_places_are_found_and_near(figures):
    got = figures("places.xml")
    assert got["places: found"].value == pytest.approx(5 / 6)
    assert got["places: precision"].value == 1.0
    assert got["places: within 161 km of those found"].value == 1.0
    assert got["places: found of Literal"].value == pytest.approx(2 / 3)
    assert got["places: precision of demonym"].cases == 1
    assert figures("geovirus.xml")["places: found"].value == 1.0


def test_times_are_matched_by_span_and_value(figures):
    got = figures("times")
    assert got["times: relaxed F1"].cases == 4
    assert got["times: value F1 of DATE"].value == pytest.approx(0.8)
    assert got["times: value F1 of DURATION"].value == 1.0


def test_attributions_are_matched_and_their_sources_judged(figures):
    got = figures("polnear")
    assert got["attributions: content F1"].value == 1.0
    assert got["attributions: source right on matched"].value == 1.0
    assert got["attributions: content F1"].cases == 3
    assert {got[f"attributions: content F1 of {k}"].cases for k in ("direct", "mixed", "indirect")} == {1}


def test_spans_share_tokens(figures):
    got = figures("spans.txt")
    assert got["sentences without an event"].value == 0.25
    assert got["source and target spans: token F1, all events"].cases == 16
    assert got["spans in either role: token F1, best event"].value > 0.6
    alone = figures("spans.txt", limit=1)
    assert alone["source spans: token F1, all events"].value == 1.0
    assert alone["source and target spans: token F1, all events"].value > 0.8


def test_a_reciprocal_actor_is_right_in_either_role(coder):
    from dragoman.evaluate import spans

    peru = spans.documents(GOLD / "spans.txt")[1]
    assert peru.text == "Peru and Chile held talks in Lima on Nov. 2."
    counts = spans.count(peru, coder)
    assert counts["all events wanted"] == counts["all events hit"] == 2
    assert counts["all events right"] == counts["all events said"]


def test_quad_classes_are_those_of_the_surest_event(figures):
    got = figures("quad.tsv")
    assert got["quad class of the surest event: accuracy"].value == 1.0
    assert got["F1 of quad class 0"].cases == 1


def test_articles_are_judged_in_all_their_parts(figures):
    got = figures("articles")
    assert got["events: who F1"].value == 1.0
    assert got["events: who F1"].cases == 2
    assert got["direct quotes F1"].value == got["speakers right"].value == 1.0
    assert 0 < got["confidence of events: expected calibration error"].value < 0.6


def test_packed_gold_is_the_same_gold(figures, coder, tmp_path):
    packed = tmp_path / "places.xml.gz"
    packed.write_bytes(gzip.compress((GOLD / "places.xml").read_bytes()))
    with tarfile.open(tmp_path / "times.tar.gz", "w:gz") as tar:
        tar.add(GOLD / "times/talks.tml", "times/talks.tml")
    readers = Readers(coder=coder)
    assert measure(packed, readers) == list(figures("places.xml").values())
    assert measure(tmp_path / "times.tar.gz", readers) == list(figures("times").values())


def test_annotations_one_a_line_are_those_of_a_folder(figures, coder, tmp_path):
    lines = tmp_path / "gold.jsonl"
    lines.write_text(json.dumps(json.loads((GOLD / "articles/border.json").read_text("utf-8"))) + "\n", "utf-8")
    readers, folder = Readers(coder=coder), list(figures("articles").values())
    assert measure(lines, readers, GOLD / "articles-text") == folder
    assert measure(lines, readers, GOLD / "articles-text/border.json") == folder


def test_several_kinds_in_one_command():
    line = ["evaluate", str(GOLD / "spans.txt"), str(GOLD / "quad.tsv"), str(GOLD / "marked.tsv"), "--limit", "1"]
    run = CliRunner().invoke(main, [*line, "--csv"])
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert [r["cases"] for r in rows if r["name"] in ("type accuracy", "sentences without an event")] == ["1", "1"]
    assert {Path(r["gold"]).name for r in rows} == {"spans.txt", "quad.tsv", "marked.tsv"}
    assert all(float(r["low"]) <= float(r["value"]) <= float(r["high"]) for r in rows)
    table = CliRunner().invoke(main, line).stdout.splitlines()
    assert table[0].split("\t") == ["gold", "metric", "value", "95 %", "cases"]
    assert len(table) == len(rows) + 1


def test_stopped_it_keeps_what_was_measured(tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("Kenya B-S\nattacked O\nSudan B-T\n. O\n\n" * 50_000)
    line = [sys.executable, "-m", "dragoman.cli.main", "evaluate", str(GOLD / "spans.txt"), str(long), "--json"]
    run = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    first = run.stdout.readline()
    run.send_signal(signal.SIGINT)
    rest, said = run.communicate(timeout=120)
    assert run.returncode == 130
    assert json.loads(first)["gold"].endswith("spans.txt")
    assert "long.txt" not in rest
    assert "stopped" in said


@pytest.mark.parametrize(
    "content", ["", "just a text\n", "id\ttype\n1\tAID\n", "sentence\t7\n", '{"text": "no gold"}\n']
)
def test_what_is_no_gold_is_told_with_what_is(tmp_path, content):
    path = tmp_path / "x.txt"
    path.write_text(content)
    with pytest.raises(BadKnowledge, match=r"accepted are .*PolNeAR.*GeoWebNews.*quad class.*marked_sentence"):
        kinds.kind_of(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xml", "<articles><article>", "no XML"),
        ("y.txt", "Kenya B-S\nsaid O\n" * 9000 + "no B-X\n", "sentence 1"),
        ("z.tsv", "It rained.\t0\n" * 9000 + "no class\n", "line 9001"),
        ("w.tsv", "marked_sentence\ttype\n<s>A</s> met <t>B</t>\tNOTHING\n", "NOTHING is no type"),
    ],
)
def test_a_fault_in_the_gold_is_named(tmp_path, coder, name, content, said):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(BadKnowledge, match=said):
        measure(path, Readers(coder=coder))


@pytest.mark.parametrize(
    "text",
    [
        "Norway’s minister (the U.S.-backed one) paid $2,000.",
        "On Nov. 2, at 5 a.m., it left; 3.5% stayed.",
        "He said \"no\" and 'yes', she didn’t.",
        "The workers' party met José Díaz and/or “others”…",
    ],
)
def test_tokens_come_together_as_they_were_written(text):
    import re

    tokens = re.findall(r"U\.S\.|[A-Za-z0-9]+|[^\w\s]|[^\W\d_]", text)
    made, spans = joined(tokens)
    assert made == text
    assert [made[a:b] for a, b in spans] == tokens
