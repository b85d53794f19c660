"""Progress without a terminal: a plain line on standard error every ten seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TypeVar

import click

from dragoman.cli.render.visible import visible

EVERY = 10.0  # seconds
T = TypeVar("T")


@contextmanager
def lines(state: Callable[[], str]) -> Iterator[None]:
    """While the block runs, print `state()` and the time so far every ten seconds: "1,200 articles read, 14 s".

    Nothing is printed on a terminal, where bars show progress.
    """
    if sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    teller = threading.Thread(target=tell, args=(state, over.wait), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def tell(
    state: Callable[[], str],
    ended: Callable[[float], bool],
    clock: Callable[[], float] = time.monotonic,
    say: Callable[[str], None] | None = None,
) -> None:
    """Print progress every ten seconds until the work has ended.

    Args:
        state: how far the work is, in words.
        ended: waits up to that many seconds for the end of the work, and returns whether it has ended.
        clock: the time in seconds.
        say: called with each line; standard error by default.
    """
    began = clock()
    while not ended(EVERY):
        (say or _say)(f"{state()}, {clock() - began:,.0f} s")


def tracked(items: Iterable[T], noun: str) -> Iterator[T]:
    """Yield the items and show how many are done, as a bar on a terminal, else as lines; `noun` is what they are."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(items, noun, console=console, transient=True)
        return
    total = f" of {len(items):,}" if isinstance(items, Sized) else ""
    done = 0
    with lines(lambda: f"{done:,}{total} {noun} done"):
        for item in items:
            yield item
            done += 1


def counted(read: int, refused: int) -> str:
    """How many articles were read and refused: "1,200 articles read, 3 refused"."""
    return f"{read:,} articles read, {refused:,} refused"


def _say(line: str) -> None:
    click.echo(visible(f"dragoman: {line}"), err=True)
