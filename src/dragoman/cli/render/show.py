"""A record in the terminal: the text with actors, events and quotes marked, then tables of events and quotes."""

from __future__ import annotations

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.cli.render.account import EVENT_HEADS, QUOTE_HEADS, EventRow, event_rows, origin, quote_rows, reasons
from dragoman.cli.render.marks import ACTOR, EVENT, QUOTE, Run, runs
from dragoman.cli.render.visible import visible
from dragoman.model import Record

STYLES = {
    "title": "bold",
    "standfirst": "italic",
    "dateline": "dim",
    "subhead": "bold",
    "caption": "dim",
    "credit": "dim",
    "link": "dim",
    QUOTE: "italic green",
    ACTOR: "bold cyan",
    EVENT: "bold black on yellow",
}
BRACKETS = {ACTOR: ("[", "]"), EVENT: ("{", "}"), QUOTE: ("«", "»")}
NARROW = 110  # columns: a narrower screen gets fewer columns in the table of events
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def show(record: Record, console: Console, *, explain: bool = False) -> None:
    """Print a record; without colours the marks are brackets. `explain` adds the explanation of each event."""
    plain = console.no_color or console.color_system is None
    console.print(Rule(Text(visible(record.article.title or "untitled")), align="left"))
    console.print(Text(visible(origin(record.article)), style="dim"))
    console.print()
    console.print(_text(record, plain))
    console.print()
    console.print(_legend(plain))
    console.print()
    rows = event_rows(record)
    console.print(_events(rows, console.width < NARROW) if rows else "No events.")
    if explain:
        for row, event in zip(rows, record.events, strict=True):
            console.print(_why(row, list(reasons(event))))
    if record.quotes:
        console.print()
        console.print(_quotes(record))


def _text(record: Record, plain: bool) -> Text:
    found = Text()
    for run in runs(record):
        if plain:
            found.append(_bracketed(run))
        else:
            styles = (STYLES[m.kind] for m in run.marks if m.kind in STYLES)
            found.append(visible(run.text), style=" ".join(dict.fromkeys(" ".join(styles).split())))
            found.append(_numbers(run), style="bold yellow")
    found.rstrip()
    return found


def _bracketed(run: Run) -> str:
    opens = "".join(BRACKETS[m.kind][0] for m in run.opens if m.kind in BRACKETS)
    closes = "".join(BRACKETS[m.kind][1] for m in reversed(run.closes) if m.kind in BRACKETS)
    return f"{opens}{visible(run.text)}{closes}{_numbers(run)}"


def _numbers(run: Run) -> str:
    return ",".join(m.label for m in run.closes if m.kind == EVENT).translate(SUPERSCRIPT)


def _legend(plain: bool) -> Text:
    found = Text("Marked: ")
    for kind, word in ((ACTOR, "actor"), (EVENT, "event"), (QUOTE, "quote")):
        opening, closing = BRACKETS[kind] if plain else ("", "")
        found.append(f"{opening}{word}{closing}", style="" if plain else STYLES[kind])
        found.append(" ")
    return found


def _events(rows: list[EventRow], narrow: bool) -> Table:
    """The table of events; on a narrow screen modality, reporter and confidence stand below the event type."""
    heads = EVENT_HEADS if not narrow else (*EVENT_HEADS[:6],)
    table = Table(title="Events", title_justify="left", title_style="bold", header_style="bold", show_lines=narrow)
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n == 0 else "left", overflow="fold")
    for row in rows:
        cells = [str(row.number), row.who, row.what, row.whom, row.when, row.where]
        if narrow:
            word = f"\non the word of {row.word}" if row.word else ""
            cells[2] += f"\n{row.modality} {row.confidence}{word}"
        else:
            cells += [row.modality, row.word, row.confidence]
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _why(row: EventRow, found: list[tuple[str, str]]) -> Table:
    title = f"{row.number}. {row.who or 'somebody'}: {row.what}"
    table = Table(title=Text(visible(title)), title_justify="left", title_style="bold", box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for subject, account in found:
        table.add_row(subject, Text(visible(account)))
    return table


def _quotes(record: Record) -> Table:
    table = Table(title="Quotes", title_justify="left", title_style="bold", header_style="bold")
    for head in QUOTE_HEADS:
        table.add_column(head, overflow="fold")
    for row in quote_rows(record):
        cells = (row.speaker, row.words, row.kind, row.event, row.confidence)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table
