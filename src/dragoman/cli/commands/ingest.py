"""`dragoman ingest`: articles into an archive."""

from __future__ import annotations

import shlex
import sys

import click

from dragoman.cli.commands.options import Given, knowledge, record_option

#: The query that lists what was refused, shown as a hint.
WHY = "SELECT source, line, reason FROM quarantine"


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@record_option
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")
@click.option("--keep-text", is_flag=True, help="Keep the full text, not only the sentences of events.")
@click.option("--published", metavar="DATE", help="The publication date of all, YYYY-MM-DD.")
@knowledge("model", "register", "codebook", "parameters")
def ingest(
    sources: tuple[str, ...],
    place: str,
    workers: int,
    keep_text: bool,
    published: str | None,
    model: str | None,
    given: Given,
) -> None:
    """Read articles into a record; what is already there is skipped, a run that was stopped goes on.

    SOURCE is a file, a folder, a pattern, or an address: text, HTML, JSON Lines (.gz, .zst), CSV, TSV or Parquet with a
    text column, WARC, RSS or Atom. What cannot be read goes into the table quarantine with the reason. Knowledge of
    your own is kept with the record: every later command on it uses it.

    \b
    Example:
      dragoman ingest articles/ feed.xml --record record --workers 2
    """
    from dragoman.archive.ingest.ingest import Ingest
    from dragoman.archive.storage.store import Store
    from dragoman.cli.render.progress import bar

    known = given.over(place)
    with bar(list(sources)) as progress:
        run = Ingest(
            Store(place, create=True),
            sources,
            published=published,
            workers=workers,
            keep_text=keep_text,
            model=model,
            knowledge=known,
            progress=progress,
            say=lambda line: click.echo(f"dragoman: {line}", err=True),
        )
        try:
            done = run.run()
        except KeyboardInterrupt as stop:
            kept = "; ".join(getattr(stop, "__notes__", ())) or "what was read is kept"
            click.echo(f"dragoman: stopped; {kept}; the same command goes on from here", err=True)
            sys.exit(130)
    click.echo(f"{done.articles} articles recorded, {done.skipped} already there, {sum(done.refused.values())} refused")
    for code, count in sorted(done.refused.items()):
        click.echo(f"  refused: {count} [{code}]")
    if done.refused:
        click.echo(f"  why: {shlex.join(['dragoman', 'sql', WHY, '--record', place])}")
    if not done.articles and not done.skipped:
        sys.exit(1)
