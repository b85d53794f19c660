"""A record of the shipped examples, made once."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
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


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("moto.server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # In a process of its own: deltalake holds Python's lock while it waits for a file of the store.
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.1)
    known = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
    }
    for name, value in {**known, "AWS_ALLOW_HTTP": "true", "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket="records")
    yield "s3://records"
    server.terminate()
    server.wait()
