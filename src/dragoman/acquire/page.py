"""A web page as a server sends it: HTML or plain text, by its content type."""

from __future__ import annotations

from dragoman.acquire import html
from dragoman.acquire.draft import Draft
from dragoman.acquire.encoding import decode
from dragoman.knowledge.lexicon.lexicon import Lexicon


def page(data: bytes, kind: str, source: str, lexicon: Lexicon, url: str | None, charset: str | None = None) -> Draft:
    """The draft of a page.

    Args:
        data: the body.
        kind: the content type, such as "text/html"; all but "text/plain" is read as HTML.
        source: the input's name, for errors.
        lexicon: word lists for parsing HTML.
        url: the page's address.
        charset: the encoding that the server declares, if any.

    Raises `Refused` where there is no article in the page.
    """
    if kind == "text/plain":
        text, repaired = decode(data, source, charset)
        return Draft(text, source, url=url, repaired=repaired)
    return html.draft(data, source, lexicon, url, charset)
