"""The page of figures holds those of the card, and what others published stands beside a figure of ours."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

from benchmarks.accuracy import CARD, END, PAGE, PUBLISHED, START, card
from tests.gold.subsets import LAYERS

TABLE = PAGE.read_text(encoding="utf-8").split(START)[1].split(END)[0]


def test_the_figures_of_the_encoder_are_those_of_the_card_that_is_shipped():
    rows = list(card(CARD.read_text(encoding="utf-8")))
    assert {"type macro-F1", "expected calibration error"} <= {r.what.partition(": ")[2] for r in rows}
    for row in rows:
        assert f"| {row.what} | {row.data} | {row.figure} |" in TABLE


def test_a_card_as_training_writes_it_is_read():
    rows = card("- plv macro-F1, accuracy: 0.841, 0.862 of 1050\n- ECE: 0.031\n- temperature: 1.1\n")
    assert [(r.what, r.figure) for r in rows] == [
        ("encoder, actors given: type macro-F1", "0.841"),
        ("encoder, actors given: type accuracy", "0.862"),
        ("encoder, actors given: expected calibration error", "0.031"),
    ]


def test_every_published_figure_has_its_place_in_the_table():
    lines = TABLE.splitlines()
    for known in yaml.safe_load(PUBLISHED.read_text(encoding="utf-8")):
        assert {"what", "data", "figure", "who", "when"} <= set(known) <= {*known, "note"}
        assert any(
            line.startswith(f"| {known['what']} | {known['data']}") and f"{known['figure']} {known['who']}" in line
            for line in lines
        ), known


def test_every_floor_is_measured():
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())
    assert set(floors) == {"seed", "articles", "policy", "stories", *LAYERS}
    for name, (_, _, figures) in LAYERS.items():
        assert set(floors[name]) <= set(figures)


def test_the_gate_is_part_of_what_has_to_pass():
    root = Path(__file__).parents[2]
    assert "make test" in (root / ".ci/run").read_text()
    assert "-m pytest -n" in (root / "Makefile").read_text()
