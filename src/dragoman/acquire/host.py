"""Polite HTTP requests: a pause between two to one host, robots.txt (RFC 9309), Retry-After."""

from __future__ import annotations

import email.utils
import time
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from dragoman.acquire.source import ARTICLE_LIMIT
from dragoman.acquire.url import AGENT, REDIRECTS, SECONDS
from dragoman.errors import Refused

DAY = 24 * 3600.0  # seconds that a robots.txt is kept, and the longest Retry-After
WAIT = 300.0  # seconds to wait where a host does not say how long
PATIENCE = 60.0  # seconds, the longest Crawl-delay that is obeyed
BUSY = "busy"  # the code of a refusal that may be temporary


@dataclass(frozen=True)
class Fetched:
    """The body of a page, and the validators for the next conditional request."""

    body: bytes
    etag: str | None
    modified: str | None


@dataclass(frozen=True)
class Robots:
    """The robots.txt rules of a host (None if they cannot be read now), valid `until` a time in seconds since 1970."""

    rules: RobotFileParser | None
    until: float


class Hosts:
    """Fetches pages politely and remembers for each host its rules, its last request and until when it is closed."""

    def __init__(self) -> None:
        agent = {"User-Agent": AGENT}
        self._client = httpx.Client(follow_redirects=False, timeout=SECONDS, headers=agent)
        self._asked: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}

    def closed(self, address: str) -> float:
        """When the host of an address may be asked again, in seconds since 1970; 0 for now."""
        return self._closed.get(urlsplit(address).netloc, 0.0)

    def get(self, address: str, pause: float, headers: dict[str, str]) -> Fetched | None:
        """Fetch a page through at most five redirects, each of them allowed by robots.txt.

        Args:
            address: its http(s) address.
            pause: least seconds between two requests to one host; a Crawl-delay may lengthen it.
            headers: validators of a conditional request, or nothing.

        Returns None where the page has not changed (HTTP 304). Raises `Refused` with code `busy`, `fetch`, `robots` or
        `too-large`.
        """
        here = address
        for _ in range(REDIRECTS + 1):
            answer = self._one(here, self._allowed(here, pause), headers)
            if isinstance(answer, str):
                here = answer
                continue
            return answer
        raise Refused(address, "fetch", "it leads from one address to another without end")

    def _one(self, address: str, pause: float, headers: dict[str, str]) -> Fetched | str | None:
        """One request without redirects: the page, the address it redirects to, or None where nothing changed."""
        host = urlsplit(address).netloc
        if self._closed.get(host, 0.0) > time.time():
            raise Refused(address, BUSY, "its host asked not to be asked for a while")
        time.sleep(max(0.0, self._asked.get(host, 0.0) + pause - time.monotonic()))
        try:
            with self._client.stream("GET", address, headers=headers) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED:
                    return None
                if answer.next_request is not None:
                    return str(answer.next_request.url)
                self._refuse(answer, address, host)
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > ARTICLE_LIMIT:
                        raise Refused(address, "too-large", f"more than {ARTICLE_LIMIT:,} bytes")
                return Fetched(bytes(body), answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refused(address, BUSY, f"no answer: {error or type(error).__name__}") from error
        finally:
            self._asked[host] = time.monotonic()

    def _refuse(self, answer: httpx.Response, address: str, host: str) -> None:
        """Raise `Refused` for an error status, and note until when the host is closed if it says so."""
        status = answer.status_code
        if status < httpx.codes.BAD_REQUEST:
            return
        if status == httpx.codes.TOO_MANY_REQUESTS or "Retry-After" in answer.headers:
            self._closed[host] = time.time() + waiting(answer.headers.get("Retry-After"))
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Refused(address, BUSY, f"the server answered {status}")
        raise Refused(address, "fetch", f"the server answered {status}")

    def _allowed(self, address: str, pause: float) -> float:
        """Seconds to pause for a host: ours or its Crawl-delay. Raises `Refused` where robots.txt forbids the page."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        held = self._robots.get(root)
        if held is None or held.until < time.time():
            held = self._robots[root] = self._asked_for(f"{root}/robots.txt", pause)
        if held.rules is None:
            raise Refused(address, BUSY, "its robots.txt cannot be read now")
        if not held.rules.can_fetch(AGENT, address):
            raise Refused(address, "robots", "its robots.txt does not want it read")
        delay = held.rules.crawl_delay(AGENT)
        return max(pause, min(float(delay), PATIENCE)) if delay else pause

    def _asked_for(self, address: str, pause: float) -> Robots:
        """Fetch a robots.txt; where there is none everything is allowed, where it cannot be had now nothing is."""
        rules = RobotFileParser()
        try:
            here = address
            for _ in range(REDIRECTS):
                answer = self._one(here, pause, {})
                if not isinstance(answer, str):
                    break
                here = answer
            text = answer.body.decode("utf-8", errors="replace") if isinstance(answer, Fetched) else ""
            rules.parse(text.splitlines())
        except Refused as refused:
            if refused.code == BUSY:
                return Robots(None, time.time() + WAIT)
            rules.parse([])
        return Robots(rules, time.time() + DAY)


def waiting(told: str | None) -> float:
    """The seconds that a Retry-After header (a number or a date) asks for: five minutes without one, at most a day."""
    try:
        seconds = float(told or "")
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(told or "").timestamp() - time.time()
        except (TypeError, ValueError):
            seconds = WAIT
    return min(max(seconds, 0.0), DAY)
