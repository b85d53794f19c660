"""Ingest: nothing twice, nothing lost, the same ids whatever the order, the workers and the accidents."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from dragoman.archive.query.query import Questions
from dragoman.archive.storage.check import check
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.errors import DragomanError
from dragoman.knowledge import codebook, load_knowledge

from .conftest import ARCHIVE, content, ingested

BULK = Path(__file__).parents[3] / "shared/gold/bulk/abp_world/abp_world_1300.jsonl.gz"
FILES = sorted(ARCHIVE.glob("*.jsonl"))


def sound(store: Store) -> bool:
    return all(count == 0 for _, count, _ in check(store))


def test_a_second_ingest_adds_nothing(examples: Store, tmp_path: Path) -> None:
    before = content(examples)
    ingested(examples.place, ARCHIVE)
    assert content(examples) == before
    assert sound(examples)


def test_order_and_workers_do_not_matter(examples: Store, tmp_path: Path) -> None:
    turned = ingested(tmp_path / "turned", *reversed(FILES), workers=2)
    assert content(turned) == content(examples)


def test_one_file_at_a_time_gives_the_same_record(examples: Store, tmp_path: Path) -> None:
    for file in reversed(FILES):
        store = ingested(tmp_path / "bit", file)
    assert content(store) == content(examples)


def test_two_ingests_at_once_of_overlapping_halves(examples: Store, tmp_path: Path) -> None:
    store = Store(tmp_path / "both", create=True)
    runs = [threading.Thread(target=ingested, args=(store.place, *part)) for part in (FILES[:2], FILES[1:])]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert content(store) == content(examples)
    assert sound(store)


def test_bad_inputs_go_to_the_quarantine_with_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_text('{"text": "Peru recalled its ambassador from Chile on Monday."}\nnot json\n{"text": 3}\n', "utf-8")
    store = ingested(tmp_path / "record", file, tmp_path / "missing.txt")
    rows = store.table("quarantine").to_pylist()
    assert sorted((Path(r["source"]).name, r["line"], r["code"]) for r in rows) == [
        ("missing.txt", -1, "not-found"),
        ("mixed.jsonl", 2, "not-json"),
        ("mixed.jsonl", 3, "no-text"),
    ]
    assert store.table("articles").num_rows == 1
    assert sound(store)


def test_text_is_kept_only_where_it_is_asked_for(examples: Store, tmp_path: Path) -> None:
    assert set(examples.table("articles")["text"].to_pylist()) == {None}
    store = ingested(tmp_path / "record", FILES[0], keep_text=True)
    assert all(store.table("articles")["text"].to_pylist())
    assert sound(store)


def test_compaction_changes_no_row_and_reading_goes_on(copied: object) -> None:
    store = copied()  # type: ignore[operator]
    before = content(store)
    assert all(compact(store, name) for name in tables() if store.delta(name) is not None)
    assert content(store) == before
    ingested(store.place, ARCHIVE)
    assert content(store) == before
    assert sound(store)


def test_what_is_broken_is_said(copied: object) -> None:
    store = copied()  # type: ignore[operator]
    row = next(r for r in store.table("reports").to_pylist() if r["trigger"])
    wrong = {k: v for k, v in row.items() if k in tables()["reports"].columns} | {"trigger": "nonsense", "article": "x"}
    store.append("reports", [wrong])
    broken = {rule for rule, count, _ in check(store) if count}
    assert "reports: the word of the act stands in the sentence" in broken
    assert "reports: every report belongs to an article" in broken


def test_a_record_keeps_its_lock_to_itself(examples: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    store = ingested(tmp_path / "record", FILES[0])
    assert not list(elsewhere.iterdir())
    lock = tmp_path / "record" / ".lock"
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert sound(store)
    copy = ingested(shutil.copytree(store.place, tmp_path / "copy"), *FILES)
    assert content(copy) == content(examples)


def test_one_process_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    store, order = Store(tmp_path / "record", create=True), []

    def other() -> None:
        with Store(store.place).alone():
            order.append("other")

    waiting = threading.Thread(target=other)
    with store.alone():
        waiting.start()
        time.sleep(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "other"]


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    store, victim = Store(tmp_path / "record", create=True), tmp_path / "victim"
    (tmp_path / "record" / ".lock").symlink_to(victim)
    with pytest.raises(DragomanError, match=r"record/\.lock"), store.alone():
        pass
    assert not victim.exists()


@pytest.mark.shared
@pytest.mark.skipif(not BULK.exists(), reason="../shared is not there")
@pytest.mark.slow
def test_killed_at_random_moments_and_resumed(tmp_path: Path) -> None:
    file = tmp_path / "forty.jsonl"
    with gzip.open(BULK, "rt", encoding="utf-8") as bulk:
        rows = [json.loads(line) for _, line in zip(range(40), bulk, strict=False)]
    with file.open("w", encoding="utf-8") as out:
        for n, r in enumerate(rows):
            known = {"id": str(n), "text": r["content_original"], "title": r["title"], "published": r["date"]}
            out.write(json.dumps({**known, "outlet": r["source"]}) + "\n")
    whole = ingested(tmp_path / "whole", file)
    moments = random.Random(5)
    command = [
        sys.executable,
        "-m",
        "dragoman.cli.main",
        "ingest",
        str(file),
        "--record",
        str(tmp_path / "killed"),
    ]
    environment = {**os.environ, "DRAGOMAN_BATCH": "5"}
    for _ in range(3):
        run = subprocess.Popen(command, env=environment, start_new_session=True)
        time.sleep(moments.uniform(3.0, 9.0))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert content(Store(tmp_path / "killed")) == content(whole)


def test_an_article_read_by_another_version_is_read_again_and_its_old_ids_lead_on(tmp_path: Path) -> None:
    shipped = Path(codebook.__file__).with_name("plover.yaml").read_text("utf-8")
    other = tmp_path / "own.yaml"
    other.write_text(shipped.replace("version: ", "version: own-", 1), "utf-8")
    store = ingested(tmp_path / "record", ARCHIVE)
    before = [r["id"] for r in store.table("events").to_pylist()]
    ingested(store.place, ARCHIVE, knowledge=load_knowledge(given={"codebook": other}))
    assert {r["codebook"].startswith("own-") for r in store.table("articles").to_pylist()} == {True}
    assert store.table("articles").num_rows == 13
    assert sound(store)
    asked = Questions(store.place)
    now = {r["id"] for r in asked.events()}
    assert {asked.resolve(i) for i in before} <= now
