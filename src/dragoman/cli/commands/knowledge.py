"""`dragoman knowledge`: checks a folder of your own knowledge files."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.commands.options import FOLDER


@click.command()
@click.argument("folder", required=False, type=FOLDER, metavar="[DIR]")
def knowledge(folder: Path | None) -> None:
    """Check a folder of your own knowledge and say what its files do; without DIR, list what can be replaced.

    What is wrong is told with its file, its line and the nearest known word. Sound knowledge is used with --knowledge.

    \b
    Example:
      dragoman knowledge my-knowledge/
    """
    from dragoman.cli.render.table import print_rows
    from dragoman.knowledge.loader import about, shipped

    if folder is None:
        print_rows([{"file": name, "holds": about(path)} for name, path in sorted(shipped().items())])
        return
    from dragoman.coder.detect.encoder import Encoder
    from dragoman.knowledge import load_knowledge

    found = load_knowledge(folder)
    found.check()
    Encoder(found.codebook.modes, found.weights)
    if found.digest is None:
        click.echo("no file of it counts: this is the shipped knowledge")
        return
    rows = [
        {"file": f"{path.relative_to(folder)}", "does": does, "shipped": name}
        for path, does, name in found.sources.uses()
    ]
    print_rows(rows)
    click.echo(f"the knowledge is sound: sha256:{found.digest}")
