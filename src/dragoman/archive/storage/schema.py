"""The tables of an archive and their Arrow schemas, read from tables.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman.knowledge.cache import parsed

HERE = Path(__file__).with_name("tables.yaml")
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "short": pa.int16(),
    "int": pa.int32(),
    "long": pa.int64(),
    "double": pa.float64(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "longs": pa.list_(pa.int64()),
    "doubles": pa.list_(pa.float64()),
}
TIME = pa.timestamp("us", tz="UTC")
#: The columns that say which versions made a row.
CODER = ("dragoman", "codebook", "weights", "register")
GROUP = 61_440  # rows of a Parquet row group
BOOKKEEPING = ("run", "recorded_from", "recorded_to", "tier")


@dataclass(frozen=True)
class Table:
    """One table of an archive.

    Attributes:
        name: its name in queries.
        about: what a row is, in words.
        key: the columns that identify a row.
        sort: the order of rows in its files, as SQL terms.
        columns: the type (a key of `TYPES`) and the meaning of each column.
        group: rows of a Parquet row group: fewer where rows are wide and looked up by day.
        former: an earlier name, which queries may still use; its files are in a folder of that name.
    """

    name: str
    about: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    columns: dict[str, tuple[str, str]]
    group: int = GROUP
    former: str | None = None

    @property
    def folder(self) -> str:
        """The name of the folder with its files."""
        return self.former or self.name

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of its files, bookkeeping columns included."""
        fields = [pa.field(n, TYPES[kind]) for n, (kind, _) in self.columns.items()]
        times = [pa.field("recorded_from", TIME), pa.field("recorded_to", TIME)]
        return pa.schema([*fields, pa.field("run", pa.string()), *times, pa.field("tier", pa.string())])

    @property
    def plain(self) -> pa.Schema:
        """The Arrow schema without bookkeeping columns."""
        return pa.schema([f for f in self.schema if f.name in self.columns])

    @property
    def listed(self) -> str:
        """The columns without bookkeeping, quoted, for a SELECT."""
        return ", ".join(f'"{c}"' for c in self.columns)

    @property
    def shown(self) -> list[str]:
        """The columns of its view: all but `tier`, the partition."""
        return [*self.columns, *BOOKKEEPING[:3]]


@cache
def tables() -> dict[str, Table]:
    """All tables by name, as tables.yaml defines them."""
    entries: dict[str, Any] = parsed(HERE, "typed")["tables"]
    return {
        n: Table(n, t["about"], tuple(t["key"]), tuple(t["sort"]), _columns(t), t.get("group", GROUP), t.get("former"))
        for n, t in entries.items()
    }


def schema_version() -> int:
    """The version of tables.yaml. An archive of an older one can be read, and written to after migration."""
    return int(parsed(HERE, "typed")["version"])


def _columns(table: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The columns in order: the key first, provenance last, whatever the order in which YAML merges them."""
    raw: dict[str, Any] = table["columns"]
    names = [*table["key"], *(n for n in raw if n not in {*table["key"], *CODER}), *(n for n in CODER if n in raw)]
    return {n: (raw[n][0], raw[n][1]) for n in names}
