"""Articles in JSON: JSON Lines, a single object, or an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.acquire.columns import expected, fields
from dragoman.acquire.draft import Draft
from dragoman.acquire.encoding import decode
from dragoman.acquire.published import iso_date
from dragoman.acquire.source import ARTICLE_LIMIT, too_large
from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lists import InputWords

FIELDS = ("title", "outlet", "url", "author")
FROM_FIELD = 'metadata: the field "published"'


def draft(value: Any, source: str, words: InputWords, line: int | None = None, repaired: bool = False) -> Draft:
    """The draft of one JSON object.

    Args:
        value: the object.
        source: the input's name, for errors.
        words: the names that each field may have (columns.yaml).
        line: the line of the input, from 1, for errors.
        repaired: whether decoding replaced broken bytes.

    Raises `Refused` with code `not-object`, `no-text`, `bad-field` or `bad-date`.
    """
    if not isinstance(value, dict):
        raise Refused(source, "not-object", f"an object with a text was expected, not {_name(value)}", line)
    value = fields(value, words)
    if "text" not in value:
        raise Refused(source, "no-text", f"no field holds the text; one of these is expected: {expected(words)}", line)
    if not isinstance(value.get("text"), str):
        raise Refused(source, "no-text", f'the field "text" must be text, it is {_name(value.get("text"))}', line)
    title, outlet, url, author = (_field(value, name, source, line) for name in FIELDS)
    return Draft(
        text=value["text"],
        source=source,
        source_id=_id(value.get("id"), source, line),
        title=title,
        published=iso_date(value.get("published"), source, line),
        published_reason=FROM_FIELD,
        outlet=outlet,
        url=url,
        author=author,
        repaired=repaired,
    )


def lines(
    stream: BinaryIO, source: str, words: InputWords, first: bytes = b""
) -> Iterator[tuple[int, Draft | Refused]]:
    """Yield the number (from 1) and draft of every line that is not blank, or a `Refused` for a bad line.

    Args:
        stream: the JSON Lines; one line at a time is in memory.
        source: the input's name, for errors.
        words: the names that each field may have.
        first: the first line, if it was already read from the stream.
    """
    number = 0
    while data := first or stream.readline(ARTICLE_LIMIT + 1):
        first, number = b"", number + 1
        if len(data) > ARTICLE_LIMIT:
            while data and not data.endswith(b"\n"):
                data = stream.readline(ARTICLE_LIMIT)
            yield number, too_large(source, ARTICLE_LIMIT, number)
        elif data.strip():
            yield number, _line(data, source, words, number)


def array(data: bytes, source: str, words: InputWords) -> Iterator[tuple[int | None, Draft | Refused]]:
    """Yield the drafts of a JSON file: of one object (number None), or of an array's items, numbered from 1.

    Args:
        data: the file.
        source: its name, for errors.
        words: the names that each field may have.

    A bad item is yielded as `Refused`; raises `Refused` where the whole file is not JSON or holds nothing.
    """
    text, repaired = decode(data, source)
    value = parse(text, source)
    items = list(enumerate(value, start=1)) if isinstance(value, list) else [(None, value)]
    if not items:
        raise Refused(source, "empty", "the array holds no article")
    for number, item in items:
        try:
            yield number, draft(item, source, words, number, repaired)
        except Refused as refused:
            yield number, refused


def parse(text: str, source: str, line: int | None = None) -> Any:
    """Parse JSON; raises `Refused` with code `not-json`, naming `source` and `line`."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Refused(source, "not-json", "not JSON that can be read: nested too deep", line) from error
    except ValueError as error:
        raise Refused(source, "not-json", f"not JSON: {error}", line) from error


def _line(data: bytes, source: str, words: InputWords, number: int) -> Draft | Refused:
    try:
        text, repaired = decode(data, source)
        return draft(parse(text, source, number), source, words, number, repaired)
    except Refused as refused:
        return Refused(source, refused.code, refused.reason, number)


def _field(value: dict[str, Any], name: str, source: str, line: int | None) -> str | None:
    """A field that must be text or missing. Raises `Refused` with code `bad-field`."""
    found = value.get(name)
    if found is None or isinstance(found, str):
        return found
    raise Refused(source, "bad-field", f'the field "{name}" must be text, it is {_name(found)}', line)


def _id(value: Any, source: str, line: int | None) -> str | None:
    """An id as text; it may be a number. Raises `Refused` with code `bad-field`."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Refused(source, "bad-field", f'the field "id" must be text or a number, it is {_name(value)}', line)


def _name(value: Any) -> str:
    """The JSON type of a value, in words, for messages."""
    names = {type(None): "missing", bool: "true or false", list: "an array", dict: "an object", str: "text"}
    return names.get(type(value), "a number")
