"""The names that tables and JSON give the fields of an article: one list (columns.yaml) for CSV, Parquet and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lists import InputWords

TEXT = "text"


def columns(names: Iterable[str], source: str, words: InputWords) -> dict[str, str]:
    """The column of a table that holds each field, by the field's name; raises `Refused` where none holds the text."""
    known = {name.strip().lower(): name for name in names}
    found = {
        field: next(known[alias] for alias in aliases if alias in known)
        for field, aliases in words.model_dump().items()
        if any(alias in known for alias in aliases)
    }
    if TEXT not in found:
        raise Refused(source, "no-text", f"no column holds the text; one of these is expected: {expected(words)}")
    return found


def fields(value: Mapping[str, Any], words: InputWords) -> dict[str, Any]:
    """The fields of an article in a JSON object, under their own names; what the object lacks is left out.

    A field's own name is taken whatever stands under it, another name for it only where a value of the right kind
    does: the "source" of many services is an object, and no outlet.
    """
    known = {name.strip().lower(): held for name, held in value.items() if isinstance(name, str)}
    found = {
        field: next((known[n] for n in names if n in known and (n == field or _plain(known[n]))), None)
        for field, names in words.model_dump().items()
    }
    return {field: joined(held) if field == "author" else held for field, held in found.items() if held is not None}


def expected(words: InputWords) -> str:
    """The names under which the text is looked for."""
    return ", ".join(words.text)


def joined(value: Any) -> Any:
    """A list of names as one text; any other value as it is."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _plain(value: Any) -> bool:
    names = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return names or (isinstance(value, str | int | float) and not isinstance(value, bool))
