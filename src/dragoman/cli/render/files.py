"""Records on disk: one JSON file an article, under a name that its id allows and that no other run half writes."""

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
    """A folder that takes records; two of one name in one run become `name.json` and `name-2.json`.

    A file of an earlier run is replaced, so the same run twice leaves the same folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._given: set[str] = set()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DragomanError(f"{path}: the folder cannot be made: {error.strerror}") from error

    def write(self, record: Record, source: str) -> Path:
        """Write one record whole or not at all; raises `DragomanError` where the folder cannot be written."""
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
    """An id as a file name: itself where it is plain ASCII of up to 151 characters, else percent-encoded.

    Beyond 240 characters it is cut and ends in the first 16 digits of the id's sha256.
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
    """What an input without an id is called: the file's name or the address's last part, without its ending."""
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
