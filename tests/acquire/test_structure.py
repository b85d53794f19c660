"""What a reader of plain text relies on: furniture stands apart from prose, and prose is never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acquire.structure import segments
from dragoman.knowledge import load_knowledge

CUES = load_knowledge().lexicon.furniture

LEAD = "Kenya’s foreign minister met her Ugandan counterpart in Kisumu on Monday to discuss fishing on the lake."
NEXT = "“We will settle this as neighbours do,” Amina Odhiambo said after the talks, which lasted four hours."
LAST = "A second round is planned for June in Entebbe, the two ministries said in a joint statement."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.kind, text[slice(*s.span)]) for s in segments(text, CUES, title)]


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_title_is_apart_from_the_report() -> None:
    assert [k for k, _ in kinds(page("Kenya and Uganda open talks on lake", LEAD, NEXT))] == ["title", "prose", "prose"]


@pytest.mark.parametrize("text", [LEAD, page(LEAD, NEXT), page(LEAD, NEXT, LAST), f"{LEAD} {NEXT} {LAST}"])
def test_without_a_title_all_is_prose(text: str) -> None:
    assert {k for k, _ in kinds(text)} == {"prose"}


@pytest.mark.parametrize("line", ["Talks open in Kisumu", "Ministers meet", "Source: Reuters", "hello", "Read more"])
def test_one_line_is_prose_unless_it_is_a_link(line: str) -> None:
    assert kinds(line) == [("link" if line == "Read more" else "prose", line)]


def test_a_deck_without_a_full_stop_is_a_standfirst() -> None:
    text = page("Kenya and Uganda open talks on lake", "Ministers seek a limit on catches before the rains", LEAD, NEXT)
    assert [k for k, _ in kinds(text)] == ["title", "standfirst", "prose", "prose"]


def test_a_deck_that_quotes_in_single_marks_is_a_standfirst() -> None:
    deck = "Amina Odhiambo and Peter Okello share a wish for a ‘common lake’ at their meeting in Kisumu."
    text = page("Kenya and Uganda hail ‘common lake’ in talks", deck, LEAD, NEXT, LAST)
    assert [k for k, _ in kinds(text)] == ["title", "standfirst", "prose", "prose", "prose"]


def test_a_sentence_above_a_dateline_is_a_standfirst() -> None:
    text = page(
        "Kenya and Uganda open talks", "Ministers seek a limit on catches.", "KISUMU, Kenya (AP) — " + LEAD, NEXT
    )
    assert [k for k, _ in kinds(text)] == ["title", "standfirst", "prose", "prose"]


def test_the_first_sentence_below_a_title_is_the_news_and_stays_prose() -> None:
    assert [k for k, _ in kinds(page("Kenya and Uganda open talks", LEAD, NEXT, LAST))][1] == "prose"


def test_a_title_known_from_metadata_is_found_in_the_text() -> None:
    text = page("KENYA AND UGANDA OPEN TALKS.", LEAD, NEXT)
    assert kinds(text, "Kenya and Uganda open talks")[0][0] == "title"


@pytest.mark.parametrize(
    "caption",
    [
        "In this photo released by the ministry, Amina Odhiambo, left, greets Peter Okello in Kisumu.",
        "FILE - Amina Odhiambo speaks in Nairobi, Kenya, March 3, 2020.",
        "FILE PHOTO: Fishing boats on Lake Victoria",
        "Ministers at the table in Kisumu. (AP Photo/Grace Wanjiru)",
        "Ministers at the table in Kisumu [Handout/Kenyan Foreign Ministry via AP Photo]",
        "Ministers at the table in Kisumu, May 2, 2022. REUTERS/Grace Wanjiru",
        "Ministers at the table in Kisumu. Photograph: Grace Wanjiru/Lake Pictures",
        "Boats on the lake (Photo by Grace Wanjiru/Getty Images)",
        "Amina Odhiambo, right, and Peter Okello meet in Kisumu, Kenya, Monday, May 2, 2022.",
        "[Photo: A. Wanjiru/Reuters]",
        "[Photo: A. Wanjiru/Lake Pictures]",
        "[File: Grace Wanjiru/AFP]",
        "[The minister arrives at the talks in Kisumu on Friday. Grace Wanjiru/Lake Pictures]",
        "[The minister arrives at the talks in Kisumu on Friday. Grace Wanjiru/Reuters]",
        "[Ministers at the table in Kisumu, Grace Wanjiru/AFP via Getty Images]",
        "[Fishing boats on the lake Grace Wanjiru/Reuters]",
        "[Fishing boats wait at the quay. Photo by Grace Wanjiru]",
        "[Fishing boats wait at the quay (Grace Wanjiru/Reuters)]",
        "[Amina Odhiambo (left) greets Peter Okello in Kisumu]",
    ],
)
def test_captions(caption: str) -> None:
    assert kinds(page(LEAD, caption, NEXT))[1] == ("caption", caption)


def test_the_line_above_a_picture_credit_is_its_caption() -> None:
    text = page(LEAD, "Odhiambo and Okello at the quay in Kisumu\n[Grace Wanjiru/Reuters]", NEXT)
    assert [k for k, _ in kinds(text)] == ["prose", "caption", "credit", "prose"]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Achieng",
        "By JANE ACHIENG and John Otieno, Associated Press",
        "(Reporting by Jane Achieng; Editing by John Otieno)",
        "Additional reporting by John Otieno in Kampala",
        "Photo: Grace Wanjiru/AFP",
        "Source: Reuters",
        "Updated 3:15 PM ET, Mon May 2, 2022",
        "Published 2 May 2022",
        "Last modified on Mon 2 May 2022 14.37 BST",
        "May 2, 2022 2:36 pm",
        "3 min read",
        "(AP Photo/Grace Wanjiru)",
        "[Grace Wanjiru/Reuters]",
        "[Grace Wanjiru/Lake Pictures]",
        "REUTERS/Grace Wanjiru",
    ],
)
def test_credits(line: str) -> None:
    assert kinds(page("Kenya and Uganda open talks", line, LEAD, NEXT))[1] == ("credit", line)


@pytest.mark.parametrize(
    "line",
    [
        "Source link",
        "Read more: Why the lake matters",
        "Also read: Why the lake matters",
        "Advertisement",
        "ADVERTISEMENT",
        "Share this",
        "Story continues below",
        "Sign up for our morning newsletter",
        "Copyright © 2022 The Lake Herald. All rights reserved.",
        "https://lakeherald.example/fish",
        "* * *",
        "___",
    ],
)
def test_links(line: str) -> None:
    assert kinds(page(LEAD, line, NEXT))[1] == ("link", line)
    assert kinds(page(LEAD, NEXT, line))[2] == ("link", line)


@pytest.mark.parametrize("line", ["A shared lake", "‘A balance of catches’", "“We remain friends”", "What comes next"])
def test_subheads(line: str) -> None:
    assert kinds(page(LEAD, line, NEXT))[1] == ("subhead", line)


@pytest.mark.parametrize(
    "line",
    [
        "Okello disagreed.",
        "He gave three reasons:",
        "• Patrols end in June",
        "“No,” he said.",
        "Police arrested 12 people in Kisumu on Tuesday. (AP)",
        "Read the treaty, Okello urged the fishermen of both countries as he left the hall on Monday evening.",
        "By Monday the talks had failed.",
        "Source close to the talks said on Monday that Uganda had refused to sign the agreement with Kenya.",
        "The photo released by Kenya on Monday showed troops crossing the border into Uganda, the ministry said.",
        "Kenya, left without allies, cancelled the treaty with Uganda on May 2, 2022, its ministry said on Monday.",
        "The talks, which AFP said were held in Kisumu (a port), ended on Monday.",
        "[Editor's note: this report first said that Reuters had seen the treaty.]",
        "[Editor’s note: the picture above was taken in May by Grace Wanjiru/Reuters]",
        "[Correction: An earlier version of this story misstated the day of the talks, Reuters said.]",
        "[This article has been updated with the answer of the ministry in Nairobi.]",
        "[The lake is shared by three countries, and each of them has its own rules for fishing boats.]",
        "[File your complaint with the ministry in Kisumu by Friday, officials told the fishermen.]",
        "[Photo] The minister told reporters in Kisumu on Monday that Kenya had rejected the treaty with Uganda.",
    ],
)
def test_in_doubt_a_paragraph_is_prose(line: str) -> None:
    assert kinds(page(LEAD, line, NEXT))[1] == ("prose", line)


def test_several_short_lines_are_a_list_and_stay_prose() -> None:
    text = page(LEAD, "Kenya expels two envoys", "Uganda recalls its ambassador", NEXT)
    assert [k for k, _ in kinds(text)] == ["prose"] * 4


def test_a_list_of_headlines_is_read() -> None:
    text = "\n".join(f"Kenya expels {n} envoys of Uganda" for n in range(2, 12))
    assert {k for k, _ in kinds(text)} == {"prose"}


def test_a_caption_alone_is_read() -> None:
    assert kinds("In this photo, troops cross the border.")[0][0] == "prose"


@given(st.text(alphabet=st.sampled_from("ab A.\n\r\t –“”‘’()[]/:,1\u00a0\u2028\u200b"), max_size=300))
def test_segments_cover_all_that_is_not_blank_once_and_in_order(text: str) -> None:
    found = segments(text, CUES)
    assert "".join("".join(text[slice(*s.span)] for s in found).split()) == "".join(text.split())
    ends = [0, *(edge for s in found for edge in s.span)]
    assert ends == sorted(ends)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in (s.span for s in found))
