"""A command that a message names works when it is pasted: with the record that was asked, and quoted for a shell."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import dragoman
from dragoman.cli.main import main

ROOT = Path(__file__).parents[1]
SOURCE = Path(dragoman.__file__).parent
ASKING = {name for name, command in main.commands.items() if any("--record" in p.opts for p in command.params)}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def pasted(output: str) -> Result:
    """What the command at the end of a message does."""
    (line,) = re.findall(r"(dragoman [a-z]+ .*)", output.removeprefix("dragoman: "))
    return run(*shlex.split(line)[1:])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record with a refused line, in a folder whose name a shell would take apart."""
    folder = tmp_path_factory.mktemp("a record's folder")
    lines = [{"text": "Peru condemned Chile on Monday.", "published": "2024-03-06"}, {"text": ""}]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    done = run("ingest", str(folder / "in.jsonl"), "--record", str(folder / "own record"))
    assert done.exit_code == 0
    (folder / "said").write_text(done.output, "utf-8")
    return str(folder / "own record")


def test_the_way_to_what_was_refused(place: str) -> None:
    said = Path(place).with_name("said").read_text("utf-8")
    found = pasted(said)
    assert found.exit_code == 0
    assert "in.jsonl" in found.stdout


def test_the_way_to_a_correction(place: str) -> None:
    event = json.loads(run("events", "--record", place, "--json").stdout)["id"]
    done = pasted(run("correct", event, "--record", place).stderr)
    assert done.exit_code == 0
    assert done.stdout.startswith("correction:")


def test_the_way_to_a_first_record(tmp_path: Path) -> None:
    missing = str(tmp_path / "not yet")
    said = run("events", "--record", missing).stderr
    (line,) = re.findall(r"dragoman ingest .*", said)
    words = shlex.split(line.replace("FILES", shlex.quote(str(ROOT / "examples/talks.txt"))))
    assert run(*words[1:]).exit_code == 0
    assert run("events", "--record", missing).exit_code == 0


def test_the_way_to_the_files_of_a_folder() -> None:
    said = run("read", str(ROOT / "examples")).stderr
    (line,) = re.findall(r"dragoman read (\S+)", said)
    assert ROOT / "examples/talks.txt" in [*Path(line).parent.glob(Path(line).name)]


def test_the_way_to_a_country_code(place: str) -> None:
    said = run("events", "--country", "XYZ", "--record", place).stderr
    (line,) = re.findall(r"as in: dragoman (.*)", said)
    assert "KEN" in run(*line.split()).stdout


def hints() -> Iterator[tuple[str, str]]:
    """The texts in the code, docstrings left out, that name a command on a record, with their file."""
    for path in sorted(SOURCE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        documents = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
        for node in nodes:
            told = isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in documents
            found = re.search(r"dragoman ([a-z]+) ", text := ast.unparse(node) if told else "")
            if found and found[1] in {*ASKING, "record"}:
                yield str(path.relative_to(SOURCE)), text


def test_no_message_names_a_command_without_the_record() -> None:
    found = dict(hints())
    assert found
    assert {path: text for path, text in found.items() if "--record" not in text} == {}
