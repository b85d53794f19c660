"""What is promised, threatened, asked or refused gives a speech act its mode, and may decide its type."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.speech_acts import specified
from dragoman.coder.detect.verbs import find_candidates


@pytest.fixture(scope="session")
def said(parties_of):
    """A text to the predication of its first act."""

    def run(text):
        parties = parties_of(text)
        return find_candidates(parties.document.sentences[0], parties)[0], parties

    return run


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Angola threatened to attack Zambia.", "THREATEN", "violence"),
        ("Angola vowed to bomb Zambia.", "THREATEN", "violence"),
        ("Angola vowed to help Zambia.", "AGREE", None),
        ("Angola warned that Zambia would attack Congo.", "REQUEST", None),
        ("Angola warned it would attack Zambia.", "THREATEN", "violence"),
        ("Angola warned that it had attacked Zambia.", "REQUEST", None),
        ("Angola warned Zambia about attacks.", "REQUEST", None),
        ("Norway ordered the Russian envoy to leave.", "SANCTION", "expel"),
        ("Brazil urged Venezuela to release the prisoners.", "REQUEST", "yield"),
        ("Chad refused to hold talks with Sudan.", "REJECT", "meet"),
        ("Canada asked for talks with Cuba.", "REQUEST", "meet"),
    ],
)
def test_the_content_gives_mode_and_type(said, text, kind, mode):
    act, _ = said(text)
    assert (act.sense.type, act.sense.mode) == (kind, mode)


def test_the_rule_names_the_word_that_decided(said):
    act, _ = said("Angola vowed to bomb Zambia.")
    assert act.rule.startswith("AGREE by agree")
    assert "about 'bomb'" in act.rule


def test_what_is_no_speech_act_stays_as_it_is(said):
    act, parties = said("Angola attacked Zambia to seize the port.")
    assert specified(act, parties) is act
