"""`dragoman read` over many inputs: each record is output as soon as it is made."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.acquire import acquire
from dragoman.cli.render.files import Folder
from dragoman.cli.render.lines import counted, lines
from dragoman.errors import Refused
from dragoman.model import Article, Record

if TYPE_CHECKING:
    from dragoman.knowledge import Knowledge
    from dragoman.pipeline import Coder


@dataclass(frozen=True)
class Output:
    """Where records go: into a folder, to standard output as JSON, or else to the terminal to be read.

    Args:
        as_json: as JSON on standard output, a line each.
        folder: one JSON file an article in this folder.
        explain: on the terminal, with the explanation of each event.
    """

    as_json: bool = False
    folder: Path | None = None
    explain: bool = False

    @property
    def leaves_screen_free(self) -> bool:
        """Whether nothing else is printed on the screen, so that a progress line can be."""
        return self.folder is not None or (self.as_json and not sys.stdout.isatty())


class Batch:
    """The inputs of one `dragoman read`; `done` counts the articles read, `refused` those that could not be.

    Args:
        inputs: names of files, addresses, or "-".
        published: an ISO date, used instead of any date in the inputs.
        output: where records go.
        model: a spaCy model, or None for the default.
        knowledge: loads the knowledge; called when the first input is read.
        say: called with each message.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        published: str | None,
        output: Output,
        model: str | None,
        knowledge: Callable[[], Knowledge],
        say: Callable[[str], None],
    ) -> None:
        self.inputs, self.published, self.output, self.say = inputs, published, output, say
        self.model, self.knowledge = model, knowledge
        self.done = self.refused = 0

    def run(self) -> None:
        """Read all inputs; raises `DragomanError` only for what would fail every article, such as broken knowledge."""
        folder = Folder(self.output.folder) if self.output.folder else None
        progress_lines = lines(lambda: counted(self.done, self.refused))
        with progress_lines, _progress(self.output.leaves_screen_free) as progress:
            task = progress.add_task("", total=None, done=0)
            for source, record in self._records():
                self._put(record, source, folder)
                self.done += 1
                progress.update(task, done=self.done)
        if folder and self.done:
            self.say(f"{self.done} read, {self.refused} refused; the records are in {folder.path}")

    @cached_property
    def _known(self) -> Knowledge:
        return self.knowledge()

    @cached_property
    def _coder(self) -> Coder:
        # What is loaded here lives as long as the command: garbage collection of it would cost a tenth of the start-up.
        gc.disable()
        try:
            from dragoman.pipeline import Coder

            return Coder(self.model, knowledge=self._known)
        finally:
            gc.freeze()
            gc.enable()

    def _records(self) -> Iterator[tuple[str, Record]]:
        for source in self.inputs:
            for article in acquire(source, published=self.published, knowledge=self._known):
                read = self._read(article, source)
                if isinstance(read, Record):
                    yield source, read
                else:
                    self.refused += 1
                    self.say(str(read))

    def _read(self, article: Article | Refused, source: str) -> Record | Refused:
        if isinstance(article, Refused):
            return article
        from dragoman.pipeline import guarded

        coder = self._coder
        return guarded(article, source, lambda: coder.read(article))

    def _put(self, record: Record, source: str, folder: Folder | None) -> None:
        if folder:
            folder.write(record, source)
        if self.output.as_json:
            sys.stdout.buffer.write(record.to_json().encode() + b"\n")
            sys.stdout.buffer.flush()
        elif not folder:
            from dragoman.cli.render.show import show

            show(record, Console(), explain=self.output.explain)


def _progress(wanted: bool) -> Progress:
    console = Console(stderr=True)
    counted = TextColumn("{task.fields[done]} articles read")
    wanted = wanted and console.is_terminal
    return Progress(SpinnerColumn(), counted, TimeElapsedColumn(), console=console, transient=True, disable=not wanted)
