"""`dragoman classify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.errors import Refused
from dragoman.files import write_whole

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("pairs", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PAIRS.tsv")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the TSV here.")
@click.option("--labels", metavar="TYPES", help="Answer only with these types, comma-separated; YIELD is known.")
@click.option("--weights", type=FOLDER, metavar="DIR", help="Weights of your own.")
def classify(pairs: Path, out: Path | None, labels: str | None, weights: Path | None) -> None:
    """Give marked pairs of actors their PLOVER type, mode and modality.

    PAIRS.tsv has the columns id and marked_sentence, with <s>source</s> and <t>target</t> in it. Out come the columns
    id, type, mode, modality, confidence and runner_up. Rows that cannot be read are named on standard error.

    \b
    Example:
      dragoman classify pairs.tsv --out typed.tsv --labels ACCUSE,AID,YIELD
    """
    from dragoman.cli.render import pairs as sheet

    refused: list[Refused] = []
    names = sheet.checked(labels)
    rows = sheet.typed(_readable(sheet.pairs(pairs), refused), sheet.encoder(weights), names)
    if out is None:
        sheet.write(rows, sys.stdout)
    else:
        write_whole(out, lambda part: _filled(part, rows))
    for problem in refused:
        click.echo(f"dragoman: {problem}", err=True)
    if refused:
        sys.exit(1)


def _readable(rows: Iterator[tuple[str, str] | Refused], refused: list[Refused]) -> Iterator[tuple[str, str]]:
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
