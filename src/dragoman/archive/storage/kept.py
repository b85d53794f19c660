"""The knowledge kept with an archive: a copy of the user's own files, used by everyone who opens the archive.

It is in the folder `knowledge` beside the tables: each copy in a folder named by its hash, and `kept.json`, which
names the one in use. That file is written last and atomically, so that a run that is killed leaves either the copy used
before or the new one, whole. Earlier copies stay, since earlier rows were coded with them.
"""

from __future__ import annotations

import atexit
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
#: Temporary folders with copies from an object store, by the address of the archive and the hash of the copy.
_FETCHED: dict[tuple[str, str], Path] = {}


def kept(place: str, remote: bool) -> Knowledge:
    """The knowledge kept with an archive; the shipped one where none is kept.

    Args:
        place: the archive's folder or address.
        remote: whether it is an address in an object store. The files are then fetched once a process, into a temporary
            folder that `release` deletes.

    Raises `DragomanError` where the copy is missing, cannot be reached, or was changed since it was kept, and
    `BadKnowledge` where this version of Dragoman cannot read it.
    """
    pointer = _pointer(place, remote)
    if not pointer["digest"]:
        return load_knowledge()
    folder = _fetched(place, pointer) if remote else Path(place, FOLDER, pointer["digest"])
    if not folder.is_dir():
        raise DragomanError(f"{folder}: the knowledge this archive was read with is gone; {_again(place)}")
    found = load_knowledge(folder)
    if found.digest != pointer["digest"]:
        raise DragomanError(f"{folder}: changed since it was kept with this archive; {_again(place)}")
    return found


def write(place: str, remote: bool, knowledge: Knowledge) -> None:
    """Keep a copy of a user's own files with an archive, which uses it from now on.

    Args:
        place: the archive's folder or address.
        remote: whether it is an address in an object store.
        knowledge: what to keep; the shipped knowledge without files of the user's ends the use of an earlier copy.

    Raises `DragomanError` where it cannot be written; the copy used before then stays in use.
    """
    with suppress(DragomanError):
        if kept(place, remote).digest == knowledge.digest:
            return  # another process was first, and may be reading with it
    files = knowledge.sources.files()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    pointer = {"digest": knowledge.digest, "files": list(files), "at": at}
    text = json.dumps(pointer, ensure_ascii=False, indent=2) + "\n"
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


@atexit.register
def release() -> None:
    """Delete the temporary folders with copies from object stores; called when the process ends."""
    while _FETCHED:
        shutil.rmtree(_FETCHED.popitem()[1], ignore_errors=True)


def _copied(knowledge: Knowledge, folder: Path) -> None:
    """Copy the files into a temporary folder, then rename it: a folder of that name has these files, or none."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        knowledge.copy_to(part)
        with suppress(OSError):
            shutil.rmtree(folder)  # it may have been changed by hand
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _pointer(place: str, remote: bool) -> dict[str, Any]:
    """The content of `kept.json`: the hash of the copy in use (None where there is no such file), and its files."""
    path = f"{place}/{FOLDER}/{POINTER}"
    try:
        raw = _got(_storage(place), POINTER) if remote else Path(path).read_bytes()
        content: dict[str, Any] = json.loads(raw)
        return {"digest": content["digest"], "files": list(content["files"])}
    except FileNotFoundError:
        return {"digest": None, "files": []}
    except (OSError, DeltaError) as error:
        raise DragomanError(f"{path}: cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DragomanError(f"{path}: does not say which knowledge is kept: {error!r}; {_again(place)}") from error


def _fetched(place: str, pointer: dict[str, Any]) -> Path:
    """The temporary folder with the copy of an archive on an object store, which is fetched the first time."""
    key = (place, pointer["digest"])
    if key not in _FETCHED:
        folder, storage = Path(tempfile.mkdtemp(prefix="dragoman-")), _storage(place)
        try:
            for name in pointer["files"]:
                target = folder / name
                if not target.resolve().is_relative_to(folder.resolve()):
                    raise DragomanError(f"{place}/{FOLDER}/{POINTER}: {name} is no name of a knowledge file")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_got(storage, f"{pointer['digest']}/{name}"))
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError | DeltaError):
                raise DragomanError(f"{place}/{FOLDER}: cannot be fetched: {error}; {_again(place)}") from error
            raise
        _FETCHED[key] = folder
    return _FETCHED[key]


def _storage(place: str) -> Any:
    """The folder `knowledge` of an archive on an object store, as a file system with the credentials of its tables."""
    from deltalake.fs import DeltaStorageHandler
    from pyarrow.fs import PyFileSystem

    return PyFileSystem(DeltaStorageHandler(f"{place}/{FOLDER}"))


def _put(storage: Any, name: str, data: bytes) -> None:
    """Write an object, which appears whole once the stream is closed.

    The buffer is larger than the data because pyarrow hands on what does not fit as a pyarrow Buffer, which the streams
    of deltalake 1.6 do not accept.
    """
    with storage.open_output_stream(name, buffer_size=len(data) + 1) as stream:
        stream.write(data)


def _got(storage: Any, name: str) -> bytes:
    with storage.open_input_stream(name) as stream:
        return bytes(stream.read())


def _again(place: str) -> str:
    return f"give it once more with: dragoman ingest ARTICLES --knowledge DIR --record {place}"
