"""Watching feeds on a real server: conditional requests, robots.txt, nothing twice, back-off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.acquire.watch import Feed, Watch, load_feeds
from dragoman.cli import main
from dragoman.errors import BadKnowledge, Refused
from dragoman.model import Article
from dragoman.record.store import Store

DAY = "Tue, 05 Mar 2024 10:00:00 GMT"
TEXT = "Peru recalled its ambassador from Chile on Monday after a dispute over fishing rights in the Pacific."
PAGE = f"<html><body><article><h1>Envoy recalled</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, int]] = []  # noqa: RUF012
    broken = False

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            return self._answer(200, "User-agent: *\nDisallow: /private/\n")
        if self.broken:
            return self._answer(503, "")
        if self.path == "/feed.xml":
            if self.headers.get("If-None-Match") == '"one"':
                return self._answer(304, "")
            host = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            items = "".join(
                f"<item><title>{n}</title><link>{host}{n}</link><guid>{n}</guid><pubDate>{DAY}</pubDate></item>"
                for n in ("/a", "/private/b")
            )
            return self._answer(200, f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>", '"one"')
        return self._answer(200, PAGE)

    def _answer(self, status: int, body: str, etag: str | None = None) -> None:
        self.asked.append((self.path, status))
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", "text/html" if body.startswith("<html") else "text/xml")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.broken = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_new_entries_are_read_once_and_robots_are_obeyed(site: str, tmp_path: Path) -> None:
    feeds = [Feed(f"{site}/feed.xml", every=0, outlet="Example News", pause=0)]
    said: list[str] = []
    watch = Watch(feeds, tmp_path / "state.json", said.append)
    found = [f for _, f in watch.round()]
    (article,) = [f for f in found if isinstance(f, Article)]
    assert (article.outlet, article.published, article.url) == ("Example News", "2024-03-05", f"{site}/a")
    assert [f.code for f in found if isinstance(f, Refused)] == ["robots"]
    assert ("/private/b", 200) not in Site.asked
    again = Watch(feeds, tmp_path / "state.json", said.append)
    assert list(again.round()) == []
    assert Site.asked[-1] == ("/feed.xml", 304)


def test_a_feed_that_fails_is_asked_later_and_later(site: str, tmp_path: Path) -> None:
    Site.broken = True
    said: list[str] = []
    watch = Watch([Feed(f"{site}/feed.xml", every=60, pause=0)], tmp_path / "state.json", said.append)
    assert [f.code for _, f in watch.round() if isinstance(f, Refused)] == ["fetch"]
    assert 60 < watch.due() <= 120
    assert list(watch.round()) == []
    assert len(said) == 1


def test_watch_records_what_is_new(site: str, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site}/feed.xml"\npause = 0\nevery = 0\n', "utf-8")
    words = ["watch", str(feeds), "--record", str(tmp_path / "record"), "--once"]
    assert "1 articles recorded" in CliRunner().invoke(main, words).output
    assert Store(tmp_path / "record").table("articles").num_rows == 1
    assert CliRunner().invoke(main, words).output == ""


@pytest.mark.parametrize("text", ["", "[[feed]]\nurl = 'ftp://x'\n", "[[feed]]\nlink = 'http://x'\n", "not toml"])
def test_a_file_without_feeds_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadKnowledge):
        load_feeds(path)
