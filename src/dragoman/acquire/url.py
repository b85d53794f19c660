"""Fetching of a web page, within limits of scheme, size and time."""

from __future__ import annotations

import time

from dragoman.acquire.source import ARTICLE_LIMIT, too_large
from dragoman.errors import Refused

SCHEMES = ("http://", "https://")
SECONDS = 20.0  # without a byte
TOTAL_SECONDS = 60.0
REDIRECTS = 5
AGENT = "dragoman (reads one page at its user's request)"


def is_url(source: str) -> bool:
    """Whether an input's name is an address, not a file: it has a scheme and "://"."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").isalnum()


def fetch(url: str) -> tuple[bytes, str, str, str | None]:
    """Fetch a page; returns its bytes, content type, final address and declared encoding (or None).

    Raises `Refused` with code `fetch` (a scheme that is not http or https, no answer, an error status, more than 20
    seconds without a byte or 60 in all) or `too-large`.
    """
    import httpx  # late: only addresses need it

    if not url.lower().startswith(SCHEMES):
        raise Refused(url, "fetch", "only http and https addresses are read")
    started = time.monotonic()
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=REDIRECTS, timeout=SECONDS) as client,
            client.stream("GET", url, headers={"User-Agent": AGENT}) as answer,
        ):
            answer.raise_for_status()
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > ARTICLE_LIMIT:
                    raise too_large(url, ARTICLE_LIMIT)
                if time.monotonic() - started > TOTAL_SECONDS:
                    raise Refused(url, "fetch", f"not read within {TOTAL_SECONDS:.0f} seconds")
            kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
            return bytes(body), kind, str(answer.url), answer.charset_encoding
    except httpx.HTTPStatusError as error:
        raise Refused(url, "fetch", f"the server answered {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(url, "fetch", f"no answer: {error or type(error).__name__}") from error
