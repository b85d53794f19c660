"""`dragoman evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import click

ANY = click.Path(path_type=Path, exists=True)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=ANY, metavar="GOLD...")
@click.option("--texts", type=FOLDER, metavar="DIR", help="Where the articles of annotations are.")
@click.option("--weights", type=FOLDER, metavar="DIR", help="Weights of your own for the encoder.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, one line each.")
def evaluate(gold: tuple[Path, ...], texts: Path | None, weights: Path | None, as_json: bool) -> None:
    """Measure how right the coder is on annotated data, with 95 % intervals by document.

    GOLD is a folder of annotated articles (<id>.json; the articles themselves are in DIR, or in the folder whose name
    ends in -text beside it) or a .tsv with the columns marked_sentence and type.

    \b
    Example:
      dragoman evaluate gold/articles --texts gold/articles-text
      dragoman evaluate sentences.tsv
    """
    from dragoman.errors import BadKnowledge
    from dragoman.evaluate.articles import evaluate_articles
    from dragoman.evaluate.bootstrap import Figure
    from dragoman.evaluate.sentences import evaluate_sentences
    from dragoman.pipeline import Coder
    from dragoman.serve.pairs import encoder
    from dragoman.serve.table import print_rows

    found: list[tuple[Path, Figure]] = []
    for path in gold:
        if path.is_file():
            found += [(path, f) for f in evaluate_sentences(path, encoder(weights))]
            continue
        beside = texts or path.with_name(f"{path.name}-text")
        if not beside.is_dir():
            raise BadKnowledge(path, f"no folder {beside.name} beside it; name the folder of its articles with --texts")
        found += [(path, f) for f in evaluate_articles(path, beside, Coder())]
    if as_json:
        for path, f in found:
            click.echo(json.dumps({"gold": str(path), **vars(f)}))
        return
    rows = [
        {"gold": p.name, "metric": f.name, "value": f"{f.value:.3f}", "95 %": f"{f.low:.3f} to {f.high:.3f}",
         "cases": str(f.cases)}
        for p, f in found
    ]  # fmt: skip
    print_rows(rows)
