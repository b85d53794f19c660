"""Progress where there is no terminal: a plain line every ten seconds, and none for short work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.main import main
from dragoman.cli.render import lines
from dragoman.cli.render.lines import EVERY, counted, tell

TEXT = "Kenya accused Somalia on Monday of closing a border post, officials said. Number {} of many reports."


class Work:
    """Work of so many seconds, whose clock goes on only while it is waited for."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now = seconds, 0.0

    def ended(self, wait: float) -> bool:
        self.now = min(self.now + wait, self.seconds)
        return self.now >= self.seconds


@pytest.mark.parametrize(("seconds", "told"), [(9.5, []), (25.0, ["10 s", "20 s"]), (1201.0, 120)])
def test_long_work_says_how_far_it_is_every_ten_seconds(seconds: float, told: list[str] | int) -> None:
    work, said = Work(seconds), list[str]()
    tell(lambda: counted(int(work.now * 120), 3), work.ended, lambda: work.now, said.append)
    assert EVERY == 10
    if isinstance(told, int):
        assert len(said) == told
        assert said[-1] == "144,000 articles read, 3 refused, 1,200 s"
    else:
        assert said == [f"{int(t.split()[0]) * 120:,} articles read, 3 refused, {t}" for t in told]


def many(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps({"text": TEXT.format(n)}) + "\n" for n in range(count)), "utf-8")
    return path


def test_every_command_of_long_work_says_so_and_a_short_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, record = many(tmp_path / "a.jsonl", 40), str(tmp_path / "record")
    commands = {
        "articles read, 0 refused": ["read", str(articles), "--out", str(tmp_path / "out")],
        "articles read, 0 refused, ": ["ingest", str(articles), "--record", record],
        "writing ": ["export", "--record", record, "--format", "csv", "--out", str(tmp_path / "e.csv")],
        "compacting, ": ["record", "compact", "--record", record],
    }
    for line, command in commands.items():
        monkeypatch.setattr(lines, "EVERY", 0.001)
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        assert f"{line}" in result.stderr
        assert " s\n" in result.stderr
    monkeypatch.setattr(lines, "EVERY", EVERY)
    assert " s\n" not in CliRunner().invoke(main, commands["writing "]).stderr
