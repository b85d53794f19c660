"""`dragoman classify`: event types of sentences with source and target marked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.cli.commands.options import Given, knowledge
from dragoman.errors import Refused
from dragoman.files import write_whole


@click.command()
@click.argument("pairs", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PAIRS.tsv")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the TSV here.")
@click.option("--labels", metavar="TYPES", help="Answer only with these types, comma-separated; YIELD is known.")
@knowledge("weights")
def classify(pairs: Path, out: Path | None, labels: str | None, given: Given) -> None:
    """Give marked pairs of actors their PLOVER type, mode and modality.

    PAIRS.tsv has the columns id and marked_sentence, with <s>source</s> and <t>target</t> in it. Out come the columns
    id, type, mode, modality, confidence and runner_up. Rows that cannot be read are named on standard error.

    \b
    Example:
      dragoman classify pairs.tsv --out typed.tsv --labels ACCUSE,AID,YIELD
    """
    from dragoman.cli.render import pairs as sheet
    from dragoman.coder.detect.encoder import Encoder

    refused: list[Refused] = []
    known = given.load()
    names = sheet.checked(labels, known.codebook)
    rows = sheet.typed(_readable(sheet.pairs(pairs), refused), Encoder(known.codebook.modes, known.weights), names)
    if out is None:
        sheet.write(rows, sys.stdout)
    else:
        write_whole(out, lambda part: _filled(part, rows))
    for problem in refused:
        click.echo(f"dragoman: {problem}", err=True)
    if refused:
        sys.exit(1)


def _readable(rows: Iterator[tuple[str, str] | Refused], refused: list[Refused]) -> Iterator[tuple[str, str]]:
    """The rows that can be read; the others are added to `refused`."""
    for row in rows:
        if isinstance(row, Refused):
            refused.append(row)
        else:
            yield row


def _filled(path: Path, rows: Iterator[dict[str, str]]) -> None:
    from dragoman.cli.render import pairs as sheet
    from dragoman.cli.render.lines import tracked

    with path.open("w", encoding="utf-8", newline="") as file:
        sheet.write(tracked(rows, "sentences"), file)
