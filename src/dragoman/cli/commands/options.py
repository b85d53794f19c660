"""Options that several commands share, and the output of query results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.archive.query.query import Questions
    from dragoman.knowledge import Knowledge

WHERE = "where"  # --place of an event; "place" is that of the record
F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
record_option = click.option(
    "--record",
    "place",
    envvar="DRAGOMAN_RECORD",
    default="record",
    metavar="DIR",
    help="The record: a folder or s3://...",
    show_default=True,
)
as_of_option = click.option("--as-of", metavar="DATE", help="The record as it was known then.")


@dataclass(frozen=True)
class Asking:
    """The options of a query: which archive, as of when, how many rows, and the format of the output.

    Args:
        place: the archive, a folder or s3:// address.
        as_of: an ISO date; the archive as it was known then.
        limit: the most rows to output.
        form: "csv", "json", or None for a table.
        parquet: a file to write instead.
    """

    place: str
    as_of: str | None
    limit: int | None
    form: str | None
    parquet: Path | None

    def record(self, threshold: float | None = None) -> Questions:
        """Open the archive; with a clustering threshold its reports are grouped into events anew."""
        from dragoman.archive.query.query import Questions

        return Questions(self.place, self.as_of, threshold=threshold)

    def give(self, rows: Any, columns: Iterable[str] = (), nothing: str = "nothing found") -> None:
        """Output rows in the chosen format; see `give` below."""
        give(rows, self.form, self.parquet, columns, nothing)


ANSWERED = (
    record_option,
    as_of_option,
    click.option("--limit", type=click.IntRange(0), metavar="N", help="At most so many rows."),
    click.option("--csv", "form", flag_value="csv", help="As CSV on standard output."),
    click.option("--json", "form", flag_value="json", help="As JSON, one object a line."),
    click.option(
        "--parquet", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Into a Parquet file."
    ),
)


def answered(command: Callable[..., None]) -> Callable[..., None]:
    """Decorator that adds --record, --as-of, --limit and the output formats; the command gets them as one `Asking`."""

    @wraps(command)
    def call(
        place: str, as_of: str | None, limit: int | None, form: str | None, parquet: Path | None, **asked: Any
    ) -> None:
        command(Asking(place, as_of, limit, form, parquet), **asked)

    for option in reversed(ANSWERED):
        call = option(call)
    return call


KNOWLEDGE = {
    "knowledge": click.option(
        "--knowledge", type=FOLDER, metavar="DIR", help="Your own files, in place of the shipped ones or added to them."
    ),
    "model": click.option("--model", metavar="NAME", help="A spaCy model to parse with, by name or path."),
    "register": click.option(
        "--register", type=FOLDER, metavar="DIR", help="Your own actors, on top of the shipped ones."
    ),
    "codebook": click.option(
        "--codebook", type=FILE, metavar="FILE", help="Your own codebook in place of the shipped one."
    ),
    "parameters": click.option(
        "--parameters",
        type=FILE,
        envvar="DRAGOMAN_PARAMETERS",
        metavar="FILE",
        help="Your own weights and thresholds for stories, events and the agenda.",
    ),
    "weights": click.option("--weights", type=FOLDER, metavar="DIR", help="Weights of your own for the encoder."),
}


@dataclass(frozen=True)
class Given:
    """The knowledge named on the command line: a folder (--knowledge), and single files (--register, ...) by option."""

    folder: Path | None
    files: Mapping[str, Path]

    def __bool__(self) -> bool:
        return self.folder is not None or bool(self.files)

    def load(self) -> Knowledge:
        """The shipped knowledge with what was given on top of it; raises `BadKnowledge` for a broken file."""
        from dragoman.knowledge import load_knowledge

        return load_knowledge(self.folder, self.files)

    def over(self, place: str) -> Knowledge | None:
        """The knowledge to use on an archive: what was given, or None to use what is kept with the archive.

        Single files are put on top of the knowledge kept with the archive at `place`; a folder replaces it. Raises
        `BadKnowledge` for a file that breaks its schema.
        """
        from dragoman.archive.storage.store import NoRecord, Store
        from dragoman.knowledge import load_knowledge

        if not self:
            return None
        try:
            kept = None if self.folder else Store(place).knowledge.own
        except NoRecord:
            kept = None
        return load_knowledge(self.folder or kept, self.files)


def knowledge(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorator that adds --knowledge and options for single files; the command gets them as one `Given`, `given`.

    Args:
        names: keys of `KNOWLEDGE` to add; all but "model", an argument of its own, become part of `given`.
    """

    def adding(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def call(**asked: Any) -> None:
            folder = asked.pop("knowledge")
            files = {n: path for n in names if n != "model" and (path := asked.pop(n)) is not None}
            command(**asked, given=Given(folder, files))

        for name in reversed(("knowledge", *names)):
            call = KNOWLEDGE[name](call)
        return call

    return adding


def give(
    rows: Any, form: str | None, parquet: Path | None, columns: Iterable[str] = (), nothing: str = "nothing found"
) -> None:
    """Output rows in the chosen format.

    Args:
        rows: an Arrow table, a query result, or an iterable of dicts.
        form: "csv", "json" (an object a line), or None for a table.
        parquet: a file to write instead.
        columns: the columns of the table; the other formats have all.
        nothing: the message where there are no rows.
    """
    from dragoman.cli.render import answer

    answer.give(rows, form, parquet, list(columns), nothing)


def filtered(command: F) -> F:
    """Decorator that adds the filters of `FILTERS` as options."""
    for name, metavar, text in reversed(FILTERS):
        names = (f"--{name}", WHERE) if name == "place" else (f"--{name}",)
        command = click.option(*names, metavar=metavar, help=text)(command)
    return command


FILTERS = [
    ("actor", "NAME", "An actor's id or part of its name, on either side."),
    ("country", "CODE", "A country on either side."),
    ("type", "TYPE", "A PLOVER type."),
    ("mode", "MODE", "A PLOVER mode."),
    ("context", "CONTEXT", "A PLOVER context."),
    ("modality", "MODALITY", "actual, planned, conditional, denied or claimed."),
    ("place", "PLACE", "Part of a place's name, or a country."),
    ("since", "DATE", "From this day on."),
    ("until", "DATE", "Up to this day."),
    ("outlet", "OUTLET", "Of this outlet."),
    ("text", "WORDS", "With these words in the sentence."),
]


def chosen(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that were given, under the names that queries have for them."""
    return {"place" if k == WHERE else k: v for k, v in asked.items() if v is not None}
