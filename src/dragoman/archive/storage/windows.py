"""Windows: the rows published in a range of days, read only from files that may contain them.

Tables are sorted by publication, and Delta's statistics give the first and last day of each file. Files outside the
window are not opened, so that the cost of a query depends on the window and not on the size of the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
from deltalake import DeltaTable

from dragoman.archive.storage import views
from dragoman.archive.storage.commits import complete
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

#: A first and a last day, ISO, both inclusive; None for all days.
Window = tuple[str, str] | None


class File(NamedTuple):
    """A file of the tier `base`.

    Attributes:
        path: its path or address.
        first: the least day of publication, None where not known.
        last: the greatest day of publication, None where not known.
        undated: whether it may have rows without a day of publication.
    """

    path: str
    first: str | None
    last: str | None
    undated: bool


class Windows:
    """A DuckDB connection in which tables can be read by day, as they were when `renew` was last called for each."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._tiers: dict[str, dict[str, str]] = {}
        self._files: dict[str, list[File]] = {}
        self._whole: set[str] = set()

    @classmethod
    @contextmanager
    def of(cls, store: Store, names: Iterable[str]) -> Iterator[Windows]:
        """A context with windows on some tables of an archive, whose snapshots are opened in this order."""
        with store.connection([]) as connection:
            windows = cls(connection)
            for name in names:
                windows.renew(store, name)
            yield windows

    def execute(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """As the method of DuckDB's connection."""
        return self.connection.execute(query, parameters)

    def register(self, name: str, rows: pa.Table) -> None:
        """As the method of DuckDB's connection."""
        self.connection.register(name, rows)

    def renew(self, store: Store, name: str) -> None:
        """Read a table from its newest snapshot from now on."""
        snapshot = store.opened(name)
        self._tiers[name] = store.sources(self.connection, tables()[name], snapshot)
        local = snapshot is not None and not store.remote and complete(snapshot, tables()[name])
        self._files[name] = _files(snapshot, store.uri(name)) if snapshot is not None and local else []
        self._whole.discard(name)

    def whole(self, name: str) -> str:
        """The name of a view with all current rows of a table, which is created the first time."""
        if name in self._tiers and name not in self._whole:
            views.make(self.connection, tables()[name], self._tiers[name], None)
            self._whole.add(name)
        return name

    def since(self, name: str) -> None:
        """Create the views `recent_NAME` and `ended_NAME` of a table (see `views.since`)."""
        views.since(self.connection, tables()[name], self._tiers[name])

    def around(self, name: str, near: Window) -> str:
        """A relation with the rows of a table published in a window, and all rows without a day of publication.

        It is a union of two selects, since DuckDB does not skip files for an OR beside a join. A query that fetches
        from it must have an ORDER BY: DuckDB 1.5 hangs where a union gives more than about 100,000 rows unordered.
        """
        if near is None:
            return self.whole(name)
        first, last = near
        dated = self._of(name, lambda f: not (f.first and f.last) or (f.first <= last and first <= f.last))
        undated = self._of(name, lambda f: f.undated)
        days = f"SELECT * FROM {dated} WHERE published BETWEEN '{first}' AND '{last}'"
        return f"({days} UNION ALL SELECT * FROM {undated} WHERE published IS NULL)"

    def _of(self, name: str, wanted: Callable[[File], bool]) -> str:
        """A relation with the current rows of a table, read without the files of `base` that are not wanted."""
        chosen = [f.path for f in self._files.get(name, ()) if wanted(f)]
        if len(chosen) == len(self._files.get(name, ())):
            return self.whole(name)
        tiers = {t: s for t, s in self._tiers[name].items() if t == "log"}
        tiers |= {"base": views.scanned(chosen)} if chosen else {}
        tiers = tiers or {"log": views.empty(self.connection, tables()[name])}
        return f"({views.view_sql(tables()[name], tiers, None)})"


def _files(snapshot: DeltaTable, uri: str) -> list[File]:
    """The files of `base` with their statistics; none where the snapshot has no statistics of `published`."""
    rows = pa.table(snapshot.get_add_actions(flatten=True))
    names = ("path", "min.published", "max.published", "null_count.published", "partition.tier")
    if not rows.num_rows or not {*names} <= {*rows.column_names}:
        return []
    files = zip(*(rows[n].to_pylist() for n in names), strict=True)
    return [File(f"{uri}/{path}", a, b, nulls != 0) for path, a, b, nulls, tier in sorted(files) if tier == "base"]
