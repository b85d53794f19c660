"""Windows: the rows that were published on some days, read from no more files than may have them.

Tables lie in the order of publication and every file's first and last day are known. A file that cannot have a row is
not even opened, so that what a look costs depends on the days and not on the record's size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
from deltalake import DeltaTable

from dragoman.archive.storage import views
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store, complete

Window = tuple[str, str] | None


class File(NamedTuple):
    """A file of the tier `base`: its first and last day, None where not known, and whether a row may have no day."""

    path: str
    first: str | None
    last: str | None
    undated: bool


class Windows:
    """A connection in which tables can be looked at by days; they are as they were when `renew` was called."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._tiers: dict[str, dict[str, str]] = {}
        self._files: dict[str, list[File]] = {}
        self._whole: set[str] = set()

    @classmethod
    @contextmanager
    def of(cls, store: Store, names: Iterable[str]) -> Iterator[Windows]:
        """Windows on some tables of a store, opened in this order."""
        with store.connection([]) as connection:
            windows = cls(connection)
            for name in names:
                windows.renew(store, name)
            yield windows

    def execute(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """As that of the connection."""
        return self.connection.execute(query, parameters)

    def register(self, name: str, rows: pa.Table) -> None:
        """As that of the connection."""
        self.connection.register(name, rows)

    def renew(self, store: Store, name: str) -> None:
        """Take a table as it is now."""
        held = store.opened(name)
        self._tiers[name] = store.sources(self.connection, tables()[name], held)
        told = held is not None and not store.remote and complete(held, tables()[name])
        self._files[name] = _files(held, store.uri(name)) if held is not None and told else []
        self._whole.discard(name)

    def whole(self, name: str) -> str:
        """A table with all its rows in force."""
        if name in self._tiers and name not in self._whole:
            views.make(self.connection, tables()[name], self._tiers[name], None)
            self._whole.add(name)
        return name

    def since(self, name: str) -> None:
        """Make the views of `views.since`."""
        views.since(self.connection, tables()[name], self._tiers[name])

    def around(self, name: str, near: Window) -> str:
        """The rows of a table that were published in a window, and those without a day: they are of every one.

        Two selects, since an OR beside a join keeps DuckDB from leaving out the days that do not count. What is fetched
        from them has to be ordered: else DuckDB 1.5 waits for ever where a union gives more than about 100,000 rows.
        """
        if near is None:
            return self.whole(name)
        first, last = near
        dated = self._of(name, lambda f: not (f.first and f.last) or (f.first <= last and first <= f.last))
        undated = self._of(name, lambda f: f.undated)
        days = f"SELECT * FROM {dated} WHERE published BETWEEN '{first}' AND '{last}'"
        return f"({days} UNION ALL SELECT * FROM {undated} WHERE published IS NULL)"

    def _of(self, name: str, wanted: Callable[[File], bool]) -> str:
        """A table without the files of `base` that are not wanted."""
        chosen = [f.path for f in self._files.get(name, ()) if wanted(f)]
        if len(chosen) == len(self._files.get(name, ())):
            return self.whole(name)
        tiers = {t: s for t, s in self._tiers[name].items() if t == "log"}
        tiers |= {"base": views.scanned(chosen)} if chosen else {}
        tiers = tiers or {"log": views.empty(self.connection, tables()[name])}
        return f"({views.view_sql(tables()[name], tiers, None)})"


def _files(held: DeltaTable, uri: str) -> list[File]:
    rows = pa.table(held.get_add_actions(flatten=True))
    names = ("path", "min.published", "max.published", "null_count.published", "partition.tier")
    if not rows.num_rows or not {*names} <= {*rows.column_names}:
        return []
    told = zip(*(rows[n].to_pylist() for n in names), strict=True)
    return [File(f"{uri}/{path}", a, b, nulls != 0) for path, a, b, nulls, tier in sorted(told) if tier == "base"]
