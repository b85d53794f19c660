"""A page as a server gives it: HTML, or plain text."""

from __future__ import annotations

from dragoman.acquire import html
from dragoman.acquire.draft import Draft
from dragoman.acquire.encoding import decode
from dragoman.knowledge.lexicon.lexicon import Lexicon


def page(data: bytes, kind: str, source: str, lexicon: Lexicon, url: str | None, charset: str | None = None) -> Draft:
    """The draft of a page by its content type; raises `Refused` where no article is in it."""
    if kind == "text/plain":
        text, repaired = decode(data, source, charset)
        return Draft(text, source, url=url, repaired=repaired)
    return html.draft(data, source, lexicon, url, charset)
