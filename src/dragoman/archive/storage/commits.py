"""Commits to the Delta tables of an archive, tried again where another process was first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError

from dragoman.archive.storage.schema import Table
from dragoman.errors import DragomanError

TRIES = 12  # attempts to commit where other processes commit first


class Unwritten(DragomanError):
    """A table could not be written. Of the rows that were to be committed none is stored.

    Args:
        uri: the folder or address of the table.
        reason: the error.
    """

    def __init__(self, uri: str, reason: object) -> None:
        super().__init__(
            f"{uri} could not be written: {reason}; see whether there is room and whether it may be written,"
            " then run the same command again: nothing is lost by that, and nothing comes in twice"
        )


@contextmanager
def writing(uri: str) -> Iterator[None]:
    """A context in which errors of writing a table are raised as `Unwritten`."""
    try:
        yield
    except (OSError, DeltaError) as error:
        raise Unwritten(uri, error) from error


def retried(write: Callable[[], None]) -> None:
    """Write, and again where another process committed first, after a wait that doubles (0.02 seconds at first)."""
    for n in range(TRIES):
        try:
            return write()
        except CommitFailedError:
            if n == TRIES - 1:
                raise
        except DeltaError as error:
            if "already exists" not in str(error) or n == TRIES - 1:
                raise
        time.sleep(0.02 * 2 ** min(n, 6))
    return None


def complete(snapshot: DeltaTable, table: Table) -> bool:
    """Does a snapshot have all columns that the table has in the current schema?"""
    return {f.name for f in snapshot.schema().fields}.issuperset(table.schema.names)


def layout(snapshot: DeltaTable) -> dict[str, list[str]]:
    """The files of a snapshot by tier, as paths relative to the folder of the table."""
    actions = pa.table(snapshot.get_add_actions(flatten=True))
    out: dict[str, list[str]] = {}
    if actions.num_rows == 0:
        return out
    for path, tier in zip(actions["path"].to_pylist(), actions["partition.tier"].to_pylist(), strict=True):
        out.setdefault(tier, []).append(path)
    return {t: sorted(p) for t, p in sorted(out.items())}
