"""`dragoman export`: the events of an archive in another format."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.commands.options import as_of_option, record_option

# The names of export.formats.WRITERS: `--help` must not load what writes them.
FORMATS = [
    "polecat",
    "icews",
    "gdelt",
    "gdelt-mentions",
    "phoenix",
    "ftm",
    "csv",
    "dta",
    "parquet",
    "jsonl",
    "graphml",
    "gexf",
    "gold",
]


@click.command()
@record_option
@as_of_option
@click.option("--format", "name", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="The file.")
@click.option(
    "--prefer",
    type=click.Choice(["human", "machine"]),
    default="human",
    show_default=True,
    help="With corrections, or without.",
)
def export(place: str, as_of: str | None, name: str, out: Path, prefer: str) -> None:
    """Write the events of a record in a format that others read, and FILE.dictionary.md beside it.

    \b
    Example:
      dragoman export --record record --format polecat --out events.tsv
    """
    from dragoman.archive.query.query import Questions
    from dragoman.cli.render.lines import lines
    from dragoman.interchange.write.formats import export as write

    with lines(lambda: f"writing {out}"):
        write(Questions(place, as_of, prefer=prefer), name, out)
