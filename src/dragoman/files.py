"""Writing files atomically: a reader sees the whole new file or the old one, never a half."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import DragomanError


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file atomically: fill a temporary file in the same folder, then rename it to `path`.

    Args:
        path: the file to create or replace.
        write: called with the path of the temporary file, which has the same ending.

    Raises `DragomanError` where the file cannot be written. Any other exception of `write` is passed on, and `path`
    stays as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        write(part)
        os.replace(part, path)
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
