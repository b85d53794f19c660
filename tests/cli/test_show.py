"""A record shown: in the terminal with and without colours, as a page, in a notebook; hostile text stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import dragoman
from dragoman.cli.render.account import event_rows, reasons
from dragoman.cli.render.marks import runs
from dragoman.cli.render.page import fragment, page
from dragoman.cli.render.show import show
from dragoman.cli.render.visible import visible
from dragoman.model import Actor, Article, Event, Quote, Quoted, Record, Segment, Speaker, Version, When

TALKS = Path(__file__).parents[2] / "examples/talks.txt"
HOSTILE = "<script>alert(1)</script> \"&amp;' \x1b[31mred\x07 \u202egnp.exe [bold]x[/bold] \x00"
VOID = {"meta", "br", "img", "link", "hr"}


@pytest.fixture(scope="module")
def talks() -> Record:
    return dragoman.read(TALKS.read_text())


def shown(record: Record, *, width: int = 100, explain: bool = False, colour: bool = False) -> str:
    out = StringIO()
    system = "truecolor" if colour else None
    show(record, Console(file=out, width=width, force_terminal=colour, color_system=system), explain=explain)
    return out.getvalue()


def made(text: str, *spans: tuple[int, int]) -> Record:
    """A record whose every label is the text itself, with an actor, an event and a quote over each span."""
    marked = [(text[a:b], (a, b)) for a, b in spans]
    whole = Segment(kind="prose", span=(0, len(text)))
    return Record(
        article=Article(id="x", title=text, outlet=text, text=text, segments=(whole,)),
        actors=tuple(Actor(id=words, name=words, kind="person", mentions=(span,)) for words, span in marked),
        events=tuple(_event(words, span) for words, span in marked),
        quotes=tuple(_quote(words, span) for words, span in marked),
        version=Version(dragoman="0", codebook="c", register_="r", model="m"),
    )


def _event(words: str, span: tuple[int, int]) -> Event:
    coded = {"type": "ACCUSE", "cameo": "112", "quad": 3, "intensity": -3.0, "confidence": 0.5}
    return Event(id=words, date=When(reason=words), trigger=span, sentence=span, why=words, **coded)


def _quote(words: str, span: tuple[int, int]) -> Quote:
    speaker, quoted = Speaker(text=words, name=words, span=span), (Quoted(text=words, span=span),)
    return Quote(text=words, spans=(span,), span=span, kind="direct", quoted=quoted, speaker=speaker, confidence=0.5)


class Reader(HTMLParser):
    """Checks that every element is closed in order, and keeps names, attributes and the article's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.article = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "sup" not in self.open:
            self.article += data


def test_without_colours_the_marks_are_brackets(talks: Record) -> None:
    account = shown(talks)
    for marked in ("[Yoko Kamikawa]", "{accused}", "«a partnership of open seas»", "[actor]", "{event}", "«quote»"):
        assert marked in account
    assert "\x1b" not in account


def test_no_color_is_heeded_on_a_terminal(talks: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = StringIO()
    show(talks, Console(file=out, force_terminal=True, width=100))
    assert "{accused}" in out.getvalue()


def test_with_colours_there_are_none(talks: Record) -> None:
    account = shown(talks, colour=True)
    assert "\x1b[" in account
    assert "{accused}" not in account


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_account_fits_the_screen(talks: Record, width: int) -> None:
    account = shown(talks, width=width)
    assert max(map(len, account.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 160])
def test_modality_word_and_confidence_are_told_on_any_screen(talks: Record, width: int) -> None:
    account = shown(talks, width=width)
    row = next(row for row in event_rows(talks) if row.word)
    for words in ("ACCUSE", "planned", row.confidence, row.word.split()[0]):
        assert words in account


def test_explain_says_why_of_every_event(talks: Record) -> None:
    account = " ".join(shown(talks, width=4000, explain=True).split())
    for event in talks.events:
        for _, reason in reasons(event):
            assert reason in account


def test_a_text_stays_text_in_the_terminal() -> None:
    account = shown(made(HOSTILE, (0, len(HOSTILE))), width=400, explain=True, colour=True)
    assert "\x1b[31m" + "red" not in account
    assert "\x07" not in account
    assert "\u202e" not in account
    assert "[bold]x[/bold]" in account


def test_a_text_stays_text_on_the_page() -> None:
    html = page(made(HOSTILE, (0, len(HOSTILE)), (3, 9)), explain=True)
    reader = Reader(html)
    assert "script" not in reader.names
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert reader.article == visible(HOSTILE)
    assert "\x00" not in html
    assert "\x1b" not in html


def test_a_page_needs_nothing_from_elsewhere(talks: Record) -> None:
    reader = Reader(page(talks, explain=True))
    assert not {"script", "link", "img", "iframe"} & set(reader.names)
    assert not [value for name, value in reader.attributes if name in ("src", "href")]
    assert "url(" not in page(talks).replace("http", "")
    assert ("lang", "en") in reader.attributes
    assert "prefers-color-scheme: dark" in page(talks)


def test_a_page_keeps_the_whole_text_and_numbers_the_events(talks: Record) -> None:
    html = page(talks)
    assert Reader(html).article == talks.article.text
    assert f"<sup>{len(talks.events)}</sup>" in html
    assert [row.number for row in event_rows(talks)] == list(range(1, len(talks.events) + 1))


def test_a_record_shows_itself_in_a_notebook(talks: Record) -> None:
    assert talks._repr_html_() == fragment(talks)  # type: ignore[operator]


@settings(deadline=None)
@given(st.data())
def test_runs_cut_the_text_and_lose_nothing(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=60))
    bound = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(bound, bound).map(sorted).map(tuple), max_size=6))
    record = made(text, *spans)
    assert "".join(run.text for run in runs(record)) == text
    assert Reader(page(record, explain=True)).article.replace("\r", "") == visible(text)
    shown(record)
