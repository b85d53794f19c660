"""Runs the scorers of ../shared on records made now, and reads the figures they print."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from dragoman.errors import Refused


def write_records(coder, sources, folder: Path) -> None:
    """Read every source and write its record under the id the scorer expects."""
    from dragoman.acquire import acquire

    folder.mkdir(parents=True, exist_ok=True)
    for name, source in sources:
        for article in acquire(str(source)):
            assert not isinstance(article, Refused), article
            record = coder.read(article)
            (folder / f"{article.source_id or name}.json").write_text(record.to_json(), encoding="utf-8")


def figures(scorer: Path, *args: str | Path) -> dict[str, float]:
    """The figures a scorer prints: the F1 of each row, and the share of speakers right."""
    run = subprocess.run(
        [sys.executable, str(scorer), *map(str, args)], capture_output=True, text=True, check=True, timeout=300
    )
    return printed(run.stdout)


def printed(output: str) -> dict[str, float]:
    """The figures in what a scorer printed."""
    out: dict[str, float] = {}
    for line in output.splitlines():
        if m := re.match(r"(\w+)\s+[\d.]+\s+[\d.]+\s+([\d.]+)", line):
            out[m[1]] = float(m[2])
        if m := re.search(r"speaker right on (\d+)/(\d+)", line):
            out["speakers"] = int(m[1]) / int(m[2]) if int(m[2]) else 0.0
        if m := re.match(r"(\w+)\s+P [\d.]+ R [\d.]+ F1 ([\d.]+)(?:.*= ([\d.]+))?", line):
            out[m[1]] = float(m[2])
            if m[3]:
                out[f"{m[1]}_matched"] = float(m[3])
        if m := re.match(r"found\s+\d+/\d+ = ([\d.]+)\s+precision ([\d.]+)", line):
            out["found"], out["precision"] = float(m[1]), float(m[2])
        if m := re.match(r"acc@161\s+([\d.]+)", line):
            out["near"] = float(m[1])
    return out


def layers(shared: Path) -> ModuleType:
    """The scorer of layers, as a module."""
    spec = importlib.util.spec_from_file_location("score_layers", shared / "gold/score_layers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
