"""The `dragoman` command. Only click is imported before a command runs, so that `--help` is fast."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman import __version__
from dragoman.cli.commands import answers, exchange, series, upkeep
from dragoman.cli.commands.classify import classify
from dragoman.cli.commands.correct import correct
from dragoman.cli.commands.evaluate import evaluate
from dragoman.cli.commands.export import export
from dragoman.cli.commands.ingest import ingest
from dragoman.cli.commands.knowledge import knowledge as knowledge_command
from dragoman.cli.commands.options import FILE, Given, knowledge
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.cli.render.batch import Batch
    from dragoman.knowledge.register.importers import Summary

NEW_FOLDER = click.Path(path_type=Path, file_okay=False)


class Failure(click.ClickException):
    """An error meant for the user: printed as one line without a traceback, exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the message on standard error, like all messages of the command."""
        _say(self.message)


class Commands(click.Group):
    """A group of commands that turns a `DragomanError` into a `Failure`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the named command; raises `Failure` for a `DragomanError`, with its notes."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            raise Failure("; ".join([str(error), *getattr(error, "__notes__", ())])) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """Read news and keep the record of who did what to whom.

    \b
    Example:
      dragoman read article.txt
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter the terminal does not have is shown as "?", never an error
            stream.reconfigure(errors="replace")


def run() -> None:
    """Run `main` and end the process at once, without the time to free half a million objects one by one."""
    status: Any = 0
    try:
        main()
    except SystemExit as done:
        status = done.code
    if (kept := sys.modules.get("dragoman.archive.storage.kept")) is not None:
        kept.release()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        status = status or 1
    os._exit(status if isinstance(status, int) else int(status is not None))


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON, one line an article.")
@click.option("--out", type=NEW_FOLDER, metavar="DIR", help="Write one JSON file an article into this folder.")
@click.option("--published", metavar="DATE", help="The publication date, YYYY-MM-DD; goes before any in the input.")
@click.option("--explain", is_flag=True, help="Say for each event why: predicate, rule, words, date, place.")
@knowledge("model", "register", "codebook")
def read(
    inputs: tuple[str, ...],
    as_json: bool,
    out: Path | None,
    published: str | None,
    explain: bool,
    model: str | None,
    given: Given,
) -> None:
    """Read articles and print their records.

    INPUT is a text or HTML file, a JSON Lines file (fields id, text, title, published, outlet, url), an http(s)
    address, or - for standard input. The exit status is 0 where at least one article was read; what could not be
    read is named on standard error.

    \b
    Example:
      dragoman read article.txt --published 2024-03-05 --explain
      dragoman read articles.jsonl --out records/
    """
    from dragoman.cli.render.batch import Batch, Output

    batch = Batch(inputs, published, Output(as_json, out, explain), model, given.load, _say)
    sys.exit(_counted(batch))


for _command in (ingest, *exchange.COMMANDS, *answers.COMMANDS, *series.COMMANDS, correct, export, upkeep.record):
    main.add_command(_command)
main.add_command(knowledge_command)
main.add_command(classify)
main.add_command(evaluate)


@main.group(cls=Commands)
def actors() -> None:
    """Look into the register: actors, their offices, and who held them when.

    \b
    Example:
      dragoman actors find "foreign minister Japan" --on 2024-03-05
    """


@actors.command()
@click.argument("identifier", required=False, metavar="[ID]")
@knowledge("register")
def show(identifier: str | None, given: Given) -> None:
    """Show the whole register, or one actor or office with its names and terms.

    \b
    Example:
      dragoman actors show state:JPN
    """
    from dragoman.knowledge.register.show import show

    _table(show(given.load().register, identifier), f"{identifier} is not in the register")


@actors.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--on", metavar="DATE", help="The offices held on this date: YYYY, YYYY-MM or YYYY-MM-DD.")
@knowledge("register")
def find(words: tuple[str, ...], on: str | None, given: Given) -> None:
    """Find what a name, a family name or the words of an office lead to.

    \b
    Example:
      dragoman actors find Wang Yi --on 2023-09-18
    """
    from dragoman.knowledge.register.dates import bounds
    from dragoman.knowledge.register.show import find

    if on and bounds(on) is None:
        raise Failure(f"--on {on}: a date is expected, as YYYY, YYYY-MM or YYYY-MM-DD")
    _table(find(given.load().register, " ".join(words), on), f"nothing in the register is called {' '.join(words)}")


@actors.command()
@knowledge("register")
def check(given: Given) -> None:
    """Check the register: codes, dates, single seats held twice, names that lead nowhere.

    The exit status is 1 where there is a problem.

    \b
    Example:
      dragoman actors check --register my-actors/
    """
    from dragoman.knowledge.register.check import check

    found = check(given.load().register)
    for problem in found:
        click.echo(problem)
    if found:
        raise Failure(f"the register has {len(found)} problems")
    click.echo("the register is sound")


@actors.group(name="import", cls=Commands)
def import_() -> None:
    """Make register files out of what others publish; use them with --register.

    \b
    Example:
      dragoman actors import wikidata latest-all.json.bz2 --out my-actors/
    """


@import_.command()
@click.argument("dump", type=FILE)
@click.option("--out", type=NEW_FOLDER, required=True, metavar="DIR", help="Where the register files go.")
def wikidata(dump: Path, out: Path) -> None:
    """Positions held, with their dates, from a Wikidata JSON dump (.json, .gz or .bz2), as a stream.

    \b
    Example:
      dragoman actors import wikidata latest-all.json.bz2 --out my-actors/
    """
    from dragoman.cli.render.lines import lines
    from dragoman.knowledge import load_knowledge
    from dragoman.knowledge.register.importers.wikidata import import_wikidata

    done = 0

    def progressed(count: int) -> None:
        nonlocal done
        done = count
        if sys.stderr.isatty():
            click.echo(f"\r{count:,} lines read", err=True, nl=False)

    with lines(lambda: f"{done:,} lines read"):
        found = import_wikidata(dump, out, load_knowledge().register.roles, progressed)
    _imported(found)


@import_.command()
@click.argument("dictionary", type=FILE, metavar="FILE")
@click.option("--out", type=NEW_FOLDER, required=True, metavar="DIR", help="Where the register files go.")
def petrarch(dictionary: Path, out: Path) -> None:
    """Actors and their dated roles from a PETRARCH actor dictionary.

    \b
    Example:
      dragoman actors import petrarch Phoenix.Countries.actors.txt --out my-actors/
    """
    from dragoman.knowledge.register.importers.petrarch import import_petrarch

    _imported(import_petrarch(dictionary, out))


def _counted(batch: Batch) -> int:
    """Run a batch and return the exit status: 0 if any article was read, 1 if none was, 130 after Ctrl-C."""
    try:
        batch.run()
    except KeyboardInterrupt:
        _say(f"stopped; articles read: {batch.done}")
        return 130
    return 0 if batch.done else 1


def _imported(summary: Summary) -> None:
    """Print what an import wrote and what it left out."""
    counts = (f"{getattr(summary, name):,} {name}" for name in ("persons", "actors", "offices", "terms"))
    click.echo(f"{', '.join(counts)}; the files are in {summary.out}")
    for why, count in summary.skipped.items():
        click.echo(f"left out: {count:,} {why}")


def _say(message: str) -> None:
    """Print a message on standard error as one line, with anything in it that could confuse a terminal made visible."""
    from dragoman.cli.render.visible import visible

    click.echo(visible(f"dragoman: {' '.join(message.splitlines())}"), err=True)


def _table(rows: list[dict[str, str]], nothing: str) -> None:
    """Print rows as a table; raises `Failure` with the message `nothing` where there are none."""
    if not rows:
        raise Failure(nothing)
    from dragoman.cli.render.table import print_rows

    print_rows(rows)


if __name__ == "__main__":
    run()
