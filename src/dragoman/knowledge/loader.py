"""The one loader of knowledge files: which file counts, what it holds, and what is wrong with it, by file and line.

A user's folder holds files under the names of the shipped ones. `senses.yaml` stands in for the shipped file of that
name, `senses.add.yaml` adds to it: mappings are joined key by key, lists are joined with the user's items first.
"""

from __future__ import annotations

import difflib
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

T = TypeVar("T")
Loc = tuple[int | str, ...]
Layers = Sequence[tuple[Path, Any]]

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "weights"
#: Folders of knowledge by the name they have in a user's folder.
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
#: Where a copy of a user's knowledge has the register files that were given beside a folder.
GIVEN = "register/given/"
#: What a folder of encoder weights holds beside YAML.
BINARY = frozenset({"encoder.onnx", "tokenizer.json", "labels.json"})


class Sources:
    """Where each knowledge file comes from.

    Args:
        own: a user's folder whose files replace or add to the shipped ones, or None.
        given: single files by the name they stand for ("codebook/plover.yaml"), and folders by "register" (its files
            add to the register) and "weights" (it replaces the shipped weights). They go before those of `own`.

    Raises `BadKnowledge` for a folder that is not there and for a file whose name is not that of a knowledge file.
    """

    def __init__(self, own: Path | None = None, given: Mapping[str, Path] | None = None) -> None:
        self.own = own
        self.given = {name: Path(path) for name, path in (given or {}).items()}
        self._instead: dict[str, Path] = {}
        self._added: dict[str, Path] = {}
        self._register: dict[str, Path] = {}
        self.weights = self.given.get("weights", WEIGHTS)
        if own is not None:
            self._enter(own)
        self._instead |= {n: p for n, p in self.given.items() if n not in {"register", "weights"}}
        if "register" in self.given:
            self._register = {n: p for n, p in self._register.items() if not n.startswith(GIVEN)}
            files = enumerate(_yaml(self.given["register"]))
            self._register |= {f"{GIVEN}{n:03}.{p.stem}.yaml": p for n, p in files}

    def layers(self, name: str) -> list[Path]:
        """The files that make up one knowledge file, the user's addition before what it adds to."""
        base = self._instead.get(name, shipped()[name])
        return [self._added[name], base] if name in self._added else [base]

    def registers(self) -> list[Path]:
        """The files of the register: the shipped ones or those in their place, then what the user adds."""
        names = sorted((n for n in shipped() if n.startswith("register/")), key=lambda n: shipped()[n])
        return [p for n in names for p in reversed(self.layers(n))] + list(self._register.values())

    def files(self) -> dict[str, Path]:
        """The user's own files by the name under which a copy of them is read alike; none with shipped knowledge."""
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
        """The hash of the user's own files and their names; None where all knowledge is the shipped one."""
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
        for path in sorted(
            paths, key=lambda p: p.is_relative_to(own / GIVEN)
        ):  # as they were read when they were given
            name = path.relative_to(own).as_posix()
            if path.name in BINARY:
                self.weights = self.given.get("weights", path.parent)
            elif (known := _named(name)) is not None:
                (self._instead if known == _plain(name, known) else self._added)[known] = path
            elif name.startswith("register/"):
                self._register[name] = path
            else:
                wanted = sorted({*shipped(), *(n.rpartition("/")[2] for n in shipped())})
                raise BadKnowledge(path, f"no knowledge file has this name{nearest(name, wanted)}")


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
    """What a knowledge file holds, in the words of its first line: the first sentence of its comment."""
    with path.open(encoding="utf-8") as file:
        line = file.readline().strip()
    return re.split(r" \(|[.:;](?: |$)|,$", line.removeprefix("# "))[0] if line.startswith("# ") else ""


def load(
    sources: Sources, name: str, kind: type[T], *, scalars: str = "typed", context: Mapping[str, Any] | None = None
) -> T:
    """One knowledge file, validated.

    Args:
        sources: which files count.
        name: the shipped file's name.
        kind: the type it must have, a pydantic model or any type that pydantic can validate.
        scalars: `typed` reads numbers and booleans, `text` leaves every scalar a string.
        context: known words by kind ("type", "class"), for the fields that are marked `known`.

    Raises `BadKnowledge` with the file, the line and the nearest known word where something is wrong.
    """
    return checked([(path, read_yaml(path, scalars)) for path in sources.layers(name)], kind, context)


def checked(layers: Layers, kind: type[T] | TypeAdapter[T], context: Mapping[str, Any] | None = None) -> T:
    """What files hold together, validated; see `load`."""
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    try:
        return adapter.validate_python(joined([raw for _, raw in layers]), context=dict(context or {}))
    except ValidationError as error:
        raise _placed(layers, error) from error


def joined(raws: Sequence[Any]) -> Any:
    """Raw contents as one: mappings key by key, lists one after the other, of two scalars the first."""
    first, *rest = raws
    for other in rest:
        if isinstance(first, dict) and isinstance(other, dict):
            keys = [*other, *(k for k in first if k not in other)]
            first = {k: joined([d[k] for d in (first, other) if k in d]) for k in keys}
        elif isinstance(first, list) and isinstance(other, list):
            first = [*first, *other]
    return first


def known(kind: str) -> AfterValidator:
    """Marks a text field that must be one of the words that the context has under `kind`."""

    def check(value: str, info: ValidationInfo) -> str:
        words = (info.context or {}).get(kind)
        if words is not None and value not in words:
            raise unknown(kind, value, words)
        return value

    return AfterValidator(check)


def unknown(kind: str, value: str, words: Iterable[str], field: str | None = None) -> PydanticCustomError:
    """The error for a word that is none of the known ones; `field` is where it stands below the row in hand."""
    message = f"unknown {kind} {value!r}{nearest(value, words)}".replace("{", "(").replace("}", ")")
    return PydanticCustomError("unknown", message, {"field": field} if field else None)


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint at the known words that look most like one: "; did you mean 'SUPPORT'?"."""
    by = {str(w).lower(): str(w) for w in words if str(w) != str(word)}
    found = difflib.get_close_matches(str(word).lower(), list(by), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(by[f]) for f in found)}?" if found else ""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `BadKnowledge` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadKnowledge(path, f"cannot be read: {error.strerror or error}") from error


def read_yaml(path: Path, scalars: str = "typed") -> Any:
    """The raw content of a YAML file; raises `BadKnowledge` with the line where it is none."""
    try:
        return parsed(path, scalars)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadKnowledge(path, f"not YAML: {error.problem}", line) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadKnowledge(path, f"not YAML: {error}") from error
    except OSError as error:
        raise BadKnowledge(path, f"cannot be read: {error.strerror or error}") from error


def _placed(layers: Layers, error: ValidationError) -> BadKnowledge:
    """The first thing that pydantic found wrong, in the file and line where it stands."""
    first = error.errors(include_url=False)[0]
    loc, reason = tuple(first["loc"]), first["msg"]
    path, raw, own = _whence(layers, loc)
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"} and loc:
        reason = f"unknown field {loc[-1]!r}{nearest(str(loc[-1]), _keys(layers[-1][1], len(loc)))}"
    elif first["type"] == "missing":
        reason, own = f"{loc[-1]!r} is missing", own[:-1]
    field = (first.get("ctx") or {}).get("field")
    own = (*own, *str(field).split(".")) if field else own
    name = _row(raw, own)
    where = ".".join(str(x) for x in own if not isinstance(x, int))
    return BadKnowledge(path, f"{where + ': ' if where else ''}{name}{reason}", line_of(path, own))


def _whence(layers: Layers, loc: Loc) -> tuple[Path, Any, Loc]:
    """The file in which a place of the joined content stands, its content, and the place in that file."""
    standing: list[tuple[Path, Any, Any, Loc]] = [(path, raw, raw, ()) for path, raw in layers]
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
            path, raw, _, own = standing[0]
            return path, raw, (*own, step)
        standing = below
    path, raw, _, own = standing[0]
    return path, raw, own


def _row(raw: Any, loc: Loc) -> str:
    """The name or id of the row that a place is in, for a reader who looks for it."""
    found, node = "", raw
    for step in loc:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("name", node.get("id")), str):
            found = f"row {node.get('name', node.get('id'))!r}: "
    return found


def line_of(path: Path, loc: Loc) -> int | None:
    """The line, from 1, at which a place of a YAML file stands, or the nearest place above it that is there."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line: int | None = None
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _keys(raw: Any, depth: int) -> Iterator[str]:
    """The keys that a shipped file has so many levels down: what a wrong key may have meant."""
    if isinstance(raw, dict):
        yield from (map(str, raw) if depth == 1 else (k for v in raw.values() for k in _keys(v, depth - 1)))
    elif isinstance(raw, list):
        yield from (k for v in raw for k in _keys(v, depth - 1))


def _yaml(folder: Path, *, deep: bool = True) -> list[Path]:
    found: Callable[[str], Iterator[Path]] = folder.rglob if deep else folder.glob
    paths = sorted(found("*.yaml")) if folder.is_dir() else []
    if not paths:
        raise BadKnowledge(folder, "no folder with .yaml files")
    return paths


def _named(name: str) -> str | None:
    """The shipped file that a user's file stands in for or adds to, by its path or by its last part alone."""
    plain = name.replace(f"{ADDED}.yaml", ".yaml")
    if plain in shipped():
        return plain
    matching = [n for n in shipped() if n.rpartition("/")[2] == plain]
    return matching[0] if len(matching) == 1 else None


def _plain(name: str, known_as: str) -> str:
    return known_as if not name.endswith(f"{ADDED}.yaml") else ""


def _adding(name: str) -> str:
    return name.removesuffix(".yaml") + f"{ADDED}.yaml"


def _apart(path: Path) -> bool:
    """Files that are no knowledge: hidden ones, compiled ones, notes."""
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    return hidden or path.suffix.lower() in {".md", ".txt", ".rst"}
