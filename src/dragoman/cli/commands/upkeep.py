"""`dragoman record`: maintenance of an archive (check, compact, reconcile, migrate)."""

from __future__ import annotations

import sys

import click

from dragoman.cli.commands.options import record_option


@click.group()
def record() -> None:
    """Look after a record: check it, compact it, bring its clusters up to date.

    \b
    Example:
      dragoman record check --record record
    """


@record.command()
@record_option
def check(place: str) -> None:
    """Verify every invariant of the tables and say what is broken; the exit status is 1 where something is.

    \b
    Example:
      dragoman record check --record record
    """
    from dragoman.archive.storage.check import check as checked
    from dragoman.archive.storage.store import Store

    broken = 0
    for rule, count, shown in checked(Store(place)):
        if count:
            broken += 1
            click.echo(f"broken: {rule}: {count} rows, such as {', '.join(shown)}")
    if broken:
        sys.exit(1)
    click.echo("the record is sound")


@record.command()
@record_option
def compact(place: str) -> None:
    """Rewrite the tables in few sorted files; what was replaced is kept for --as-of.

    \b
    Example:
      dragoman record compact --record record
    """
    from dragoman.archive.storage.compact import compact as rewrite
    from dragoman.archive.storage.schema import tables
    from dragoman.archive.storage.store import Store
    from dragoman.cli.render.lines import lines

    store = Store(place)
    with lines(lambda: "compacting"):
        done = [name for name in tables() if rewrite(store, name)]
    click.echo(f"compacted: {', '.join(done) or 'nothing'}")


@record.command()
@record_option
def reconcile(place: str) -> None:
    """Group the articles that a stopped run left without a story.

    \b
    Example:
      dragoman record reconcile --record record
    """
    from dragoman.archive.cluster.clusters import update
    from dragoman.archive.storage.store import Store
    from dragoman.cli.render.lines import lines

    with lines(lambda: "reconciling"):
        done = update(Store(place), "reconcile", whole=True)
    click.echo(f"{done} articles reconciled")


@record.command()
@record_option
def migrate(place: str) -> None:
    """Bring a record that an older Dragoman wrote to this one's tables; nothing else may write meanwhile.

    \b
    Example:
      dragoman record migrate --record record
    """
    from dragoman.archive.storage.migration import migrate as migrated
    from dragoman.archive.storage.schema import schema_version
    from dragoman.archive.storage.store import Store
    from dragoman.cli.render.lines import lines

    store = Store(place)
    if store.schema == schema_version():
        click.echo(f"the record is of schema {store.schema}, as it should be")
        return
    with lines(lambda: "rewriting the tables"):
        count = migrated(store)
    click.echo(f"the record is of schema {store.schema} now; {count} tables rewritten")
