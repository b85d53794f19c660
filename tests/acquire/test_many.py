"""Inputs of every kind an ingest takes: folders, patterns, CSV, Parquet, WARC, Zstandard, feeds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.acquire import acquire
from dragoman.acquire.many import spread
from dragoman.errors import Refused
from dragoman.model import Article

DAY = "Tue, 05 Mar 2024 10:00:00 GMT"
TEXT = "Peru recalled its ambassador from Chile on Monday after a dispute over fishing rights in the Pacific."


def read(path: Path) -> list[Article]:
    found = list(acquire(str(path)))
    assert not [f for f in found if isinstance(f, Refused)]
    return [f for f in found if isinstance(f, Article)]


def test_a_folder_and_a_pattern_give_their_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.jsonl", "sub/c.html", "notes.bin", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert [Path(p).name for p in spread([str(tmp_path)])] == ["a.jsonl", "b.txt", "c.html"]
    assert [Path(p).name for p in spread([str(tmp_path / "*.txt")])] == ["b.txt"]
    assert list(spread(["missing*.txt", "-", "https://example.org/x"])) == [
        "missing*.txt",
        "-",
        "https://example.org/x",
    ]


@pytest.mark.parametrize(("ending", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_table_with_a_text_column(tmp_path: Path, ending: str, separator: str) -> None:
    file = tmp_path / f"articles.{ending}"
    rows = [["ID", "Headline", "Date", "Content", "Source"], ["7", "Envoy recalled", "2024-03-05", f'"{TEXT}"', "Post"]]
    file.write_text("\n".join(separator.join(r) for r in rows), "utf-8")
    (found,) = read(file)
    assert (found.source_id, found.title, found.published, found.outlet) == (
        "7",
        "Envoy recalled",
        "2024-03-05",
        "Post",
    )
    assert found.text == TEXT


def test_a_parquet_file(tmp_path: Path) -> None:
    file = tmp_path / "articles.parquet"
    pq.write_table(pa.table({"text": [TEXT, None], "published": ["2024-03-05", "2024-03-05"]}), file)
    first, second = acquire(str(file))
    assert isinstance(first, Article)
    assert isinstance(second, Refused)
    assert (second.line, second.code) == (2, "no-text")


def test_a_table_without_a_text_column_says_what_is_expected(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n1,2\n", "utf-8")
    (refused,) = acquire(str(file))
    assert isinstance(refused, Refused)
    assert "text, content" in refused.reason


def test_json_lines_in_zstandard(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl.zst"
    file.write_bytes(zstandard.compress(json.dumps({"text": TEXT}).encode()))
    assert read(file)[0].text == TEXT
    file.write_bytes(b"\x28\xb5\x2f\xfdbroken")
    assert [f.code for f in acquire(str(file)) if isinstance(f, Refused)] == ["unreadable"]


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / ("pages.warc.gz" if packed else "pages.warc")
    page = f"<html><title>Envoy recalled</title><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body>"
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        for status, kind in (("200 OK", "text/html"), ("404 Not Found", "text/html"), ("200 OK", "image/png")):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            body = io.BytesIO(page.encode())
            writer.write_record(
                writer.create_warc_record("https://example.org/a", "response", payload=body, http_headers=headers)
            )
    (found,) = read(file)
    assert found.url == "https://example.org/a"
    assert TEXT in found.text


def test_the_entries_of_a_feed(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    body = "".join(f"&lt;p&gt;{TEXT}&lt;/p&gt;" for _ in range(8))
    item = f"<item><title>Envoy recalled</title><guid>n1</guid><pubDate>{DAY}</pubDate>"
    item += f"<description>{body}</description></item>"
    file.write_text(f"<rss version='2.0'><channel><title>Example News</title>{item}</channel></rss>", "utf-8")
    (found,) = read(file)
    assert (found.source_id, found.title, found.published, found.outlet) == (
        "n1",
        "Envoy recalled",
        "2024-03-05",
        "Example News",
    )
    assert TEXT in found.text
