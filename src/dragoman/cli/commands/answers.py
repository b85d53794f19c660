"""Queries of an archive: `dragoman events`, `event`, `quotes`, `stories`, `agenda`, `discrepancies`, `search`, `sql`.

The tuples below are the columns that each shows in a table; CSV, JSON and Parquet have all columns.
"""

from __future__ import annotations

from typing import Any

import click

from dragoman.cli.commands.options import Asking, answered, chosen, filtered, record_option

EVENTS = (
    "day",
    "type",
    "mode",
    "modality",
    "source_name",
    "target_name",
    "place_name",
    "reports",
    "outlets",
    "confidence",
    "id",
)
QUOTES = ("published", "speaker_name", "speaker_country", "kind", "text", "outlet")
STORIES = ("first_published", "last_published", "size", "outlets", "title", "articles")
AGENDA = ("day", "type", "source_name", "target_name", "outcome", "later_day", "sentence")
DISCREPANCIES = (
    "kind",
    "type",
    "source_name",
    "target_name",
    "left",
    "left_outlet",
    "right",
    "right_outlet",
    "right_report",
)
FOUND = ("kind", "published", "outlet", "title", "text", "score")


@click.command()
@filtered
@click.option("--dyad", nargs=2, metavar="CODE CODE", help="Between two countries, either way.")
@click.option("--quad", type=click.IntRange(1, 4), help="A quad class: 1 and 2 cooperation, 3 and 4 conflict.")
@click.option("--min-reports", type=int, metavar="N", help="Of at least so many reports.")
@click.option("--min-outlets", type=int, metavar="N", help="Of at least so many outlets.")
@click.option("--threshold", type=float, metavar="SCORE", help="Group the reports anew from their stored scores.")
@answered
def events(ask: Asking, threshold: float | None, **asked: Any) -> None:
    """List the events of a record, the latest first.

    \b
    Example:
      dragoman events --dyad CHN RUS --type CONSULT --since 2023-01-01 --csv
    """
    ask.give(ask.record(threshold).events(limit=ask.limit, **chosen(asked)), EVENTS)


@click.command()
@click.option("--speaker", metavar="NAME", help="The speaker's id or part of the name.")
@click.option("--country", metavar="CODE", help="The speaker's country.")
@click.option("--text", metavar="WORDS", help="With these words.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]), help="Of this kind.")
@click.option("--since", metavar="DATE", help="Published from this day on.")
@click.option("--until", metavar="DATE", help="Published up to this day.")
@click.option("--outlet", metavar="OUTLET", help="Of this outlet.")
@answered
def quotes(ask: Asking, **asked: Any) -> None:
    """List who is quoted with which words, the latest first.

    \b
    Example:
      dragoman quotes --speaker "Wang Yi" --kind direct --json
    """
    ask.give(ask.record().quotes(limit=ask.limit, **chosen(asked)), QUOTES)


@click.command()
@click.option("--threshold", type=float, metavar="SCORE", help="Group the articles anew from their stored scores.")
@click.option(
    "--min-articles", type=click.IntRange(1), default=1, show_default=True, help="Of at least so many articles."
)
@answered
def stories(ask: Asking, threshold: float | None, min_articles: int) -> None:
    """List the stories: articles of one running happening, each article in exactly one.

    \b
    Example:
      dragoman stories --min-articles 3 --json
    """
    ask.give(ask.record().stories(threshold=threshold, min_articles=min_articles, limit=ask.limit), STORIES)


@click.command()
@click.option("--since", metavar="DATE", help="Due on or after this day.")
@click.option("--until", metavar="DATE", help="Due up to this day.")
@answered
def agenda(ask: Asking, since: str | None, until: str | None) -> None:
    """List planned events by date, and whether they were fulfilled, moved or cancelled.

    \b
    Example:
      dragoman agenda --since 2024-03-01 --until 2024-03-31
    """
    ask.give(ask.record().agenda(since=since, until=until, limit=ask.limit), AGENDA, "nothing is planned")


@click.command()
@click.option("--kind", type=click.Choice(["date", "place", "number", "modality", "register"]), help="Of this kind.")
@click.option("--event", metavar="ID", help="About this event.")
@answered
def discrepancies(ask: Asking, kind: str | None, event: str | None) -> None:
    """List where reports of one event disagree, or disagree with the register, with both sides.

    \b
    Example:
      dragoman discrepancies --kind date
    """
    ask.give(ask.record().discrepancies(kind=kind, event=event, limit=ask.limit), DISCREPANCIES, "no discrepancy found")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--fuzzy", is_flag=True, help="Forgive a letter or two in each word.")
@answered
def search(ask: Asking, words: tuple[str, ...], fuzzy: bool) -> None:
    """Search titles, sentences of events and quotes: "a phrase", title:word, speaker:name, +must, -not.

    \b
    Example:
      dragoman search '"nuclear deal" speaker:Lavrov' --limit 10
    """
    from dragoman.archive.query.search import Index
    from dragoman.archive.storage.store import Store

    most = 1_000_000 if ask.limit is None else ask.limit
    ask.give(Index(Store(ask.place, ask.as_of)).search(" ".join(words), fuzzy=fuzzy, limit=most), FOUND)


@click.command()
@click.argument("query", metavar="QUERY")
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=60.0, show_default=True, help="Stop the query after."
)
@answered
def sql(ask: Asking, query: str, seconds: float) -> None:
    """Ask one SELECT of the record's tables; nothing can be written, no file read, no network reached.

    \b
    Example:
      dragoman sql "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC"
    """
    from dragoman.archive.query.sandbox import sql as answer
    from dragoman.archive.storage.store import Store

    found = answer(Store(ask.place, ask.as_of), query, seconds=seconds)
    ask.give(found if ask.limit is None else found.slice(0, ask.limit))


@click.command()
@click.argument("identifier", metavar="ID")
@record_option
@click.option("--as-of", metavar="DATE", help="The record as it was known then.")
def event(place: str, as_of: str | None, identifier: str) -> None:
    """Print one event with all its reports as JSON; any id ever printed finds it.

    \b
    Example:
      dragoman event event:0d8af7c78ef17d2765cc9a2a
    """
    import json

    from dragoman.archive.query.query import Questions

    click.echo(json.dumps(Questions(place, as_of).event(identifier), ensure_ascii=False, indent=2, default=str))


def _former(**asked: Any) -> None:
    """`conflicts`, the former name of `discrepancies`: warns and does the same."""
    click.echo("dragoman: `conflicts` is called `discrepancies` now; this name goes with the next version", err=True)
    assert discrepancies.callback is not None
    discrepancies.callback(**asked)


conflicts = click.Command("conflicts", params=discrepancies.params, callback=_former, hidden=True)

COMMANDS = (events, event, quotes, stories, agenda, discrepancies, conflicts, search, sql)
