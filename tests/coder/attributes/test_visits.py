"""The mode of a meeting follows from who met where."""

from __future__ import annotations

import pytest

MEETINGS = [
    ("Spain's prime minister met the Moroccan king in Rabat.", ("visit",)),
    ("Spain's prime minister met the Moroccan king in Malta.", ("third-party",)),
    ("Spain, Morocco and Tunisia held talks in Rabat.", ("multilateral",)),
    ("Spain's prime minister met the Moroccan king.", ()),
    ("Spain's prime minister visited Morocco.", ("visit",)),
]


@pytest.mark.parametrize(("text", "modes"), MEETINGS)
def test_a_meeting_has_the_mode_of_its_place_and_parties(attributed, text, modes):
    _, (meeting,) = attributed(text)
    assert (meeting.type, meeting.modes) == ("CONSULT", modes)


def test_only_meetings_take_a_mode_from_their_place(attributed):
    _, (attack,) = attributed("Kenyan troops attacked Somali rebels in Somalia.")
    assert (attack.type, attack.modes) == ("ASSAULT", ())
