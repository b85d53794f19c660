"""The development data is read as its makers see it; nothing of it stands here."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from dragoman.acquire import acquire, article
from dragoman.model import Article

pytestmark = pytest.mark.shared


def test_the_seed_article(shared: Path) -> None:
    (found,) = acquire(str(shared / "seed/article.txt"))
    assert isinstance(found, Article)
    kinds = [s.kind for s in found.segments]
    assert kinds[:3] == ["title", "standfirst", "prose"]
    assert kinds[-1] == "link"
    assert Counter(kinds) == {"prose": 17, "caption": 2, "title": 1, "standfirst": 1, "subhead": 1, "link": 1}
    gold = json.loads((shared / "seed/gold.json").read_text(encoding="utf-8"))
    assert found.published == gold["published"]


def test_articles_of_one_paragraph_are_all_prose(shared: Path) -> None:
    for path in sorted((shared / "gold/articles/dev-text").glob("*.json")):
        (found,) = acquire(str(path))
        assert isinstance(found, Article)
        assert {s.kind for s in found.segments} == {"prose"}
        assert found.text == json.loads(path.read_text(encoding="utf-8"))["text"]


def test_bulk_news_is_read_and_is_mostly_prose(shared: Path) -> None:
    path = shared / "gold/bulk/abp_world/abp_world_1300.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::5]
    found = [article(row["content_original"]) for row in rows]
    size = Counter[str]()
    for each in found:
        for segment in each.segments:
            size[segment.kind] += segment.span[1] - segment.span[0]
    assert size["prose"] > 0.95 * size.total()
    assert all(each.language == "en" for each in found)
