"""The accuracy gate: figures on the development data, against floors that only rise."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.gold.scoring import figures, write_records
from tests.gold.subsets import LAYERS, layer

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())
pytestmark = pytest.mark.shared


def _above(got: dict[str, float], name: str) -> None:
    below = {k: (got.get(k), floor) for k, floor in FLOORS[name].items() if got.get(k, 0.0) < floor}
    assert not below, f"{name}: below the floor (reached, floor): {below}; all figures: {got}"


def test_seed(shared, coder, tmp_path):
    gold = tmp_path / "gold"
    gold.mkdir()
    shutil.copy(shared / "seed/gold.json", gold / "seed.json")
    write_records(coder, [("seed", shared / "seed/article.txt")], tmp_path / "records")
    _above(figures(shared / "gold/score.py", gold, tmp_path / "records"), "seed")


def test_articles(shared, coder, tmp_path):
    texts = sorted((shared / "gold/articles/dev-text").glob("*.json"))
    write_records(coder, [(t.stem, t) for t in texts], tmp_path / "records")
    _above(figures(shared / "gold/score.py", shared / "gold/articles/dev", tmp_path / "records"), "articles")


@pytest.mark.parametrize("name", LAYERS)
def test_layers(shared, coder, name):
    _above(layer(name, shared / "gold", coder), name)


def test_the_seeds_traps(shared, coder):
    """What a careless coder gets wrong in the seed article, as its gold record lists."""
    from dragoman.acquire import acquire

    record = coder.read(next(iter(acquire(str(shared / "seed/article.txt")))))
    text = record.article.text
    actors = {a.id: a for a in record.actors}
    kinds = {s.kind for s in record.article.segments}
    assert {"title", "standfirst", "caption", "link", "prose"} <= kinds
    assert record.article.published == "2023-09-18"
    assert "caption" in (record.article.published_reason or "")
    stressed = next(q for q in record.quotes if q.cue and text[slice(*q.cue)] == "stressed")
    assert stressed.speaker
    assert stressed.speaker.name == "Wang Yi"
    accused = next(e for e in record.events if text[slice(*e.trigger)] == "accused")
    assert [p.country for p in accused.source] == ["CHN"]
    assert sum(a.name == "Vladimir Putin" for a in record.actors) == 1
    vice = next(p for e in record.events for p in e.target if p.text == "China’s vice president")
    assert actors[vice.actor].name == "Han Zheng"
    assert actors[vice.actor].inferred
    invasion = next(e for e in record.events if text[slice(*e.trigger)] == "invasion")
    assert invasion.date.edtf == "2021-02"
    assert invasion.date.conflict
    assert invasion.date.conflict.known.startswith("2022-02-24")
    dates = {e.date.edtf for e in record.events}
    assert {"2023-09-18", "2023-09-18/2023-12-31"} <= dates
    prose = [s.span for s in record.article.segments if s.kind == "prose"]
    assert all(any(a <= e.trigger[0] < b for a, b in prose) for e in record.events)
