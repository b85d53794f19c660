"""The publication date: given, else metadata, else the text's own words with a reason, else unknown; never today."""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acquire import article
from dragoman.acquire.dateline import dateline
from dragoman.acquire.published import iso_date
from dragoman.errors import Refused
from dragoman.knowledge import load_knowledge

LEAD = "The foreign ministers of Kenya and Uganda met on Monday to discuss fishing on Lake Victoria, officials said."


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        (f"KISUMU, May 2, 2022 (AP) — {LEAD}", "2022-05-02", 'dateline: "May 2, 2022"'),
        (f"Kisumu, 2 May 2022 – {LEAD}", "2022-05-02", 'dateline: "2 May 2022"'),
        (
            f"Lake talks resume\n\nUpdated 3:15 PM ET, Mon May 2, 2022\n\n{LEAD}",
            "2022-05-02",
            'stamp: "Mon May 2, 2022"',
        ),
        (
            f"{LEAD}\n\nIn this photo the ministers meet in Kisumu, Monday, May 2, 2022.",
            "2022-05-02",
            'caption: "Monday, May 2, 2022"',
        ),
        (
            f"{LEAD}\n\nIn this photo they meet, Sunday, May 1, 2022.\n\nIn this photo they part, Monday, May 2, 2022.",
            "2022-05-02",
            'latest of 2 caption dates: "Monday, May 2, 2022"',
        ),
        (
            f"KISUMU, Tuesday, May 2, 2022 (AP) — {LEAD}",
            "2022-05-02",
            'dateline: "Tuesday, May 2, 2022"; doubtful, that day was a Monday',
        ),
    ],
)
def test_the_text_gives_its_date_with_a_reason(text: str, published: str, reason: str) -> None:
    found = article(text)
    assert (found.published, found.published_reason) == (published, reason)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        f"KISUMU, May 2 (AP) — {LEAD}",
        f"{LEAD}\n\nOn May 2, 2022, they met for the first time.",
        f"{LEAD}\n\nFILE - The ministers meet in Kisumu, Monday, May 2, 2022.",
        f"{LEAD}\n\nIn this photo the ministers meet in Kisumu, May 2, 2022.",
        f"KISUMU, February 30, 2022 (AP) — {LEAD}",
    ],
)
def test_without_a_full_date_of_its_own_it_is_unknown(text: str) -> None:
    found = article(text)
    assert found.published is None
    assert (found.published_reason or "").startswith("unknown")


def test_what_is_given_goes_before_what_the_text_says() -> None:
    found = article(f"KISUMU, May 2, 2022 (AP) — {LEAD}", published="2022-05-03T06:00:00+03:00")
    assert (found.published, found.published_reason) == ("2022-05-03", "given")


@pytest.mark.parametrize(
    "bad", ["yesterday", "03/05/2022", "2022-13-01", "2022-05", "2022-02-30", "0000-01-01", "²022-01-01"]
)
def test_a_bad_date_is_an_error_that_says_so(bad: str) -> None:
    with pytest.raises(Refused, match="not an ISO date") as raised:
        article(LEAD, published=bad)
    assert raised.value.code == "bad-date"


@given(st.dates(min_value=datetime.date(1, 1, 1)), st.times())
def test_every_iso_date_and_datetime_keeps_its_day(day: datetime.date, time: datetime.time) -> None:
    assert iso_date(day.isoformat(), "t") == day.isoformat()
    assert iso_date(datetime.datetime.combine(day, time).isoformat(), "t") == day.isoformat()


@given(st.text(max_size=20))
def test_any_other_text_is_refused_and_nothing_else_happens(text: str) -> None:
    with suppress(Refused):
        found = iso_date(text, "t")
        assert found is None or datetime.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("KISUMU, May 2 (Reuters) - The", "KISUMU"),
        ("Kisumu (AFP) – The", "Kisumu"),
        ("KISUMU, May 2. /TASS/. The", "KISUMU"),
        ("PORT BELL, Uganda (AP) _ The", "PORT BELL, Uganda"),
        ("NEW DELHI: The", "NEW DELHI"),
        ("KISUMU — The", "KISUMU"),
        ("TOKYO, May 2, Kyodo - The", "TOKYO"),
        ("ST. PETERSBURG, Russia, May 2 (AP) -- The", "ST. PETERSBURG, Russia"),
    ],
)
def test_datelines(opening: str, place: str) -> None:
    found = dateline(opening, load_knowledge().lexicon.furniture)
    assert found
    assert found.place == place


@pytest.mark.parametrize(
    "opening",
    [
        "On May 2, 2022: the",
        "President Okello: we",
        "The minister - a lawyer - said",
        "NATO Secretary General: we",
        "",
        "- a",
    ],
)
def test_no_datelines(opening: str) -> None:
    assert dateline(opening, load_knowledge().lexicon.furniture) is None
