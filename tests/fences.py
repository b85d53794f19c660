"""The fenced blocks of a page of Markdown, and what following them gives."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from dragoman.cli.main import main

FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', flags=re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file that its title names, and its text."""

    language: str
    file: str | None
    text: str


def blocks(page: Path) -> list[Block]:
    """The blocks of a page in order."""
    return [Block(kind, file or None, text) for kind, file, text in FENCE.findall(page.read_text("utf-8"))]


def sessions(block: Block) -> Iterator[tuple[str, str]]:
    """The command lines of a console block, each with what is printed below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        line, _, printed = part.partition("\n")
        yield line, printed


def written(block: Block, folder: Path) -> None:
    """Write a block with a title to the file that it names."""
    assert block.file is not None
    path = folder / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, "utf-8")


def ran(code: str, known: dict[str, object], folder: Path) -> str:
    """What a piece of Python prints in a folder; `known` holds its names, and keeps those it makes."""
    with chdir(folder), redirect_stdout(StringIO()) as out:
        exec(compile(code, "guide", "exec"), known)
    return out.getvalue()


def called(line: str, folder: Path) -> str:
    """What a command line prints in a folder: `dragoman ...` or `python ...`."""
    name, *words = shlex.split(line)
    if name == "dragoman":
        with chdir(folder):
            done = CliRunner().invoke(main, words, env={"COLUMNS": "100"})
        assert done.exit_code == 0, done.output
        return done.stdout
    assert name == "python", line
    process = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


def told(printed: str, out: str) -> bool:
    """Are the lines and parts that a page prints in the output in this order? "..." stands for what it leaves out."""
    at, out = 0, "\n".join(line.rstrip() for line in out.splitlines())  # tables end in blanks
    for piece in (p.strip("\n") for p in printed.split("...")):
        found = out.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
