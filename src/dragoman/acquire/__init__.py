"""Acquisition: articles from files, addresses and feeds in many formats, as `Article`s. See docs/acquire.md.

`acquire` reads an input by its name, `article` makes an article from a text in memory. Every offset in a record counts
in the text of the `Article` made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dragoman.acquire import feed, html, jsonl, sheet, url, warc
from dragoman.acquire.draft import GIVEN, Draft
from dragoman.acquire.encoding import decode
from dragoman.acquire.page import page
from dragoman.acquire.published import iso_date
from dragoman.acquire.source import ARRAY_LIMIT, ARTICLE_LIMIT, opened, read_all
from dragoman.errors import DragomanError, Refused, internal
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.model import Article

__all__ = ["acquire", "article"]

JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
HTML = (".html", ".htm", ".xhtml")
Drafts = Iterator[tuple[int | None, Draft | Refused]]


def acquire(
    source: str, *, published: str | None = None, knowledge: Knowledge | None = None
) -> Iterator[Article | Refused]:
    """Yield the articles of one input, in order.

    Args:
        source: a file, an http(s) address, or `-` for standard input.
        published: an ISO date, used instead of any date in the input.
        knowledge: its word lists recognise furniture (captions, credits, ...), dates and column names; the shipped
            knowledge by default.

    What cannot be read is yielded as a `Refused`, never raised: one bad line, row, record or entry does not end the
    batch, nor does a bug in Dragoman that one article runs into.
    """
    try:
        given, lexicon = iso_date(published, source), (knowledge or load_knowledge()).lexicon
        for line, draft in _drafts(source, lexicon):
            yield _finished(draft, line, given, lexicon)
    except Refused as refused:
        yield refused
    except DragomanError:
        raise
    except Exception as error:
        yield internal(source, error)


def article(
    text: str,
    *,
    source_id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    author: str | None = None,
    knowledge: Knowledge | None = None,
) -> Article:
    """An `Article` from a text in memory: language checked, segments and, if need be, title and date recognised.

    Args:
        text: the plain text. It is kept code point for code point, except that mojibake is repaired and lone surrogates
            are replaced; then `Article.repaired` is true.
        source_id: your own id of the article.
        title: the title, if known.
        published: the publication date, an ISO date or datetime.
        outlet, url, author: as in `Article`.
        knowledge: its word lists recognise furniture and dates; the shipped knowledge by default.

    Raises `Refused` where the text is empty, binary, without a letter or not English, or the date is not ISO.
    """
    draft = Draft(text, source_id or url or "text", source_id, title, published, GIVEN, outlet, url, author)
    return draft.article((knowledge or load_knowledge()).lexicon)


def _finished(draft: Draft | Refused, line: int | None, published: str | None, lexicon: Lexicon) -> Article | Refused:
    """The article of a draft, or why there is none; `published` replaces the draft's own date."""
    if isinstance(draft, Refused):
        return draft
    try:
        return (replace(draft, published=published, published_reason=GIVEN) if published else draft).article(lexicon)
    except Refused as refused:
        return Refused(refused.source, refused.code, refused.reason, line)
    except DragomanError:
        raise
    except Exception as error:
        return internal(draft.source, error, line)


def _drafts(source: str, lexicon: Lexicon) -> Drafts:
    """The drafts of an input with their line, row, record or entry number, by the ending of its name."""
    if url.is_url(source):
        yield from _address(source, lexicon)
        return
    suffix = Path(re.sub(r"\.(gz|zst)$", "", source.lower())).suffix
    if suffix == ".parquet" and Path(source).is_file():
        yield from sheet.parquet_rows(source, lexicon.inputs)
        return
    with opened(source, past_damage=suffix == ".warc") as stream:
        if suffix in (".jsonl", ".ndjson"):
            yield from jsonl.lines(stream, source, lexicon.inputs)
        elif suffix == ".json":
            yield from jsonl.array(read_all(stream, source, ARRAY_LIMIT), source, lexicon.inputs)
        elif suffix in (".csv", ".tsv"):
            yield from sheet.csv_rows(stream, source, "\t" if suffix == ".tsv" else ",", lexicon.inputs)
        elif suffix == ".warc":
            yield from warc.responses(stream, source, lexicon)
        elif suffix in HTML:
            yield None, html.draft(read_all(stream, source, ARTICLE_LIMIT), source, lexicon)
        else:
            yield from _sniffed(stream, source, lexicon)


def _sniffed(stream: BinaryIO, source: str, lexicon: Lexicon) -> Drafts:
    """The drafts of an input whose name does not tell its format: its first bytes do (JSON, a feed, HTML or text)."""
    first = stream.readline(ARTICLE_LIMIT + 1)
    if JSON.match(first) and first.rstrip().endswith(b"}"):
        yield from jsonl.lines(stream, source, lexicon.inputs, first)
        return
    data = read_all(stream, source, ARTICLE_LIMIT, first)
    if feed.is_feed(data):
        yield from feed.entries(data, source, lexicon, lambda link: _page(link, lexicon))
        return
    if JSON.match(data):
        yield from jsonl.array(data, source, lexicon.inputs)
    else:
        yield None, _text(data, source, lexicon)


def _text(data: bytes, source: str, lexicon: Lexicon) -> Draft:
    text, repaired = decode(data, source, html.charset(data))
    return html.draft(data, source, lexicon) if html.is_page(text) else Draft(text, source, repaired=repaired)


def _address(address: str, lexicon: Lexicon) -> Drafts:
    data, kind, final, charset = url.fetch(address)
    if feed.is_feed(data) and "html" not in kind:
        yield from feed.entries(data, address, lexicon, lambda link: _page(link, lexicon))
    else:
        yield None, page(data, kind, address, lexicon, final, charset)


def _page(address: str, lexicon: Lexicon) -> Draft:
    data, kind, final, charset = url.fetch(address)
    return page(data, kind, address, lexicon, final, charset)
