"""Options that the commands on a record share, and how their answers go out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.archive.query.query import Questions

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
    """What is asked of which record, as known when, and in which form the answer goes out."""

    place: str
    as_of: str | None
    limit: int | None
    form: str | None
    parquet: Path | None

    def record(self, threshold: float | None = None) -> Questions:
        """The record, its reports grouped anew where there is a threshold."""
        from dragoman.archive.query.query import Questions

        return Questions(self.place, self.as_of, threshold=threshold)

    def give(self, rows: Any, columns: Iterable[str] = (), nothing: str = "nothing found") -> None:
        """Send rows out."""
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
    """Add --record, --as-of, --limit and the forms an answer can take; they come as one `Asking`, first."""

    @wraps(command)
    def call(
        place: str, as_of: str | None, limit: int | None, form: str | None, parquet: Path | None, **asked: Any
    ) -> None:
        command(Asking(place, as_of, limit, form, parquet), **asked)

    for option in reversed(ANSWERED):
        call = option(call)
    return call


def knowledge(command: F) -> F:
    """Add the options that put a user's own knowledge in place of the shipped."""
    for option in (
        click.option("--codebook", type=FILE, metavar="FILE", help="Your own codebook in place of the shipped one."),
        click.option("--register", type=FOLDER, metavar="DIR", help="Your own actors, on top of the shipped ones."),
        click.option("--model", metavar="NAME", help="A spaCy model to parse with, by name or path."),
    ):
        command = option(command)
    return command


def _use(_: click.Context, __: click.Parameter, path: Path | None) -> None:
    """Workers read the variable too, so that all of a run compare by the same numbers."""
    if path:
        from dragoman.knowledge import load_knowledge

        load_knowledge(given={"parameters": path}).parameters  # noqa: B018
        os.environ["DRAGOMAN_PARAMETERS"] = str(path.absolute())


def parameters(command: F) -> F:
    """Add the option that puts a user's own weights of comparison in place of the shipped."""
    return click.option(
        "--parameters",
        type=FILE,
        envvar="DRAGOMAN_PARAMETERS",
        metavar="FILE",
        callback=_use,
        expose_value=False,
        help="Your own weights and thresholds for stories, events and the agenda.",
    )(command)


def give(
    rows: Any, form: str | None, parquet: Path | None, columns: Iterable[str] = (), nothing: str = "nothing found"
) -> None:
    """Send rows out: `rows` is an Arrow table or an iterable of dicts; `columns` are those a screen shows."""
    from dragoman.cli.render import answer

    answer.give(rows, form, parquet, list(columns), nothing)


def filtered(command: F) -> F:
    """Add the filters of `events`."""
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
    """The filters that were given."""
    return {"place" if k == WHERE else k: v for k, v in asked.items() if v is not None}
