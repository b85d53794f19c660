"""An HTML page to a draft: main text by trafilatura, metadata, and the kinds of paragraphs that markup settles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.acquire.draft import Draft
from dragoman.acquire.encoding import decode
from dragoman.acquire.published import as_date, dates
from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.model import SegmentKind

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

SNIFFED = 2048  # bytes or characters at the start of a page that are looked at to recognise it
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype html|html|head|body|article|main)\b", re.I | re.S
)
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""", re.I)
LINKED = "application/ld+json"
#: A plain text field of JSON-LD, for scripts that are not valid JSON.
FIELD = re.compile(r'"(\w{1,40})"\s{0,5}:\s{0,5}"([^"]{4,60})"')
BLOCKS = ("head", "p", "item", "quote", "cell", "code", "ab", "div")
CONTAINERS = ("list", "table", "row")
GAP = "\n\n"
Block = tuple[str, SegmentKind | None]


def is_page(text: str) -> bool:
    """Whether a text begins like an HTML page."""
    return PAGE.match(text[:SNIFFED]) is not None


def charset(data: bytes) -> str | None:
    """The encoding that a page declares in its head, or None."""
    found = CHARSET.search(data[:SNIFFED])
    return found[1].decode("ascii") if found else None


def draft(data: bytes, source: str, lexicon: Lexicon, url: str | None = None, declared: str | None = None) -> Draft:
    """Extract the article of an HTML page.

    Args:
        data: the page.
        source: the input's name, for errors.
        lexicon: names of the metadata fields that hold a date, and word lists that recognise dates.
        url: the page's address, if known.
        declared: the encoding that the server declares, if any.

    Raises `Refused` with code `no-text` where the page holds no article, and as `decode` does.
    """
    page, repaired = decode(data, source, declared or charset(data))
    tree, document = _extract(page, source)
    blocks = [block for block in _blocks(document.body) if block[0]] if document is not None else []
    if not blocks:
        raise Refused(source, "no-text", "no article text was found in the page")
    if document.title and not any(_same(text, document.title) for text, _ in blocks[:3]):
        blocks.insert(0, (document.title, "title"))
    text, known = _laid_out(blocks, document.title)
    address = url or document.url
    published, reason = published_in_page(tree, address, lexicon)
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


def published_in_page(page: _Element, url: str | None, lexicon: Lexicon) -> tuple[str | None, str]:
    """The publication date in a page's metadata or address, as ISO date, and where it stands; never from its text.

    Returns (None, "") where there is none.
    """
    names, cues = lexicon.pages, lexicon.furniture
    for where, value in (*_meta(page, names.meta), *_json_ld(page, names.json_ld)):
        if day := as_date(value) or next((d.day.isoformat() for d in dates(value[:80], cues)), None):
            return day, f"metadata: {where}"
    for pattern in names.url:
        found = re.search(pattern, url or "")
        if found and (day := as_date("-".join(found.groups()))):
            return day, f"metadata: the page's address {found[0]}"
    return None, ""


def _meta(page: _Element, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and value of the `meta` and `time` elements with one of the names, in the order of the names."""
    found: dict[str, str] = {}
    for tag in page.iter("meta", "time"):
        value = tag.get("content") or tag.get("datetime")
        for key in ("property", "name", "itemprop"):
            if value and (name := tag.get(key)):
                found.setdefault(name.lower(), value)
    yield from ((name, found[name.lower()]) for name in names if name.lower() in found)


def _json_ld(page: _Element, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The first text that JSON-LD has under each of the names, with the name; outer objects before inner ones."""
    scripts = [s.text or "" for s in page.iter("script") if (s.get("type") or "").strip().lower().startswith(LINKED)]
    held = [_linked_data(text) for text in scripts]
    for name in names:
        value = next((v for o in _objects(held) if isinstance(v := o.get(name), str) and v.strip()), None)
        if value is not None:
            yield f"JSON-LD {name}", value


def _linked_data(text: str) -> Any:
    """The content of a JSON-LD script, from its first brace to its last: some pages wrap it in a comment or CDATA.

    Where it is not valid JSON (a quotation mark or comma too many), its plain text fields.
    """
    try:
        # not strict: a text may contain line breaks
        return json.loads(f"[{text[text.find('{') : text.rfind('}') + 1 or None]}]", strict=False)
    except (ValueError, RecursionError):
        return dict(reversed(FIELD.findall(text)))


def _objects(held: Any) -> Iterator[dict[str, Any]]:
    """All objects nested in some JSON, in its order, each before those inside it."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
        if isinstance(one, dict | list):
            waiting.extend(reversed(one.values() if isinstance(one, dict) else one))


def _extract(page: str, source: str) -> tuple[_Element, Any]:
    """The parsed page, and the article that trafilatura extracts from it (None where it finds none)."""
    from trafilatura import bare_extraction, load_html  # late: it takes half a second to import

    dates_off = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    try:
        tree = load_html(page)
        return tree, bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=dates_off)
    except Exception as error:  # whatever a hostile page breaks in the parsers must not end a batch
        raise Refused(source, "no-text", f"the page cannot be parsed: {type(error).__name__}") from error


def _blocks(element: _Element) -> Iterator[Block]:
    """The blocks of an extracted article in order, each as its text and, for headings, its kind."""
    for child in element.iterchildren(*BLOCKS, *CONTAINERS):
        if child.tag in CONTAINERS:
            yield from _blocks(child)
        else:
            yield "\n".join(_lines(child)), "subhead" if child.tag == "head" else None


def _lines(element: _Element) -> Iterator[str]:
    """The lines of a block; a line break and each block inside it begin a new line."""
    for inner in element.iterdescendants("lb", "item", "p", "head"):
        if inner.tag == "lb":
            inner.tail = "\n" + (inner.tail or "")
        else:
            inner.text = "\n" + (inner.text or "")
    for line in "".join(element.itertext()).split("\n"):
        if line.strip():
            yield line.strip()


def _laid_out(blocks: Iterable[Block], title: str | None) -> tuple[str, dict[int, SegmentKind]]:
    """The blocks as one text with blank lines between, and the kinds that markup settles, by offset."""
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
    """Whether two texts are equal but for blanks and case."""
    return "".join(text.split()).casefold() == "".join(title.split()).casefold()
