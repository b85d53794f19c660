"""Watching feeds politely: conditional requests, robots.txt, pauses between requests to a host, back-off on errors."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from dragoman.acquire import feed, html
from dragoman.acquire.draft import Draft
from dragoman.acquire.source import ARTICLE_LIMIT
from dragoman.acquire.url import AGENT
from dragoman.errors import BadKnowledge, Refused
from dragoman.model import Article
from dragoman.whole import write_whole

KEPT = 5000
LONGEST = 6 * 3600.0


@dataclass(frozen=True)
class Feed:
    """A feed to poll: its address, how often in seconds, the outlet its articles get, seconds between requests."""

    url: str
    every: float = 900.0
    outlet: str | None = None
    pause: float = 2.0


def load_feeds(path: Path) -> list[Feed]:
    """The `[[feed]]` tables of a TOML file; raises `BadKnowledge`."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("feed", [])
        feeds = [Feed(**row) for row in rows]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadKnowledge(path, f"cannot be read: {error}") from error
    except TypeError as error:
        raise BadKnowledge(path, f"a [[feed]] has url, every, outlet and pause: {error}") from error
    bad = [f.url for f in feeds if not f.url.lower().startswith(("http://", "https://"))]
    if not feeds or bad:
        raise BadKnowledge(path, f"not an http address: {bad[0]}" if bad else "there is no [[feed]] with a url in it")
    return feeds


@dataclass
class State:
    """What is known of a feed between runs."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    seen: list[str] = field(default_factory=list)


class Watch:
    """Polls feeds; `state` is a file that is written after every round, so that a stopped watch goes on."""

    def __init__(self, feeds: list[Feed], state: Path, say: Callable[[str], None] = print) -> None:
        self.feeds, self.path, self.say = feeds, state, say
        self.states = _read(state)
        self.client = httpx.Client(follow_redirects=True, timeout=20.0, headers={"User-Agent": AGENT})
        self._asked: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | None] = {}

    def due(self) -> float:
        """Seconds until a feed is due."""
        times = [self.states.get(f.url, State()).due for f in self.feeds]
        return max(0.0, min(times) - time.time())

    def round(self) -> Iterator[tuple[str, Article | Refused]]:
        """The new articles of every feed that is due; a feed that fails is asked again later, ever later."""
        for one in self.feeds:
            state = self.states.setdefault(one.url, State())
            if state.due > time.time():
                continue
            try:
                yield from self._new(one, state)
                state.failures = 0
                state.due = time.time() + one.every
            except Refused as refused:
                state.failures += 1
                state.due = time.time() + min(one.every * 2**state.failures, LONGEST)
                self.say(str(refused))
                yield one.url, refused
            _write(self.path, self.states)

    def _new(self, one: Feed, state: State) -> Iterator[tuple[str, Article | Refused]]:
        headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        answer = self._get(one.url, one.pause, {k: v for k, v in headers.items() if v})
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return
        seen = set(state.seen)
        found = feed.entries(answer.content, one.url, lambda link: self._page(link, one.pause), seen.__contains__)
        for _, draft in found:
            if isinstance(draft, Refused):
                yield one.url, draft
                continue
            try:
                made = draft.article()
                yield one.url, made.model_copy(update={"outlet": one.outlet or made.outlet})
            except Refused as refused:
                yield one.url, refused
            state.seen = [*state.seen, draft.source_id or draft.title or ""][-KEPT:]
        state.etag, state.modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")

    def _page(self, link: str, pause: float) -> Draft:
        return html.draft(self._get(link, pause, {}).content[:ARTICLE_LIMIT], link, link)

    def _get(self, address: str, pause: float, headers: dict[str, str]) -> httpx.Response:
        if not self._allowed(address, pause):
            raise Refused(address, "robots", "its robots.txt does not want it read")
        return self._asked_for(address, pause, headers)

    def _asked_for(self, address: str, pause: float, headers: dict[str, str]) -> httpx.Response:
        host = urlsplit(address).netloc
        time.sleep(max(0.0, self._asked.get(host, 0.0) + pause - time.monotonic()))
        try:
            answer = self.client.get(address, headers=headers)
            if answer.status_code != httpx.codes.NOT_MODIFIED:
                answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Refused(address, "fetch", f"it cannot be fetched: {error}") from error
        finally:
            self._asked[host] = time.monotonic()
        return answer

    def _allowed(self, address: str, pause: float) -> bool:
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            try:
                text = self._asked_for(f"{root}/robots.txt", pause, {}).text
                rules = RobotFileParser()
                rules.parse(text.splitlines())
                self._robots[root] = rules
            except Refused:
                self._robots[root] = None
        held = self._robots[root]
        return held is None or held.can_fetch(AGENT, address)


def _read(path: Path) -> dict[str, State]:
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {url: State(**values) for url, values in held.items()}
    except (OSError, ValueError, TypeError):
        return {}


def _write(path: Path, states: dict[str, State]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({url: vars(s) for url, s in states.items()})
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))
