"""Asking hosts politely: a pause between requests, robots.txt, and silence for as long as a host asks for it."""

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

DAY = 24 * 3600.0
WAIT = 300.0
PATIENCE = 60.0  # seconds a Crawl-delay can ask for
BUSY = "busy"  # the code of a refusal that may pass


@dataclass(frozen=True)
class Fetched:
    """The body of a page, and what to ask with next time."""

    body: bytes
    etag: str | None
    modified: str | None


@dataclass(frozen=True)
class Robots:
    """The rules of a host (None: they cannot be had, and nothing is read), and when they are asked for again."""

    rules: RobotFileParser | None
    until: float


class Hosts:
    """Fetches pages; what is asked of one host is asked with a pause in between. Raises `Refused`."""

    def __init__(self) -> None:
        agent = {"User-Agent": AGENT}
        self._client = httpx.Client(follow_redirects=False, timeout=SECONDS, headers=agent)
        self._asked: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}

    def closed(self, address: str) -> float:
        """When the host of an address may be asked again, in seconds since 1970 (0: now)."""
        return self._closed.get(urlsplit(address).netloc, 0.0)

    def get(self, address: str, pause: float, headers: dict[str, str]) -> Fetched | None:
        """The page, through at most five redirects, each allowed by robots.txt; None where it has not changed."""
        here = address
        for _ in range(REDIRECTS + 1):
            answer = self._one(here, self._allowed(here, pause), headers)
            if isinstance(answer, str):
                here = answer
                continue
            return answer
        raise Refused(address, "fetch", "it leads from one address to another without end")

    def _one(self, address: str, pause: float, headers: dict[str, str]) -> Fetched | str | None:
        """One request: the answer, the address it leads to, or None where nothing changed."""
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
        status = answer.status_code
        if status < httpx.codes.BAD_REQUEST:
            return
        if status == httpx.codes.TOO_MANY_REQUESTS or "Retry-After" in answer.headers:
            self._closed[host] = time.time() + waiting(answer.headers.get("Retry-After"))
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Refused(address, BUSY, f"the server answered {status}")
        raise Refused(address, "fetch", f"the server answered {status}")

    def _allowed(self, address: str, pause: float) -> float:
        """The pause that is due, the longer of ours and that of robots.txt (RFC 9309; it is asked for once a day)."""
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
    """Seconds that a Retry-After asks for, as a number or a date; five minutes where it says nothing, a day at most."""
    try:
        seconds = float(told or "")
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(told or "").timestamp() - time.time()
        except (TypeError, ValueError):
            seconds = WAIT
    return min(max(seconds, 0.0), DAY)
