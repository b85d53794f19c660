"""One event per act: what repeats another report, and what another act is only about."""

from __future__ import annotations

import pytest

from dragoman.coder.events.coreference import distinct, merge, same_act

ABOUT = [
    ("Finland promised to send troops to Estonia.", ["promised"]),
    ("Kenya threatened to attack Chad if Chad does not withdraw from Sudan.", ["threatened"]),
    ("Kenya welcomed Peru's decision to send aid to Chad.", ["welcomed"]),
    ("Peru arrested a Chilean official for collaborating with Bolivia.", ["arrested"]),
    ("Kenya met Chad and criticised Sudan.", ["met", "criticised"]),
    ("Kenyan troops attacked a convoy in Chad, and nine Chadian soldiers were killed.", ["attacked"]),
]


@pytest.mark.parametrize(("text", "acts"), ABOUT)
def test_what_an_act_is_only_about_is_no_second_one(attributed, knowledge, text, acts):
    _, found = attributed(text)
    assert [c.trigger.text for c in distinct(found, knowledge)] == acts


ACTS = [
    ("Ghana's foreign minister met Togo's foreign minister on Tuesday. Togo and Ghana held talks.", True),
    ("Ghana criticised Togo. Togo criticised Ghana.", False),
    ("Ghana criticised Togo on Sunday. Ghana criticised Togo on Monday.", False),
    ("Ghana criticised Togo on Sunday. Ghana criticised Togo.", True),
    ("Ghana met Togo. Ghana will meet Togo.", False),
    ("Kenyan rebels attacked Chadian troops. Nine Chadian soldiers were killed.", True),
    ("Kenyan activists criticised Chad. Kenya's government criticised Chad.", False),
]


@pytest.mark.parametrize(("text", "one"), ACTS)
def test_reports_are_of_one_act_as_far_as_both_say(attributed, knowledge, text, one):
    _, (first, second) = attributed(text)
    assert same_act(first, second, knowledge) is one
    assert same_act(second, first, knowledge) is one


def test_a_second_report_adds_what_the_first_does_not_say(attributed, knowledge):
    text = "Kenyan troops attacked Somali rebels. Kenyan troops attacked Somali rebels near Garissa on Monday."
    _, found = attributed(text)
    (act,) = merge(found, knowledge)
    assert (act.when.edtf, act.where.name) == ("2024-03-04", "Garissa")
    assert [c.sentence.index for c in act.reports] == [0, 1]


def test_a_person_named_by_one_report_stands_for_the_state_in_the_other(attributed, knowledge):
    _, found = attributed("Kenya met Chad. Kenyan President William Ruto met Chad's government.")
    (act,) = merge(found, knowledge)
    assert "William Ruto" in {m.name for m in (*act.source, *act.target)}


def test_an_attack_without_a_doer_takes_the_doer_of_its_other_report(attributed, knowledge):
    _, found = attributed("Nine Chadian soldiers were shot. Kenyan rebels shot the Chadian soldiers.")
    (act,) = merge(found, knowledge)
    assert [m.country for m in act.source] == ["KEN"]
