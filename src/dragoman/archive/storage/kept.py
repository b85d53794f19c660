"""The knowledge kept with an archive: a copy of the user's own files, which whoever opens the archive reads with.

It lies in the folder `knowledge` beside the tables: every copy in a folder named by its hash, and `kept.json`, which
says which of them counts. That file is written last and whole, so that a run that is killed leaves the copy that
counted before, or the new one, and never a part of it. Earlier copies stay: they are what earlier rows were read with.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from deltalake.exceptions import DeltaError

from dragoman.errors import DragomanError
from dragoman.files import write_whole
from dragoman.knowledge import Knowledge, load_knowledge

FOLDER, POINTER = "knowledge", "kept.json"
#: Copies that were fetched from an object store, by the address of the archive and their hash.
_FETCHED: dict[tuple[str, str], Path] = {}


def kept(place: str, remote: bool) -> Knowledge:
    """The knowledge kept with the archive at a place, else the shipped one.

    Args:
        place: the archive's folder or address.
        remote: whether it is an address. The files of such an archive are fetched once a process, into a temporary
            folder that lasts as long as the process (`release`).

    Raises `DragomanError` where the copy is gone, cannot be reached, or was changed since it was kept, and
    `BadKnowledge` where this version of Dragoman cannot read it.
    """
    told = _pointer(place, remote)
    if not told["digest"]:
        return load_knowledge()
    folder = _fetched(place, told) if remote else Path(place, FOLDER, told["digest"])
    if not folder.is_dir():
        raise DragomanError(f"{folder}: the knowledge this archive was read with is gone; {_again(place)}")
    found = load_knowledge(folder)
    if found.digest != told["digest"]:
        raise DragomanError(f"{folder}: changed since it was kept with this archive; {_again(place)}")
    return found


def write(place: str, remote: bool, knowledge: Knowledge) -> None:
    """Keep a copy of the user's own files with the archive at a place: the one that counts from now on.

    Raises `DragomanError` where it cannot be written; what was kept before then still counts.
    """
    with suppress(DragomanError):
        if kept(place, remote).digest == knowledge.digest:
            return  # another process was first, and may be reading with it
    files = knowledge.sources.files()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    told = {"digest": knowledge.digest, "files": list(files), "at": at}
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    try:
        if remote:
            storage = _storage(place)
            for name, path in files.items():
                _put(storage, f"{knowledge.digest}/{name}", path.read_bytes())
            _put(storage, POINTER, text.encode())
            return
        home = Path(place, FOLDER)
        home.mkdir(exist_ok=True)
        if knowledge.digest:
            _copied(knowledge, home / knowledge.digest)
        write_whole(home / POINTER, lambda part: part.write_text(text, encoding="utf-8"))
    except (OSError, DeltaError) as error:
        raise DragomanError(f"{place}/{FOLDER}: your knowledge could not be kept there: {error}") from error


def release() -> None:
    """Take away the temporary folders with what was fetched from object stores."""
    while _FETCHED:
        shutil.rmtree(_FETCHED.popitem()[1], ignore_errors=True)


def _copied(knowledge: Knowledge, folder: Path) -> None:
    """Copy the files into a folder beside, then give it its name; one of that name has the same files."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        knowledge.copy_to(part)
        with suppress(OSError):
            shutil.rmtree(folder)  # it may have been changed by hand
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _pointer(place: str, remote: bool) -> dict[str, Any]:
    """What `kept.json` says; without one, that nothing is kept."""
    path = f"{place}/{FOLDER}/{POINTER}"
    try:
        raw = _got(_storage(place), POINTER) if remote else Path(path).read_bytes()
        told: dict[str, Any] = json.loads(raw)
        return {"digest": told["digest"], "files": list(told["files"])}
    except FileNotFoundError:
        return {"digest": None, "files": []}
    except (OSError, DeltaError) as error:
        raise DragomanError(f"{path}: cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DragomanError(f"{path}: does not say which knowledge is kept: {error!r}; {_again(place)}") from error


def _fetched(place: str, told: dict[str, Any]) -> Path:
    """The folder into which the files of an archive on an object store are fetched."""
    key = (place, told["digest"])
    if key not in _FETCHED:
        folder, storage = Path(tempfile.mkdtemp(prefix="dragoman-")), _storage(place)
        try:
            for name in told["files"]:
                target = folder / name
                if not target.resolve().is_relative_to(folder.resolve()):
                    raise DragomanError(f"{place}/{FOLDER}/{POINTER}: {name} is no name of a knowledge file")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_got(storage, f"{told['digest']}/{name}"))
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError | DeltaError):
                raise DragomanError(f"{place}/{FOLDER}: cannot be fetched: {error}; {_again(place)}") from error
            raise
        _FETCHED[key] = folder
    return _FETCHED[key]


def _storage(place: str) -> Any:
    """The folder `knowledge` of an archive on an object store, reached with the keys that its tables are."""
    from deltalake.fs import DeltaStorageHandler
    from pyarrow.fs import PyFileSystem

    return PyFileSystem(DeltaStorageHandler(f"{place}/{FOLDER}"))


def _put(storage: Any, name: str, data: bytes) -> None:
    """Write an object, which is there whole once the stream is closed.

    All of it goes through pyarrow's buffer: what does not fit into that is handed on as a pyarrow Buffer, which the
    streams of deltalake 1.6 do not take.
    """
    with storage.open_output_stream(name, buffer_size=len(data) + 1) as stream:
        stream.write(data)


def _got(storage: Any, name: str) -> bytes:
    with storage.open_input_stream(name) as stream:
        return bytes(stream.read())


def _again(place: str) -> str:
    return f"give it once more with: dragoman ingest ARTICLES --knowledge DIR --record {place}"
