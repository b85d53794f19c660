"""Progress where there is no terminal: a plain line on standard error every ten seconds of long work."""

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
    """While the block runs, say `state()` and the seconds so far ("1,200 articles read, 14 s") every ten seconds.

    Nothing is said on a terminal, which has bars for it, nor by work that is shorter.
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
    """Say how far the work is until it has ended.

    `ended` waits so many seconds, less where the work ends before, and answers whether it has; `clock` gives seconds.
    """
    began = clock()
    while not ended(EVERY):
        (say or _say)(f"{state()}, {clock() - began:,.0f} s")


def tracked(items: Iterable[T], noun: str) -> Iterator[T]:
    """The items, counted as they are asked for: with a bar on a terminal, else with lines."""
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
    """How many articles were read and refused, in words."""
    return f"{read:,} articles read, {refused:,} refused"


def _say(line: str) -> None:
    click.echo(visible(f"dragoman: {line}"), err=True)
