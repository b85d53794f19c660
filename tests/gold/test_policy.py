"""The gate of the policy set: our own sentences, so it runs on every clone."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.gold.policy import items, score

FLOOR = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["policy"]["right"]


def test_the_set_is_large_and_says_each_thing_once():
    texts = [text for _, text, _ in items()]
    assert len(texts) >= 750
    assert len(texts) == len(set(texts))


def test_policy(coder):
    right, whole, wrong = score(coder)
    assert right.total() / whole.total() >= FLOOR, "\n".join(wrong)
