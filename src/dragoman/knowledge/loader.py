"""Reads and checks all knowledge files; errors say which file and line are wrong.

A user's folder has files of the same names as the shipped ones. `senses.yaml` replaces the shipped file of that name,
`senses.add.yaml` adds to it: mappings are merged key by key, lists are joined with the user's items first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import AfterValidator, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from dragoman.errors import BadKnowledge
from dragoman.knowledge.cache import parsed
from dragoman.knowledge.faults import Layers, Loc, line_of, nearest, placed

__all__ = [
    "Sources", "checked", "joined", "known", "line_of", "load", "nearest", "read_bytes", "read_yaml", "shipped",
    "unknown", "wrong",
]  # fmt: skip

T = TypeVar("T")

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "weights"
#: The shipped folders, by the name that each has in a user's folder.
FOLDERS = {
    "codebook": HERE / "codebook",
    "lexicon": HERE / "lexicon",
    "register": HERE / "register/data",
    "gazetteer": HERE / "gazetteer",
    "times": HERE / "times",
    "weights": WEIGHTS,
    "": HERE,
}
ADDED = ".add"
#: How a key without a value is read, as text and typed.
EMPTY = ("", None)
#: Where a copy of a user's knowledge puts the register files that were given in addition to a folder.
GIVEN = "register/given/"
#: What a folder of encoder weights holds beside YAML.
BINARY = frozenset({"encoder.onnx", "tokenizer.json", "labels.json"})


class Sources:
    """Where each knowledge file comes from.

    Args:
        own: a user's folder whose files replace or add to the shipped ones, or None.
        given: single files by the shipped file that each replaces ("codebook/plover.yaml"), and folders by "register"
            (its files add to the register) and "weights" (it replaces the shipped weights); they take precedence over
            the folder's.

    Raises `BadKnowledge` for a folder that does not exist, for a file whose name is not that of a knowledge file, and
    for two files that replace the same one.
    """

    def __init__(self, own: Path | None = None, given: Mapping[str, Path] | None = None) -> None:
        self.own = own
        self.given = {name: Path(path) for name, path in (given or {}).items()}
        self._instead: dict[str, Path] = {}
        self._added: dict[str, Path] = {}
        self._register: dict[str, Path] = {}
        self.weights = WEIGHTS
        if own is not None:
            self._enter(own)
        for name, path in self.given.items():
            self._give(name, path)

    def layers(self, name: str) -> list[Path]:
        """The files that make up the knowledge file of a name, the user's addition before what it adds to."""
        base = self._instead.get(name, shipped()[name])
        return [self._added[name], base] if name in self._added else [base]

    def registers(self) -> list[Path]:
        """The files of the register: the shipped ones or those that replace them, then the user's additions."""
        names = sorted((n for n in shipped() if n.startswith("register/")), key=lambda n: shipped()[n])
        return [p for n in names for p in reversed(self.layers(n))] + list(self._register.values())

    def files(self) -> dict[str, Path]:
        """The user's own files, by the name that each must have in a copy to be read the same; may be empty."""
        found = {**self._instead, **{_adding(n): p for n, p in self._added.items()}, **self._register}
        if self.weights != WEIGHTS:
            found |= {f"weights/{n}": self.weights / n for n in sorted(BINARY) if (self.weights / n).is_file()}
        return dict(sorted(found.items()))

    def uses(self) -> list[tuple[Path, str, str]]:
        """Each of the user's own files, what it does ("replaces", "adds to") and to which shipped file."""
        found = [(path, "replaces", name) for name, path in self._instead.items()]
        found += [(path, "adds to", name) for name, path in self._added.items()]
        found += [(path, "adds to", "register/") for path in self._register.values()]
        if self.weights != WEIGHTS:
            found += [(self.weights / name, "replaces", f"weights/{name}") for name in sorted(BINARY)]
        return sorted(found)

    def digest(self) -> str | None:
        """The SHA-256 hash of the user's own files and their names, in hexadecimal; None if there are none."""
        files = self.files()
        if not files:
            return None
        whole = hashlib.sha256()
        for name, path in files.items():
            whole.update(f"{name}\0{hashlib.sha256(read_bytes(path)).hexdigest()}\n".encode())
        return whole.hexdigest()

    def _enter(self, own: Path) -> None:
        if not own.is_dir():
            raise BadKnowledge(own, "there is no such folder")
        paths = sorted(p for p in own.rglob("*") if p.is_file() and not _apart(p.relative_to(own)))
        # Register files that were given beside a folder come last, as they were read when they were given.
        for path in sorted(paths, key=lambda p: p.is_relative_to(own / GIVEN)):
            name = path.relative_to(own).as_posix()
            if path.name in BINARY:
                self.weights = path.parent
            elif (known := _named(name)) is not None:
                files = self._added if name.endswith(f"{ADDED}.yaml") else self._instead
                if known in files:
                    raise BadKnowledge(path, f"stands for {known}, as {files[known]} does: keep one of them")
                files[known] = path
            elif name.startswith("register/"):
                self._register[name] = path
            else:
                wanted = sorted({*shipped(), *(n.rpartition("/")[2] for n in shipped())})
                raise BadKnowledge(path, f"no knowledge file has this name{nearest(name, wanted)}")

    def _give(self, name: str, path: Path) -> None:
        if name == "register":
            self._register = {n: p for n, p in self._register.items() if not n.startswith(GIVEN)}
            self._register |= {f"{GIVEN}{n:03}.{p.stem}.yaml": p for n, p in enumerate(_yaml(path))}
        elif name == "weights":
            self.weights = path
        elif name in shipped():
            self._instead[name] = path
        else:
            raise BadKnowledge(path, f"{name!r} is no knowledge file{nearest(name, shipped())}")


def shipped() -> dict[str, Path]:
    """The shipped knowledge files by name ("lexicon/acts.yaml")."""
    if not _SHIPPED:
        for folder, path in FOLDERS.items():
            names = (
                (p, f"{folder}/{p.relative_to(path).as_posix()}".lstrip("/")) for p in _yaml(path, deep=bool(folder))
            )
            _SHIPPED.update({name: p for p, name in names})
    return _SHIPPED


_SHIPPED: dict[str, Path] = {}


def about(path: Path) -> str:
    """The first sentence of the comment that a knowledge file begins with; "" where it has none."""
    with path.open(encoding="utf-8") as file:
        line = file.readline().strip()
    return re.split(r" \(|[.:;](?: |$)|,$", line.removeprefix("# "))[0] if line.startswith("# ") else ""


def load(
    sources: Sources, name: str, kind: type[T], *, scalars: str = "typed", context: Mapping[str, Any] | None = None
) -> T:
    """One knowledge file, validated.

    Args:
        sources: the knowledge files in use.
        name: the name of the shipped file ("lexicon/acts.yaml").
        kind: the type that its content must have, a pydantic model or any type that pydantic can validate.
        scalars: `typed` reads numbers and booleans, `text` leaves every scalar a string.
        context: the known words by kind ("type", "class"), for the fields that are marked with `known`.

    Raises `BadKnowledge` with the file, the line and the nearest known word where something is wrong.
    """
    return checked([(path, read_yaml(path, scalars)) for path in sources.layers(name)], kind, context)


def checked(
    layers: Layers, kind: type[T] | TypeAdapter[T], context: Mapping[str, Any] | None = None, at: Loc = ()
) -> T:
    """The joined content of several files, validated; see `load`.

    Args:
        layers: the files with their raw contents, the one that takes precedence first.
        kind: the type that the content must have.
        context: the known words by kind.
        at: the path to the part of the content that is validated; the whole by default.
    """
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    content = joined([raw for _, raw in layers])
    for step in at:
        content = content[step]
    try:
        return adapter.validate_python(content, context=dict(context or {}))
    except ValidationError as error:
        raise placed(layers, adapter, error, at) from error


def joined(raws: Sequence[Any]) -> Any:
    """Raw contents merged: mappings key by key, lists one after the other, of two scalars the first."""
    first, *rest = [raw for raw in raws if raw not in EMPTY] or [None]
    for other in rest:
        if isinstance(first, dict) and isinstance(other, dict):
            keys = [*other, *(k for k in first if k not in other)]
            first = {k: joined([d[k] for d in (first, other) if k in d]) for k in keys}
        elif isinstance(first, list) and isinstance(other, list):
            first = [*first, *other]
    return first


def known(kind: str) -> AfterValidator:
    """A validator for a text field whose value must be one of the words that the context has under `kind`."""

    def check(value: str, info: ValidationInfo) -> str:
        words = (info.context or {}).get(kind)
        if words is not None and value not in words:
            raise unknown(kind, value, words)
        return value

    return AfterValidator(check)


def unknown(kind: str, value: str, words: Iterable[str], *field: int | str) -> PydanticCustomError:
    """The error for an unknown word, with a hint at the nearest known one.

    Args:
        kind: what it is a word for ("type"), for the message.
        value: the word.
        words: the known words.
        field: the path to it below the row that is being validated.
    """
    return wrong(f"unknown {kind} {value!r}{nearest(value, words)}", *field)


def wrong(message: str, *field: int | str) -> PydanticCustomError:
    """An error for a validator to raise; `field` is the path to the fault below the row that is being validated."""
    plain = message.replace("{", "(").replace("}", ")")
    return PydanticCustomError("wrong", plain, {"field": field} if field else None)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `BadKnowledge` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadKnowledge(path, f"cannot be read: {error.strerror or error}") from error


def read_yaml(path: Path, scalars: str = "typed") -> Any:
    """The raw content of a YAML file; raises `BadKnowledge` with the line if it is not YAML.

    Args:
        path: the file.
        scalars: `typed` reads numbers and booleans, `text` leaves every scalar a string.
    """
    try:
        return parsed(path, scalars)
    except yaml.MarkedYAMLError as error:
        last = max(len(read_bytes(path).splitlines()), 1)  # where a bracket is never closed, the mark lies beyond
        line = min(error.problem_mark.line + 1, last) if error.problem_mark else None
        raise BadKnowledge(path, f"not YAML: {error.problem}", line) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadKnowledge(path, f"not YAML: {error}") from error
    except OSError as error:
        raise BadKnowledge(path, f"cannot be read: {error.strerror or error}") from error


def _yaml(folder: Path, *, deep: bool = True) -> list[Path]:
    found: Callable[[str], Iterator[Path]] = folder.rglob if deep else folder.glob
    paths = sorted(found("*.yaml")) if folder.is_dir() else []
    if not paths:
        raise BadKnowledge(folder, "no folder with .yaml files")
    return paths


def _named(name: str) -> str | None:
    """The shipped file that a user's file replaces or adds to, by its path or its file name; None if there is none."""
    plain = name.replace(f"{ADDED}.yaml", ".yaml")
    if plain in shipped():
        return plain
    matching = [n for n in shipped() if n.rpartition("/")[2] == plain]
    return matching[0] if len(matching) == 1 else None


def _adding(name: str) -> str:
    return name.removesuffix(".yaml") + f"{ADDED}.yaml"


def _apart(path: Path) -> bool:
    """Is a file in a user's folder no knowledge: hidden, compiled, or a note (.md, .txt, .rst)?"""
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    return hidden or path.suffix.lower() in {".md", ".txt", ".rst"}
