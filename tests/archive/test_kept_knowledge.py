"""A user's own knowledge given at ingest is kept with the archive, and whoever opens the archive uses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.archive.ingest.ingest import Ingest
from dragoman.archive.query.query import Questions
from dragoman.archive.storage import kept
from dragoman.archive.storage.check import check
from dragoman.archive.storage.store import Store
from dragoman.cli.main import main
from dragoman.errors import DragomanError
from dragoman.interchange.write.formats import WRITERS
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.loader import shipped

TYPES = """types:
  PRAISE: {quad: 1, score: 4.0, symmetric: false, recipient: false, planned: PRAISE, cameo: "0519",
    definition: "Says that another did well: lauds, hails, pays tribute.",
    modes: {tribute: {score: 5.0, cameo: "0518", definition: "In public and with honours."}}}
"""
SENSES = "verbs:\n  - {name: laud, type: PRAISE, mode: tribute, strength: 0.9, verbs: [laud]}\n"
OTHER = TYPES.replace("PRAISE", "SCOLD").replace("tribute", "rebuke")
ARTICLES = (
    ("a", "2024-03-05", "Harbour Times", "Peru lauded Chile on Monday for opening the border post again,"
     " officials said."
     " Peru condemned Bolivia on Sunday over a closed road, the ministry in Lima said."),
    ("b", "2024-03-06", "Port News", "Peru lauded Chile on Monday for the border post that it opened."
     " Chile will laud Bolivia next week, officials in Santiago said on Tuesday."),
)  # fmt: skip


def folder(place: Path, types: str = TYPES, senses: str = SENSES) -> Path:
    """A user's folder of knowledge with a type, a mode and a predicate of its own."""
    (place / "codebook").mkdir(parents=True)
    (place / "codebook/plover.add.yaml").write_text(types, "utf-8")
    (place / "codebook/senses.add.yaml").write_text(senses, "utf-8")
    return place


def articles(place: Path) -> Path:
    rows = [{"id": i, "published": day, "outlet": who, "title": i, "text": text} for i, day, who, text in ARTICLES]
    place.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return place


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words], env={"COLUMNS": "200"})


def rows(*words: str | Path) -> list[dict[str, Any]]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def fresh(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which remembers nothing of what was loaded before."""
    command = [sys.executable, "-m", "dragoman.cli.main", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive read with PRAISE, whose knowledge folder and articles are gone."""
    home = tmp_path_factory.mktemp("praise")
    given, news = folder(home / "mine"), articles(home / "news.jsonl")
    done = run("ingest", news, "--record", home / "record", "--knowledge", given)
    assert (done.exit_code, done.stderr) == (0, "")
    shutil.rmtree(given)
    return home / "record"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "moved" / "record")
    return tmp_path / "moved" / "record"


def test_a_type_of_ones_own_is_found_by_whoever_opens_the_archive(record: Path) -> None:
    found = rows("events", "--record", record, "--type", "praise")
    assert {(e["type"], *e["mode"], e["quad"], e["cameo"]) for e in found} == {("PRAISE", "tribute", 1, "0518")}
    assert len(found) == 2
    assert rows("events", "--record", record, "--mode", "tribute") == found
    near = run("events", "--record", record, "--type", "PRIASE")
    assert near.exit_code == 1
    assert "did you mean PRAISE?" in near.stderr


def test_an_event_is_corrected_to_it_and_from_it(record: Path) -> None:
    (blamed,) = rows("events", "--record", record, "--type", "ACCUSE")
    praised = next(e for e in rows("events", "--record", record, "--type", "PRAISE") if e["modality"] == "actual")
    wrong = run("correct", blamed["id"], "--record", record, "--type", "PRIASE")
    assert "did you mean PRAISE?" in wrong.stderr
    assert run("correct", blamed["id"], "--record", record, "--type", "praise", "--mode", "Tribute").exit_code == 0
    assert run("correct", praised["id"], "--record", record, "--type", "SUPPORT").exit_code == 0
    now = {e["id"]: e for e in rows("events", "--record", record)}
    told = {n: now[blamed["id"]][n] for n in ("type", "mode", "quad", "intensity", "cameo")}
    assert told == {"type": "PRAISE", "mode": ["tribute"], "quad": 1, "intensity": 5.0, "cameo": "0518"}
    assert (now[praised["id"]]["type"], now[praised["id"]]["mode"]) == ("SUPPORT", [])
    for line in (["compact"], ["check"], ["reconcile"]):
        done = run("record", *line, "--record", record)
        assert done.exit_code == 0, done.output
    assert {e["id"]: e for e in rows("events", "--record", record)} == now


@pytest.mark.parametrize("name", [n for n in WRITERS if n != "ftm"])
def test_it_goes_out_in_every_format(record: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"out.{name}"
    done = run("export", "--record", record, "--format", name, "--out", out)
    assert done.exit_code == 0, done.output
    raw = out.read_bytes()
    if name in {"polecat", "csv", "parquet", "dta", "jsonl", "gold"}:
        assert b"PRAISE" in raw
        assert b"tribute" in raw
    elif name in {"icews", "gdelt", "phoenix"}:
        lines = [line.split("\t") for line in raw.decode().splitlines()]
        coded = [line for line in lines if "0518" in line]
        assert len(coded) == 2
        assert all("3.4" in line for line in coded)  # what CAMEO says of 051, to which the code belongs
    else:
        assert len(raw.splitlines()) >= 3


def test_it_goes_out_as_followthemoney(record: Path, tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="the extra dragoman[ftm] is not installed")
    assert run("export", "--record", record, "--format", "ftm", "--out", tmp_path / "out").exit_code == 0
    assert "PRAISE" in (tmp_path / "out").read_text("utf-8")


def test_what_was_exported_comes_in_again_and_agrees(record: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "events.tsv", tmp_path / "other"
    assert run("export", "--record", record, "--format", "polecat", "--out", out).exit_code == 0
    shipped_only = run("import", "polecat", out, "--record", tmp_path / "shipped")
    assert shipped_only.stdout.endswith("2 refused\n")
    given = folder(tmp_path / "again")
    done = run("import", "polecat", out, "--record", other, "--knowledge", given)
    assert done.stdout == "3 rows of polecat brought in, 0 refused\n"
    assert len(rows("events", "--record", other, "--type", "PRAISE")) == 2
    agreed = {row["type"]: row for row in rows("compare", record, other)}
    assert (agreed["PRAISE"]["events_a"], agreed["PRAISE"]["shared"]) == (2, 1.0)
    assert agreed["all"]["shared"] == 1.0


def test_it_counts_in_series(record: Path) -> None:
    (month,) = rows("dyad", "PER", "CHL", "--record", record, "--by", "month")
    assert (month["events"], month["verbal_cooperation"]) == (1, 1)
    found = rows("panel", "--record", record, "--by", "month")
    assert {"source": "PER", "target": "CHL", "events": 1, "intensity": 5.0}.items() <= next(
        r for r in found if (r["source"], r["target"]) == ("PER", "CHL")
    ).items()
    assert run("agenda", "--record", record).exit_code == 0
    assert run("stories", "--record", record, "--threshold", "0.5").exit_code == 0
    assert run("events", "--record", record, "--threshold", "0.9").exit_code == 0


def test_a_later_run_without_options_reads_with_it(record: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Ghana lauded Togo on Monday for its help after the flood, officials in Accra said.\n", "utf-8")
    done = fresh("ingest", more, "--record", record, "--published", "2024-03-07", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert [e["source_name"] for e in rows("events", "--record", record, "--type", "PRAISE", "--actor", "Ghana")] == [
        ["Ghana"]
    ]
    again = run("ingest", articles(tmp_path / "news.jsonl"), "--record", record)
    assert again.stdout.startswith("0 articles recorded, 2 already there")
    assert all(count == 0 for _, count, _ in check(Store(record)))


def test_another_process_after_a_move_finds_it(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "first")
    assert not made.with_name("mine").exists()
    shutil.move(tmp_path / "first", tmp_path / "elsewhere")
    done = fresh("events", "--record", tmp_path / "elsewhere", "--type", "PRAISE", "--csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(",PRAISE,") == 2


def test_another_knowledge_takes_its_place_unless_rows_need_it(record: Path, tmp_path: Path) -> None:
    news, lacking = articles(tmp_path / "news.jsonl"), folder(tmp_path / "lacking", OTHER, "verbs: []\n")
    before = Store(record).knowledge.digest
    refused = run("ingest", news, "--record", record, "--knowledge", lacking)
    assert refused.exit_code == 1
    assert "its events hold the type PRAISE, which the knowledge given lacks; add it to the codebook" in refused.stderr
    assert Store(record).knowledge.digest == before
    fewer = folder(tmp_path / "fewer", TYPES.replace("tribute", "homage"), SENSES.replace("tribute", "homage"))
    assert "the mode tribute of PRAISE" in run("ingest", news, "--record", record, "--knowledge", fewer).stderr
    both = folder(tmp_path / "both", TYPES + OTHER.removeprefix("types:\n"))
    done = run("ingest", news, "--record", record, "--knowledge", both)
    assert done.exit_code == 0, done.output
    assert "kept with this archive from now on, in place of the one kept before" in done.stderr
    assert run("events", "--record", record, "--type", "SCOLD").exit_code == 0
    assert len(rows("events", "--record", record, "--type", "PRAISE")) == 2


def test_a_correction_alone_needs_its_type_too(made: Path, tmp_path: Path) -> None:
    news, place = articles(tmp_path / "news.jsonl"), tmp_path / "record"
    given = folder(tmp_path / "mine", TYPES, "verbs: []\n")
    assert run("ingest", news, "--record", place, "--knowledge", given).exit_code == 0
    (blamed,) = rows("events", "--record", place, "--type", "ACCUSE")
    assert run("correct", blamed["id"], "--record", place, "--type", "PRAISE").exit_code == 0
    (tmp_path / "nothing").mkdir()
    refused = run("ingest", news, "--record", place, "--knowledge", tmp_path / "nothing")
    assert "its events hold the type PRAISE" in refused.stderr


def test_an_empty_folder_brings_the_shipped_knowledge_back(tmp_path: Path) -> None:
    news, place = articles(tmp_path / "news.jsonl"), tmp_path / "record"
    given = folder(tmp_path / "mine", TYPES, "verbs: []\n")
    (tmp_path / "nothing").mkdir()
    assert run("ingest", news, "--record", place, "--knowledge", given).exit_code == 0
    done = run("ingest", news, "--record", place, "--knowledge", tmp_path / "nothing")
    assert "the shipped knowledge is kept with this archive from now on" in done.stderr
    assert Store(place).knowledge.digest is None
    assert run("events", "--record", place, "--type", "PRAISE").exit_code == 1


def test_single_files_lie_on_top_of_what_is_kept(record: Path, tmp_path: Path) -> None:
    own = tmp_path / "numbers.yaml"
    own.write_text(shipped()["parameters.yaml"].read_text("utf-8").replace("wait: 60", "wait: 5"), "utf-8")
    actors = tmp_path / "actors"
    actors.mkdir()
    (actors / "guild.yaml").write_text("groups:\n  - {id: 'group:guild', name: Ferry Guild, country: PER}\n", "utf-8")
    news = articles(tmp_path / "news.jsonl")
    for turn in range(2):  # what is given again is kept once
        done = run("ingest", news, "--record", record, "--parameters", own, "--register", actors)
        assert done.exit_code == 0, done.output
        assert bool(done.stderr) == (turn == 0)
    shutil.rmtree(actors)
    own.unlink()
    found = Store(record).knowledge
    assert "PRAISE" in found.codebook.types
    assert found.parameters.agenda["wait"] == 5
    assert "group:guild" in found.register.entries
    assert run("ingest", news, "--record", record).stdout.startswith("0 articles recorded, 2 already there")


def test_the_variable_counts_where_the_option_is_and_nowhere_else(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "numbers.yaml"
    own.write_text(shipped()["parameters.yaml"].read_text("utf-8").replace("wait: 60", "wait: 5"), "utf-8")
    monkeypatch.setenv("DRAGOMAN_PARAMETERS", str(own))
    assert run("events", "--record", record).exit_code == 0
    assert Store(record).knowledge.parameters.agenda["wait"] == 60
    assert run("ingest", articles(tmp_path / "news.jsonl"), "--record", record).exit_code == 0
    assert Store(record).knowledge.parameters.agenda["wait"] == 5


def test_what_breaks_its_schema_is_not_kept(tmp_path: Path) -> None:
    news, place = articles(tmp_path / "news.jsonl"), tmp_path / "record"
    bad = folder(tmp_path / "bad", TYPES, SENSES.replace("PRAISE", "PRIASE"))
    done = run("ingest", news, "--record", place, "--knowledge", bad)
    assert done.exit_code == 1
    assert "senses.add.yaml, line 2" in done.stderr
    assert "did you mean 'PRAISE'?" in done.stderr
    assert Store(place).knowledge.digest is None
    assert run("ingest", news, "--record", place).exit_code == 0


def test_a_run_killed_while_it_keeps_leaves_the_knowledge_of_before(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Store(record).knowledge.digest
    both = load_knowledge(folder(tmp_path / "both", TYPES + OTHER.removeprefix("types:\n")))
    for home, name in ((shutil, "copyfile"), (Path, "rename"), (os, "replace")):
        with monkeypatch.context() as killed:
            killed.setattr(home, name, _kill)
            with pytest.raises(KeyboardInterrupt):
                Store(record).keep(both)
        assert Store(record).knowledge.digest == before
        assert len(list(Questions(record).events(type="PRAISE"))) == 2
    assert not [p for p in (record / kept.FOLDER).iterdir() if p.name.startswith(".")]
    Store(record).keep(both)
    assert "SCOLD" in Store(record).knowledge.codebook.types


def _kill(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_knowledge_that_is_gone_or_changed_is_told_of(record: Path) -> None:
    (home,) = (p for p in (record / kept.FOLDER).iterdir() if p.is_dir())
    path = home / "codebook/senses.add.yaml"
    path.write_text(path.read_text("utf-8").replace("0.9", "0.8"), "utf-8")
    told = run("events", "--record", record)
    assert told.exit_code == 1
    assert "changed since it was kept with this archive; give it once more with: dragoman ingest" in told.stderr
    shutil.rmtree(home)
    assert "is gone" in run("events", "--record", record).stderr
    (record / kept.FOLDER / kept.POINTER).write_text("{", "utf-8")
    assert "does not say which knowledge is kept" in run("events", "--record", record).stderr


def test_lost_knowledge_can_be_given_again(record: Path, tmp_path: Path) -> None:
    shutil.rmtree(next(p for p in (record / kept.FOLDER).iterdir() if p.is_dir()))
    done = run(
        "ingest", articles(tmp_path / "news.jsonl"), "--record", record, "--knowledge", folder(tmp_path / "mine")
    )
    assert done.exit_code == 0, done.output
    assert len(rows("events", "--record", record, "--type", "PRAISE")) == 2


def test_an_archive_of_before_with_a_type_that_nobody_knows_is_still_read(record: Path, tmp_path: Path) -> None:
    (blamed,) = rows("events", "--record", record, "--type", "ACCUSE")
    assert run("correct", blamed["id"], "--record", record, "--type", "PRAISE").exit_code == 0
    shutil.rmtree(record / kept.FOLDER)
    found = rows("events", "--record", record, "--type", "PRAISE")
    assert len(found) == 3
    assert run("export", "--record", record, "--format", "icews", "--out", tmp_path / "out.tab").exit_code == 0


def test_python_users_keep_it_too(tmp_path: Path) -> None:
    news, said = articles(tmp_path / "news.jsonl"), list[str]()
    place = tmp_path / "record"
    known = load_knowledge(folder(tmp_path / "mine"))
    Ingest(Store(place, create=True), [str(news)], knowledge=known, say=said.append).run()
    assert said == []
    assert len(list(Questions(place).events(type="PRAISE"))) == 2
    with pytest.raises(DragomanError, match="hold the type PRAISE"):
        Ingest(Store(place), [str(news)], knowledge=load_knowledge()).run()
