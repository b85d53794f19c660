"""Time expressions: what is found, what it means, and why. Published on Monday, 18 September 2023 unless said."""

from __future__ import annotations

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.model import Article, Segment
from dragoman.times.times import find_times

MONDAY = "2023-09-18"


@pytest.fixture(scope="module")
def times(found):
    """A text to (words, value, EDTF) of each time."""

    def run(text, published=MONDAY):
        return [(t.text, t.timex.value, t.edtf) for t in found(text, published)]

    return run


@pytest.fixture(scope="module")
def values(times):
    """A text to (words, value)."""
    return lambda text, published=MONDAY: [(words, value) for words, value, _ in times(text, published)]


CALENDAR = [
    ("They signed the accord on 14 December 2018.", "14 December 2018", "2018-12-14"),
    ("The port was shelled on Tuesday, Feb. 7, 2017.", "Tuesday, Feb. 7, 2017", "2017-02-07"),
    ("The ship left on the 5th of May 2021.", "the 5th of May 2021", "2021-05-05"),
    ("The file is dated 2023-09-18.", "2023-09-18", "2023-09-18"),
    ("The file is dated 9/14/2023.", "9/14/2023", "2023-09-14"),
    ("The file is dated 14/9/2023.", "14/9/2023", "2023-09-14"),
    ("The file is dated 14.09.2023.", "14.09.2023", "2023-09-14"),
    ("Troops left in early March 2022.", "early March 2022", "2022-03"),
    ("A new round is due by mid-2024.", "mid-2024", "2024"),
    ("The 2015 nuclear deal collapsed.", "2015", "2015"),
    ("It happened in the late 1980s.", "the late 1980s", "198"),
    ("It happened in the '90s.", "the '90s", "199"),
    ("It happened in the 19th century.", "the 19th century", "18"),
    ("It fell in nineteen ninety-one.", "nineteen ninety-one", "1991"),
    ("Growth slowed in the third quarter of 2022.", "the third quarter of 2022", "2022-Q3"),
    ("Growth slowed in Q2 2022.", "Q2 2022", "2022-Q2"),
    ("They met in the spring of 2021.", "the spring of 2021", "2021-SP"),
    ("The rouble fell in the first half of 2022.", "the first half of 2022", "2022-H1"),
    ("The attacks of 9/11 changed that.", "9/11", "2001-09-11"),
    ("He spoke of the Sept. 11 attacks.", "Sept. 11", "2001-09-11"),
]


@pytest.mark.parametrize(("text", "words", "value"), CALENDAR)
def test_a_date_that_says_its_year_needs_no_publication_date(values, text, words, value):
    assert values(text) == values(text, None) == [(words, value)]


WEEKDAYS = [
    ("The ministers held talks in Ankara on Monday.", "2023-09-18"),
    ("Rossi is scheduled to meet his Danish counterpart on Monday.", "2023-09-18"),
    ("The presidents will meet in Oslo on Friday.", "2023-09-22"),
    ("The envoy arrived in Baku on Friday.", "2023-09-15"),
    ("The delegations agreed to meet again on Wednesday.", "2023-09-20"),
    ("The rebels failed to appear in court on Wednesday.", "2023-09-13"),
    ("The vote is on Thursday.", "2023-09-21"),
    ("A senator vowed on Wednesday to resist.", "2023-09-13"),
    ("The hearing was postponed to Friday.", "2023-09-22"),
    ("Ahead of Thursday's vote, both camps denied it.", "2023-09-21"),
    ("They would respond to Thursday's raid, he said.", "2023-09-14"),
    ("It has threatened to go on since taking the bridge on Thursday.", "2023-09-14"),
    ("The truce had been due to expire on Friday.", "2023-09-15"),
]


@pytest.mark.parametrize(("text", "day"), WEEKDAYS)
def test_a_weekday_goes_by_the_tense_of_its_clause(times, text, day):
    assert [(value, edtf) for _, value, edtf in times(text)] == [(day, day)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He resigned last Friday.", "2023-09-15"),
        ("She resigned last Monday.", "2023-09-11"),
        ("They vote this Friday.", "2023-09-22"),
        ("They vote next Friday.", "2023-09-29"),
        ("He flew home on Sunday of last week.", "2023-09-17"),
        ("They left the day before yesterday.", "2023-09-16"),
        ("They return the day after tomorrow.", "2023-09-20"),
    ],
)
def test_last_this_and_next_say_which(times, text, day):
    assert [edtf for _, _, edtf in times(text)] == [day]


def test_a_headline_in_the_present_tense_tells_of_the_past(parser):
    title = "Envoy meets rebels in Doha on Saturday"
    segments = (Segment(kind="title", span=(0, len(title))),)
    document = parser.document(Article(id="t", text=title, published=MONDAY, segments=segments), load_knowledge())
    assert [m.time.edtf for m in find_times(document).times] == ["2023-09-16"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was freed in December.", "2022-12"),
        ("Talks will resume in December.", "2023-12"),
        ("The election takes place in November.", "2023-11"),
        ("February's operation failed.", "2023-02"),
        ("She resigned last May.", "2023-05"),
        ("She was sworn in on January 20.", "2023-01-20"),
        ("She will be sworn in on January 20.", "2024-01-20"),
        ("He said the summit, due on Oct. 3, was at risk.", "2023-10-03"),
        ("The army left last winter.", "2022-WI"),
        ("The economy will shrink in the fourth quarter.", "2023-Q4"),
        ("They will meet before Christmas.", "2023-12-25"),
        ("They met last Thanksgiving.", "2022-11-24"),
        ("He spoke on Easter Sunday.", "2023-04-09"),
    ],
)
def test_what_comes_every_year_goes_by_the_tense(values, text, value):
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This week the siege ended.", ("This week", "2023-W38", "2023-09-18/2023-09-24")),
        ("The siege ended last month.", ("last month", "2023-08", "2023-08")),
        ("They vote next year.", ("next year", "2024", "2024")),
        ("They vote later this year.", ("later this year", "2023", "2023-09-18/2023-12-31")),
        ("They voted earlier this month.", ("earlier this month", "2023-09", "2023-09-01/2023-09-18")),
        ("They met over the weekend.", ("the weekend", "2023-W37-WE", "2023-09-16/2023-09-17")),
        ("Ten died over the last two months.", ("the last two months", "P2M", "2023-07-18/2023-09-18")),
        ("Ten died in the past week.", ("the past week", "P1W", "2023-09-11/2023-09-18")),
        ("He left three years ago.", ("three years ago", "2020", "2020")),
        ("He left two weeks ago.", ("two weeks ago", "2023-W36", "2023-09-04/2023-09-10")),
        ("He left ten days ago.", ("ten days ago", "2023-09-08", "2023-09-08")),
        ("It happened last night.", ("last night", "2023-09-17TNI", "2023-09-17")),
        ("He flew home on Sunday morning.", ("Sunday morning", "2023-09-17TMO", "2023-09-17")),
        ("They are now at war.", ("now", "PRESENT_REF", "2023-09-18")),
        ("He recently resigned.", ("recently", "PAST_REF", None)),
        ("In recent years trade has grown.", ("recent years", "PXY", None)),
        ("Nobody knows the future.", ("the future", "FUTURE_REF", None)),
    ],
)
def test_relative_times_count_from_publication(times, text, expected):
    assert times(text) == [expected]


def test_hours_stand_on_their_day(times):
    assert times("The truce will begin at 10:30 a.m. on Tuesday.") == [
        ("10:30 a.m. on Tuesday", "2023-09-19T10:30", "2023-09-19T10:30:00")
    ]
    assert [v for _, v, _ in times("It struck at 4 a.m. (0100 GMT) Thursday.")] == [
        "2023-09-14T04:00",
        "2023-09-14T01:00",
        "2023-09-14",
    ]


def test_an_open_side_stays_open_and_the_value_is_the_edge(times):
    assert times("Silva is in Cairo until Thursday.") == [("until Thursday", "2023-09-21", "../2023-09-21")]
    assert times("He has ruled since January 2019.") == [("since January 2019", "2019-01", "2019-01/..")]
    assert times("They had refused to talk until Thursday.") == [("until Thursday", "2023-09-14", "../2023-09-14")]


@pytest.mark.parametrize(
    ("text", "ends", "whole"),
    [
        ("They will meet from 3 to 5 October.", ["2023-10-03", "2023-10-05"], "2023-10-03/2023-10-05"),
        ("Fighting went on between May and June 2014.", ["2014-05", "2014-06"], "2014-05/2014-06"),
        ("The court sat from Monday to Wednesday.", ["2023-09-11", "2023-09-13"], "2023-09-11/2023-09-13"),
        ("It is shut from June 3 to July 10, 2024.", ["2024-06-03", "2024-07-10"], "2024-06-03/2024-07-10"),
        ("It lasted from Dec. 30 to Jan. 2, 2020.", ["2019-12-30", "2020-01-02"], "2019-12-30/2020-01-02"),
    ],
)
def test_both_ends_of_a_stretch_carry_the_whole(times, text, ends, whole):
    assert [(value, edtf) for _, value, edtf in times(text)] == [(end, whole) for end in ends]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was a six-day visit.", "six-day", "P6D"),
        ("They talked for nearly three hours.", "nearly three hours", "PT3H"),
        ("It took two and a half years.", "two and a half years", "P2Y6M"),
        ("It took half an hour.", "half an hour", "PT30M"),
        ("The war has cost lives for decades.", "decades", "PXE"),
        ("The civil war lasted twenty-five years.", "twenty-five years", "P25Y"),
        ("A seven-year-old war goes on.", "seven-year-old", "P7Y"),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They protest on Sundays.", "Sundays", "XXXX-WXX-7"),
        ("Shells fall daily.", "daily", "P1D"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("Aid of $5 billion a year flows in.", "a year", "P1Y"),
    ],
)
def test_lengths_and_sets(values, text, words, value):
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "amount", "unit", "direction"),
    [
        ("A day after the raid, police arrested two men.", 1, "D", 1),
        ("Days after the coup, the border was shut.", None, "D", 1),
        ("It began three weeks before the summit.", 3, "W", -1),
        ("It began the day before the summit.", 1, "D", -1),
    ],
)
def test_an_offset_from_an_event_is_not_dated_but_measured(mentions, text, amount, unit, direction):
    (mention,) = mentions(text, MONDAY)
    assert (mention.role, mention.amount, mention.unit, mention.direction) == ("offset", amount, unit, direction)
    assert mention.time.edtf is None
    assert "event" in mention.time.reason


def test_an_offset_from_a_date_named_before_is_dated(times):
    found = times("The war began on Feb. 24, 2022. Two days later the capital was shelled.")
    assert found[1] == ("Two days later", "2022-02-26", "2022-02-26")


def test_a_year_earlier_is_that_of_the_quarter_spoken_of(values):
    text = "Exports grew in the second quarter. A year earlier they fell. In the quarter, imports fell too."
    assert [v for _, v in values(text)] == ["2023-Q2", "2022-Q2", "2023-Q2"]


def test_a_year_in_the_sentence_dates_the_month_after_it(values):
    assert values("In 2018 it left the pact, and in May it imposed sanctions.") == [
        ("2018", "2018"),
        ("May", "2018-05"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister arrived on Monday.", "XXXX-WXX-1"),
        ("The minister arrived yesterday.", "XXXX-XX-XX"),
        ("The minister arrived two weeks ago.", "XXXX-WXX"),
        ("The minister arrived last year.", "XXXX"),
        ("The minister arrived on 3 May.", "XXXX-05-03"),
        ("The minister arrived this morning.", "XXXX-XX-XXTMO"),
        ("The minister arrived in August.", "XXXX-08"),
    ],
)
def test_without_a_publication_date_relative_times_stay_relative(found, text, value):
    (time,) = found(text)
    assert (time.timex.value, time.edtf) == (value, None)
    assert "publication date is unknown" in time.reason


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May resigned.",
        "The army may march on the capital.",
        "He wrote in the Sunday Times.",
        "Some 2003 people were killed.",
        "Flight 1990 was shot down under Resolution 1970.",
        "Three quarters of the seats were lost.",
        "A 36-year-old farmer and her son, 12 years old, were hurt.",
        "They won a second time, and 1,200 cheered.",
        "Prices fall in the spring of the town's well.",
    ],
)
def test_what_only_looks_like_a_time_is_none(times, text):
    assert times(text) == []


def test_reasons_say_how(found):
    (time,) = found("The ministers held talks on Monday.", MONDAY)
    assert "past tense 'held'" in time.reason
    assert "2023-09-18" in time.reason


def test_tokens_and_spans_belong_together(document_of):
    document = find_times(document_of("A first line.\nThe envoy left in late August 2022 for Bern.", MONDAY))
    (mention,) = document.times
    assert (mention.first.text, mention.last.text, mention.role) == ("late", "2022", "point")
    assert document.text(mention.time.span) == mention.time.text == "late August 2022"
