"""What the source of a report makes of an act: an enemy's claim, a threat, a refusal."""

from __future__ import annotations

import pytest


def only(found, *, trigger):
    (candidate,) = [c for c in found if c.trigger.text == trigger]
    return candidate


SOURCES = [
    ("Peru's government said Bolivian troops had attacked Peruvian villages.", "claimed"),
    ("Bolivia's government said Bolivian troops had attacked Peruvian villages.", "actual"),
    ("Peru's newspapers said Bolivian troops had attacked Peruvian villages.", "actual"),
    ("Bolivian troops attacked Peruvian villages.", "actual"),
    ("Somalia's government said Somali rebels had attacked Kenyan villages.", "claimed"),
]


@pytest.mark.parametrize(("text", "modality"), SOURCES)
def test_force_on_the_word_of_the_other_side_alone_is_a_claim(attributed, text, modality):
    assert only(attributed(text)[1], trigger="attacked").modality == modality


def test_who_claims_an_attack_for_himself_has_made_it(attributed):
    bombing = only(attributed("Hamas claimed responsibility for the bombing in Egypt.")[1], trigger="bombing")
    assert (bombing.modality, bombing.cue) == ("actual", None)


def test_force_that_a_side_announces_itself_is_a_threat(attributed):
    announced = only(attributed("Turkey said it would attack Greece.")[1], trigger="attack")
    assert (announced.type, announced.modes, announced.modality) == ("THREATEN", ("violence",), "actual")
    assert "threat" in announced.rule


def test_force_that_others_foretell_is_still_an_attack_to_come(attributed):
    foretold = only(attributed("Italy said Turkey would attack Greece.")[1], trigger="attack")
    assert (foretold.type, foretold.modality) == ("ASSAULT", "planned")


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Peru will not meet Chile.", "REJECT", "actual"),
        ("Peru does not intend to meet Chile.", "REJECT", "actual"),
        ("Peru has not met Chile.", "CONSULT", "denied"),
    ],
)
def test_cooperation_that_a_side_will_not_give_is_a_refusal(attributed, text, kind, modality):
    _, (refused,) = attributed(text)
    assert (refused.type, refused.modality) == (kind, modality)


@pytest.mark.parametrize(("whom", "kind"), [("rebels in Chad", "AID"), ("Chad's president", "SUPPORT")])
def test_to_back_fighters_is_material(attributed, whom, kind):
    _, (backed,) = attributed(f"Peru backed {whom}.")
    assert backed.type == kind
