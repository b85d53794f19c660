"""`dragoman evaluate`: metrics with intervals on annotated data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli.commands.options import Given, give, knowledge
from dragoman.errors import DragomanError

ANY = click.Path(path_type=Path, exists=True)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=ANY, metavar="GOLD...")
@click.option("--texts", type=ANY, metavar="PATH", help="Folder or file with the articles of annotations.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N documents of each GOLD.")
@click.option("--csv", "form", flag_value="csv", help="As CSV on standard output.")
@click.option("--json", "form", flag_value="json", help="As JSON, one object a line.")
@knowledge("weights")
def evaluate(gold: tuple[Path, ...], texts: Path | None, limit: int | None, form: str | None, given: Given) -> None:
    """Measure how right the coder is on annotated data, with 95 % intervals by document.

    Each GOLD is told by its content: a folder of annotated articles (<id>.json, or one a line in a .jsonl; the
    articles themselves are in PATH, or in the folder whose name ends in -text beside it), of PolNeAR or of TimeML
    (or a .tar.gz of it); an XML file of toponyms (.gz too); sentences with source and target spans as BIO; sentences
    with a quad class; or a .tsv with the columns marked_sentence and type.

    \b
    Example:
      dragoman evaluate gold/articles --texts gold/articles-text
      dragoman evaluate sentences.tsv places.xml.gz times/ --limit 50 --csv
    """
    from dragoman.cli.render.lines import tracked
    from dragoman.evaluate.gold import Readers, kind_of, measure

    for path in gold:
        kind_of(path, texts)  # report a wrong path before an hour's work on the others
    readers, ended = Readers(given.load()), list[BaseException]()

    def rows() -> Iterator[dict[str, Any]]:
        for path in gold:
            try:
                found = measure(path, readers, texts, limit, lambda found: tracked(found, "documents"))
            except (KeyboardInterrupt, DragomanError) as reason:
                ended.append(reason)
                return
            yield from (_row(path, f, form is None) for f in found)

    try:
        give(rows(), form, None, nothing="nothing was measured in full")
    except KeyboardInterrupt as reason:  # Ctrl-C while a row was written
        ended.append(reason)
    for end in ended:
        if isinstance(end, DragomanError):
            raise end
        click.echo("dragoman: stopped; the figures are of what was measured in full", err=True)
        sys.exit(130)


def _row(path: Path, found: Any, short: bool) -> dict[str, Any]:
    """An estimate as a row of output; `short` for the table, with rounded values."""
    if not short:
        return {"gold": str(path), **vars(found)}
    interval = f"{found.low:.3f} to {found.high:.3f}"
    return {"gold": path.name, "metric": found.name, "value": f"{found.value:.3f}", "95 %": interval,
            "cases": str(found.cases)}  # fmt: skip
