"""`dragoman dyad` and `dragoman panel`: time series of the relations of two or all countries."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.commands.options import Asking, answered

BY = click.Choice(["day", "week", "month", "quarter", "year"])
DYAD = (
    "period",
    "events",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
    "net",
    "low",
    "high",
)


@click.command()
@click.argument("one", metavar="COUNTRY")
@click.argument("two", metavar="COUNTRY")
@click.option("--by", type=BY, default="month", show_default=True, help="The length of a period.")
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Up to this day.")
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A plot: .svg, .png or .html."
)
@answered
def dyad(ask: Asking, one: str, two: str, by: str, since: str | None, until: str | None, plot: Path | None) -> None:
    """Show the relations of two countries by period: counts by quad class, net cooperation with its interval.

    \b
    Example:
      dragoman dyad CHN RUS --by month --plot relations.svg
    """
    from dragoman.archive.query import series
    from dragoman.cli.render import plot as drawing

    rows = series.dyad(ask.record().connection, one, two, by, since, until)[: ask.limit]
    if plot is not None:
        drawing.draw(rows, f"{one.upper()} and {two.upper()}", plot)
    if ask.form is None and ask.parquet is None:
        drawing.show(rows, f"{one.upper()} and {two.upper()}")
    else:
        ask.give(rows, DYAD)


@click.command()
@click.option("--by", type=BY, default="month", show_default=True, help="The length of a period.")
@click.option("--zeros", is_flag=True, help="Every dyad in every period, also without events.")
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Up to this day.")
@answered
def panel(ask: Asking, by: str, zeros: bool, since: str | None, until: str | None) -> None:
    """Make the panel of directed dyads by period that a regression wants, with the articles read as exposure.

    \b
    Example:
      dragoman panel --by month --zeros --csv > panel.csv
    """
    from dragoman.archive.query import series

    rows = series.panel(ask.record().connection, by, zeros=zeros, since=since, until=until)
    ask.give(rows[: ask.limit], ("source", "target", *DYAD, "intensity", "exposure"))


COMMANDS = (dyad, panel)
