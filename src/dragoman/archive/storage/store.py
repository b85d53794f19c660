"""The store: a record's tables in a local folder or an object store, many readers and writers at once."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import shlex
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from dragoman.archive.storage import kept, views
from dragoman.archive.storage.schema import TIME, Table, schema_version, tables
from dragoman.errors import DragomanError
from dragoman.knowledge import Knowledge

REMOTE = re.compile(r"^[a-z][a-z0-9+]*://", re.I)
VERSIONS = pa.schema([("schema", pa.int32()), ("at", TIME)])
TRIES = 12
LOCK = ".lock"
TableIdentity = tuple[int, int] | None


class NoRecord(DragomanError):
    """There is no record at this place, or none yet at this date."""


class Unwritten(DragomanError):
    """A table could not be written: `uri` says which, `reason` why. Rows are kept whole or not at all."""

    def __init__(self, uri: str, reason: object) -> None:
        super().__init__(
            f"{uri} could not be written: {reason}; see whether there is room and whether it may be written,"
            " then run the same command again: nothing is lost by that, and nothing comes in twice"
        )


class Store:
    """One record. `as_of` shows it as it was known then; raises `NoRecord` before its first day.

    A place is a folder or an address such as `s3://bucket/name`, whose keys are taken from the environment as the
    AWS tools take them.
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
        """What this archive is read and asked with: the knowledge kept with it, else the shipped one."""
        return kept.kept(self.place, self.remote)

    def keep(self, knowledge: Knowledge) -> None:
        """Keep a user's own files with the archive, in place of those before; see `keeping.keep`, which looks first."""
        with self.alone():
            kept.write(self.place, self.remote, knowledge)
        self.__dict__.pop("knowledge", None)

    def uri(self, name: str) -> str:
        """Where a table lies."""
        table = tables().get(name)
        return f"{self.place}/{table.folder if table else name}"

    def delta(self, name: str) -> DeltaTable | None:
        """The newest snapshot of a table, which stays as it is; None where nothing was written yet."""
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
        """Add rows, in force from now; with `ended` they end the rows of their keys."""
        table = tables()[name]
        held = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist([_fit(r, table) for r in rows], table.plain)
        if held.num_rows == 0:
            return
        now = pa.scalar(at or dt.datetime.now(dt.UTC), TIME)
        extra = {"run": pa.scalar(run, pa.string()), "recorded_from": now, "tier": pa.scalar("log")}
        extra["recorded_to"] = now if ended else pa.scalar(None, TIME)
        for column, value in extra.items():
            if column not in held.column_names:
                held = held.append_column(column, pa.repeat(value, held.num_rows))
        self.write(name, held.select(table.schema.names).cast(table.schema))

    def write(self, name: str, data: Any) -> None:
        """Append stored rows as they are (bookkeeping included); tries again where another writer was first.

        Raises `DragomanError` where the record is of an older schema: it can be read, and written once migrated;
        `Unwritten` where the rows could not be written, and then none of them was.
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
        """One process of this machine at a time: two that derive the same rows at once can leave what neither meant.

        On an object store, which several machines may write to, there is no such lock: each looks again where another
        wrote meanwhile, and ends what that left (`clusters`). The lock is the file `.lock` of the record's folder, and
        stays there; raises `Unwritten` where it cannot be made, or is a link to a file elsewhere.
        """
        if self.remote:
            yield
            return
        with writing(self.uri(LOCK)):
            held = os.open(self.uri(LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

    def versions(self) -> dict[str, int]:
        """The Delta version of every table: equal versions, equal rows."""
        return {n: t.version() for n in tables() if (t := self.opened(n)) is not None}

    def connection(self, names: Iterable[str] | None = None) -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB with a view for each table: the rows in force, or those of `as_of`."""
        connection = duckdb.connect(config={"preserve_insertion_order": "false"})
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET parquet_metadata_cache = true")
        for name in tables() if names is None else names:
            views.make(connection, tables()[name], self.tiers(connection, tables()[name]), self.as_of)
        return connection

    def tiers(self, connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
        """What to select from for each tier that has rows."""
        return self.sources(connection, table, self.opened(table.name))

    def sources(self, connection: duckdb.DuckDBPyConnection, table: Table, held: DeltaTable | None) -> dict[str, str]:
        """What to select from for each tier of a snapshot that has rows."""
        if held is None:
            return {"log": views.empty(connection, table)}
        paths = layout(held)
        if not paths:
            return {"log": views.empty(connection, table)}
        if self.remote:
            name = f"_{table.name}"
            connection.register(name, held.to_pyarrow_dataset())
            found = {tier: f"(SELECT * FROM {name} WHERE tier = '{tier}')" for tier in paths}
        else:
            found = {t: views.scanned([f"{self.uri(table.name)}/{p}" for p in ps]) for t, ps in paths.items()}
        return found if complete(held, table) else {t: views.completed(connection, table, s) for t, s in found.items()}

    def table(self, name: str) -> pa.Table:
        """The rows in force of one table."""
        with self.connection([name]) as connection:
            return connection.execute(f'SELECT * FROM "{name}"').to_arrow_table()

    def began(self) -> dt.datetime:
        """When the record was made."""
        held = self.opened("versions")
        times = held.to_pyarrow_table()["at"].to_pylist() if held else []
        return min(times) if times else dt.datetime.now(dt.UTC)

    def opened(self, name: str) -> DeltaTable | None:
        """A table as it is now; it is opened once, then only what was committed since is read."""
        identity, (known, held) = self._identity(name), self._open_tables.get(name, (None, None))
        if held is not None and known == identity:
            with suppress(DeltaError, OSError):
                held.update_incremental()
                return held
        if (fresh := self.delta(name)) is not None:
            self._open_tables[name] = (identity, fresh)
        return fresh

    def _identity(self, name: str) -> TableIdentity:
        """Tells a table from one that was made anew in its place; on an object store nothing does."""
        try:
            first = Path(self.uri(name), "_delta_log", f"{0:020}.json").stat()
        except OSError:
            return None
        return first.st_ino, first.st_mtime_ns

    def mark(self, version: int) -> None:
        """Say that the record is of this schema from now on."""
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
        held = self.opened("versions")
        self.schema = max(held.to_pyarrow_table()["schema"].to_pylist(), default=0) if held else 0
        if self.schema > schema_version():
            raise DragomanError(
                f"{self.place}: written by a newer Dragoman (schema {self.schema}, this one knows {schema_version()})"
            )
        if self.as_of and self.as_of < self.began():
            raise NoRecord(
                f"{self.place}: the record began on {self.began():%Y-%m-%d %H:%M} UTC;"
                f" nothing was known on {self.as_of:%Y-%m-%d %H:%M}"
            )


@contextmanager
def writing(uri: str) -> Iterator[None]:
    """Where a table is written: what goes wrong with it is told as `Unwritten`."""
    try:
        yield
    except (OSError, DeltaError) as error:
        raise Unwritten(uri, error) from error


def retried(write: Callable[[], None]) -> None:
    """Write, again where another writer came first (twice as late each time)."""
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


def _fit(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    unknown = row.keys() - table.columns.keys()
    if unknown:
        raise DragomanError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    return {name: row.get(name) for name in table.columns}


def complete(held: DeltaTable, table: Table) -> bool:
    """Whether a snapshot has all columns that a table has now."""
    return {f.name for f in held.schema().fields}.issuperset(table.schema.names)


def layout(held: DeltaTable) -> dict[str, list[str]]:
    """The files of each tier of a snapshot, by their paths below the table."""
    actions = pa.table(held.get_add_actions(flatten=True))
    out: dict[str, list[str]] = {}
    if actions.num_rows == 0:
        return out
    for path, tier in zip(actions["path"].to_pylist(), actions["partition.tier"].to_pylist(), strict=True):
        out.setdefault(tier, []).append(path)
    return {t: sorted(p) for t, p in sorted(out.items())}
