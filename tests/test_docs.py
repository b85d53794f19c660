"""What the documents say is so: every field, command, option, link and printed result."""

from __future__ import annotations

import os
import pkgutil
import re
import shlex
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from pydantic import BaseModel

import dragoman
from dragoman.cli.main import main
from dragoman.knowledge.loader import shipped
from dragoman.model import Record

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
MARKDOWN = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", ROOT / "examples/README.md", *PAGES]


def sections(path: Path) -> dict[str, str]:
    """The text below each heading of a page, by heading."""
    parts = re.split(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.M)


def models(model: type[BaseModel], seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """A model and all that its fields are made of, by name."""
    seen[model.__name__] = model
    for field in model.model_fields.values():
        for kind in inner(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__name__ not in seen:
                models(kind, seen)
    return seen


def inner(annotation: object) -> Iterator[object]:
    yield annotation
    for part in typing.get_args(annotation):
        yield from inner(part)


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    shown = {n: c for n, c in getattr(command, "commands", {}).items() if not c.hidden}  # former names are not
    for child, sub in shown.items():
        yield from commands(sub, f"{name} {child}")


MODELS = models(Record, {})
COMMANDS = dict(commands(main, "dragoman"))


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_the_record_is_described_and_no_other(name: str) -> None:
    fields = [field.alias or key for key, field in MODELS[name].model_fields.items()]
    assert rows(sections(DOCS / "record.md")[name]) == fields


@pytest.mark.parametrize("name", [n for n in COMMANDS if n != "dragoman"])
def test_every_command_and_option_is_described_and_no_other(name: str) -> None:
    section = sections(DOCS / "commands.md")[name]
    options = [p.opts[0] for p in COMMANDS[name].params if isinstance(p, click.Option)]
    assert [row.split()[0] for row in rows(section)] == options
    assert all(
        p.metavar.strip("[]") in section for p in COMMANDS[name].params if isinstance(p, click.Argument) and p.metavar
    )


def test_no_command_is_described_that_is_not_there() -> None:
    headings = [h for h in sections(DOCS / "commands.md") if h.startswith("dragoman ")]
    assert headings == [name for name in COMMANDS if name != "dragoman"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_an_example_that_parses(name: str) -> None:
    lines = [line.strip() for line in (COMMANDS[name].help or "").rstrip().splitlines()]
    examples = lines[lines.index("Example:") + 1 :]
    assert examples
    for example in examples:
        called(example)
    assert CliRunner().invoke(main, [*name.split()[1:], "--help"]).exit_code == 0


def called(line: str) -> None:
    """Parse a command line as far as its command and options go; files it names need not be there."""
    words = shlex.split(line)
    assert words[0] == "dragoman"
    name = "dragoman"
    for word in words[1:]:
        name = f"{name} {word}" if f"{name} {word}" in COMMANDS else name
    assert {word for word in words if word.startswith("--")} <= options(name)


def options(name: str) -> set[str]:
    return {opt for p in COMMANDS[name].params for opt in p.opts} | {"--help", "--version"}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda p: p.name)
def test_every_command_line_in_a_document_is_one(path: Path) -> None:
    for block in re.findall(r"^```(?:sh|console)?\n(.*?)^```$", path.read_text("utf-8"), flags=re.M | re.S):
        for line in block.splitlines():
            if found := re.match(r"(?:\$ |.*\| )?(dragoman (?:read|actors) [^|>]*)", line):
                if "--knowledge" in line and "--knowledge" not in options("dragoman read"):
                    continue  # documented before it is there; goes with the option's arrival
                called(found.group(1))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda p: p.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        page = (path.parent / file).resolve() if file else path
        assert page.exists(), target
        if anchor:
            anchors = {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in sections(page)}
            assert anchor in anchors, target


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_site_has_every_page_and_no_other() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"]
    listed = [value for item in nav for value in item.values()]
    pages = [
        p if isinstance(p, str) else next(iter(p.values())) for v in listed for p in (v if isinstance(v, list) else [v])
    ]
    assert sorted(pages) == [p.name for p in PAGES]


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *(DOCS / name for name in ("tutorial.md", "python.md", "places.md", "register.md"))],
    ids=lambda p: p.name,
)
def test_python_in_a_document_runs_and_prints_what_is_printed_there(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    known: dict[str, object] = {}
    blocks = re.findall(
        r"^```python\n(.*?)^```\n(?:\n?```text\n(.*?)^```)?", path.read_text("utf-8"), flags=re.M | re.S
    )
    assert blocks
    for code, printed in blocks:
        exec(compile(code, str(path), "exec"), known)
        assert capsys.readouterr().out == printed


SESSIONS = [ROOT / "README.md", *(DOCS / f"{name}.md" for name in ("tutorial", "commands", "knowledge"))]


@pytest.mark.parametrize("path", SESSIONS, ids=lambda p: p.name)
def test_a_terminal_session_in_a_document_prints_what_is_printed_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    sessions = re.findall(r"^```console\n\$ (dragoman [^\n]*)\n(.*?)^```", path.read_text("utf-8"), flags=re.M | re.S)
    assert sessions
    for line, printed in sessions:
        found = CliRunner().invoke(main, shlex.split(line)[1:], env={"COLUMNS": "100"}).stdout
        for piece in printed.split("...\n"):
            assert piece.rstrip("\n") in found


@pytest.mark.parametrize("path", [p for p in MARKDOWN if p.name != "CHANGELOG.md"], ids=lambda p: p.name)
def test_every_module_and_file_of_the_package_that_is_named_is_there(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.M | re.S)
    names = re.findall(r"`(dragoman(?:\.\w+)+)", text)
    assert [n for n in names if not found(n)] == []
    files = {p.removeprefix("src/dragoman/") for p in re.findall(r"`((?:src/|[a-z_]+/)[\w/]+\.(?:py|yaml))`", text)}
    there = {f for f in files for home in (ROOT, ROOT / "src/dragoman") if (home / f).is_file()}
    assert files - there - {*shipped()} == set()  # in a folder of knowledge a file has a name of its own


def found(name: str) -> bool:
    """Does a dotted name lead to a module, or to what one of them holds?"""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_the_version_is_the_same_everywhere() -> None:
    assert f'version = "{dragoman.__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert f"## {dragoman.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_every_make_target_that_is_spoken_of_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    for path in MARKDOWN:
        assert set(re.findall(r"`make (\w+)`", path.read_text("utf-8"))) <= targets, path


def test_the_example_is_long_enough_and_every_part_is_recognised() -> None:
    record = dragoman.read((ROOT / "examples/talks.txt").read_text())
    assert 330 <= len(record.article.text.split()) <= 370
    kinds = {s.kind for s in record.article.segments}
    assert {"title", "standfirst", "prose", "caption", "credit", "subhead", "link"} <= kinds


def test_every_table_and_column_of_the_record_is_described_and_no_other() -> None:
    from dragoman.archive.storage.schema import tables

    held = sections(DOCS / "archive.md")
    for name, table in tables().items():
        assert rows(held[name]) == list(table.columns), name


def test_every_export_is_described_and_no_other() -> None:
    from dragoman.interchange.write.formats import WRITERS, meanings

    held = sections(DOCS / "exports.md")
    assert rows(held["Exports"]) == list(WRITERS)
    for name in ("polecat", "icews", "gdelt", "gdelt-mentions", "phoenix"):
        assert rows(held[name]) == list(meanings(name))
