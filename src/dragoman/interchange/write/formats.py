"""Export: all formats by name. A file is written whole or not at all, with a dictionary of its columns beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from dragoman.archive.query.query import Questions
from dragoman.errors import DragomanError
from dragoman.files import write_whole
from dragoman.interchange.write import event_formats, ftm, gold, network, tables
from dragoman.knowledge import Knowledge

MEMORY = "2GB"
Writer = Callable[[duckdb.DuckDBPyConnection, Knowledge, Path], None]


def _event_format(name: str) -> Writer:
    """The writer of a tab-separated event data format."""

    def write(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(line + "\n" for line in event_formats.lines(connection, knowledge, name))

    return write


def _plain(write: Callable[[duckdb.DuckDBPyConnection, Path], None]) -> Writer:
    """A writer for a format that needs no knowledge."""
    return lambda connection, _, path: write(connection, path)


WRITERS: dict[str, Writer] = {
    **{name: _event_format(name) for name in event_formats.event_formats()},
    "ftm": ftm.write_ftm,
    "csv": _plain(tables.write_csv),
    "dta": _plain(tables.write_dta),
    "parquet": _plain(tables.write_parquet),
    "jsonl": _plain(tables.write_jsonl),
    "graphml": _plain(network.write_graphml),
    "gexf": _plain(network.write_gexf),
    "gold": _plain(gold.write_gold),
}


def meanings(name: str) -> Mapping[str, str]:
    """The meaning of each column of a format, by its name and in the order of the file."""
    if name in event_formats.event_formats():
        return {column: meaning for column, _, meaning in event_formats.event_formats()[name].columns}
    other = {"ftm": ftm.COLUMNS, "gold": gold.COLUMNS, "graphml": network.EDGE, "gexf": network.EDGE}
    renamed = tables.RESERVED if name == "dta" else {}
    return other.get(name) or {renamed.get(column, column): meaning for column, meaning in tables.columns().items()}


def reading(name: str) -> list[str]:
    """Lines that say how R, Stata and pandas read a format with codes as text ("010" is not 10); none for some."""
    if name not in {"csv", *event_formats.event_formats()}:
        return []
    tabs, named = name != "csv", name == "csv" or event_formats.event_formats()[name].header
    r = f"read.{'delim' if tabs else 'csv'}(FILE, header = {'TRUE' if named else 'FALSE'}, colClasses = 'character')"
    options = ['sep="\\t"'] * tabs + ["header=None"] * (not named) + ["dtype=str"]
    pandas = f"read_csv(FILE, {', '.join(options)})"
    stata = f"import delimited FILE, stringcols(_all) varnames({'1' if named else 'nonames'})"
    first = [] if named else ["The file has no header."]
    return ["", " ".join([*first, f"Read it with codes as text: R `{r}`, pandas `{pandas}`, Stata `{stata}`."])]


def export(asked: Questions, name: str, path: Path) -> None:
    """Export an archive to a file, and write the dictionary of its columns to `PATH.dictionary.md`.

    Args:
        asked: the archive, with corrections or without; its connection is closed afterwards.
        name: the format, one of `WRITERS`.
        path: the file.

    Raises `DragomanError` for an unknown format and where the file cannot be written.
    """
    connection = asked.connection
    if name not in WRITERS:
        raise DragomanError(f"--format {name}: one of {', '.join(WRITERS)} is expected")
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(
            "SET temp_directory = ?", [folder]
        )  # spilled rows, so that memory does not grow with the archive
        write_whole(path, lambda part: WRITERS[name](connection, asked.knowledge, part))
        connection.close()
    lines = [f"# {path.name}", "", f"Format `{name}`, written by Dragoman.", *reading(name)]
    lines += ["", "| column | meaning |", "|---|---|"]
    lines += [f"| `{column}` | {meaning} |" for column, meaning in meanings(name).items()]
    beside = path.with_name(path.name + ".dictionary.md")
    write_whole(beside, lambda part: part.write_text("\n".join(lines) + "\n", encoding="utf-8"))
