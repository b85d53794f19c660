"""Rows of the register in the terminal: a table on a screen, tab-separated where the output goes elsewhere."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.serve.visible import visible


def print_rows(rows: list[dict[str, str]]) -> None:
    """Print rows of equal keys; columns that are empty in all rows are left out of the table."""
    console = Console()
    if not console.is_terminal:
        click.echo("\t".join(rows[0]))
        for row in rows:
            click.echo("\t".join(visible(value).replace("\t", " ").replace("\n", " ") for value in row.values()))
        return
    columns = [name for name in rows[0] if any(row[name] for row in rows)]
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(visible(row[name])) for name in columns))
    console.print(table)
