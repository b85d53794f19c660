"""Credits of pictures, bylines and the furniture of a page name no actor."""

from __future__ import annotations

import pytest

from dragoman.acquire import article

LEAD = "The foreign ministers of Kenya and Uganda met in Kisumu on Monday to discuss fishing on Lake Victoria."
NEXT = "A second round of talks is planned for the summer, the two ministries said after the talks in Kisumu."
ACTORS = {"state:KEN", "state:UGA"}


def named(coder, *paragraphs: str) -> set[str]:
    """The names of the persons, bodies and states in a text of these paragraphs."""
    record = coder.read(article("\n\n".join(paragraphs), published="2022-05-02"))
    return {a.id for a in record.actors if not a.id.startswith(("group:", "office:"))}


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Achieng, Reuters",
        "Reuters/Grace Wanjiru",
        "Photograph: Grace Wanjiru/AFP/Getty Images",
        "(AP Photo/Grace Wanjiru)",
        "Image copyright Getty Images",
        "Read more",
        "Read more: Trump orders strikes on Iran",
        "Sign up",
        "Advertisement",
        "Share on Facebook",
        "Share on Twitter",
        "Share via Email",
        "Follow us on Twitter",
        "Follow The Lake Herald on Facebook",
        "Subscribe",
        "Related: Why Putin went to Kampala",
        "Click here to read more about Angela Merkel",
        "Story continues below",
    ],
)
def test_a_line_of_the_page_names_nobody(coder, line):
    assert named(coder, LEAD, line, NEXT) == named(coder, LEAD, NEXT)


@pytest.mark.parametrize(
    "credit",
    [
        " (AP Photo/Grace Wanjiru)",
        " Grace Wanjiru/AFP/Getty Images",
        " Photograph: Grace Wanjiru/AFP",
        " REUTERS/Grace Wanjiru",
        " (Photo by Grace Wanjiru/Getty Images)",
        " Reuters/Grace Wanjiru",
    ],
)
def test_a_credit_inside_a_text_names_nobody(coder, credit):
    caption = "Fishing boats wait at the quay in Kisumu."
    assert named(coder, LEAD, caption + credit, NEXT) == named(coder, LEAD, caption, NEXT)


def test_who_is_shown_in_a_picture_is_somebody_and_so_is_an_agency_that_reports(coder):
    caption = "Theresa May arrives in Berlin for talks with Angela Merkel. Grace Wanjiru/Reuters"
    assert {"person:theresa-may", "person:angela-merkel"} <= named(coder, LEAD, caption, NEXT)
    poll = "A Reuters/Ipsos poll found on Monday that most people in Kenya want talks with Uganda."
    plain = coder.read(article(poll, published="2022-05-02")).actors
    assert any("Reuters" in a.name for a in plain)
