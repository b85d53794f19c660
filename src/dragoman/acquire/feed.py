"""Articles of an RSS or Atom feed: the text in each entry, or of the page that it links to."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from dragoman.acquire import html
from dragoman.acquire.draft import Draft
from dragoman.errors import DragomanError, Refused
from dragoman.knowledge.lexicon.lexicon import Lexicon

FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
LONGEST_CODE = 9  # digits: more than any character's number has
ENOUGH = 80  # words: an entry with fewer is a summary, and its page is read
FROM_FEED = "metadata: the feed's date"


def is_feed(head: bytes) -> bool:
    """Whether some bytes begin like an RSS or Atom feed (only the first 2,000 count)."""
    return bool(FEED.search(head[:2000]))


def entries(
    data: bytes, source: str, lexicon: Lexicon, page: Callable[[str], Draft]
) -> Iterator[tuple[int, Draft | Refused]]:
    """Yield the number (from 1) and draft of every entry of a feed, or a `Refused` for one that cannot be read.

    Args:
        data: the feed.
        source: its name or address.
        lexicon: word lists for parsing pages.
        page: reads the page at an address; called for entries with fewer than 80 words.

    Raises `Refused` where the whole feed cannot be read.
    """
    for _, number, draft in named(data, source, lexicon, page):
        yield number, Refused(source, draft.code, draft.reason, number) if isinstance(draft, Refused) else draft


def named(
    data: bytes,
    source: str,
    lexicon: Lexicon,
    page: Callable[[str], Draft],
    known: Callable[[str], bool] = lambda _: False,
) -> Iterator[tuple[str, int, Draft | Refused]]:
    """As `entries`, with the name of each entry first; entries whose name is `known` are left out, and not fetched.

    Args:
        known: whether an entry with this name (`name_of`) was read before.
    """
    parsed = _parsed(data, source)
    if not parsed.entries:
        raise Refused(source, "empty", "the feed holds no entry")
    outlet = parsed.feed.get("title")
    for number, entry in enumerate(parsed.entries, 1):
        name = name_of(entry)
        if known(name):
            continue
        try:
            yield name, number, _draft(entry, source, outlet, lexicon, page)
        except Refused as refused:
            yield name, number, refused_entry(entry.get("link"), source, refused, number)
        except DragomanError:
            raise
        except Exception as error:  # an entry may hold anything, and so break any library it passes through
            bad = Refused(source, "bad-entry", f"the entry cannot be read: {error!r}")
            yield name, number, refused_entry(entry.get("link"), source, bad, number)


def refused_entry(link: str | None, source: str, refused: Refused, number: int) -> Refused:
    """A refusal of an entry, named by its own address, or without one by the feed's and the entry's number.

    Args:
        link: the entry's address, or None.
        source: the feed's name.
        refused: holds code and reason.
        number: the entry's number in the feed, from 1.
    """
    return Refused(link or source, refused.code, refused.reason, None if link else number)


def _parsed(data: bytes, source: str) -> Any:
    import feedparser

    try:
        possible = REFERENCE.sub(_possible, data)
        return feedparser.parse(possible, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser tolerates broken XML, but may raise anything on what it does not expect
        raise Refused(source, "not-feed", f"not a feed that can be read: {error!r}") from error


def _possible(found: re.Match[bytes]) -> bytes:
    """A numeric character reference as it is, or that of U+FFFD where there is no such character."""
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits.lstrip(b"0")[:LONGEST_CODE] or b"0", base)
    real = 0 < code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF
    return found[0] if real else b"&#xFFFD;"


def name_of(entry: Any) -> str:
    """The name that identifies an entry within its feed: its id, else address, title, or hash of its summary."""
    named = entry.get("id") or entry.get("link") or entry.get("title")
    return str(named or hashlib.sha256(entry.get("summary", "").encode("utf-8", "replace")).hexdigest())


def _draft(entry: Any, source: str, outlet: str | None, lexicon: Lexicon, page: Callable[[str], Draft]) -> Draft:
    link, title = entry.get("link"), entry.get("title")
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    published = f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else None
    contents = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    body = max(contents, key=len)
    text = _text(body, source, lexicon)
    if len(text.split()) >= ENOUGH or not link or not link.lower().startswith(("http://", "https://")):
        return Draft(
            text, source, entry.get("id") or link, title, published, FROM_FEED, outlet, link, entry.get("author"),
            repaired="\ufffd" in text,
        )  # fmt: skip
    found = page(link)
    return Draft(
        found.text,
        source,
        entry.get("id") or link,
        title or found.title,
        published or found.published,
        FROM_FEED if published else found.published_reason,
        outlet or found.outlet,
        link,
        found.author,
        found.repaired,
        found.known,
    )


def _text(body: str, source: str, lexicon: Lexicon) -> str:
    if "<" not in body:
        return body
    try:
        return html.draft(f"<html><body><article>{body}</article></body></html>".encode(), source, lexicon).text
    except Refused:
        return re.sub(r"<[^>]+>", " ", body)
