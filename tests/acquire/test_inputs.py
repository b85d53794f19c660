"""Every kind of input gives its articles, or an error that names the input, the line and the fault."""

from __future__ import annotations

import gzip
import io
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.acquire import acquire, article
from dragoman.errors import Refused
from dragoman.model import Article

LEAD = "The foreign ministers of Kenya and Uganda met on Monday to discuss fishing on Lake Victoria, officials said."
NEXT = "A second round is planned for June in Entebbe, the two ministries said in a joint statement after the talks."
PAGE = f"""<!DOCTYPE html><html><head><meta charset="iso-8859-1"><title>Lake talks open - The Lake Herald</title>
<meta property="og:title" content="Lake talks open"><meta property="og:site_name" content="The Lake Herald">
<meta name="author" content="Jane Achieng"><meta property="article:published_time" content="2022-05-02T08:00:00+03:00">
<link rel="canonical" href="https://lakeherald.example/lake-talks"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Lake talks open</h1><p>{LEAD}</p><h2>Is the lake shared?</h2>
<p>Caf\xe9 owners hope for fish.</p><p>{NEXT}</p>
</article><footer>All rights</footer></body></html>"""


def one(source: str | Path, published: str | None = None) -> Article | Refused:
    (found,) = acquire(str(source), published=published)
    return found


def code(source: str | Path, published: str | None = None) -> str:
    found = one(source, published)
    assert isinstance(found, Refused)
    return found.code


def read(source: str | Path, published: str | None = None) -> Article:
    found = one(source, published)
    assert isinstance(found, Article), found
    return found


def test_a_text_file_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = f"Lake talks open\r\n\r\n{LEAD}\u00a0\t“So” it is.\r\n\r\n{NEXT}\n \n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    found = read(tmp_path / "a.txt", "2022-05-02")
    assert (found.text, found.title, found.published, found.source_id) == (text, "Lake talks open", "2022-05-02", None)
    assert found == article(text, published="2022-05-02")


def test_the_id_depends_on_text_title_and_date_alone() -> None:
    ids = [article(LEAD), article(LEAD, title="A"), article(LEAD, published="2022-05-02"), article(NEXT)]
    assert len({found.id for found in ids}) == 4
    assert article(LEAD, url="https://a.example", outlet="B", source_id="7").id == article(LEAD).id
    assert all(found.id.startswith("sha256:") and len(found.id) == 71 for found in ids)


def test_a_page_gives_its_metadata_and_settles_its_headings(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("latin-1"))
    found = read(tmp_path / "a.html")
    assert (found.title, found.outlet, found.author) == ("Lake talks open", "The Lake Herald", "Jane Achieng")
    assert (found.published, found.published_reason) == ("2022-05-02", "metadata: article:published_time")
    assert found.url == "https://lakeherald.example/lake-talks"
    assert [s.kind for s in found.segments] == ["title", "prose", "subhead", "prose", "prose"]
    assert "Café" in found.text
    (tmp_path / "no-suffix").write_bytes(PAGE.encode("latin-1"))
    assert read(tmp_path / "no-suffix") == found


@pytest.mark.parametrize(
    ("head", "published", "reason"),
    [
        (
            '<script type="application/ld+json">{"datePublished": "2022-05-02"}</script>',
            "2022-05-02",
            "JSON-LD datePublished",
        ),
        ("<meta content='May 2, 2022' name='date'>", "2022-05-02", "date"),
        (
            '<link rel="canonical" href="https://lakeherald.example/2022/05/02/talks">',
            "2022-05-02",
            "address /2022/05/02",
        ),
        (
            '<script type="application/ld+json">//<![CDATA[\n[{"@graph": [{"@type": "NewsArticle", "review": '
            '{"datePublished": "2019-03-03"}, "headline": "a \\"b\\"\n", "datePublished": "2022-05-02"}]}]\n'
            "//]]></script>",
            "2022-05-02",
            "JSON-LD datePublished",
        ),
        ('<script>var related = [{"datePublished": "2019-03-03"}]</script>', None, "unknown"),
        (
            '<script type="application/ld+json">{"headline": "the "talks"", "datePublished": "2022-05-02"}</script>',
            "2022-05-02",
            "JSON-LD datePublished",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2022-05-02", "headline": "cut of</script>',
            "2022-05-02",
            "JSON-LD datePublished",
        ),
        ("<meta name=date content=2022-05-02>", "2022-05-02", "date"),
        ('<meta name="date" content="soon">', None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_a_page_is_dated_by_what_it_states(tmp_path: Path, head: str, published: str | None, reason: str) -> None:
    body = f"<p>{LEAD}</p><p>On March 3, 2019, they met for the first time.</p><p>{NEXT}</p>"
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    found = read(tmp_path / "a.html")
    assert found.published == published
    assert reason in (found.published_reason or "")


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    assert code(tmp_path / "a.html") == "no-text"


def jsonl(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_json_lines_go_on_past_bad_ones(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a/1",
            "text": LEAD,
            "title": "T",
            "published": "2022-05-02T23:00:00Z",
            "outlet": "O",
            "url": "u",
            "author": "J",
        },
        {"id": 7, "text": NEXT},
        {"text": 7},
        {"text": LEAD, "published": "soon"},
        {"text": LEAD, "published": 20220502},
        {"text": LEAD, "title": ["T"]},
        {"id": [1], "text": LEAD},
        {"text": " "},
        [LEAD],
        {"text": LEAD + " \ud800"},
    ]
    for name, opener in (("a.jsonl", open), ("a.jsonl.gz", gzip.open)):
        with opener(tmp_path / name, "wb") as file:
            file.write(jsonl(*rows) + b"{broken\n\n\xff\xfe\n" + jsonl({"text": NEXT}))
        first, second, *rest, last = acquire(str(tmp_path / name))
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.source_id, first.title, first.published, first.outlet, first.url, first.author) == (
            "a/1", "T", "2022-05-02", "O", "u", "J",
        )  # fmt: skip
        assert first.published_reason == 'metadata: the field "published"'
        assert second.source_id == "7"
        named = [(r.code, r.line) if isinstance(r, Refused) else r.repaired for r in rest]
        assert named == [
            ("no-text", 3), ("bad-date", 4), ("bad-date", 5), ("bad-field", 6), ("bad-field", 7), ("empty", 8),
            ("not-object", 9), True, ("not-json", 11), ("not-json", 13),
        ]  # fmt: skip
        assert isinstance(last, Article)
        assert all(r.source == str(tmp_path / name) for r in rest if isinstance(r, Refused))


def test_a_json_file_holds_one_article_or_many(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"id": "a", "text": LEAD}, indent=2))
    assert read(tmp_path / "one.json").source_id == "a"
    (tmp_path / "many.json").write_text(json.dumps([{"text": LEAD}, 3, {"text": NEXT}]))
    first, second, third = acquire(str(tmp_path / "many.json"))
    assert isinstance(second, Refused)
    assert (second.code, second.line) == ("not-object", 2)
    assert [a.text for a in (first, third) if isinstance(a, Article)] == [LEAD, NEXT]
    for text, named in (("[]", "empty"), ("[", "not-json"), ("[" * 100_000, "not-json"), ("7", "not-object")):
        (tmp_path / "bad.json").write_text(text)
        assert code(tmp_path / "bad.json") == named


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (LEAD.encode(), [LEAD]),
        (jsonl({"text": LEAD}, {"text": NEXT}), [LEAD, NEXT]),
        (json.dumps({"text": LEAD}, indent=1).encode(), [LEAD]),
        (json.dumps([{"text": LEAD}, {"text": NEXT}]).encode(), [LEAD, NEXT]),
        (b"\xef\xbb\xbf" + LEAD.encode(), [LEAD]),
    ],
)
def test_standard_input_is_known_by_its_opening(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [a.text for a in acquire("-") if isinstance(a, Article)] == texts


def test_standard_input_may_be_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("latin-1"))))
    assert read("-").title == "Lake talks open"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert code(tmp_path / "none.txt") == "not-found"
    assert code("a\0b") == "not-found"
    assert code(tmp_path) == "folder"
    (tmp_path / "empty.txt").write_bytes(b" \n")
    assert code(tmp_path / "empty.txt") == "empty"
    (tmp_path / "a.txt.gz").write_bytes(b"\x1f\x8bnot gzip")
    assert code(tmp_path / "a.txt.gz") == "unreadable"
    (tmp_path / "a.txt").write_text(LEAD)
    assert code(tmp_path / "a.txt", "soon") == "bad-date"
    with gzip.open(tmp_path / "big.txt.gz", "wb") as file:
        file.write(b"a" * (17 * 2**20))
    assert code(tmp_path / "big.txt.gz") == "too-large"
    (tmp_path / "big.jsonl").write_bytes(b'{"text": "' + b"a" * (17 * 2**20) + b'"}\n' + jsonl({"text": LEAD}))
    large, whole = acquire(str(tmp_path / "big.jsonl"))
    assert isinstance(large, Refused)
    assert (large.code, large.line) == ("too-large", 1)
    assert isinstance(whole, Article)


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        self.send_response(200 if self.path in ("/page", "/text", "/big") else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8" if self.path == "/text" else "text/html")
        self.end_headers()
        body = {"/text": LEAD.encode(), "/big": b"a" * (17 * 2**20)}.get(self.path, PAGE.encode("latin-1"))
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_address_is_fetched(site: str) -> None:
    found = read(f"{site}/moved")
    assert (found.title, found.url) == ("Lake talks open", f"{site}/page")
    assert read(f"{site}/text").text == LEAD


def test_an_address_that_gives_no_article_is_named(site: str) -> None:
    assert code(f"{site}/none") == "fetch"
    assert code(f"{site}/big") == "too-large"
    assert code("http://127.0.0.1:1/") == "fetch"
    for address in ("ftp://a.example/x", "file:///etc/hosts", "http://", "http://[", "https://\ud800/"):
        assert code(address) == "fetch"
