"""Articles in a WARC file (ISO 28500): the HTML and text of its responses, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.acquire.draft import Draft
from dragoman.acquire.page import page
from dragoman.acquire.source import ARTICLE_LIMIT, too_large
from dragoman.errors import Refused

PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def responses(stream: BinaryIO, source: str) -> Iterator[tuple[int, Draft | Refused]]:
    """The draft of every page with status 200; the number is that of the record in the file."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                continue
            kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
            if kind in PAGES:
                address = record.rec_headers.get_header("WARC-Target-URI")
                yield number, _page(record.content_stream().read(ARTICLE_LIMIT + 1), kind, address, source, number)
    except ArchiveLoadFailed as error:
        yield number + 1, Refused(source, "not-warc", f"not a WARC record that can be read: {error}", number + 1)


def _page(data: bytes, kind: str, address: str | None, source: str, number: int) -> Draft | Refused:
    try:
        if len(data) > ARTICLE_LIMIT:
            raise too_large(source, ARTICLE_LIMIT, number)
        return page(data, kind, source, address)
    except Refused as refused:
        return Refused(source, refused.code, refused.reason, number)
