"""The words beside an act that do not govern it, and those that do."""

from __future__ import annotations

import pytest

from dragoman.acquire import article


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Peru told reporters little during a visit of its president to Chile on Monday.", "CONSULT", "actual"),
        ("The European Union trades with Iran, even if it criticises Iran often.", "ACCUSE", "actual"),
        ("General Vega warned that an attack by Syria on Jordan would bring a disaster.", "ASSAULT", "conditional"),
        ("The dispute could trigger attacks by Eritrea on Djibouti.", "ASSAULT", "conditional"),
        ("The envoy told reporters of the attack by Syria on Jordan.", "ASSAULT", "actual"),
    ],
)
def test_what_stands_beside_an_act_does_not_govern_it(coder, text, kind, modality):
    events = [e for e in coder.read(article(text, published="2024-03-05")).events if e.type == kind]
    assert {e.modality for e in events} == {modality}


def test_an_attack_threatened_is_still_to_come(coder):
    from dragoman.acquire import article

    text = "The Kenyan attack threatened by the rebels never came."
    found = [e for e in coder.read(article(text, published="2024-03-05")).events if e.type == "ASSAULT"]
    assert [e.modality for e in found] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "It is difficult for Austria to withdraw its troops from Bosnia.",
        "Will Austria withdraw its troops from Bosnia?",
    ],
)
def test_what_is_hard_or_asked_is_no_act(coder, text):
    assert coder.read(article(text, published="2024-03-05")).events == ()
