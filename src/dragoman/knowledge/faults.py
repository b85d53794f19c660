"""Error messages for knowledge files: the file, the line, what is wrong, and the nearest known word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema, PydanticUserError
from pydantic_core import ErrorDetails

from dragoman.errors import BadKnowledge

Loc = tuple[int | str, ...]
Layers = Sequence[tuple[Path, Any]]

#: The step in pydantic's path that means: the key of the mapping is wrong, not the value.
KEY = "[key]"
QUOTED = re.compile(r"'([^']*)'")
UNKNOWN_FIELD = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
#: Messages in terms of YAML for errors that pydantic describes in terms of Python.
PLAIN = {
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type"), "must be a mapping"),
    **dict.fromkeys(("list_type", "tuple_type", "frozen_set_type", "set_type"), "must be a list"),
    "string_type": "must be text",
    **dict.fromkeys(("float_parsing", "float_type", "int_parsing", "int_type", "int_from_float"), "must be a number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "must be true or false"),
}


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint at the known words most similar to `word` ("; did you mean 'SUPPORT'?"), "" if none is similar."""
    found = closest(word, words)
    return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""


def closest(word: str, words: Iterable[str]) -> list[str]:
    """Up to two of the known words, the most similar to `word` first; none if none is similar."""
    by = {str(w).lower(): str(w) for w in words if str(w) != str(word)}
    return [by[f] for f in difflib.get_close_matches(str(word).lower(), list(by), n=2, cutoff=0.6)]


def placed(layers: Layers, adapter: TypeAdapter[Any], error: ValidationError, at: Loc = ()) -> BadKnowledge:
    """The error that tells a user of the first fault that pydantic found, with its file and line.

    An unknown field comes before a missing one: it may be that one, misspelled.

    Args:
        layers: the files with their raw contents, the one that takes precedence first.
        adapter: the type that the content must have.
        error: what pydantic found.
        at: the path to the part of the content that was validated.
    """
    errors = error.errors(include_url=False)
    first = next((e for e in errors if e["type"] in UNKNOWN_FIELD), errors[0])
    below = tuple(step for step in first["loc"] if step != KEY) + tuple((first.get("ctx") or {}).get("field", ()))
    path, raw, own = _whence(layers, (*at, *below))
    where = ".".join(str(step) for step in own if not isinstance(step, int))
    reason = _reason(first, _fields(adapter, below[:-1]))
    return BadKnowledge(path, f"{where + ': ' if where else ''}{_row(raw, own)}{reason}", line_of(path, own))


def _reason(first: ErrorDetails, fields: Iterable[str]) -> str:
    kind, last, value = first["type"], first["loc"][-1] if first["loc"] else "", first["input"]
    found = f", not {value!r}" if isinstance(value, str | int | float) else ""
    if kind in UNKNOWN_FIELD:
        return f"unknown field {last!r}{nearest(str(last), fields)}"
    if kind in {"missing", "missing_argument"}:
        return f"{last!r} is missing"
    if kind == "literal_error":
        expected = str(first.get("ctx", {}).get("expected", ""))
        return f"must be {expected}{found}{nearest(str(value), QUOTED.findall(expected))}"
    if kind in PLAIN:
        return PLAIN[kind] + found
    return first["msg"].replace("Input should be", "must be") + ("" if kind == "wrong" else found)


def _whence(layers: Layers, loc: Loc) -> tuple[Path, Any, Loc]:
    """The file that a path in the joined content belongs to, its content, and the path in that file.

    The path is cut where the content ends: a missing field has no place of its own.
    """
    standing: list[tuple[Path, Any, Any, Loc]] = [(path, raw, raw, ()) for path, raw in layers if raw is not None]
    standing = standing or [(path, raw, raw, ()) for path, raw in layers]
    for step in loc:
        below: list[tuple[Path, Any, Any, Loc]] = []
        skipped = 0
        for path, raw, node, own in standing:
            if isinstance(node, list) and isinstance(step, int):
                if skipped <= step < skipped + len(node):
                    below.append((path, raw, node[step - skipped], (*own, step - skipped)))
                skipped += len(node)
            elif isinstance(node, dict) and step in node:
                below.append((path, raw, node[step], (*own, step)))
        if not below:
            break
        standing = below
    path, raw, _, own = standing[0]
    return path, raw, own


def _row(raw: Any, loc: Loc) -> str:
    """The name or id of the row that a path leads into, for the message; "" if it has none."""
    found, node = "", raw
    for step in loc:
        node = node[step]
        if isinstance(node, dict) and isinstance(node.get("name", node.get("id")), str):
            found = f"row {node.get('name', node.get('id'))!r}: "
    return found


def line_of(path: Path, loc: Loc) -> int | None:
    """The line, from 1, of a path in a YAML file, or of as much of the path as exists; None if none of it does."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line: int | None = None
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if _is(k, step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _is(key: yaml.Node, step: int | str) -> bool:
    """Is it the key that was read as `step`, also as a boolean (`ON` is read as True)?"""
    return key.value == str(step) or (isinstance(step, bool) and key.tag.endswith(":bool"))


def _fields(adapter: TypeAdapter[Any], loc: Loc) -> list[str]:
    """The names of the fields that a type has at a path, for a hint at what a misspelled one means."""
    try:
        schema = adapter.json_schema()
    except (PydanticInvalidForJsonSchema, PydanticUserError):
        return []
    nodes = list(_parts(schema, schema))
    for step in loc:
        nodes = [part for node in nodes for child in _children(node, step) for part in _parts(child, schema)]
    return [name for node in nodes for name in node.get("properties", {})]


def _parts(node: Any, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A node of a JSON schema with those that it refers to or is a choice of."""
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        yield from _parts(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    yield node
    for other in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
        yield from _parts(other, schema)


def _children(node: Mapping[str, Any], step: int | str) -> Iterator[Any]:
    if isinstance(step, int):
        yield node.get("items")
    elif step in node.get("properties", {}):
        yield node["properties"][step]
    else:
        yield node.get("additionalProperties")
