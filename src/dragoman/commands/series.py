"""`dragoman dyad` and `dragoman panel`."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.commands import checks
from dragoman.commands.options import answered, give

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
@click.argument("one", metavar="COUNTRY", callback=checks.country)
@click.argument("two", metavar="COUNTRY", callback=checks.country)
@click.option("--by", type=BY, default="month", show_default=True, help="The length of a period.")
@click.option("--since", metavar="DATE", help="From this day on.", callback=checks.since)
@click.option("--until", metavar="DATE", help="Up to this day.", callback=checks.until)
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A plot: .svg, .png or .html."
)
@answered
def dyad(
    place: str,
    as_of: str | None,
    limit: int | None,
    form: str | None,
    parquet: Path | None,
    one: str,
    two: str,
    by: str,
    since: str | None,
    until: str | None,
    plot: Path | None,
) -> None:
    """Show the relations of two countries by period: counts by quad class, net cooperation with its interval.

    \b
    Example:
      dragoman dyad CHN RUS --by month --plot relations.svg
    """
    from dragoman.record import series
    from dragoman.record.query import Questions
    from dragoman.serve import plot as drawing

    rows = series.dyad(Questions(place, as_of).connection, one, two, by, since, until)
    rows = rows if limit is None else rows[:limit]
    if plot is not None:
        drawing.draw(rows, f"{one.upper()} and {two.upper()}", plot)
    if form is None and parquet is None:
        drawing.show(rows, f"{one.upper()} and {two.upper()}")
    else:
        give(rows, form, parquet, DYAD)


@click.command()
@click.option("--by", type=BY, default="month", show_default=True, help="The length of a period.")
@click.option("--zeros", is_flag=True, help="Every dyad in every period, also without events.")
@click.option("--since", metavar="DATE", help="From this day on.", callback=checks.since)
@click.option("--until", metavar="DATE", help="Up to this day.", callback=checks.until)
@answered
def panel(
    place: str,
    as_of: str | None,
    limit: int | None,
    form: str | None,
    parquet: Path | None,
    by: str,
    zeros: bool,
    since: str | None,
    until: str | None,
) -> None:
    """Make the panel of directed dyads by period that a regression wants, with the articles read as exposure.

    \b
    Example:
      dragoman panel --by month --zeros --csv > panel.csv
    """
    from dragoman.record import series
    from dragoman.record.query import Questions

    rows = series.panel(Questions(place, as_of).connection, by, zeros=zeros, since=since, until=until)
    give(rows if limit is None else rows[:limit], form, parquet, ("source", "target", *DYAD, "intensity", "exposure"))


COMMANDS = (dyad, panel)
