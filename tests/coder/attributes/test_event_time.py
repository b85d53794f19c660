"""The date of an act: the time expression that belongs to its predicate, or none."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.event_time import durations, event_time, time_of
from dragoman.coder.events.candidate import UNDATED

DATES = [
    ("Kenya attacked Chad on Monday, the government said on Tuesday.", "attacked", "2024-03-04"),
    ("Kenya attacked Chad on Monday, the government said on Tuesday.", "said", "2024-03-05"),
    ("Kenya held talks with Chad on Sunday.", "talks", "2024-03-03"),
    ("Kenya's attack on Chad in May 2023 killed nobody.", "attack", "2023-05"),
    ("Kenya is bombing Chad.", "bombing", None),
]


@pytest.mark.parametrize(("text", "act", "date"), DATES)
def test_a_predicate_has_the_time_that_belongs_to_it(document_of, word, text, act, date):
    document = document_of(text)
    assert time_of(word(document, act), document)[0].edtf == date


def test_no_time_in_the_sentence_is_no_date_and_the_reason_says_so(document_of, word):
    document = document_of("Kenya attacked Chad. On Monday it rained.")
    when, steps = time_of(word(document, "attacked"), document)
    assert (when.edtf, steps) == (None, UNDATED)
    assert "no time" in when.reason


def test_an_open_side_is_closed_by_the_day_of_publication(document_of, word):
    document = document_of("Kenya has bombed Chad since January.", published="2024-03-06")
    assert time_of(word(document, "bombed"), document)[0].edtf.endswith("/2024-03-06")


def test_the_date_points_to_its_words(document_of, word):
    document = document_of("Kenya attacked Chad on Monday.")
    when = time_of(word(document, "attacked"), document)[0]
    assert document.text(when.span) == when.text == "Monday"


def test_what_is_done_by_saying_it_has_the_time_of_saying(attributed):
    document, found = attributed("On Monday, a Peruvian spokesman said that Chile's move was unacceptable.")
    (accused,) = [c for c in found if c.type == "ACCUSE"]
    assert event_time(accused, document)[0].edtf == "2024-03-04"


def test_a_plan_is_not_of_a_time_long_gone(attributed):
    document, found = attributed("Peru's president will meet Chile's president, the first such talks since 1991.")
    (planned,) = [c for c in found if c.trigger.text == "meet"]
    assert event_time(planned, document) == (planned.when, UNDATED)


def test_the_length_of_an_act_belongs_to_the_noun_it_stands_before(document_of, word):
    document = document_of("Peru's president ended a six-day visit to Chile after a two-day summit.")
    assert [t.time.text for t in durations(word(document, "visit"), document)] == ["six-day"]
