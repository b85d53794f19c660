"""Articles in a web archive (WARC, ISO 28500): the HTML and text pages among its responses, streamed.

The records are separated here and not by warcio's iterator, because that one ends at the first record it cannot parse.
Here such a record is refused, and reading goes on at the next line that begins a record.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dragoman.acquire.draft import Draft
from dragoman.acquire.page import page
from dragoman.acquire.source import ARTICLE_LIMIT, too_large
from dragoman.errors import DragomanError, Refused
from dragoman.knowledge.lexicon.lexicon import Lexicon

if TYPE_CHECKING:
    from warcio.bufferedreaders import BufferedReader
    from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
BEGINS = b"WARC/"
BLOCK = 2**16


def responses(stream: BinaryIO, source: str, lexicon: Lexicon) -> Iterator[tuple[int, Draft | Refused]]:
    """Yield the draft of every page with status 200, with the number of its record in the file, from 1.

    A record that cannot be read is yielded as `Refused`; so are bytes between records, as one bad record.

    Args:
        stream: the archive, plain or decompressed.
        source: its name, for errors.
        lexicon: word lists for parsing HTML.
    """
    from warcio.bufferedreaders import DecompressingBufferedReader
    from warcio.recordloader import ArcWarcRecordLoader

    reader = DecompressingBufferedReader(stream, read_all_members=True)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    number, search = 0, _after_blanks
    while True:
        number += 1
        try:
            line = search(reader)
        except (zlib.error, EOFError) as error:  # a broken member of a gzip file: see Members
            yield number, _bad(source, error, number)
            search = _next_record
            continue
        if not line:
            return
        try:
            found, search = _record(reader, loader, line, source, lexicon, number), _after_blanks
        except DragomanError:
            raise
        except Exception as error:  # the parser may raise anything on broken bytes: only this record is bad
            found, search = _bad(source, error, number), _next_record
        if found is not None:
            yield number, found


def _bad(source: str, error: Exception, number: int) -> Refused:
    return Refused(source, "not-warc", f"not a WARC record that can be read: {error}", number)


def _record(
    reader: BufferedReader, loader: ArcWarcRecordLoader, line: bytes, source: str, lexicon: Lexicon, number: int
) -> Draft | Refused | None:
    """The draft of the record that begins with this line, None if it is no page; reads the record to its end."""
    if not line.startswith(BEGINS):
        raise ValueError(f"it begins with {line[:40]!r}, not with {BEGINS.decode()}")
    record = loader.parse_record_stream(reader, line, "warc", no_record_parse=True)
    kind, length = record.rec_type, record.rec_headers.get_header("Content-Length")
    if not kind or not (length or "").isdecimal():
        raise ValueError("it has no WARC-Type" if not kind else f"its Content-Length is {length}")
    found = _response(record, loader, source, lexicon, number) if kind == "response" and int(length) else None
    while record.raw_stream.read(BLOCK):
        pass
    if record.raw_stream.limit:
        raise ValueError("the file ends inside it")
    return found


def _response(
    record: ArcWarcRecord, loader: ArcWarcRecordLoader, source: str, lexicon: Lexicon, number: int
) -> Draft | Refused | None:
    address = record.rec_headers.get_header("WARC-Target-URI")
    if not address:
        raise ValueError("it has no WARC-Target-URI")
    headers = loader.load_http_headers(record.rec_type, address, record.raw_stream, record.length)
    if headers is None or (status := headers.get_statuscode()) != "200":
        if headers is not None and not status.isdecimal():
            raise ValueError(f"it begins with {headers.statusline[:40]!r}, not with an HTTP status")
        return None
    record.http_headers = headers
    kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return (
        _page(record.content_stream().read(ARTICLE_LIMIT + 1), kind, address, source, lexicon, number)
        if kind in PAGES
        else None
    )


def _page(data: bytes, kind: str, address: str, source: str, lexicon: Lexicon, number: int) -> Draft | Refused:
    try:
        if len(data) > ARTICLE_LIMIT:
            raise too_large(source, ARTICLE_LIMIT, number)
        return page(data, kind, source, lexicon, address)
    except Refused as refused:
        return Refused(source, refused.code, refused.reason, number)


def _after_blanks(reader: BufferedReader) -> bytes:
    """The next line that is not blank; b"" at the end of the file."""
    while line := reader.readline(BLOCK):
        if line.strip():
            return bytes(line)
    return b""


def _next_record(reader: BufferedReader) -> bytes:
    """The first line of the next record, skipping anything before it; b"" where there is none."""
    while line := reader.readline(BLOCK):
        if line.startswith(BEGINS):
            return bytes(line)
    return b""
