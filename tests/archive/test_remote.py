"""A record on an object store: a real S3 server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.archive.query.query import Questions
from dragoman.archive.storage.check import check
from dragoman.archive.storage.compact import compact
from dragoman.archive.storage.schema import tables
from dragoman.archive.storage.store import Store

from .conftest import ARCHIVE, content, ingested


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    boto3 = pytest.importorskip("boto3")
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
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
    server.stop()


def test_the_same_record_on_an_object_store(bucket: str, examples: Store) -> None:
    store = ingested(f"{bucket}/examples", ARCHIVE)
    assert content(store) == content(examples)
    assert all(count == 0 for _, count, _ in check(store))
    assert all(compact(store, name) for name in tables() if store.delta(name) is not None)
    assert content(store) == content(examples)
    assert len(list(Questions(store.place).events(dyad=("KEN", "TZA")))) >= 5
