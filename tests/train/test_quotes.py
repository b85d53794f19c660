"""Weights for quotes out of articles that a user marked: the brat form, the fit, and what is written."""

from __future__ import annotations

import math

import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from dragoman.errors import BadKnowledge
from dragoman.evaluate.attributions import name_of, read_attributions
from dragoman.evaluate.quotes import documents
from dragoman.train.logistic import Rows, fit
from dragoman.train.quotes import main

TEXT = "The mayor said the bridge was safe. Two ferries crossed the bay.\n"
MARKED = (
    "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 19;24 34\tthe ...\nT4\tAttribution 10 14\tsaid\n"
    "T5\tbroken line\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)


@pytest.fixture
def folder(tmp_path):
    for kind in ("text", "attributions"):
        (tmp_path / kind).mkdir()
    for n in range(4):
        (tmp_path / f"text/news-{n}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"attributions/news-{n}_a.ann").write_text(MARKED, encoding="utf-8")
    (tmp_path / "attributions/news-0_b.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_the_first_annotator_of_each_article_is_read(folder):
    found = list(read_attributions(folder))
    assert [name_of(path) for path, _, _ in found] == ["news-0", "news-1", "news-2", "news-3"]
    ((one,), *_) = [marked for _, _, marked in found]
    assert one.source == ((0, 9),)
    assert one.content == ((15, 19), (24, 34))


def test_in_gold_a_broken_line_is_named(folder):
    with pytest.raises(BadKnowledge, match=r"news-0_a\.ann: line 5 "):
        documents(folder)


def test_weights_tell_right_from_wrong_and_are_the_same_each_time(folder):
    run = CliRunner().invoke(main, [str(folder), "--out", str(folder / "own.yaml"), "--rare", "1"])
    assert run.exit_code == 0, run.output
    assert "4 articles" in run.output
    first = (folder / "own.yaml").read_bytes()
    assert yaml.safe_load(first)["weights"]["cue"]["say"] > 0
    CliRunner().invoke(main, [str(folder), "--out", str(folder / "own.yaml"), "--rare", "1"])
    assert (folder / "own.yaml").read_bytes() == first


def test_a_fit_finds_the_shares_that_were_counted():
    samples = [["bias", "a"]] * 40 + [["bias"]] * 40
    truth = [True] * 30 + [False] * 10 + [True] * 4 + [False] * 36
    weights = fit(samples, truth, 1e-6, 1)
    assert 1 / (1 + math.exp(-weights["bias"])) == pytest.approx(0.1, abs=0.01)
    assert 1 / (1 + math.exp(-weights["bias"] - weights["a"])) == pytest.approx(0.75, abs=0.01)


def test_no_small_change_of_a_weight_lessens_the_loss():
    samples = [["bias", f"a{n % 5}", f"b{n % 7}"] for n in range(200)]
    truth = [n % 5 > n % 3 for n in range(200)]
    names = sorted({f for s in samples for f in s})
    rows = Rows(
        np.repeat(np.arange(200), 3),
        np.array([names.index(f) for s in samples for f in s]),
        np.array(truth, dtype=np.float64),
        len(names),
    )
    weights = fit(samples, truth, 2.0, 1)
    _, slope = rows.loss(np.array([weights[n] for n in names]), 2.0)
    assert np.abs(slope).max() < 1e-3
