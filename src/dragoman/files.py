"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import DragomanError


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside the path (of the same ending), then put it in its place.

    Raises `DragomanError` where the place cannot be written; what `write` itself raises goes on.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        write(part)
        os.replace(part, path)
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
