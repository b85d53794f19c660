"""Every command of README.md and docs/*.md runs in a bare environment: a venv with nothing but this tree's wheel."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GOLD = ROOT / "tests/evaluate/gold"
KNOWN = yaml.safe_load((ROOT / "tests/bare.yaml").read_text("utf-8"))
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", flags=re.M | re.S)
STARTS = ("dragoman ", "pip ", "python ", "curl ")
FEED = """<rss version="2.0"><channel><title>Harbour Times</title><item><title>Peru condemns Chile</title>
<link>https://example.org/1</link><pubDate>Wed, 06 Mar 2024 10:00:00 GMT</pubDate>
<description>Peru condemned Chile on Monday over the closing of a border post, officials said.</description>
</item></channel></rss>
"""
PAIRS = "id\tmarked_sentence\n1\t<s>Peru</s> condemned <t>Chile</t> over a closed border post.\n"
ACTORS = "JANE_DOE_  [FRAELI <20090120] [FRAGOV 20090120-20170120]\n+PRESIDENT_DOE_\n"


def commands(path: Path) -> list[str]:
    """The command lines of a page's `sh` and `console` blocks, in order."""
    out = []
    for kind, text in BLOCK.findall(path.read_text("utf-8")):
        if kind == "sh":
            out += [line for line in text.splitlines() if line.strip()]
        elif kind == "console":
            out += [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    return out


TELLING = [path for path in PAGES if commands(path)]


class Bare:
    """A venv with the wheel in it, and a folder with the files that the documents name."""

    def __init__(self, folder: Path) -> None:
        self.venv, self.files, self.home = folder / "venv", folder / "files", folder / "home"

    def make(self) -> None:
        """Build the wheel, install it, and make the record and the other files; about a minute."""
        wheels = self.venv.with_name("wheel")
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(self.venv)], check=True)
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)], check=True)
        (wheel,) = wheels.glob("*.whl")
        into = [*pip, "--python", str(self.venv / "bin/python"), "install", "--no-compile"]
        subprocess.run([*into, str(wheel)], check=True)
        self.home.mkdir()
        shutil.copytree(ROOT / "examples", self.files / "examples")
        shutil.copytree(ROOT / "examples/archive", self.files / "articles")
        shutil.copytree(GOLD, self.files / "gold")
        shutil.copytree(GOLD / "times", self.files / "times")
        shutil.copytree(ROOT / "src/dragoman/weights", self.files / "my-weights")
        shutil.copy(ROOT / "examples/talks.txt", self.files / "article.txt")
        shutil.copy(ROOT / "examples/articles.jsonl", self.files)
        shutil.copy(GOLD / "marked.tsv", self.files / "sentences.tsv")
        (self.files / "places.xml.gz").write_bytes(gzip.compress((GOLD / "places.xml").read_bytes()))
        (self.files / "latest-all.json.bz2").write_bytes(bz2.compress(b"[\n]\n"))
        (self.files / "feed.xml").write_text(FEED, "utf-8")
        (self.files / "pairs.tsv").write_text(PAIRS, "utf-8")
        (self.files / "Phoenix.Countries.actors.txt").write_text(ACTORS, "utf-8")
        for line in (
            "dragoman ingest examples/archive --record record",
            "dragoman export --record record --format icews --out events.2018.tab",
            "dragoman actors import petrarch Phoenix.Countries.actors.txt --out my-actors/",
        ):
            assert self.run(line, self.files).returncode == 0, line

    def run(self, line: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """A command line in a shell that finds the venv and nothing of ours besides."""
        path = f"{self.venv / 'bin'}:{os.environ['PATH']}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DRAGOMAN", "VIRTUAL_ENV"))}
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=folder,
            env=kept | {"PATH": path, "HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """One bare environment for the whole run: the first process makes it, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "bare"
    folder.mkdir(exist_ok=True)
    made = Bare(folder)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            made.make()
            (folder / "done").touch()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("page", TELLING, ids=lambda p: p.name)
def test_every_command_of_a_page_runs_where_only_dragoman_is_installed(bare: Bare, page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    shutil.copytree(bare.files, folder)
    first = json.loads(bare.run("dragoman events --record record --json --limit 1", folder).stdout)["id"]
    failed = []
    for line in commands(page):
        if line in KNOWN["not_run"]:
            continue
        told = line
        for word, other in KNOWN["stands_for"].items():
            told = told.replace(word, first if other == "EVENT" else other)
        done = bare.run(told, folder)
        if done.returncode:
            failed.append(f"$ {told}\n{done.stdout[-500:]}{done.stderr[-1500:]}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "examples/README.md"], ids=lambda p: p.name)
def test_commands_stand_in_blocks_of_their_kind(page: Path) -> None:
    for kind, text in BLOCK.findall(page.read_text("utf-8")):
        assert kind in {"sh", "console"} or not text.startswith(STARTS), text


def test_what_is_not_run_is_still_in_a_document() -> None:
    every = [line for page in PAGES for line in commands(page)]
    assert set(KNOWN["not_run"]) <= {*every}
    assert all(any(word in line for line in every) for word in KNOWN["stands_for"])
    assert all(KNOWN["not_run"].values())
