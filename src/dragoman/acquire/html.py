"""An HTML page to a draft: its main text by trafilatura, its metadata, and the kinds its markup settles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.acquire.draft import Draft
from dragoman.acquire.encoding import decode
from dragoman.acquire.published import as_date, dates
from dragoman.errors import Refused
from dragoman.knowledge.shim import shipped
from dragoman.model import SegmentKind

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

SNIFFED = 2048
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype html|html|head|body|article|main)\b", re.I | re.S
)
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""", re.I)
BLOCKS = ("head", "p", "item", "quote", "cell", "code", "ab", "div")
CONTAINERS = ("list", "table", "row")
GAP = "\n\n"
Block = tuple[str, SegmentKind | None]


def is_page(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return PAGE.match(text[:SNIFFED]) is not None


def charset(data: bytes) -> str | None:
    """The encoding a page declares in its head."""
    found = CHARSET.search(data[:SNIFFED])
    return found[1].decode("ascii") if found else None


def draft(data: bytes, source: str, url: str | None = None, declared: str | None = None) -> Draft:
    """A page as a draft; raises `Refused` with code `no-text` where it holds no article, or as `decode` does."""
    page, repaired = decode(data, source, declared or charset(data))
    document = _extract(page, source)
    blocks = [block for block in _blocks(document.body) if block[0]] if document is not None else []
    if not blocks:
        raise Refused(source, "no-text", "no article text was found in the page")
    if document.title and not any(_same(text, document.title) for text, _ in blocks[:3]):
        blocks.insert(0, (document.title, "title"))
    text, known = _laid_out(blocks, document.title)
    address = url or document.url
    published, reason = published_in_page(page, address)
    return Draft(
        text,
        source,
        title=document.title,
        published=published,
        published_reason=reason,
        outlet=document.sitename,
        url=address,
        author=document.author,
        repaired=repaired,
        known=known,
    )


def published_in_page(page: str, url: str | None) -> tuple[str | None, str]:
    """The date a page's own metadata states and where; never one guessed from its text."""
    names = shipped().lexicon.pages
    stated = [*_meta(page, names.meta), *_json_ld(page, names.json_ld)]
    cues = shipped().lexicon.furniture
    for where, value in stated:
        if day := as_date(value) or next((d.day.isoformat() for d in dates(value[:80], cues)), None):
            return day, f"metadata: {where}"
    for pattern in names.url:
        found = re.search(pattern, url or "")
        if found and (day := as_date("-".join(found.groups()))):
            return day, f"metadata: the page's address {found[0]}"
    return None, ""


def _meta(page: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:meta|time)\b[^<>]{1,600}>", page, re.I):
        pairs = {k.lower(): v for k, _, v in re.findall(r"""([\w-]{1,30})\s{0,5}=\s{0,5}(["'])(.*?)\2""", tag, re.S)}
        value = pairs.get("content") or pairs.get("datetime")
        for key in ("property", "name", "itemprop"):
            if value and key in pairs:
                found.setdefault(pairs[key].lower(), value)
    yield from ((name, found[name.lower()]) for name in names if name.lower() in found)


def _json_ld(page: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        found = re.search(rf'"{re.escape(name)}"\s{{0,5}}:\s{{0,5}}"([^"]{{4,60}})"', page)
        if found:
            yield f"JSON-LD {name}", found[1]


def _extract(page: str, source: str) -> Any:
    from trafilatura import bare_extraction  # late: it takes half a second to import

    dates_off = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    try:
        return bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=dates_off)
    except Exception as error:  # whatever a hostile page breaks in the parsers must not end a batch
        raise Refused(source, "no-text", f"the page cannot be parsed: {type(error).__name__}") from error


def _blocks(element: _Element) -> Iterator[Block]:
    """The page's blocks in order, each as its text and the kind its markup settles."""
    for child in element.iterchildren(*BLOCKS, *CONTAINERS):
        if child.tag in CONTAINERS:
            yield from _blocks(child)
        else:
            yield "\n".join(_lines(child)), "subhead" if child.tag == "head" else None


def _lines(element: _Element) -> Iterator[str]:
    """The lines of a block: a break, and each block inside it, begins a new one."""
    for inner in element.iterdescendants("lb", "item", "p", "head"):
        if inner.tag == "lb":
            inner.tail = "\n" + (inner.tail or "")
        else:
            inner.text = "\n" + (inner.text or "")
    for line in "".join(element.itertext()).split("\n"):
        if line.strip():
            yield line.strip()


def _laid_out(blocks: Iterable[Block], title: str | None) -> tuple[str, dict[int, SegmentKind]]:
    """The blocks as one text with blank lines between, and the kinds that markup settles by offset."""
    known: dict[int, SegmentKind] = {}
    at = 0
    pieces = []
    for words, kind in blocks:
        if kind:
            known[at] = "title" if title and _same(words, title) else kind
        pieces.append(words)
        at += len(words) + len(GAP)
    return GAP.join(pieces), known


def _same(text: str, title: str) -> bool:
    return "".join(text.split()).casefold() == "".join(title.split()).casefold()
