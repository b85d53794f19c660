"""On whose word an act is reported."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.reported_by import SourceAttribution

REPORTS = [
    ("Peru's government said Bolivian troops had attacked a village in Peru.", ["PER"]),
    ("According to Chile, Bolivian troops attacked a village in Peru.", ["CHL"]),
    ("Bolivian troops attacked a village in Peru.", []),
    ("Ecuador and Chile said Bolivian troops had attacked a village in Peru.", ["ECU", "CHL"]),
    ("Bolivian troops attacked a village in Peru. According to Chile, it rained.", []),
    ("Chile said, according to Ecuador, that Bolivian troops had attacked a village in Peru.", ["CHL"]),
]


@pytest.mark.parametrize(("text", "countries"), REPORTS)
def test_who_stands_for_an_act(attributed, text, countries):
    document, found = attributed(text)
    (attack,) = [c for c in found if c.trigger.text == "attacked"]
    assert [m.country for m in SourceAttribution(document).reporters(attack)] == countries


def test_the_speaker_of_a_quote_stands_for_what_is_told_in_it(attributed):
    text = "\u201cBolivian troops attacked a village in Peru. They shot,\u201d Chilean President Gabriel Boric said."
    document, found = attributed(text)
    (attack,) = [c for c in found if c.trigger.text == "attacked"]
    assert [m.name for m in SourceAttribution(document).reporters(attack)] == ["Gabriel Boric"]


def test_asking_twice_gives_the_same_answer(attributed):
    document, (attack,) = attributed("According to Chile, Bolivian troops attacked a village in Peru.")
    attribution = SourceAttribution(document)
    assert attribution.reporters(attack) == attribution.reporters(attack) == attack.reported_by
