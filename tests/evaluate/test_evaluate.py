"""`evaluate` gives the figures that the annotation's own scorer gives, with intervals around them."""

from __future__ import annotations

import json
from functools import cache

import pytest
from click.testing import CliRunner

from dragoman.cli.main import main
from dragoman.evaluate.bootstrap import Counts, estimate, f1
from dragoman.evaluate.gold import Readers, measure
from tests.gold.scoring import figures, layers, printed, write_records


def test_the_interval_holds_the_figure_and_is_the_same_every_time():
    documents = [Counts(right=r, said=4, wanted=5) for r in (0, 1, 2, 3, 4)]
    first = estimate("x", documents, f1("right", "said", "right", "wanted"), "wanted")
    assert first is not None
    assert first.low < first.value < first.high
    assert first == estimate("x", documents, f1("right", "said", "right", "wanted"), "wanted")


class Remembering:
    """A coder that reads each article once, for two that judge it."""

    def __init__(self, coder):
        self.read, self.knowledge = cache(coder.read), coder.knowledge


@pytest.mark.shared
def test_the_figures_are_those_of_the_annotations_scorer(shared, coder, tmp_path):
    gold, texts, once = shared / "gold/articles/dev", shared / "gold/articles/dev-text", Remembering(coder)
    ours = {f.name: f.value for f in measure(gold, Readers(coder=once))}
    write_records(once, [(t.stem, t) for t in sorted(texts.glob("*.json"))], tmp_path)
    theirs = figures(shared / "gold/score.py", gold, tmp_path)
    for depth in ("type", "who", "modality", "date"):
        assert ours[f"events: {depth} F1"] == pytest.approx(theirs[depth], abs=6e-4)
    assert ours["direct quotes F1"] == pytest.approx(theirs["quotes"], abs=6e-4)
    assert ours["speakers right"] == pytest.approx(theirs["speakers"], abs=6e-4)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("layer", "gold", "limit"),
    [
        ("quotes", "quotes/polnear/dev", 6),
        ("places", "places/geowebnews/GWN.xml", 8),
        ("places", "places/lgl/lgl.xml.gz", 8),
        ("times", "times/TBAQ-cleaned.tar.gz", 6),
    ],
)
def test_the_figures_are_those_of_the_scorer_of_layers(shared, coder, tmp_path, capsys, layer, gold, limit):
    once = Remembering(coder)
    ours = {f.name: f.value for f in measure(shared / "gold" / gold, Readers(coder=once), limit=limit)}
    rows = list(getattr(scorer := layers(shared), layer)(shared / "gold" / gold))[:limit]
    source = tmp_path / "in.jsonl"
    lines = ({"id": i, "text": text, **({"published": when} if when else {})} for i, when, text, _ in rows)
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    write_records(once, [("in", source)], tmp_path / "records")
    held = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (tmp_path / "records").iterdir()}
    getattr(scorer, f"score_{layer}")(rows, lambda key: held.get(key, {}))
    theirs = printed(capsys.readouterr().out)
    same = {k: v for k, v in theirs.items() if (name := NAMES[layer].get(k)) and abs(ours[name] - v) < 6e-4}
    assert same.keys() == NAMES[layer].keys(), (ours, theirs)


NAMES = {
    "quotes": {
        "content": "attributions: content F1",
        "source": "attributions: source F1",
        "source_matched": "attributions: source right on matched",
    },
    "places": {
        "found": "places: found",
        "precision": "places: precision",
        "near": "places: within 161 km of those found",
    },
    "times": {k: f"times: {k} F1" for k in ("relaxed", "strict", "value")},
}


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
