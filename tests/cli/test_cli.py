"""The command line as a user meets it: exit codes, files, standard output and error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from dragoman import Record
from dragoman.cli.main import main
from dragoman.cli.render.files import LONGEST, PLAIN, file_name, stem

ROOT = Path(__file__).parents[2]
TALKS = ROOT / "examples/talks.txt"
BATCH = ROOT / "examples/articles.jsonl"
SHORT = "Kenya accused Somalia on Monday of closing a border post, officials said."


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from dragoman.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, cwd=ROOT, timeout=120)


def test_json_is_one_record_a_line() -> None:
    result = run("read", BATCH, TALKS, "--json")
    records = [Record.from_json(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [r.article.source_id for r in records] == ["border-2024-05", "protest/2024 03", None, None]
    assert result.stdout_bytes == b"".join(r.to_json().encode() + b"\n" for r in records)


def test_the_example_is_read_for_what_it_says() -> None:
    record = Record.from_json(run("read", TALKS, "--json").stdout)
    assert record.article.published == "2024-02-09"
    assert {"person:yoko-kamikawa", "state:IND", "group:houthis"} <= {a.id for a in record.actors}
    assert {"CONSULT", "ACCUSE", "AID"} <= {e.type for e in record.events}
    assert any(e.modality == "planned" and e.type == "CONSULT" and e.date.edtf == "2024-02-10" for e in record.events)


def test_the_same_input_twice_gives_the_same_bytes_also_in_another_process() -> None:
    first, second = (
        started("read", "examples/talks.txt", "--json"),
        started("read", "examples/talks.txt", "--json", PYTHONHASHSEED="7"),
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout == run("read", TALKS, "--json").stdout


def test_standard_input_and_the_date_given() -> None:
    record = Record.from_json(run("read", "-", "--json", "--published", "2024-05-15", stdin=SHORT).stdout)
    assert record.article.published == "2024-05-15"
    assert record.events[0].date.edtf == "2024-05-13"


def test_out_names_files_by_id_else_by_the_input(tmp_path: Path) -> None:
    result = run("read", BATCH, BATCH, TALKS, "--out", tmp_path / "new/records")
    names = sorted(p.name for p in (tmp_path / "new/records").iterdir())
    assert result.exit_code == 0
    assert result.stdout == ""
    assert names == sorted(
        [
            "articles-2.json",
            "articles.json",
            "border-2024-05-2.json",
            "border-2024-05.json",
            "protest%2F2024%2003-2.json",
            "protest%2F2024%2003.json",
            "talks.json",
        ]
    )
    assert Record.from_json((tmp_path / "new/records/protest%2F2024%2003.json").read_bytes())


def test_out_and_json_go_together_and_a_second_run_replaces(tmp_path: Path) -> None:
    first = run("read", TALKS, "--out", tmp_path, "--json")
    before = (tmp_path / "talks.json").read_bytes()
    run("read", TALKS, "--out", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["talks.json"]
    assert (tmp_path / "talks.json").read_bytes() == before == first.stdout_bytes


def test_hostile_ids_stay_inside_the_folder(tmp_path: Path) -> None:
    ids = ["../../etc/passwd", "..", ".hidden", "-rf", "a\x00b", "\ud800", "x" * 5000, "CON:", "", "é/" * 300]
    lines = "\n".join(json.dumps({"id": i, "text": SHORT}) for i in ids)
    (tmp_path / "in.jsonl").write_text(lines)
    result = run("read", tmp_path / "in.jsonl", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == len(ids)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out"]


@given(st.text(max_size=400))
def test_a_file_name_is_safe_and_a_short_id_can_be_read_back(identifier: str) -> None:
    name = file_name(identifier)
    assert len(name) <= LONGEST
    assert name.isascii()
    assert "/" not in name
    assert name == "" or name[0].isalnum() or name[0] == "%"
    if len(name) < LONGEST - 20:
        assert unquote(name, errors="surrogatepass") == identifier
    if PLAIN.fullmatch(identifier):
        assert name == identifier


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("-", "stdin"),
        ("a/b/report.txt", "report"),
        ("news.jsonl.gz", "news"),
        ("https://example.org/2024/talks-in-kyoto.html?x=1", "talks-in-kyoto"),
        ("https://example.org/", "example"),
    ],
)
def test_an_input_without_an_id_is_called_after_its_source(source: str, name: str) -> None:
    assert stem(source) == name


def test_what_cannot_be_read_is_named_on_standard_error_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "good", "text": SHORT}), "{broken", json.dumps({"id": "none"})]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    result = run("read", tmp_path / "in.jsonl", tmp_path / "missing.txt", "--json")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    errors = result.stderr.splitlines()
    assert len(errors) == 3
    assert errors[0].startswith(f"dragoman: {tmp_path / 'in.jsonl'}, line 2: not JSON")
    assert errors[0].endswith("[not-json]")
    assert errors[1].endswith("[no-text]")
    assert errors[2] == f"dragoman: {tmp_path / 'missing.txt'}: there is no such file [not-found]"


def test_the_exit_status_is_1_where_nothing_was_read(tmp_path: Path) -> None:
    result = run("read", tmp_path / "missing.txt", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("read", "-", stdin="").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", str(TALKS), "--model", "no_such_model"),
        ("read", str(TALKS), "--codebook", str(ROOT / "pyproject.toml")),
        ("ingest", str(TALKS), "--parameters", str(ROOT / "pyproject.toml")),
        ("read", str(TALKS), "--out", str(TALKS / "below-a-file")),
        ("actors", "show", "state:XXX"),
        ("actors", "find", "nobody of this name"),
        ("actors", "find", "Japan", "--on", "not a date"),
    ],
)
def test_an_error_is_one_line_without_a_traceback(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("dragoman: ")
    assert result.stderr.count("\n") == 1


def test_a_name_cannot_write_control_characters_to_the_terminal(tmp_path: Path) -> None:
    result = run("read", tmp_path / "\x1b[2J.txt")
    assert "\x1b" not in result.stderr
    assert "␛[2J" in result.stderr


def test_the_terminal_account_marks_and_tells_and_explains() -> None:
    result = run("read", TALKS, "--explain")
    for words in ("Yoko Kamikawa (JPN GOV)", "ACCUSE", "predicate 'accused'", "planned", "Quotes", "2024-02-10"):
        assert words in result.stdout
    assert "«a partnership of open seas»" in result.stdout
    assert "why" not in run("read", TALKS).stdout.split("Events")[1]


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'duckdb', 'pandas', 'deltalake', 'onnxruntime', 'pydantic'}"
    code = "import sys; from dragoman.cli.main import main; main(['--help'], standalone_mode=False); "
    code += f"print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert found.stdout.endswith("set()\n"), found.stdout[-200:]


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = (
        f"{sys.executable} -c 'from dragoman.cli.main import main; main()' read {TALKS} {BATCH} --json | head -c 10"
    )
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert found.stdout == '{"article"'
    assert "Traceback" not in found.stderr


def test_an_interrupted_batch_says_how_many_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.cli.render import batch

    def interrupted(source: str, **_: object):
        yield from batch_acquire(source)
        raise KeyboardInterrupt

    batch_acquire = batch.acquire
    monkeypatch.setattr(batch, "acquire", interrupted)
    result = run("read", TALKS, "--json")
    assert result.exit_code == 130
    assert result.stderr == "dragoman: stopped; articles read: 1\n"


def test_a_fault_in_one_article_does_not_end_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.pipeline import Coder

    whole = Coder.read
    monkeypatch.setattr(Coder, "read", lambda self, a: 1 / 0 if a.source_id == "border-2024-05" else whole(self, a))
    result = run("read", BATCH, "--json")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "article border-2024-05; please report it" in result.stderr
    assert "[internal]" in result.stderr


def test_the_register_can_be_shown_found_and_checked() -> None:
    found = run("actors", "find", "Wang", "Yi", "--on", "2023-09-18").stdout
    assert "person:wang-yi" in found
    assert "foreign minister" in found
    assert "state:JPN\tJapan" in run("actors", "show", "state:JPN").stdout
    assert len(run("actors", "show").stdout.splitlines()) > 500
    assert run("actors", "check").exit_code == 0
