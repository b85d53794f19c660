"""The names under which CSV, Parquet and JSON hold the fields of an article, from one list (columns.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lists import InputWords

TEXT = "text"


def columns(names: Iterable[str], source: str, words: InputWords) -> dict[str, str]:
    """Map each field of an article to the column of a table that holds it.

    Args:
        names: the columns of the table.
        source: the input's name, for the error.
        words: the names that each field may have, best first.

    Fields without a column are left out. Raises `Refused` with code `no-text` where no column holds the text.
    """
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
    """The fields of an article in a JSON object, under Dragoman's names; what the object lacks is left out.

    Args:
        value: the object.
        words: the names that each field may have, best first.

    A value under a field's own name is taken whatever it is; one under another name only if it is text, a number or a
    list of texts: the "source" of many services is an object, not the name of an outlet.
    """
    known = {name.strip().lower(): held for name, held in value.items() if isinstance(name, str)}
    found = {
        field: next((known[n] for n in names if n in known and (n == field or _plain(known[n]))), None)
        for field, names in words.model_dump().items()
    }
    return {field: joined(held) if field == "author" else held for field, held in found.items() if held is not None}


def expected(words: InputWords) -> str:
    """The names under which the text is looked for, as a comma-separated list for messages."""
    return ", ".join(words.text)


def joined(value: Any) -> Any:
    """A list of names joined with commas; any other value unchanged."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _plain(value: Any) -> bool:
    """Whether a value is a text, a number or a list of texts."""
    names = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return names or (isinstance(value, str | int | float) and not isinstance(value, bool))
