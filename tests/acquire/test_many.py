"""Inputs of every kind an ingest takes: folders, patterns, CSV, Parquet, WARC, Zstandard, feeds."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
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


def test_json_takes_the_names_that_tables_take(tmp_path: Path) -> None:
    row = {
        "ID": "7",
        "Headline": "Envoy recalled",
        "Date": "2024-03-05",
        "Content": TEXT,
        "Source": "Post",
        "link": "u",
    }
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.csv"
    lines.write_text(json.dumps(row | {"authors": ["Ana Ruiz", "Li Wei"]}), "utf-8")
    values = [*row.values(), "Ana Ruiz, Li Wei"]
    table.write_text(",".join([*row, "authors"]) + "\n" + ",".join(f'"{v}"' for v in values), "utf-8")
    assert read(lines) == read(table)
    assert read(lines)[0].outlet == "Post"
    assert read(lines)[0].author == "Ana Ruiz, Li Wei"


def test_another_name_counts_only_where_it_holds_what_the_field_is(tmp_path: Path) -> None:
    rows = [
        {
            "text": TEXT,
            "body": "not this",
            "source": {"id": None, "name": "Post"},
            "date": None,
            "pubDate": "2024-03-05",
        },
        {"story": TEXT},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    first, second = acquire(str(tmp_path / "a.jsonl"))
    assert isinstance(first, Article)
    assert (first.text, first.outlet, first.published) == (TEXT, None, "2024-03-05")
    assert isinstance(second, Refused)
    assert (second.code, second.line) == ("no-text", 2)
    assert "text, content" in second.reason


def warc(*bodies: str) -> list[bytes]:
    """One record a page, as the bytes that a web archive would hold."""
    out = []
    for n, body in enumerate(bodies):
        file = io.BytesIO()
        writer = WARCWriter(file, gzip=False)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
        address = f"https://example.org/{n}"
        content = io.BytesIO(body.encode())
        writer.write_record(writer.create_warc_record(address, "response", payload=content, http_headers=headers))
        out.append(file.getvalue())
    return out


def outcome(path: Path) -> list[tuple[int | None, str]]:
    """What each article or refusal of a file is: where it stands and its code, or "read"."""
    return [(f.line, f.code) if isinstance(f, Refused) else (None, "read") for f in acquire(str(path))]


def without_address(record: bytes) -> bytes:
    return b"".join(line for line in record.splitlines(True) if not line.startswith(b"WARC-Target-URI"))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without_address, "it has no WARC-Target-URI"),
        (lambda r: r.replace(b"Content-Length: ", b"Content-Length: many"), "its Content-Length is many"),
        (lambda r: r.replace(b"HTTP/1.1 200 OK", b"so much for that"), "not with an HTTP status"),
        (lambda r: b"what is this\nand this\n" + r[200:], "it begins with b'what is this"),
        (lambda r: r.replace(b"WARC-Type: response", b"WARC-Kind: response"), "it has no WARC-Type"),
    ],
)
def test_a_bad_record_of_a_web_archive_ends_nothing(tmp_path: Path, spoil: Callable[[bytes], bytes], told: str) -> None:
    first, second, third = warc(TEXT, TEXT, TEXT)
    file = tmp_path / "pages.warc"
    file.write_bytes(first + spoil(second) + third)
    one, bad, last = acquire(str(file))
    assert isinstance(one, Article)
    assert isinstance(bad, Refused)
    assert (bad.source, bad.line, bad.code) == (str(file), 2, "not-warc")
    assert told in bad.reason
    assert isinstance(last, Article)
    assert last.url == "https://example.org/2"


def test_a_web_archive_is_read_past_a_broken_member_and_to_where_it_was_cut_off(tmp_path: Path) -> None:
    first, second, third, fourth = (gzip.compress(r) for r in warc(TEXT, TEXT * 30, TEXT, TEXT * 9))
    file = tmp_path / "pages.warc.gz"
    middle = len(second) // 2
    file.write_bytes(first + second[:middle] + b"\xff" * 40 + second[middle + 40 :] + third + fourth[:-60])
    assert outcome(file) == [(None, "read"), (2, "not-warc"), (None, "read"), (4, "not-warc")]


def test_a_file_that_is_no_web_archive_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"no\narchive\n" * 9)
    assert outcome(tmp_path / "a.warc") == [(1, "not-warc")]
    (tmp_path / "b.warc.gz").write_bytes(b"not packed either")
    assert [code for _, code in outcome(tmp_path / "b.warc.gz")] == ["not-warc"]


def test_a_cell_that_is_no_text_refuses_its_row_alone(tmp_path: Path) -> None:
    bad = pa.array([TEXT.encode(), b"\xff\xfe broken \xc3", TEXT.encode()]).cast(pa.binary())
    text = pa.StringArray.from_buffers(3, bad.buffers()[1], bad.buffers()[2])
    file = tmp_path / "articles.parquet"
    pq.write_table(pa.table({"body": text, "id": [1, 2, 3]}), file)
    first, second, third = acquire(str(file))
    assert isinstance(first, Article)
    assert isinstance(second, Refused)
    assert (second.source, second.line, second.code) == (str(file), 2, "bad-field")
    assert "body" in second.reason
    assert isinstance(third, Article)
    assert third.source_id == "3"


def test_rows_after_a_broken_part_of_a_parquet_file_are_read(tmp_path: Path) -> None:
    file = tmp_path / "articles.parquet"
    table = pa.table({"text": [f"{TEXT} Number {n} of them." for n in range(4)]})
    pq.write_table(table, file, row_group_size=2, compression="none", use_dictionary=False)
    at = pq.ParquetFile(file).metadata.row_group(0).column(0).data_page_offset
    data = bytearray(file.read_bytes())
    data[at : at + 30] = b"\xff" * 30
    file.write_bytes(bytes(data))
    assert outcome(file) == [(1, "not-parquet"), (None, "read"), (None, "read")]


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{''.join(f'<item>{i}</item>' for i in items)}</channel></rss>"


GOOD = f"<title>Envoy recalled</title><description>{TEXT * 8}</description>"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (f"<title>No &#x110000; letter</title><description>{TEXT * 8} &#xD800; &#99999999999;</description>", "read"),
        (f"<title>Noise</title><description>{'&#xD800; and &#0; ' * 90}</description>", "binary"),
        ("<title>Nothing else</title>", "empty"),
        (f"<pubDate>0000-00-00</pubDate><description>{TEXT * 8}</description>", "bad-date"),
        ("<title>Elsewhere</title><link>http://[what</link>", "fetch"),
    ],
)
def test_a_bad_entry_of_a_feed_ends_nothing(tmp_path: Path, entry: str, found: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(rss(GOOD, entry, GOOD), "utf-8")
    assert outcome(file) == [(None, "read"), (None if found == "read" else 2, found), (None, "read")]
