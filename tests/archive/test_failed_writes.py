"""A write that fails loses nothing: the same command, run again, gives the record of a run that nothing disturbed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from deltalake import write_deltalake

from dragoman.acquire import acquire
from dragoman.archive.ingest import coder_pool, ingest
from dragoman.archive.ingest.ingest import Ingest
from dragoman.archive.storage import store
from dragoman.archive.storage.check import check
from dragoman.archive.storage.commits import Unwritten
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store
from dragoman.cli.main import main
from dragoman.errors import DragomanError
from dragoman.pipeline import Coder

from .conftest import content, ingested

TEXTS = (
    'Kenya and Tanzania agreed on Monday to reopen the border. "We trust each other," President William Ruto said.',
    "Tanzania's police arrested two members of the Namanga Traders Union on 4 March 2024, officials said.",
    "Tanzanian police arrested three members of the Namanga Traders Union on 4 March 2024, a spokesman said.",
    "Kenya will host talks with Tanzania in Nairobi on 9 March 2024.",
    "Kenya met Tanzania for talks in Nairobi on 9 March 2024.",
)
TRADERS = 'groups:\n  - {id: "group:traders", name: Namanga Traders Union, country: KEN, sector: BUS}\n'
WRITES = {"quarantine": 1, "mentions": 3, "actors": 3, "quotes": 1, "reports": 3, "articles": 3}
DERIVED = ("pairs", "dyads", "discrepancies", "events", "links", "assignments", "storylines")
AGAIN = (
    *("redirects 1", "reports 1", "reports 2", "mentions 1", "mentions 2", "actors 1", "actors 4", "quotes 1"),
    *("quotes 2", "storylines 1", "storylines 3", "articles 2", "assignments 1", "assignments 2", "events 2"),
)
Broken = Callable[[str, int], None]
Twice = tuple[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five articles of three batches, and a line that goes to the quarantine."""
    path = tmp_path_factory.mktemp("articles") / "border.jsonl"
    rows = [
        {"id": str(n), "text": text, "published": f"2024-03-0{5 + n}", "outlet": f"Paper {n}"}
        for n, text in enumerate(TEXTS)
    ]
    path.write_text("no JSON\n" + "".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def traders(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    """A coder of another version, to which the union of traders is somebody."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "own.yaml").write_text(TRADERS, "utf-8")
    return Coder(register=folder)


@pytest.fixture(scope="module", autouse=True)
def small_batches(coder: Coder) -> Iterator[None]:
    """Batches of two inputs; every run reads with the one coder that is loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "BATCH", 2)
        patch.setattr(coder_pool, "Coder", lambda *_, **__: coder)
        yield


@pytest.fixture(scope="module")
def undisturbed(small_batches: None, file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return content(ingested(tmp_path_factory.mktemp("undisturbed") / "record", file))


@pytest.fixture(scope="module")
def twice(small_batches: None, file: Path, traders: Coder, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """The place of a record that one version has read, and what it holds once another has read the same."""
    first = ingested(tmp_path_factory.mktemp("read") / "once", file)
    place = Path(first.place).with_name("twice")
    shutil.copytree(first.place, place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coder_pool, "Coder", lambda *_, **__: traders)
        return first.place, content(ingested(place, file))


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Broken]:
    """Makes one write of a table fail, as where the disk is full: the first, the second ..."""

    def arm(table: str, nth: int) -> None:
        written: Counter[str] = Counter()

        def write(place: Any, data: Any, **settings: Any) -> None:
            written[settings["name"]] += 1
            if settings["name"] == table and written[table] == nth:
                raise OSError(28, "No space left on device")
            write_deltalake(place, data, **settings)

        monkeypatch.setattr(store, "write_deltalake", write)

    return arm


def sound(held: Store) -> bool:
    return all(count == 0 for _, count, _ in check(held))


@pytest.mark.parametrize(
    ("table", "nth"), [(t, n) for t, most in WRITES.items() for n in range(1, most + 1)] + [(t, 1) for t in DERIVED]
)
def test_a_failed_write_is_told_and_made_good_by_the_same_command(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], fail: Broken, table: str, nth: int
) -> None:
    assert undisturbed[table], "the articles must bring rows of every table that is tested"
    fail(table, nth)
    with pytest.raises(
        Unwritten, match=f"record/{tables()[table].folder} could not be written: .*No space.*same command"
    ):
        ingested(tmp_path / "record", file)
    again = ingested(tmp_path / "record", file)
    assert content(again) == undisturbed
    assert sound(again)


def test_the_log_of_runs_that_cannot_be_written_costs_no_article(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], fail: Broken
) -> None:
    fail("runs", 2)
    with pytest.raises(Unwritten, match="record/runs"):
        ingested(tmp_path / "record", file)
    assert content(ingested(tmp_path / "record", file)) == undisturbed


@pytest.mark.parametrize("table", ["reports", "actors"])
def test_a_folder_that_is_no_folder_is_told_and_made_good(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], table: str
) -> None:
    place = tmp_path / "record"
    Store(place, create=True)
    (place / table).write_text("in the way", "utf-8")
    done = CliRunner().invoke(main, ["ingest", str(file), "--record", str(place)])
    assert done.exit_code == 1
    assert f"{place}/{table} could not be written" in done.output
    assert "Traceback" not in done.output
    assert Store(place).table("articles").num_rows == 0
    (place / table).unlink()
    again = CliRunner().invoke(main, ["ingest", str(file), "--record", str(place)])
    assert again.exit_code == 0, again.output
    assert content(Store(place)) == undisturbed
    assert sound(Store(place))


@pytest.mark.parametrize(
    ("table", "nth"),
    [(name, int(nth)) for name, nth in map(str.split, AGAIN)],
)
def test_coding_again_is_made_good_too(
    file: Path, tmp_path: Path, twice: Twice, traders: Coder, monkeypatch: pytest.MonkeyPatch, fail: Broken, table: str,
    nth: int,
) -> None:  # fmt: skip
    once, whole = twice
    assert whole["redirects"], "the other version must read something else"
    shutil.copytree(once, tmp_path / "record")
    monkeypatch.setattr(coder_pool, "Coder", lambda *_, **__: traders)
    fail(table, nth)
    with pytest.raises(Unwritten, match=f"record/{table}"):
        ingested(tmp_path / "record", file)
    again = ingested(tmp_path / "record", file)
    assert content(again) == whole
    assert sound(again)


def interrupted(file: Path, end: BaseException, after: int) -> Iterator[Any]:
    """The articles of a file, then the end."""
    for n, article in enumerate(acquire(str(file))):
        if n == after:
            raise end
        yield str(file), article


@pytest.mark.parametrize("end", [KeyboardInterrupt(), DragomanError("the feed is gone"), RuntimeError("a fault")])
def test_what_is_in_hand_is_kept_where_a_run_is_stopped(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], end: BaseException
) -> None:
    held = Store(tmp_path / "record", create=True)
    with pytest.raises(type(end)) as stop:
        Ingest(held, [str(file)]).run(interrupted(file, end, 4))
    assert stop.value is end
    assert held.table("articles").num_rows == 3
    assert content(ingested(held.place, file)) == undisturbed


@pytest.mark.parametrize("table", WRITES)
def test_a_write_that_fails_while_a_run_is_stopped_hides_nothing_and_loses_nothing(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], fail: Broken, monkeypatch: pytest.MonkeyPatch,
    table: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(ingest, "BATCH", 100)
    held, end = Store(tmp_path / "record", create=True), DragomanError("the feed is gone")
    fail(table, 1)
    with pytest.raises(DragomanError) as stop:
        Ingest(held, [str(file)]).run(interrupted(file, end, 4))
    assert stop.value is end
    assert f"record/{table} could not be written" in "".join(stop.value.__notes__)
    assert held.table("articles").num_rows == 0
    assert content(ingested(held.place, file)) == undisturbed
    assert sound(held)


@pytest.mark.parametrize("table", WRITES)
def test_a_run_stopped_in_the_middle_of_writing_keeps_what_is_in_hand(
    file: Path, tmp_path: Path, undisturbed: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    stopped: list[str] = []

    def write(place: Any, data: Any, **settings: Any) -> None:
        if settings["name"] == table and not stopped:
            stopped.append(table)
            raise KeyboardInterrupt
        write_deltalake(place, data, **settings)

    monkeypatch.setattr(store, "write_deltalake", write)
    held = Store(tmp_path / "record", create=True)
    with pytest.raises(KeyboardInterrupt):
        Ingest(held, [str(file)]).run()
    assert held.table("articles").num_rows >= 1
    again = ingested(held.place, file)
    assert content(again) == undisturbed
    assert sound(again)
