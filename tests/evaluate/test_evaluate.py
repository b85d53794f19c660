"""`evaluate` gives the figures that the annotation's own scorer gives, with intervals around them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.evaluate.bootstrap import Counts, f1, figure
from dragoman.evaluate.gold import Readers, measure
from tests.gold.scoring import figures, write_records


def test_the_interval_holds_the_figure_and_is_the_same_every_time():
    documents = [Counts(right=r, said=4, wanted=5) for r in (0, 1, 2, 3, 4)]
    first = figure("x", documents, f1("right", "said", "right", "wanted"), "wanted")
    assert first is not None
    assert first.low < first.value < first.high
    assert first == figure("x", documents, f1("right", "said", "right", "wanted"), "wanted")


@pytest.mark.shared
def test_the_figures_are_those_of_the_annotations_scorer(shared, coder, tmp_path):
    gold, texts = shared / "gold/articles/dev", shared / "gold/articles/dev-text"
    ours = {f.name: f.value for f in measure(gold, Readers(coder=coder))}
    write_records(coder, [(t.stem, t) for t in sorted(texts.glob("*.json"))], tmp_path)
    theirs = figures(shared / "gold/score.py", gold, tmp_path)
    for depth in ("type", "who", "modality", "date"):
        assert ours[f"events: {depth} F1"] == pytest.approx(theirs[depth], abs=6e-4)
    assert ours["direct quotes F1"] == pytest.approx(theirs["quotes"], abs=6e-4)
    assert ours["speakers right"] == pytest.approx(theirs["speakers"], abs=6e-4)


def test_sentences_are_measured_from_a_sheet(tmp_path):
    sheet = tmp_path / "gold.tsv"
    sheet.write_text(
        "id\ttype\tmarked_sentence\n1\tACCUSE\t<s>France</s> condemned <t>Iran</t>.\n"
        "2\tSANCTION\t<s>Kenya</s> imposed sanctions on <t>Sudan</t>.\n"
    )
    run = CliRunner().invoke(main, ["evaluate", str(sheet), "--json"])
    rows = {r["metric" if "metric" in r else "name"]: r for r in map(json.loads, run.stdout.splitlines())}
    assert rows["type accuracy"]["value"] == 1.0
    assert rows["type accuracy"]["cases"] == 2


def test_what_is_missing_is_named(tmp_path):
    run = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert run.exit_code == 1
    assert "GeoWebNews" in run.stderr
