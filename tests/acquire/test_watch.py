"""Watching feeds on a real server: conditional requests, robots.txt, nothing twice, back-off."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.acquire.host import waiting
from dragoman.acquire.watch import Feed, Watch, load_feeds
from dragoman.archive.storage.store import Store
from dragoman.cli.main import main
from dragoman.errors import BadKnowledge, Refused
from dragoman.knowledge import load_knowledge
from dragoman.model import Article

WORDS = load_knowledge().lexicon

DAY = "Tue, 05 Mar 2024 10:00:00 GMT"
TEXT = "Peru recalled its ambassador from Chile on Monday after a dispute over fishing rights in the Pacific."
PAGE = f"<html><body><article><h1>Envoy recalled</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, int]] = []  # noqa: RUF012
    answers: dict[str, tuple[int, dict[str, str]]] = {}  # noqa: RUF012
    pages: dict[str, str] = {}  # noqa: RUF012
    robots = "User-agent: *\nDisallow: /private/\n"
    entries = ("/a", "/private/b")

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        if self.path in self.answers:
            status, headers = self.answers[self.path]
            return self._answer(status, "", headers)
        if self.path == "/robots.txt":
            return self._answer(200, self.robots)
        if self.path == "/feed.xml":
            known = self.headers.get("If-None-Match") == '"one"' and self.headers.get("If-Modified-Since") == DAY
            if known:
                return self._answer(304, "")
            items = "".join(
                f"<item><title>{n}</title><link>{host}{n}</link><guid>{n}</guid><pubDate>{DAY}</pubDate></item>"
                for n in self.entries
            )
            feed = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
            return self._answer(200, feed, {"ETag": '"one"', "Last-Modified": DAY})
        return self._answer(200, self.pages.get(self.path, PAGE))

    def _answer(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        self.asked.append((self.path, status))
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html" if body.startswith("<html") else "text/xml")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.answers, Site.pages, Site.entries = [], {}, {}, ("/a", "/private/b")
    Site.robots = "User-agent: *\nDisallow: /private/\n"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_new_entries_are_read_once_and_robots_are_obeyed(site: str, tmp_path: Path) -> None:
    feeds = [Feed(f"{site}/feed.xml", every=0, outlet="Example News", pause=0)]
    said: list[str] = []
    watch = Watch(feeds, tmp_path / "state.json", WORDS, said.append)
    found = [f for _, f in watch.round()]
    (article,) = [f for f in found if isinstance(f, Article)]
    assert (article.outlet, article.published, article.url) == ("Example News", "2024-03-05", f"{site}/a")
    assert [f.code for f in found if isinstance(f, Refused)] == ["robots"]
    assert ("/private/b", 200) not in Site.asked
    watch.keep()
    again = Watch(feeds, tmp_path / "state.json", WORDS, said.append)
    assert list(again.round()) == []
    assert Site.asked[-1] == ("/feed.xml", 304)


def polled(site: str, watch: Watch) -> list[tuple[str, str]]:
    """What one more round gives, the feed being due: ids of articles and codes of refusals."""
    watch.states[f"{site}/feed.xml"].due = 0
    return [("article", f.source_id or "") if isinstance(f, Article) else ("refused", f.code) for _, f in watch.round()]


def watching(site: str, tmp_path: Path, **told: float) -> Watch:
    return Watch(
        [Feed(f"{site}/feed.xml", **{"every": 60, "pause": 0, **told})], tmp_path / "state.json", WORDS, lambda _: None
    )


def test_a_refused_entry_is_told_once_and_never_fetched_again(site: str, tmp_path: Path) -> None:
    Site.entries, Site.answers = ("/a", "/gone"), {"/gone": (404, {})}
    watch = watching(site, tmp_path)
    assert [f.source for _, f in watch.round() if isinstance(f, Refused)] == [f"{site}/gone"]
    Site.entries = ("/a", "/gone", "/new")
    watch.states[f"{site}/feed.xml"].etag = None
    assert polled(site, watch) == [("article", "/new")]
    assert [p for p, _ in Site.asked].count("/gone") == 1
    assert "404" in watch.states[f"{site}/feed.xml"].refused["/gone"].reason


def test_an_entry_whose_server_is_busy_is_tried_again_later(site: str, tmp_path: Path) -> None:
    Site.entries, Site.answers = ("/a", "/slow"), {"/slow": (503, {})}
    watch = watching(site, tmp_path)
    assert len(list(watch.round())) == 2
    assert polled(site, watch) == []
    assert [p for p, _ in Site.asked].count("/slow") == 1
    Site.answers = {}
    watch.states[f"{site}/feed.xml"].refused["/slow"].due = 0
    assert polled(site, watch) == [("article", "/slow")]
    assert watch.states[f"{site}/feed.xml"].refused == {}


def test_a_host_that_says_when_is_left_alone_until_then(site: str, tmp_path: Path) -> None:
    Site.answers = {"/feed.xml": (429, {"Retry-After": "7200"})}
    watch = watching(site, tmp_path)
    assert [f.code for _, f in watch.round() if isinstance(f, Refused)] == ["busy"]
    assert 7100 < watch.due() <= 7200
    asked = len(Site.asked)
    assert polled(site, watch) == [("refused", "busy")]
    assert len(Site.asked) == asked
    assert 0 <= waiting("Tue, 05 Mar 2024 10:00:00 GMT") < 1
    assert waiting(None) == waiting("soon") == 300


def test_a_host_without_readable_rules_is_not_read_and_one_without_rules_is(site: str, tmp_path: Path) -> None:
    Site.answers = {"/robots.txt": (500, {})}
    assert [f.code for _, f in watching(site, tmp_path).round() if isinstance(f, Refused)] == ["busy"]
    Site.answers = {"/robots.txt": (404, {})}
    assert len([f for _, f in watching(site, tmp_path).round() if isinstance(f, Article)]) == 2


def test_requests_to_a_host_keep_the_longer_pause(site: str, tmp_path: Path) -> None:
    Site.robots, Site.entries = "User-agent: *\nCrawl-delay: 1\n", ("/a",)
    began = time.monotonic()
    assert len(list(watching(site, tmp_path, pause=0.2).round())) == 1
    assert time.monotonic() - began >= 2


def test_a_redirect_is_followed_within_the_rules(site: str, tmp_path: Path) -> None:
    Site.entries = ("/a", "/moved", "/trap", "/loop")
    Site.answers = {
        "/moved": (301, {"Location": "/new"}),
        "/trap": (302, {"Location": "/private/b"}),
        "/loop": (302, {"Location": "/loop"}),
    }
    told = [("article", f.source_id) if isinstance(f, Article) else f.code for _, f in watching(site, tmp_path).round()]
    assert told == [("article", "/a"), ("article", "/moved"), "robots", "fetch"]
    assert ("/private/b", 200) not in Site.asked


def test_what_was_not_kept_is_read_again(site: str, tmp_path: Path) -> None:
    assert list(watching(site, tmp_path).round())
    assert list(watching(site, tmp_path).round())


def test_a_feed_that_fails_is_asked_later_and_later(site: str, tmp_path: Path) -> None:
    Site.answers = {"/feed.xml": (503, {})}
    said: list[str] = []
    watch = Watch([Feed(f"{site}/feed.xml", every=60, pause=0)], tmp_path / "state.json", WORDS, said.append)
    assert [f.code for _, f in watch.round() if isinstance(f, Refused)] == ["busy"]
    assert 60 < watch.due() <= 120
    assert list(watch.round()) == []
    assert len(said) == 1


def test_a_bad_entry_and_a_bad_feed_end_nothing(site: str, tmp_path: Path) -> None:
    Site.pages = {
        "/odd.xml": "<rss version='2.0'><channel><item><guid>one</guid><link>http://[what</link></item>"
        f"<item><title>two</title></item><item><guid>three</guid><link>{site}/a</link></item></channel></rss>",
        "/bad.xml": "<html>no feed</html>",
    }
    feeds = [Feed(f"{site}/{name}", every=60, pause=0) for name in ("bad.xml", "odd.xml", "feed.xml")]
    found = list(Watch(feeds, tmp_path / "state.json", WORDS, lambda _: None).round())
    told = [("article", f.url) if isinstance(f, Article) else (f.code, f.source, f.line) for _, f in found]
    assert told == [
        ("empty", f"{site}/bad.xml", None),
        ("bad-entry", "http://[what", None),
        ("empty", f"{site}/odd.xml", 2),
        ("article", f"{site}/a"),
        ("article", f"{site}/a"),
        ("robots", f"{site}/private/b", None),
    ]


def test_watch_records_what_is_new(site: str, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site}/feed.xml"\npause = 0\nevery = 0\n', "utf-8")
    words = ["watch", str(feeds), "--record", str(tmp_path / "record"), "--once"]
    assert "1 articles recorded" in CliRunner().invoke(main, words).output
    assert Store(tmp_path / "record").table("articles").num_rows == 1
    assert [r["code"] for r in Store(tmp_path / "record").table("quarantine").to_pylist()] == ["robots"]
    assert CliRunner().invoke(main, words).output == ""


@pytest.mark.parametrize("text", ["", "[[feed]]\nurl = 'ftp://x'\n", "[[feed]]\nlink = 'http://x'\n", "not toml"])
def test_a_file_without_feeds_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadKnowledge):
        load_feeds(path)
