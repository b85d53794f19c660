"""Polling of feeds: conditional requests, robots.txt, pauses between requests to a host, back-off on errors."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dragoman.acquire import feed, html
from dragoman.acquire.draft import Draft
from dragoman.acquire.host import BUSY, Hosts
from dragoman.errors import BadKnowledge, DragomanError, Refused, internal
from dragoman.files import write_whole
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.model import Article

KEPT = 5000  # names of entries remembered of each feed
LONGEST = 6 * 3600.0  # seconds between two tries, at most
TRIES = 5  # of an entry that cannot be read for the moment


@dataclass(frozen=True)
class Feed:
    """A feed to poll.

    Args:
        url: its http(s) address.
        every: seconds between two polls.
        outlet: the outlet of its articles, instead of the feed's title.
        pause: least seconds between two requests to one host.
    """

    url: str
    every: float = 900.0
    outlet: str | None = None
    pause: float = 2.0


def load_feeds(path: Path) -> list[Feed]:
    """Read the `[[feed]]` tables of a TOML file; raises `BadKnowledge` where there is none or one is not valid."""
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
class Refusal:
    """An entry that could not be read: why, how often it was tried, and when next (seconds since 1970; None: never)."""

    reason: str
    tries: int = 1
    due: float | None = None


@dataclass
class State:
    """What is remembered of a feed between polls and runs.

    Args:
        etag, modified: validators of the next conditional request.
        due: when it is polled next, in seconds since 1970.
        failures: how often in a row it failed.
        seen: names of the entries read, the latest last.
        refused: entries that could not be read, by name.
    """

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    seen: list[str] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)


class Watch:
    """Polls feeds and yields their new articles.

    Args:
        feeds: the feeds to poll.
        state: the file that `keep` writes, so that a watch can be stopped and go on.
        lexicon: word lists for making articles.
        say: called with each message.
    """

    def __init__(self, feeds: list[Feed], state: Path, lexicon: Lexicon, say: Callable[[str], None] = print) -> None:
        self.feeds, self.path, self.lexicon, self.say = feeds, state, lexicon, say
        self.states = _read(state)
        self.hosts = Hosts()

    def due(self) -> float:
        """Seconds until the next feed is due; 0 if one is."""
        times = [self.states.get(f.url, State()).due for f in self.feeds]
        return max(0.0, min(times) - time.time())

    def keep(self) -> None:
        """Save what was read to the state file; call it once the articles of a round are stored."""
        text = json.dumps({url: asdict(s) for url, s in self.states.items()})
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, lambda part: part.write_text(text, encoding="utf-8"))

    def forget(self) -> None:
        """Go back to the saved state, because the articles of this round could not be stored."""
        self.states = _read(self.path)

    def round(self) -> Iterator[tuple[str, Article | Refused]]:
        """Yield address and new articles of every feed that is due; one that fails is retried after longer waits."""
        for one in self.feeds:
            state = self.states.setdefault(one.url, State())
            if state.due > time.time():
                continue
            try:
                yield from self._new(one, state)
                state.failures = 0
                state.due = time.time() + one.every
            except Refused as refused:
                yield one.url, self._failed(one, state, refused)
            except DragomanError:
                raise
            except Exception as error:  # of this feed alone: the others are asked all the same
                yield one.url, self._failed(one, state, internal(one.url, error))

    def _failed(self, one: Feed, state: State, refused: Refused) -> Refused:
        state.failures += 1
        state.due = max(time.time() + _later(one, state.failures), self.hosts.closed(one.url))
        self.say(str(refused))
        return refused

    def _new(self, one: Feed, state: State) -> Iterator[tuple[str, Article | Refused]]:
        """Poll a feed and yield its new articles, and the entries that cannot be read, each once."""
        again = [r for r in state.refused.values() if r.due is not None]
        headers = {} if again else {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        answer = self.hosts.get(one.url, one.pause, {k: v for k, v in headers.items() if v})
        if answer is None:
            return
        seen, now = set(state.seen), time.time()

        def known(name: str) -> bool:
            held = state.refused.get(name)
            return name in seen or (held is not None and (held.due is None or held.due > now))

        for name, number, draft in self._named(answer.body, one, known):
            made = _article(draft, number, self.lexicon)
            if isinstance(made, Article):
                yield one.url, made.model_copy(update={"outlet": one.outlet or made.outlet})
                state.seen = [*state.seen, name][-KEPT:]
                state.refused.pop(name, None)
            elif _told(state, name, made, one):
                yield one.url, made
        state.refused = dict(list(state.refused.items())[-KEPT:])
        state.etag, state.modified = answer.etag, answer.modified

    def _named(
        self, body: bytes, one: Feed, known: Callable[[str], bool]
    ) -> Iterator[tuple[str, int, Draft | Refused]]:
        return feed.named(body, one.url, self.lexicon, lambda link: self._page(link, one.pause), known)

    def _page(self, link: str, pause: float) -> Draft:
        answer = self.hosts.get(link, pause, {})
        assert answer is not None  # nothing conditional was asked
        return html.draft(answer.body, link, self.lexicon, link)


def _told(state: State, name: str, refused: Refused, one: Feed) -> bool:
    """Remember that an entry was refused; returns whether for the first time. If it may pass, there are five tries."""
    held = state.refused.pop(name, None)
    tries = held.tries + 1 if held else 1
    due = time.time() + _later(one, tries) if refused.code == BUSY and tries < TRIES else None
    state.refused[name] = Refusal(f"{refused.reason} [{refused.code}]", tries, due)
    return held is None


def _later(one: Feed, failures: int) -> float:
    """Seconds to the next try: doubled with every failure, at most six hours."""
    return min(max(one.every, 1.0) * 2.0**failures, LONGEST)


def _article(draft: Draft | Refused, number: int, lexicon: Lexicon) -> Article | Refused:
    """The article of an entry, or why there is none; `number` is the entry's in its feed."""
    if isinstance(draft, Refused):
        return draft
    try:
        return draft.article(lexicon)
    except Refused as refused:
        return feed.refused_entry(draft.url, draft.source, refused, number)
    except DragomanError:
        raise
    except Exception as error:
        return internal(draft.url or draft.source, error, None if draft.url else number)


def _read(path: Path) -> dict[str, State]:
    """The states in a state file by address; none where there is no such file or it is damaged."""
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {url: _state(values) for url, values in held.items()}
    except (OSError, ValueError, TypeError):
        return {}


def _state(values: dict[str, Any]) -> State:
    refused = {name: Refusal(**r) for name, r in values.pop("refused", {}).items()}
    return State(**values, refused=refused)
