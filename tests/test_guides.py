"""The guides are right: what a page says is done, file by file and line by line, and gives what the page prints."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.main import main
from dragoman.document import Document
from dragoman.knowledge.loader import shipped
from dragoman.pipeline import Coder
from tests.fences import Block, blocks, called, ran, sessions, told, written
from tests.gold import policy

ROOT = Path(__file__).parents[1]
PREDICATE, STAGE = ROOT / "docs/add_a_predicate.md", ROOT / "docs/add_a_stage.md"
#: Files of the project itself: a page shows what to put into them.
OURS = ("src/", "tests/", "pyproject.toml")


def theirs(block: Block) -> bool:
    """Is it a file that the user writes?"""
    return block.file is not None and not block.file.startswith(OURS)


def ours(page: Path, file: str) -> str:
    """What a page says to put into a file of the project."""
    (found,) = (b.text for b in blocks(page) if b.file == file)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("page", [PREDICATE, STAGE], ids=lambda p: p.name)
def test_a_guide_gives_what_it_prints(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)  # as for a user who works in that folder
    known: dict[str, object] = {}
    done = 0
    for block, after in pairwise([*blocks(page), Block("", None, "")]):
        if theirs(block):
            written(block, tmp_path)
        elif block.file is None and block.language == "python":
            printed = after.text if after.language == "text" and after.file is None else ""
            assert ran(block.text, known, tmp_path) == printed
            done += 1
        elif block.language == "console":
            for line, printed in sessions(block):
                if "--knowledge" in line and "--knowledge" not in CliRunner().invoke(main, ["read", "--help"]).stdout:
                    continue
                assert told(printed, out := called(line, tmp_path)), out
                done += 1
    assert done > 4


@pytest.mark.slow
def test_a_predicate_given_to_the_project_passes_its_own_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "codebook/senses.yaml"
    row = ours(PREDICATE, f"src/dragoman/knowledge/{name}")
    here = shipped()[name].read_text("utf-8")
    assert here.count("\nverbs:\n") == 1
    (tmp_path / "senses.yaml").write_text(here.replace("\nverbs:\n", f"\nverbs:\n{row}"), "utf-8")
    (tmp_path / "policy.yaml").write_text(ours(PREDICATE, "tests/gold/policy.yaml"), "utf-8")
    monkeypatch.setattr(policy, "PATH", tmp_path / "policy.yaml")
    right, whole, wrong = policy.score(Coder(predicates=tmp_path / "senses.yaml"))
    assert right == whole, wrong
    assert policy.score(Coder())[0] != whole, "the page's sentences need no new row"


def test_the_layers_in_the_guide_are_those_of_the_project() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    told = tomllib.loads(ours(STAGE, "pyproject.toml"))
    assert told["layers"] == contract["layers"]


def test_the_layers_in_contributing_are_those_of_the_project() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    lines = re.findall(r"^\d+\. (`.*)$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.M)
    listed = [re.findall(r"`(\w+)`", line) for line in lines]
    assert listed == [layer.replace("dragoman.", "").split(" | ") for layer in contract["layers"]]


def test_the_guide_names_all_that_a_document_holds() -> None:
    page = STAGE.read_text("utf-8")
    offered = [name for name in dir(Document) if not name.startswith("_") and name != "adding"]
    fields = list(Document.__dataclass_fields__)
    missing = [name for name in {*offered, *fields} if f"| `{name}" not in page]
    assert not missing
