"""`dragoman correct`: human corrections of coded events."""

from __future__ import annotations

import shlex

import click

from dragoman.cli.commands.options import record_option


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@record_option
@click.option("--type", metavar="TYPE", help="The right PLOVER type.")
@click.option("--mode", metavar="MODES", help="The right modes, comma-separated.")
@click.option("--modality", metavar="MODALITY", help="The right modality.")
@click.option("--source", metavar="ACTORS", help="Who acted: countries or names, separated by semicolons.")
@click.option("--target", metavar="ACTORS", help="Who was acted upon.")
@click.option("--date", metavar="EDTF", help="When it happened.")
@click.option("--place", "where", metavar="PLACE", help="Where it happened.")
@click.option("--drop", is_flag=True, help="It is no event.")
@click.option("--merge", metavar="ID", help="It is the same as this event.")
@click.option(
    "--split",
    is_flag=False,
    flag_value="all",
    metavar="[REPORT]",
    help="Its reports, or this one, are events of their own.",
)
@click.option("--who", metavar="NAME", help="Who says so; your user name if not given.")
@click.option("--why", metavar="WORDS", help="Why.")
@click.option("--revert", metavar="ID", help="Take this correction back.")
def correct(
    identifier: str | None,
    place: str,
    drop: bool,
    where: str | None,
    who: str | None,
    why: str | None,
    revert: str | None,
    **said: str | None,
) -> None:
    """Record a human judgement on an event, beside the machine's; without ID, list those made.

    \b
    Example:
      dragoman correct event:0d8af7c78ef17d2765cc9a2a --type ACCUSE --target FRA --why "misread"
    """
    from dragoman.archive import corrections
    from dragoman.archive.doubts import doubts
    from dragoman.archive.query.query import Questions
    from dragoman.archive.storage.store import Store
    from dragoman.cli.render import answer
    from dragoman.cli.render.visible import visible
    from dragoman.errors import DragomanError

    store = Store(place)
    if revert:
        click.echo(corrections.revert(store, revert, who=who, why=why))
        return
    if identifier is None:
        answer.give(
            corrections.listed(store),
            None,
            None,
            ["at", "who", "event", "field", "value", "why", "in_force", "id"],
            "no correction was made",
        )
        return
    values = {**said, "place": where, "drop": "true" if drop else None}
    given = [(f, v) for f in corrections.FIELDS if (v := values.get(f)) is not None]
    if not given:
        shown = shlex.join(["dragoman", "correct", identifier, "--record", place, "--type", "ACCUSE"])
        raise DragomanError(f"say what is right, as in: {shown}")
    asked = Questions(place)
    event = asked.resolve(identifier)
    if (merged := values.get("merge")) and asked.resolve(merged) == event:
        raise DragomanError(f"--merge {merged}: that is the same event already")
    if (report := values.get("split")) not in {None, "all"} and asked.resolve(str(report)) != event:
        raise DragomanError(f"--split {report}: that is no report of {identifier}")
    for made in corrections.correct(store, identifier, given, who=who, why=why):
        click.echo(made)
    for warning in doubts(given, store.knowledge):
        click.echo(visible(f"dragoman: {warning}"), err=True)
