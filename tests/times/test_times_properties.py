"""What holds for any text: spans read back, EDTF can be read, nothing crashes, and dates survive being written."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotations import Block
from dragoman.document import Document
from dragoman.edtf import closed, interval
from dragoman.knowledge import load_knowledge
from dragoman.model import Article
from dragoman.times.times import find_times

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LEXICON = load_knowledge().time_lexicon
WORDS = [
    *LEXICON.words,
    *(" ".join(p) for some in LEXICON.phrases.values() for p, _ in some),
    *LEXICON.tables["numbers"],
]
SIGNS = [*".,-–()'", "'s", "\n\n", "1", "31", "1999", "2023", "1,200", "10:30", "25:99", "9/11", "18.09.2023", "0/0/0"]
SIGNS += ["2023-13-45", "1/2", "½", "5th", "1990s", "'80s", "Q3", "p.m.", "99999999999", "٣", "people", "2400 GMT"]

words = st.sampled_from([*WORDS, *SIGNS]).flatmap(lambda w: st.sampled_from([w, w.capitalize()]))
published = st.sampled_from([None, "2023-09-18", "2024-02-29", "0001-01-01", "9999-12-31", "yesterday"])


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=30), published)
def test_any_heap_of_words(document_of, heap, day):
    document = document_of(" ".join(heap), day)
    mentions = find_times(document).times
    assert mentions == find_times(document).times
    end = 0
    for found in (m.time for m in mentions):
        assert document.text(found.span) == found.text
        assert end <= found.span[0] < found.span[1]
        assert found.reason
        assert found.edtf is None or interval(closed(found.edtf, day)) is not None
        end = found.span[1]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 3))
def test_a_date_round_trips(found, day, style):
    month = MONTHS[day.month - 1]
    written = [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
    ][style]
    (time,) = found(f"They met on {written}.")
    assert (time.text, time.edtf, time.timex.value) == (written, day.isoformat(), day.isoformat())


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_weekday_is_within_a_week_of_publication(found, day):
    past, ahead = found("They met on Thursday. They will meet on Thursday.", day.isoformat())
    assert 0 <= (day - date.fromisoformat(past.edtf)).days < 7
    assert 0 <= (date.fromisoformat(ahead.edtf) - day).days < 7


@pytest.mark.parametrize("line", ["a", "1", "\n", "½", "the ", "1-", "May 5 ", "about "])
def test_a_long_line_of_one_thing_is_read_in_linear_time(parser, line):
    text = line * (10_000 // len(line))
    doc = parser.nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    article = Article(id="t", text=text, published="2023-09-18")
    document = Document(article, load_knowledge(), tuple(Block(n, "prose", 0, doc) for n in range(3)))
    start = time.process_time()
    find_times(document)
    assert time.process_time() - start < 5
