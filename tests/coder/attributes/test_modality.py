"""Modality of an act, with the word that says so: what governs it, and what only stands beside it."""

from __future__ import annotations

import pytest

from dragoman.acquire import article
from dragoman.coder.attributes.modality import ModalityReader, habitual

CUES = [
    ("Norway met Chile.", "met", "actual", None),
    ("Norway is scheduled to meet Chile.", "meet", "planned", "scheduled"),
    ("Norway would meet Chile if the fighting stopped.", "meet", "conditional", "would"),
    ("Norway has not met Chile.", "met", "denied", "not"),
    ("Norway refused to meet Chile.", "meet", "denied", "refused"),
    ("Norway reportedly met Chile.", "met", "claimed", "reportedly"),
    ("The talks with Chile were cancelled.", "talks", "denied", "cancelled"),
    ("Norway did not refuse to meet Chile.", "meet", "actual", None),
    ("Norway does not plan to meet Chile.", "meet", "denied", "plan"),
    ("Norway began to bomb Chile.", "bomb", "actual", None),
]


@pytest.mark.parametrize(("text", "act", "modality", "cue"), CUES)
def test_the_modality_of_an_act_and_the_word_that_says_so(document_of, word, text, act, modality, cue):
    document = document_of(text)
    found = ModalityReader(document).reality(word(document, act))
    assert (found.value, found.cue.text if found.cue is not None else None) == (modality, cue)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway wants to meet Chile.", "meet"),
        ("Norway fears an attack by Chile.", "attack"),
        ("It is hard for Norway to meet Chile.", "meet"),
    ],
)
def test_what_is_only_wished_feared_or_hard_has_none(document_of, word, text, act):
    document = document_of(text)
    assert ModalityReader(document).reality(word(document, act)).value is None


def test_the_verb_of_saying_that_an_act_hangs_on_is_kept_apart_from_its_modality(document_of, word):
    document = document_of("Officials said Norway had met Chile.")
    found = ModalityReader(document).reality(word(document, "met"))
    assert (found.value, found.speech) == ("actual", word(document, "said"))


def test_a_habit_is_no_single_act(document_of, word):
    document = document_of("Countries that trade with Iran met on Monday.")
    assert habitual(word(document, "trade"))
    assert not habitual(word(document, "met"))


def test_a_users_cue_counts(tmp_path, parser):
    from dragoman.knowledge import load_knowledge

    (tmp_path / "modality.add.yaml").write_text("modifiers: {claimed: [assertedly]}\n", encoding="utf-8")
    document = parser.document(article("Norway assertedly bombed Chile."), load_knowledge(tmp_path))
    verb = next(t for s in document.sentences for t in s.span if t.text == "bombed")
    assert ModalityReader(document).reality(verb).value == "claimed"


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
