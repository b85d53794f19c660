"""The tables of a record as Arrow schemas, read from tables.yaml."""

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
CODER = ("dragoman", "codebook", "weights", "register")
GROUP = 61_440
BOOKKEEPING = ("run", "recorded_from", "recorded_to", "tier")


@dataclass(frozen=True)
class Table:
    """One table: the columns a row is told by, its order in the files, and each column's type and meaning.

    `group` is how many rows of a file are read together: fewer where rows are wide and looked up by their days.
    `former` is the name it had: queries may still use it, and its files lie in a folder of that name.
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
        """The folder of its files."""
        return self.former or self.name

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema as stored, bookkeeping included."""
        fields = [pa.field(n, TYPES[kind]) for n, (kind, _) in self.columns.items()]
        times = [pa.field("recorded_from", TIME), pa.field("recorded_to", TIME)]
        return pa.schema([*fields, pa.field("run", pa.string()), *times, pa.field("tier", pa.string())])

    @property
    def plain(self) -> pa.Schema:
        """The Arrow schema without bookkeeping."""
        return pa.schema([f for f in self.schema if f.name in self.columns])

    @property
    def listed(self) -> str:
        """The columns without bookkeeping, for a SELECT."""
        return ", ".join(f'"{c}"' for c in self.columns)

    @property
    def shown(self) -> list[str]:
        """Columns of the view: all but the partition."""
        return [*self.columns, *BOOKKEEPING[:3]]


@cache
def tables() -> dict[str, Table]:
    """Every table by name."""
    held: dict[str, Any] = parsed(HERE, "typed")["tables"]
    return {
        n: Table(n, t["about"], tuple(t["key"]), tuple(t["sort"]), _columns(t), t.get("group", GROUP), t.get("former"))
        for n, t in held.items()
    }


def schema_version() -> int:
    """The version of tables.yaml; a record of an older one is read as it is, and written once migrated."""
    return int(parsed(HERE, "typed")["version"])


def _columns(table: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The key first, what made the row last, whatever the order YAML merges them in."""
    raw: dict[str, Any] = table["columns"]
    names = [*table["key"], *(n for n in raw if n not in {*table["key"], *CODER}), *(n for n in CODER if n in raw)]
    return {n: (raw[n][0], raw[n][1]) for n in names}
