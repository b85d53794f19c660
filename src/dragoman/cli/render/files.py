"""Records as files: one JSON file an article, named by its id and written atomically."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit

from dragoman.errors import DragomanError
from dragoman.model import Record

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
LONGEST = 240  # with ".json" and a "-2" below the 255 bytes that file systems allow


class Folder:
    """A folder of record files, made if need be; raises `DragomanError` where it cannot be.

    Two records of one name in one run become `name.json` and `name-2.json`. A file of an earlier run is replaced, so
    that the same run twice leaves the same folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._given: set[str] = set()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DragomanError(f"{path}: the folder cannot be made: {error.strerror}") from error

    def write(self, record: Record, source: str) -> Path:
        """Write one record atomically and return its path; raises `DragomanError` where it cannot be written.

        `source`, the input's name, names the file where the article has no id.
        """
        target = self.path / f"{self._unique(file_name(record.article.source_id or stem(source)))}.json"
        data = record.to_json().encode() + b"\n"
        try:
            _replace(target, data)
        except OSError as error:
            raise DragomanError(f"{target}: cannot be written: {error.strerror}") from error
        return target

    def _unique(self, name: str) -> str:
        n, found = 1, name
        while found in self._given:
            n += 1
            found = f"{name}-{n}"
        self._given.add(found)
        return found


def file_name(identifier: str) -> str:
    """An id as a file name: unchanged if it is up to 151 plain ASCII characters, else percent-encoded.

    A name of more than 240 characters is cut and ends in the first 16 hexadecimal digits of the id's sha256.
    """
    if PLAIN.fullmatch(identifier):
        return identifier
    name = quote(identifier, safe="", errors="surrogatepass")
    if name[:1] in (".", "-", "_", "~"):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name) <= LONGEST:
        return name
    digest = sha256(identifier.encode(errors="surrogatepass")).hexdigest()[:16]
    return f"{re.sub('%.?$', '', name[: LONGEST - 17])}-{digest}"


def stem(source: str) -> str:
    """The name of an input without an id: that of the file, or the last part of the address, without its ending."""
    if source == "-":
        return "stdin"
    parts = urlsplit(source) if source.startswith(("http://", "https://")) else None
    name = (parts.path.rstrip("/") or parts.netloc) if parts else source
    return Path(Path(name).name.removesuffix(".gz")).stem or "article"


def _replace(target: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".dragoman-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
