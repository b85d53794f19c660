"""Tables: aligned to the width of a terminal, tab-separated where the output goes elsewhere."""

from __future__ import annotations

import click
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dragoman.cli.render.visible import visible

GAP = 2
LEAST, LONG, ENOUGH = 10, 60, 24  # least width of a column of words, and 24 for one with cells above 60 letters
INDENT = "    "


def print_rows(rows: list[dict[str, str]]) -> None:
    """Print rows with equal keys; on a terminal, columns that are empty in all rows are left out.

    Dates, codes, numbers and ids are never cut: columns for which the screen is too narrow are printed below each row.
    """
    console = Console()
    if not console.is_terminal:
        click.echo("\t".join(rows[0]))
        for row in rows:
            click.echo("\t".join(visible(value).replace("\t", " ").replace("\n", " ") for value in row.values()))
        return
    shown = [{name: visible(value) for name, value in row.items()} for row in rows]
    widths, below = layout(shown, console.width)
    _print(console, {name: name.replace("_", " ") for name in widths}, widths, "bold")
    for row in shown:
        _print(console, row, widths, "")
        rest = "  ".join(f"{name.replace('_', ' ')} {row[name]}" for name in below if row[name])
        if rest:
            console.print(Text(INDENT + rest, style="dim"), soft_wrap=True)


def layout(rows: list[dict[str, str]], width: int) -> tuple[dict[str, int], list[str]]:
    """The widths of the columns of a table `width` characters wide, and the columns to print below each row.

    Columns are moved below from the right, until the rest fits.
    """
    names = [n for n in rows[0] if any(row[n] for row in rows)]
    longest = {n: max(*(cell_len(w) for w in n.split("_")), *(cell_len(row[n]) for row in rows)) for n in names}
    words = [n for n in names if any(" " in row[n].strip() for row in rows)]
    long = [n for n in words if longest[n] > LONG]
    least = {n: longest[n] if n not in words else ENOUGH if n in long else min(longest[n], LEAST) for n in names}
    below: list[str] = []
    while _total(least) > width and len(least) > 1 and (movable := [n for n in least if n in long or n not in words]):
        below.insert(0, movable[-1])
        del least[movable[-1]]
    left = max(0, width - _total(least))
    for n in sorted((n for n in least if n in words), key=lambda n: longest[n]):
        share = left // sum(1 for m in least if m in words and longest[m] >= longest[n])
        least[n] = min(longest[n], least[n] + share)
        left = max(0, width - _total(least))
    return least, below


def _total(widths: dict[str, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def _print(console: Console, row: dict[str, str], widths: dict[str, int], style: str) -> None:
    """Print one row, on as many lines as its longest cell needs."""
    cells = [Text(row[n]).wrap(console, w, overflow="fold") for n, w in widths.items()]
    for i in range(max(len(c) for c in cells)):
        line = Text(style=style)
        for cell, w in zip(cells, widths.values(), strict=True):
            part = cell[i].copy() if i < len(cell) else Text()
            part.rstrip()
            line.append_text(part).append(" " * (w - part.cell_len + GAP))
        line.rstrip()
        console.print(line, no_wrap=True, crop=False, overflow="ignore")
