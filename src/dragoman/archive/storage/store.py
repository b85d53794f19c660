"""The store: an archive's Delta tables in a folder or an object store, with many readers and writers at once."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from dragoman.archive.storage import kept, views
from dragoman.archive.storage.commits import complete, layout, retried, writing
from dragoman.archive.storage.schema import TIME, Table, schema_version, tables
from dragoman.errors import DragomanError
from dragoman.knowledge import Knowledge

REMOTE = re.compile(r"^[a-z][a-z0-9+]*://", re.I)
VERSIONS = pa.schema([("schema", pa.int32()), ("at", TIME)])
LOCK = ".lock"
#: Inode and time of the first commit file of a table: another one means that the table was made anew.
TableIdentity = tuple[int, int] | None


class NoRecord(DragomanError):
    """There is no archive at this place, or there was none yet at the date asked for."""


class Store:
    """One archive, opened for reading and writing.

    Args:
        place: its folder, or an address such as `s3://bucket/name`; credentials are taken from the environment, as the
            AWS tools take them.
        as_of: a date (its end, UTC) or time, ISO: the archive is shown as it was then.
        create: make the archive where there is none.

    Raises `NoRecord` where there is no archive, or none yet at `as_of`; `DragomanError` where it cannot be opened or
    was written by a newer version.
    """

    def __init__(
        self, place: str | os.PathLike[str], as_of: str | dt.datetime | None = None, *, create: bool = False
    ) -> None:
        self.place = str(place).rstrip("/")
        self.remote = bool(REMOTE.match(self.place))
        self.as_of = views.moment(as_of) if isinstance(as_of, str) else as_of
        self.schema = schema_version()
        self._open_tables: dict[str, tuple[TableIdentity, DeltaTable]] = {}
        if self.opened("versions") is None:
            if not create:
                made = f"dragoman ingest FILES --record {shlex.quote(self.place)}"
                raise NoRecord(f"{self.place}: there is no record here; make one with: {made}")
            self._create()
        self._checked()

    @cached_property
    def knowledge(self) -> Knowledge:
        """The knowledge for coding and querying the archive: the user's own kept with it, else the shipped one."""
        return kept.kept(self.place, self.remote)

    def keep(self, knowledge: Knowledge) -> None:
        """Keep a user's own knowledge files with the archive, without the checks of `keeping.keep`."""
        with self.alone():
            kept.write(self.place, self.remote, knowledge)
        self.__dict__.pop("knowledge", None)

    def uri(self, name: str) -> str:
        """The folder or address of a table."""
        table = tables().get(name)
        return f"{self.place}/{table.folder if table else name}"

    def delta(self, name: str) -> DeltaTable | None:
        """The newest snapshot of a table; None where nothing was written yet. Raises `DragomanError` if unreadable."""
        uri = self.uri(name)
        if not self.remote and not Path(uri, "_delta_log").is_dir():
            return None
        try:
            return DeltaTable(uri)
        except TableNotFoundError:
            return None
        except DeltaError as error:
            raise DragomanError(f"{uri}: cannot be opened: {error}") from error
        except OSError as error:
            raise DragomanError(f"{uri}: cannot be reached: {error}") from error

    def append(
        self,
        name: str,
        rows: Sequence[Mapping[str, Any]] | pa.Table,
        run: str | None = None,
        *,
        at: dt.datetime | None = None,
        ended: bool = False,
    ) -> None:
        """Append rows to a table; a row replaces an earlier one with the same key.

        Args:
            name: the table.
            rows: dicts, in which columns may be missing, or an Arrow table.
            run: the id of the run that writes them.
            at: the time they are recorded at; now where None.
            ended: end the rows with these keys instead: from now on no row has them.

        Raises `DragomanError` for an unknown column or an archive of an older schema, `Unwritten` where the rows could
        not be written.
        """
        table = tables()[name]
        new = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist([_fit(r, table) for r in rows], table.plain)
        if new.num_rows == 0:
            return
        now = pa.scalar(at or dt.datetime.now(dt.UTC), TIME)
        extra = {"run": pa.scalar(run, pa.string()), "recorded_from": now, "tier": pa.scalar("log")}
        extra["recorded_to"] = now if ended else pa.scalar(None, TIME)
        for column, value in extra.items():
            if column not in new.column_names:
                new = new.append_column(column, pa.repeat(value, new.num_rows))
        self.write(name, new.select(table.schema.names).cast(table.schema))

    def write(self, name: str, data: Any) -> None:
        """Append rows that have all columns of the files, bookkeeping included; repeated if another process was first.

        Raises `DragomanError` where the archive has an older schema (it can be read, and written to after migration),
        and `Unwritten` where the rows could not be written; then none of them was.
        """
        if self.schema < schema_version():
            raise DragomanError(
                f"{self.place}: written by an older Dragoman (schema {self.schema}); this one writes"
                f" {schema_version()}, bring it there with: dragoman record migrate --record {shlex.quote(self.place)}"
            )
        with writing(self.uri(name)):
            retried(
                lambda: write_deltalake(
                    self.opened(name) or self.uri(name),
                    data,
                    mode="append",
                    partition_by=["tier"],
                    schema_mode="merge",
                    name=name,
                )
            )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A lock for one process of this machine at a time; two that derive rows at once would leave a mixture.

        An object store, which several machines may write to, has no such lock: there each process repeats its work when
        another has written meanwhile (`clusters`). The lock is the file `.lock` in the archive's folder, which stays.
        Raises `Unwritten` where that cannot be made, or is a link to a file elsewhere.
        """
        if self.remote:
            yield
            return
        with writing(self.uri(LOCK)):
            lock = os.open(self.uri(LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def versions(self) -> dict[str, int]:
        """The Delta version of every table: where it has not changed, no row has."""
        return {n: t.version() for n in tables() if (t := self.opened(n)) is not None}

    def connection(self, names: Iterable[str] | None = None) -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB with a view of each table (or those named): its current rows, or those at `as_of`."""
        connection = duckdb.connect(config={"preserve_insertion_order": "false"})
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET parquet_metadata_cache = true")
        for name in tables() if names is None else names:
            views.make(connection, tables()[name], self.tiers(connection, tables()[name]), self.as_of)
        return connection

    def tiers(self, connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
        """For each tier of a table that has rows, an SQL relation with them."""
        return self.sources(connection, table, self.opened(table.name))

    def sources(
        self, connection: duckdb.DuckDBPyConnection, table: Table, snapshot: DeltaTable | None
    ) -> dict[str, str]:
        """For each tier of a snapshot that has rows, an SQL relation with them; an empty `log` where none has."""
        if snapshot is None:
            return {"log": views.empty(connection, table)}
        paths = layout(snapshot)
        if not paths:
            return {"log": views.empty(connection, table)}
        if self.remote:
            name = f"_{table.name}"
            connection.register(name, snapshot.to_pyarrow_dataset())
            found = {tier: f"(SELECT * FROM {name} WHERE tier = '{tier}')" for tier in paths}
        else:
            found = {t: views.scanned([f"{self.uri(table.name)}/{p}" for p in ps]) for t, ps in paths.items()}
        return (
            found if complete(snapshot, table) else {t: views.completed(connection, table, s) for t, s in found.items()}
        )

    def table(self, name: str) -> pa.Table:
        """The current rows of one table, or those at `as_of`."""
        with self.connection([name]) as connection:
            return connection.execute(f'SELECT * FROM "{name}"').to_arrow_table()

    def began(self) -> dt.datetime:
        """When the archive was made."""
        versions = self.opened("versions")
        times = versions.to_pyarrow_table()["at"].to_pylist() if versions else []
        return min(times) if times else dt.datetime.now(dt.UTC)

    def opened(self, name: str) -> DeltaTable | None:
        """The newest snapshot of a table, None where nothing was written; later calls read only new commits."""
        identity, (known, table) = self._identity(name), self._open_tables.get(name, (None, None))
        if table is not None and known == identity:
            with suppress(DeltaError, OSError):
                table.update_incremental()
                return table
        if (fresh := self.delta(name)) is not None:
            self._open_tables[name] = (identity, fresh)
        return fresh

    def _identity(self, name: str) -> TableIdentity:
        """What tells a table from one made anew in its place; None on an object store, where nothing does."""
        try:
            first = Path(self.uri(name), "_delta_log", f"{0:020}.json").stat()
        except OSError:
            return None
        return first.st_ino, first.st_mtime_ns

    def mark(self, version: int) -> None:
        """Record that the archive has this version of the schema from now on."""
        row = pa.Table.from_pylist([{"schema": version, "at": dt.datetime.now(dt.UTC)}], VERSIONS)
        with writing(self.uri("versions")):
            retried(lambda: write_deltalake(self.uri("versions"), row, mode="append", name="versions"))
        self.schema = version

    def _create(self) -> None:
        try:
            if not self.remote:
                Path(self.place).mkdir(parents=True, exist_ok=True)
            self.mark(schema_version())
        except OSError as error:
            raise DragomanError(f"{self.place}: the record cannot be made: {error}") from error

    def _checked(self) -> None:
        versions = self.opened("versions")
        self.schema = max(versions.to_pyarrow_table()["schema"].to_pylist(), default=0) if versions else 0
        if self.schema > schema_version():
            raise DragomanError(
                f"{self.place}: written by a newer Dragoman (schema {self.schema}, this one knows {schema_version()})"
            )
        if self.as_of and self.as_of < self.began():
            raise NoRecord(
                f"{self.place}: the record began on {self.began():%Y-%m-%d %H:%M} UTC;"
                f" nothing was known on {self.as_of:%Y-%m-%d %H:%M}"
            )


def _fit(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """A row with all columns of the table, None where it has no value; raises `DragomanError` for other columns."""
    unknown = row.keys() - table.columns.keys()
    if unknown:
        raise DragomanError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    return {name: row.get(name) for name in table.columns}
