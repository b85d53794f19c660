"""A progress bar for long work, on a screen only: articles, rate, and the time left where the number is known."""

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
from dragoman.errors import Refused

if TYPE_CHECKING:
    from dragoman.archive.ingest.ingest import Summary


@contextmanager
def bar(sources: list[str]) -> Iterator[Callable[[Summary], None]]:
    """What `Ingest` calls after every article."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
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


def total(sources: list[str]) -> int | None:
    """How many articles there are, where counting is cheap: files, and lines of JSON Lines; None where it is not."""
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
