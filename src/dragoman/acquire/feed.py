"""Articles of an RSS or Atom feed: the text an entry carries, or the page it leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from dragoman.acquire import html
from dragoman.acquire.draft import Draft
from dragoman.errors import Refused

FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
ENOUGH = 80
FROM_FEED = "metadata: the feed's date"


def is_feed(head: bytes) -> bool:
    """Whether bytes open as RSS or Atom do."""
    return bool(FEED.search(head[:2000]))


def entries(data: bytes, source: str, page: Callable[[str], Draft]) -> Iterator[tuple[int, Draft | Refused]]:
    """The draft of every entry, counted from 1; `page` reads the address of one that carries less than 80 words."""
    for number, (_, draft) in enumerate(named(data, source, page), 1):
        yield number, Refused(source, draft.code, draft.reason, number) if isinstance(draft, Refused) else draft


def named(
    data: bytes, source: str, page: Callable[[str], Draft], known: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[str, Draft | Refused]]:
    """The draft of every entry under the entry's name; `known` says which to leave out."""
    import feedparser

    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise Refused(source, "empty", "the feed holds no entry")
    outlet = parsed.feed.get("title")
    for entry in parsed.entries:
        name = name_of(entry)
        if known(name):
            continue
        try:
            yield name, _draft(entry, source, outlet, page)
        except Refused as refused:
            yield name, Refused(entry.get("link") or source, refused.code, refused.reason)


def name_of(entry: Any) -> str:
    """What tells an entry from the others of its feed: its id, else its address, else its title."""
    return str(entry.get("id") or entry.get("link") or entry.get("title") or "")


def _draft(entry: Any, source: str, outlet: str | None, page: Callable[[str], Draft]) -> Draft:
    link, title = entry.get("link"), entry.get("title")
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    published = f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else None
    contents = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    body = max(contents, key=len)
    text = _text(body, source)
    if len(text.split()) >= ENOUGH or not link or not link.lower().startswith(("http://", "https://")):
        return Draft(
            text, source, entry.get("id") or link, title, published, FROM_FEED, outlet, link, entry.get("author")
        )
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


def _text(body: str, source: str) -> str:
    if "<" not in body:
        return body
    try:
        return html.draft(f"<html><body><article>{body}</article></body></html>".encode(), source).text
    except Refused:
        return re.sub(r"<[^>]+>", " ", body)
