"""The result of a query, read as it is needed: as dicts, Arrow, pandas, Polars, or lazily."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    import pandas
    import polars


class Result:
    """The rows of a query, which runs when they are asked for; iterate over it for one dict a row."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any]) -> None:
        self._connection, self._sql, self._values = connection, sql, list(values)

    def lazy(self) -> duckdb.DuckDBPyRelation:
        """The query as a DuckDB relation, to be filtered, aggregated and joined before anything is read."""
        return self._connection.sql(self._sql, params=self._values)

    def arrow(self) -> pa.Table:
        """All rows as an Arrow table."""
        return self._connection.execute(self._sql, self._values).to_arrow_table()

    def pandas(self) -> pandas.DataFrame:
        """All rows as a pandas data frame."""
        return self.arrow().to_pandas()

    def polars(self) -> polars.DataFrame:
        """All rows as a Polars data frame."""
        import polars

        return polars.from_arrow(self.arrow())  # type: ignore[return-value]

    def batches(self, size: int = 5000) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow batches of at most `size` rows: memory does not grow with their number."""
        yield from self._connection.execute(self._sql, self._values).to_arrow_reader(size)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self.batches():
            yield from batch.to_pylist()
