"""Stories and events on eight topics of ECB+, against floors that only rise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.pipeline import Coder
from tests.gold.stories import Compared, b3, corefer, ecbplus, pair_f1

FLOORS = tomllib.loads((Path(__file__).parents[2] / "gold/floors.toml").read_text())["stories"]
TOPICS = {"1", "5", "16", "18", "19", "33", "37", "41"}
EACH = 7
pytestmark = pytest.mark.shared


@pytest.mark.slow
def test_two_happenings_of_one_kind_are_two_stories(shared: Path, coder: Coder, tmp_path: Path) -> None:
    held: dict[str, list[str]] = {}
    documents = [d for d in ecbplus(shared) if d.topic in TOPICS and len(d.text) < 2500]
    documents = [d for d in documents if len(held.setdefault(d.story, [])) < EACH and not held[d.story].append(d.id)]
    told = Compared.of(coder, documents, tmp_path / "ecbplus.jsonl")
    story, event = told.stories(), told.events()
    gold, found = [d.story for d in told.documents], [story[d.id] for d in told.documents]
    chains = corefer(shared, told.records, told.reports)
    acts = [(chains[r["id"]], event[r["id"]]) for r in told.reports if r["id"] in chains]
    got = {
        "stories_b3": b3(gold, found),
        "stories_pairs": pair_f1(gold, found),
        "events_b3": b3(*zip(*acts, strict=True)),
        "events_pairs": pair_f1(*zip(*acts, strict=True)),
    }
    below = {name: got[name] for name, floor in FLOORS.items() if got[name] < floor}
    assert not below, f"below the floor: {below}; all figures: {got}"
