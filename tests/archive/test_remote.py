"""A record on an object store: a real S3 server on loopback."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from dragoman.archive.query.query import Questions
from dragoman.archive.storage.check import check
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

from .conftest import ARCHIVE, content, ingested
from .test_kept_knowledge import articles, folder, fresh, rows, run


def test_the_same_record_on_an_object_store(bucket: str, examples: Store) -> None:
    store = ingested(f"{bucket}/examples", ARCHIVE)
    assert content(store) == content(examples)
    assert all(count == 0 for _, count, _ in check(store))
    assert all(compact(store, name) for name in tables() if store.delta(name) is not None)
    assert content(store) == content(examples)
    assert len(list(Questions(store.place).events(dyad=("KEN", "TZA")))) >= 5


def test_a_users_knowledge_lies_on_the_object_store_with_the_rows(bucket: str, tmp_path: Path) -> None:
    place, given, news = f"{bucket}/praise", folder(tmp_path / "mine"), articles(tmp_path / "news.jsonl")
    done = run("ingest", news, "--record", place, "--knowledge", given)
    assert done.exit_code == 0, done.stderr
    shutil.rmtree(given)
    before = set(Path(tempfile.gettempdir()).glob("dragoman-*"))
    for _ in range(2):
        found = fresh("events", "--record", place, "--type", "PRAISE", "--json")
        assert found.returncode == 0, found.stderr
        assert len(found.stdout.splitlines()) == 2
    assert set(Path(tempfile.gettempdir()).glob("dragoman-*")) == before
    (blamed,) = rows("events", "--record", place, "--type", "ACCUSE")
    assert run("correct", blamed["id"], "--record", place, "--type", "PRAISE").exit_code == 0
    assert len(rows("events", "--record", place, "--type", "PRAISE")) == 3
    for line in ("compact", "check", "reconcile"):
        assert run("record", line, "--record", place).exit_code == 0
    assert run("export", "--record", place, "--format", "icews", "--out", tmp_path / "out.tab").exit_code == 0
    assert "0518" in (tmp_path / "out.tab").read_text("utf-8")
    again = run("ingest", news, "--record", place)
    assert again.stdout.startswith("0 articles recorded, 2 already there")
    (tmp_path / "nothing").mkdir()
    refused = run("ingest", news, "--record", place, "--knowledge", tmp_path / "nothing")
    assert "its events hold the type PRAISE" in refused.stderr
