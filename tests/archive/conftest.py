"""A record of the shipped examples, made once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.archive.ingest.ingest import Ingest
from dragoman.archive.query.query import Questions
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

ARCHIVE = Path(__file__).parents[2] / "examples" / "archive"
LOGS = {"runs"}


def ingested(place: Path | str, *sources: Path | str, **settings: Any) -> Store:
    store = Store(place, create=True)
    Ingest(store, [str(s) for s in sources], **settings).run()
    return store


def content(store: Store) -> dict[str, list[str]]:
    """The rows in force of every table, without bookkeeping, in an order of their own."""
    with store.connection() as connection:
        out = {}
        for name, table in tables().items():
            if name not in LOGS:
                columns = ", ".join(f'"{c}"' for c in table.columns)
                rows = connection.execute(f'SELECT {columns} FROM "{name}"').to_arrow_table().to_pylist()
                out[name] = sorted(json.dumps(r, default=str, sort_keys=True) for r in rows)
        return out


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return ingested(tmp_path_factory.mktemp("record") / "examples", ARCHIVE)


@pytest.fixture
def questions(examples: Store) -> Questions:
    return Questions(examples.place)


@pytest.fixture
def copied(examples: Store, tmp_path: Path) -> Callable[[], Store]:
    """Copies of the record that a test may change."""
    import shutil

    def copy() -> Store:
        place = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(examples.place, place)
        return Store(place)

    return copy
