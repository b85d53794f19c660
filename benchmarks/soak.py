"""Soak: 1,300 articles ingested by runs that are killed, by two runs at once, and in another order give one record.

Run by `make soak`; takes about half an hour. `--articles N` takes fewer.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.archive.storage.check import check
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

BULK = Path(__file__).parents[2] / "shared/gold/bulk/abp_world/abp_world_1300.jsonl.gz"
COMMAND = [sys.executable, "-m", "dragoman.cli.main", "ingest"]
KILLS = 20
FEW = 300


def articles(count: int) -> list[str]:
    """The articles as JSON Lines."""
    out = []
    with gzip.open(BULK, "rt", encoding="utf-8") as bulk:
        for n, line in zip(range(count), bulk, strict=False):
            row = json.loads(line)
            known = {"id": str(n), "text": row["content_original"], "title": row["title"], "published": row["date"]}
            out.append(json.dumps({**known, "outlet": row["source"], "url": row["url"]}))
    return out


def content(place: Path) -> dict[str, list[str]]:
    """The rows in force of every table but `runs`, without bookkeeping."""
    with Store(place).connection() as connection:
        out = {}
        for name, table in tables().items():
            if name != "runs":
                columns = ", ".join(f'"{c}"' for c in table.columns)
                rows = connection.execute(f'SELECT {columns} FROM "{name}"').to_arrow_table().to_pylist()
                out[name] = sorted(json.dumps(r, default=str, sort_keys=True) for r in rows)
        return out


def ingest(record: Path, *files: Path, workers: int = 1) -> subprocess.Popen[bytes]:
    """Start an ingest in a process group of its own."""
    words = [*COMMAND, *map(str, files), "--record", str(record), "--workers", str(workers)]
    return subprocess.Popen(words, start_new_session=True, stdout=subprocess.DEVNULL)


def killed(record: Path, file: Path, seconds: float) -> None:
    """Ingest with SIGKILL at random moments, then to the end."""
    moments = random.Random(20)
    for n in range(KILLS):
        run = ingest(record, file)
        time.sleep(moments.uniform(2.0, 2.0 + 2 * seconds / KILLS))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        print(f"  killed {n + 1} of {KILLS}", flush=True)
    if ingest(record, file).wait():
        raise SystemExit("the last run failed")


def peak(record: Path, file: Path) -> float:
    """Ingest to the end; the most memory it held, in MB."""
    _, status, used = os.wait4(ingest(record, file).pid, 0)
    if status:
        raise SystemExit("the undisturbed run failed")
    return used.ru_maxrss / 1024


def main() -> None:
    """Compare the records."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1300)
    lines = articles(parser.parse_args().articles)
    folder = Path(tempfile.mkdtemp(prefix="dragoman-soak-"))
    third = len(lines) // 3
    parts = {
        "few": lines[:FEW],
        "all": lines,
        "first": lines[: 2 * third],
        "second": lines[third:],
        "turned": lines[::-1],
    }
    files = {name: folder / f"{name}.jsonl" for name in parts}
    for name, held in parts.items():
        files[name].write_text("\n".join(held) + "\n", encoding="utf-8")
    started = time.monotonic()
    memory = peak(folder / "whole", files["all"])
    seconds = time.monotonic() - started
    whole = content(folder / "whole")
    print(f"undisturbed: {seconds:.0f} s, " + ", ".join(f"{len(r)} {n}" for n, r in whole.items()), flush=True)
    print(f"peak memory: {peak(folder / 'few', files['few']):.0f} MB for {FEW} articles, {memory:.0f} MB for all")
    killed(folder / "killed", files["all"], seconds)
    both = [ingest(folder / "both", files[n]) for n in ("first", "second")]
    if any(run.wait() for run in both) or ingest(folder / "turned", files["turned"], workers=2).wait():
        raise SystemExit("a run failed")
    wrong = 0
    for name in ("killed", "both", "turned"):
        other = content(folder / name)
        differ = [t for t in whole if whole[t] != other[t] and t != "quarantine"]
        broken = [rule for rule, count, _ in check(Store(folder / name)) if count]
        said = "equal" if not differ else f"DIFFERENT in {', '.join(differ)}"
        print(f"{name}: {said}; broken rules: {broken or 'none'}")
        wrong += len(differ) + len(broken)
    shutil.rmtree(folder)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
