"""TimeBank and AQUAINT: floors for every fourth of their 256 articles; docs/times.md has the figures of all."""

from __future__ import annotations

import importlib.util
import re

import pytest

from dragoman.ground.times import find_times
from dragoman.model import Article, Segment

FLOORS = {"strict": 0.87, "relaxed": 0.945, "value": 0.80}


@pytest.mark.shared
def test_tbaq_stays_above_its_floors(shared, parser, capsys):
    gold, script = shared / "gold/times/TBAQ-cleaned.tar.gz", shared / "gold/score_layers.py"
    if not gold.exists() or not script.exists():
        pytest.skip(f"no TBAQ at {gold}")
    spec = importlib.util.spec_from_file_location("score_layers", script)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = list(scorer.times(gold))[::4]
    found = {
        key: {"times": [t.model_dump() for t in find_times(read(parser, key, when, text))]}
        for key, when, text, _ in rows
    }
    scorer.score_times(rows, found.__getitem__)
    figures = dict(re.findall(r"^(\w+) .*F1 ([\d.]+)", capsys.readouterr().out, re.M))
    assert {name: figures[name] for name, floor in FLOORS.items() if float(figures[name]) < floor} == {}


def read(parser, key, when, text):
    paragraphs = re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    segments = tuple(Segment(kind="prose", span=m.span()) for m in paragraphs)
    return parser(Article(id=key, text=text, published=when, segments=segments))
