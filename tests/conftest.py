"""What all tests share: one parser, one coder, and the way to ../shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import Article, Segment
from dragoman.parse import Parser

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def parser():
    return Parser()


@pytest.fixture(scope="session")
def document_of(parser):
    """Text to a document of one prose paragraph, or one for each line, before any stage has read it."""
    from dragoman.knowledge import load_knowledge

    def run(text, published=None, knowledge=None):
        at, segments = 0, []
        for line in text.split("\n"):
            if line.strip():
                segments.append(Segment(kind="prose", span=(at, at + len(line))))
            at += len(line) + 1
        article = Article(id="test", text=text, published=published, segments=tuple(segments))
        return parser.document(article, knowledge or load_knowledge())

    return run


@pytest.fixture
def own_knowledge(tmp_path):
    """Files by name and content to the knowledge that a user's folder of them makes."""
    from dragoman.knowledge import load_knowledge

    def run(files):
        for name, content in files.items():
            path = tmp_path / "knowledge" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return load_knowledge(tmp_path / "knowledge")

    return run


@pytest.fixture(scope="session")
def shared():
    """The development data, which is not in the project."""
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def coder():
    from dragoman.pipeline import Coder

    return Coder()
