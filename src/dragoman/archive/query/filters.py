"""Validation of filters: words of the codebook, country codes and dates.

A value that no row can have is an error that names the most similar known ones, and not an empty result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, get_args

import duckdb

from dragoman.edtf import interval
from dragoman.errors import DragomanError
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.register.countries import spellings
from dragoman.model import Modality, Quote

MODALITIES: tuple[str, ...] = get_args(Modality)
QUADS = (1, 2, 3, 4)
#: SQL that finds a word among the rows: a word that the codebook lacks may come from another codebook or imported data.
IN_ROWS = {
    "type": "FROM events WHERE type = $1",
    "mode": "FROM events WHERE list_contains(mode, $1)",
    "context": "FROM events WHERE list_contains(contexts, $1)",
    "country": "FROM (SELECT unnest(source_country || target_country) AS code FROM events"
    " UNION ALL SELECT speaker_country FROM quotes) WHERE code = $1",
}


def words(codebook: Codebook) -> Mapping[str, Collection[str]]:
    """The allowed words of each filter that takes one of a fixed list, by the name of the filter."""
    return {
        "type": codebook.types,
        "mode": sorted({mode for entry in codebook.types.values() for mode in entry.modes}),
        "context": codebook.contexts,
        "modality": MODALITIES,
        "kind": get_args(Quote.model_fields["kind"].annotation),
    }


def checked(asked: Mapping[str, Any], codebook: Codebook, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The given filters (not None) with their values in the form the rows have: words as spelled there, full dates.

    Args:
        asked: values by the name of the filter; filters of other names are returned as they are.
        codebook: that of the archive.
        connection: one that has the views of the archive; a word that occurs in its rows is allowed too.

    Raises `DragomanError` for a word, code, number or date that no row can have.
    """
    known = words(codebook)
    out = {name: value for name, value in asked.items() if value is not None}
    for name, value in out.items():
        if name in known:
            out[name] = word(name, str(value), known[name], connection)
        elif name == "country":
            out[name] = country("--country ", value, connection)
        elif name == "dyad":
            out[name] = _dyad(value, connection)
        elif name == "quad" and value not in QUADS:
            raise DragomanError(f"--quad {value}: 1 or 2 (cooperation), 3 or 4 (conflict) is expected")
    return {**out, **_present(zip(("since", "until"), days(out.get("since"), out.get("until")), strict=True))}


def word(name: str, value: str, known: Collection[str], connection: duckdb.DuckDBPyConnection | None = None) -> str:
    """The allowed word that a value means, whatever its case.

    Args:
        name: the filter, for the error message.
        value: what the user gave.
        known: the allowed words.
        connection: where given, words that occur in the archive's rows are allowed too.

    Raises `DragomanError` with the most similar allowed word where there is none.
    """
    by_case = {k.lower(): k for k in known}
    if found := by_case.get(value.lower()):
        return found
    spelled = value.upper() if name == "type" else value
    if connection is not None and name in IN_ROWS and _in_rows(connection, name, spelled):
        return spelled
    near = nearest(value, by_case)
    meant = f"not known, did you mean {by_case[near[0]]}? " if near else ""
    raise DragomanError(f"--{name} {value}: {meant}one of {', '.join(known)} is expected")


def country(label: str, value: str, connection: duckdb.DuckDBPyConnection) -> str:
    """A country code in capitals.

    Args:
        label: what stands before the value in the error message, as `--country `.
        value: what the user gave.
        connection: one that has the views of the archive; a code that occurs in its rows is allowed too.

    Raises `DragomanError` with the most similar codes, by code or by name, where no country has it.
    """
    code, by_name = str(value).upper(), spellings()
    if code in by_name.values() or _in_rows(connection, "country", code):
        return code
    near = dict.fromkeys(by_name[name] for name in nearest(str(value), by_name))
    meant = f" (nearest: {', '.join(near)})" if near else ""
    raise DragomanError(
        f"{label}{value}: no country has this code; one of three letters is expected, as KEN{meant};"
        " that of a country is told by its name, as in: dragoman actors find Kenya"
    )


def days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The first day of `since` and the last day of `until`, ISO; each may be given as a day, month or year (EDTF).

    Raises `DragomanError` for what is no date, and where `until` ends before `since` begins.
    """
    first, last = _day("since", since, 0), _day("until", until, 1)
    if first and last and first > last:
        raise DragomanError(
            f"--since {since} --until {until}: the first day is after the last, so nothing can be found;"
            f" an earlier --since is expected, as --since {until} --until {since}"
        )
    return first, last


def nearest(value: str, known: Collection[str]) -> list[str]:
    """Up to three of the known words (lower case) that are spelled like a value, the most similar first."""
    return get_close_matches(value.lower(), known, n=3, cutoff=0.6)


def _dyad(value: Any, connection: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    if isinstance(value, str) or len(value) != 2:
        raise DragomanError(f"--dyad {value}: a pair of country codes is expected, as KEN TZA")
    one, two = (country("--dyad ", code, connection) for code in value)
    return one, two


def _day(name: str, value: str | None, end: int) -> str | None:
    if value is None:
        return None
    found = interval(str(value))
    if found is None:
        raise DragomanError(f"--{name} {value}: a date is expected, as 2024-03-05, 2024-03 or 2024")
    return found[end].isoformat()


def _in_rows(connection: duckdb.DuckDBPyConnection, name: str, value: str) -> bool:
    return connection.execute(f"SELECT 1 {IN_ROWS[name]} LIMIT 1", [value]).fetchone() is not None


def _present(pairs: Any) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}
