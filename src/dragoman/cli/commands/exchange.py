"""`dragoman import`, `compare` and `watch`: other data sets into an archive, comparison of two, polling of feeds."""

from __future__ import annotations

import time
from itertools import chain
from pathlib import Path

import click

from dragoman.cli.commands.options import Given, give, knowledge, record_option

PAUSE = 60.0  # seconds before the next try after an error
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
AGREEMENT = ("type", "events_a", "events_b", "cells_a", "cells_b", "cells_both", "shared", "correlation")


@click.command(name="import")
@click.argument("name", type=click.Choice(["polecat", "icews", "gdelt"]), metavar="polecat|icews|gdelt")
@click.argument("file", type=FILE, metavar="FILE")
@record_option
@knowledge("register", "codebook", "parameters")
def import_(place: str, name: str, file: Path, given: Given) -> None:
    """Bring another data set into a record as reports, its source named, to compare it with one's own.

    \b
    Example:
      dragoman import icews events.2018.tab --record record
    """
    from dragoman.cli.render.lines import lines
    from dragoman.interchange.read import importing

    with lines(lambda: f"bringing in {file}"):
        done = importing.import_file(place, name, file, given.over(place), _say)
    click.echo(f"{done.reports} rows of {name} brought in, {done.refused} refused")


@click.command()
@click.argument("one", metavar="A")
@click.argument("two", metavar="B")
@click.option("--csv", "form", flag_value="csv", help="As CSV on standard output.")
@click.option("--json", "form", flag_value="json", help="As JSON, one object a line.")
def compare(one: str, two: str, form: str | None) -> None:
    """Compare two records, or data sets in them (DIR@own, DIR@polecat ...), by dyad, month and type.

    \b
    Example:
      dragoman compare record@own record@icews
    """
    from dragoman.interchange.comparison import compare as compared

    give(compared(one, two), form, None, AGREEMENT, "neither has an event with a day")


@click.command()
@click.argument("feeds", type=FILE, metavar="FEEDS.toml")
@record_option
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--keep-text", is_flag=True, help="Keep the full text.")
@knowledge("model", "register", "codebook", "parameters")
def watch(place: str, feeds: Path, once: bool, keep_text: bool, model: str | None, given: Given) -> None:
    """Poll RSS and Atom feeds politely and ingest what is new, until it is stopped.

    Knowledge of your own is kept with the record, as `ingest` keeps it.

    \b
    Example:
      dragoman watch feeds.toml --record record
    """
    from dragoman.acquire.watch import Watch, load_feeds
    from dragoman.archive.ingest.ingest import Ingest
    from dragoman.archive.storage.store import Store
    from dragoman.errors import DragomanError

    known, store = given.over(place), Store(place, create=True)
    home = Path.home() / ".cache" / "dragoman" if store.remote else Path(store.place)
    watching = Watch(load_feeds(feeds), home / ".watch.json", (known or store.knowledge).lexicon, _say)
    try:
        while True:
            try:
                new = watching.round()
                if first := next(new, None):  # without anything new the archive is not touched
                    run = Ingest(store, [str(feeds)], keep_text=keep_text, model=model, knowledge=known, say=_say)
                    done = run.run(chain([first], new))
                    click.echo(f"{done.articles} articles recorded, {sum(done.refused.values())} refused")
                watching.keep()
            except DragomanError as error:
                if once:
                    raise
                watching.forget()
                _say(f"{error}; going on in {PAUSE:.0f} seconds")
                time.sleep(PAUSE)
            if once:
                return
            time.sleep(max(1.0, watching.due()))
    except KeyboardInterrupt:
        _say("stopped; the same command goes on from here")


def _say(line: str) -> None:
    click.echo(f"dragoman: {line}", err=True)


COMMANDS = (watch, import_, compare)
