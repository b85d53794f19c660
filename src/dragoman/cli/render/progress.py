"""Progress of an ingest: a bar with rate and, if the number of articles is known, the time left; else lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dragoman.acquire.many import spread
from dragoman.acquire.source import opened
from dragoman.acquire.url import is_url
from dragoman.cli.render.lines import counted, lines
from dragoman.errors import Refused

if TYPE_CHECKING:
    from dragoman.archive.ingest.ingest import Summary


@contextmanager
def bar(sources: list[str]) -> Iterator[Callable[[Summary], None]]:
    """Show progress within the block; yields the function that `Ingest` calls with its counts after every article."""
    console = Console(stderr=True)
    if not console.is_terminal:
        latest: list[Summary] = []
        with lines(lambda: _told(latest[0]) if latest else counted(0, 0)):
            yield lambda done: latest.__setitem__(slice(None), [done])
        return
    rate = TextColumn("{task.fields[rate]}")
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total(sources), rate="")

        def told(done: Summary) -> None:
            speed = progress.tasks[0].speed
            rate = f"{speed:.1f} articles/s, {sum(done.refused.values())} refused" if speed else ""
            progress.update(task, completed=done.seen, rate=rate)

        yield told


def _told(done: Summary) -> str:
    before = f", {done.skipped:,} already there" if done.skipped else ""
    return counted(done.articles, sum(done.refused.values())) + before


def total(sources: list[str]) -> int | None:
    """The number of articles in the inputs if counting is cheap (files, lines of JSON Lines), else None."""
    count = 0
    for name in spread(sources):
        plain = name.lower().removesuffix(".gz").removesuffix(".zst")
        if (
            name == "-"
            or is_url(name)
            or plain.endswith((".warc", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom"))
        ):
            return None
        if plain.endswith((".jsonl", ".ndjson")):
            count += _lines(name)
        elif Path(name).is_file():
            count += 1
    return count


def _lines(name: str) -> int:
    try:
        with opened(name) as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(2**20), b""))
    except Refused:
        return 0
