"""Dates that acts lend each other, each with its reason."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.date_inference import infer_dates


@pytest.fixture
def dated(attributed):
    """The dates of the candidates of a text, by predicate, after inference."""

    def run(text):
        document, found = attributed(text)
        infer_dates(found, document)
        return {c.trigger.text: c.when for c in found}

    return run


def test_what_one_also_says_is_said_with_what_was_said_before(dated):
    found = dated("Peru's president criticised Chile on Monday. He also accused Bolivia of lying.")
    assert found["accused"].edtf == "2024-03-04"
    assert "said with the 'criticised' before it" in found["accused"].reason


def test_what_another_says_has_no_date_from_it(dated):
    found = dated("Peru's president criticised Chile on Monday. Ecuador also accused Bolivia of lying.")
    assert found["accused"].edtf is None


def test_what_is_said_at_talks_is_of_their_day(dated):
    found = dated("Peru's president opened talks with Chile on Monday. He praised Bolivia.")
    assert found["praised"].edtf is None
    found = dated("Peru's president held talks with Chile in Lima on Monday, praising Chile.")
    assert found["praising"].edtf == "2024-03-04"


def test_so_many_days_after_an_act_counts_from_it(dated):
    found = dated("Kenya condemned Chad on Monday, two days after Chad attacked Kenya.")
    assert (found["attacked"].edtf, found["attacked"].text) == ("2024-03-02", "two days")
    assert "counted from the act it follows" in found["attacked"].reason


def test_days_after_without_a_number_are_a_range(dated):
    found = dated("Kenya condemned Chad on Monday, days after Chad attacked Kenya.")
    assert found["attacked"].edtf == "2024-02-26/2024-03-02"


def test_a_plan_of_one_who_stays_somewhere_falls_in_his_stay(dated):
    found = dated("Kenyan President William Ruto, who is in Chad until Friday, will meet Chadian officials.")
    assert found["meet"].edtf is not None
    assert "during the stay said of William Ruto" in found["meet"].reason


def test_a_caption_of_the_same_parties_dates_their_talks(dated):
    found = dated(
        "Chad’s foreign minister has held talks with his counterpart from Niger in Niamey, officials said after it.\n\n"
        "The foreign ministers of Chad and Niger before talks in Niamey, Niger, Tuesday, March 5, 2024. (AP Photo)\n\n"
        "The two sides said that trade would resume.\n"
    )
    assert "2024-03-05" in {w.edtf for w in found.values() if "a caption of the same occasion" in w.reason}


def test_a_date_of_its_own_stays(dated):
    found = dated("Peru criticised Chile on Monday. On Tuesday Peru also accused Bolivia of lying.")
    assert found["accused"].edtf == "2024-03-05"
