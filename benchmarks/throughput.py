"""Reading speed as a ratio to spaCy's own pipeline on the same text in the same run, and start-up times.

Both sides run in one process on one thread, in turns, and the best of three counts. Writes the table of
benchmarks/results.md. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parents[1]
BULK = ROOT.parent / "shared/gold/bulk/abp_world/abp_world_1300.jsonl.gz"
ARTICLES, ROUNDS = 120, 3


def texts() -> Iterator[tuple[str, str | None]]:
    """World news from the development data where it is there, else the project's own examples many times over."""
    if BULK.exists():
        with gzip.open(BULK, "rt", encoding="utf-8") as lines:
            for _, line in zip(range(ARTICLES), lines, strict=False):
                row = json.loads(line)
                yield row["content_original"], row["date"]
    else:
        own = (ROOT / "examples/talks.txt").read_text(encoding="utf-8")
        yield from ((own, None) for _ in range(ARTICLES))


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def startup(*command: str) -> float:
    """Best of three starts of a command."""
    run = [str(Path(sys.executable).with_name("dragoman")), *command]
    return min(seconds(lambda: subprocess.run(run, capture_output=True, check=True)) for _ in range(ROUNDS))


def main() -> None:
    """Measure, print, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only, do not write the table")
    dry = parser.parse_args().dry

    import spacy

    from dragoman import __version__
    from dragoman.acquire import article
    from dragoman.pipeline import Coder

    coder, nlp = Coder(), None
    nlp = coder.parser.nlp
    rows = list(texts())
    articles = [article(text, published=when) for text, when in rows]
    whole = [a.text for a in articles]
    words = sum(len(t.split()) for t in whole)
    coder.read(articles[0])
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: list(nlp.pipe(whole))))
        ours.append(seconds(lambda: [coder.read(a) for a in articles]))
    ratio = min(theirs) / min(ours)
    example = str(ROOT / "examples/talks.txt")
    table = [
        "| what | figure |",
        "|---|---|",
        f"| read, words a second, one thread | {words / min(ours):,.0f} |",
        f"| spaCy {spacy.__version__} alone, words a second | {words / min(theirs):,.0f} |",
        f"| ratio of the two | {ratio:.2f} |",
        f"| start-up of `dragoman --help` | {startup('--help'):.2f} s |",
        f"| start-up of `dragoman read` on one article | {startup('read', '--json', example):.2f} s |",
        "",
        f"{date.today()}, dragoman {__version__}, {coder.parser.name}, Python {platform.python_version()}, "
        f"{platform.machine()}, {len(rows)} articles, {words:,} words.",
    ]
    print("\n".join(table))
    if not dry:
        (ROOT / "benchmarks/results.md").write_text("# Speed\n\n" + "\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
