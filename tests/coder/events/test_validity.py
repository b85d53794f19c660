"""Which candidates are codable events, and which are nobody's act or a private matter."""

from __future__ import annotations

import pytest

from dragoman.coder.events.validity import codable, internal, rules, told_by_media, unattributed_force

CODABLE = [
    "Kenya met Chad.",
    "Kenyan commanders visited Chad.",
    "Kenyan rebels clashed with Kenyan troops.",
    "Sri Lanka lifted a state of emergency.",
    "Kenya's prime minister resigned.",
    "Peru imposed sanctions on Peru's opposition.",
]
PRIVATE = [
    "Kenya's finance minister met Kenya's defence minister.",
    "A Kenyan bank sued a Chadian company.",
    "Norwegian tourists visited Greece.",
    "Kenyan soldiers visited Chad.",
    "Kenya condemned lawmakers.",
    "The clashes between President William Ruto and Pope Francis continued.",
]


@pytest.mark.parametrize("text", CODABLE)
def test_an_event_has_two_parties_or_needs_only_one(attributed, knowledge, text):
    _, (candidate,) = attributed(text)
    assert codable(candidate, knowledge)


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_private_or_inside_of_one_party_is_none(attributed, knowledge, text):
    _, (candidate,) = attributed(text)
    assert internal(candidate, knowledge)
    assert not codable(candidate, knowledge)


FORCE = [
    ("A bomb killed four Pakistani soldiers.", True),
    ("Nine Chadian soldiers were shot.", True),
    ("Nine Chadian farmers were killed in a bombing.", True),
    ("Nine Chadian farmers were killed.", False),
    ("Four Pakistani soldiers were killed in a crash.", False),
]


@pytest.mark.parametrize(("text", "force"), FORCE)
def test_force_of_nobody_named_is_told_from_accidents(detected, knowledge, text, force):
    (candidate,) = [c for c in detected(text)[1] if c.type == "ASSAULT"]
    assert unattributed_force(candidate, knowledge.lexicon.acts) is force


def test_papers_praise_for_no_party(detected, knowledge):
    _, (paper,) = detected("Kenyan newspapers praised Chile.")
    _, (state,) = detected("Kenya praised Chile.")
    assert told_by_media(paper, knowledge)
    assert not told_by_media(state, knowledge)


def test_states_and_who_governs_and_guards_them_rule(document_of, word):
    document = document_of("Kenya, Kenyan soldiers, Kenya's foreign ministry and Kenyan farmers met in Oslo.")
    ruling = {name: rules(document.mentions_at(word(document, name))[0]) for name in ("Kenya", "soldiers", "farmers")}
    assert ruling == {"Kenya": True, "soldiers": True, "farmers": False}
