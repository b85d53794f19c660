"""Opening of inputs: the bytes of a file or of standard input, decompressed, within limits of size."""

from __future__ import annotations

import gzip
import io
import shlex
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from dragoman.acquire.members import Members
from dragoman.errors import Refused

ARTICLE_LIMIT = 16 * 2**20  # bytes of one article
ARRAY_LIMIT = 256 * 2**20  # bytes of a JSON file, which must be read at once


@contextmanager
def opened(source: str, past_damage: bool = False) -> Iterator[BinaryIO]:
    """Open a file as a stream of bytes, decompressed where its name ends in .gz or .zst.

    Args:
        source: the file's name; `-` is standard input.
        past_damage: read a .gz beyond a broken member (`Members`).

    Raises `Refused` with code `not-found`, `folder` or `unreadable`, the last also if reading fails within the block.
    """
    try:
        if source == "-":
            yield sys.stdin.buffer
        else:
            with _open(source, past_damage) as stream:
                yield stream
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise Refused(source, "unreadable", f"it cannot be read: {error}") from error


@contextmanager
def _members(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as stream:
        yield cast(BinaryIO, Members(stream))


def _open(source: str, past_damage: bool) -> AbstractContextManager[BinaryIO]:
    path = Path(source)
    if path.is_dir():
        files = f"{shlex.quote(str(path))}/*.txt"
        raise Refused(source, "folder", f"this is a folder; give the files in it, as in: dragoman read {files}")
    try:
        if path.suffix.lower() == ".zst":
            return cast(BinaryIO, io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"))))
        if path.suffix.lower() == ".gz" and past_damage and path.is_file():
            return _members(path)
        return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")
    except (FileNotFoundError, ValueError) as error:  # ValueError: a name that no file can have
        raise Refused(source, "not-found", "there is no such file") from error


def read_all(stream: BinaryIO, source: str, limit: int, head: bytes = b"") -> bytes:
    """`head`, already read, and the rest of the stream; raises `Refused`, code `too-large`, beyond `limit` bytes."""
    data = head + stream.read(limit + 1 - len(head))
    if len(data) > limit:
        raise too_large(source, limit)
    return data


def too_large(source: str, limit: int, line: int | None = None) -> Refused:
    """The `Refused` for an input of more than `limit` bytes."""
    return Refused(source, "too-large", f"larger than the limit of {limit // 2**20} MiB for one input", line)
