"""What looks like an act and is none; beside each, what looks like it and is one."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.non_events import asking, figurative, interviewing, sporting, thinking
from dragoman.coder.detect.verbs import find_candidates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Did Ghana attack Togo?", True),
        ("“Will Ghana attack Togo?” ", True),
        ("Ghana attacked Togo.", False),
        ("“Why?” was all that Ghana asked.", False),
    ],
)
def test_a_sentence_that_ends_in_a_question_mark_asks(parties_of, text, wanted):
    parties = parties_of(text)
    assert asking(parties.document.sentences[-1], parties) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana beat Togo 2-0.", True),
        ("Ghana met Togo in the quarter-final.", True),
        ("A goalkeeper from Ghana was attacked.", True),
        ("Ghana met Togo in Accra.", False),
        ("Ghana voted 2-0 for a truce.", False),
    ],
)
def test_a_contest_with_its_score_its_round_or_its_players_is_sport(parties_of, text, wanted):
    document = parties_of(text).document
    assert sporting(document.sentences[0], document) is wanted


def test_a_user_can_name_more_sports(parties_of, tmp_path):
    (tmp_path / "acts.add.yaml").write_text("sports: [kabaddi]\n", encoding="utf-8")
    text = "Ghana attacked Togo at kabaddi."
    own, shipped = parties_of(text, tmp_path).document, parties_of(text).document
    assert sporting(own.sentences[0], own)
    assert not sporting(shipped.sentences[0], shipped)


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Kenya asked whether Sudan had left.", "asked", True),
        ("Kenya declined to comment on Sudan.", "declined", True),
        ("Kenya agrees that Sudan is large.", "agrees", True),
        ("Kenya asked Sudan to leave.", "asked", False),
        ("Kenya declined to meet Sudan.", "declined", False),
        ("Kenya agreed to meet Sudan.", "agreed", False),
    ],
)
def test_a_question_an_opinion_and_silence_are_no_act(parties_of, word, text, verb, wanted):
    parties = parties_of(text)
    assert thinking(word(parties, verb), parties.document) is wanted


def test_who_is_asked_a_question_is_requested_nothing(parties_of, word):
    asked, requested = parties_of("The reporter asked Mensah."), parties_of("The reporter asked Mensah for help.")
    assert interviewing(word(asked, "asked"), asked.document)
    assert not interviewing(word(requested, "asked"), requested.document)


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("The minister struck a softer tone.", "struck", True),
        ("The minister struck the convoy.", "struck", False),
        ("Indian doctors fought an epidemic.", "fought", True),
        ("Indian soldiers fought rebels.", "fought", False),
    ],
)
def test_blows_and_fights_may_be_figures_of_speech(parties_of, word, text, verb, wanted):
    parties = parties_of(text)
    token = word(parties, verb)
    senses = parties.document.knowledge.predicates.verb("attack", frozenset(), None)
    sense = next(s for s in senses if s.type == "ASSAULT")
    assert figurative(sense, token, parties.document.syntax.patient(token), parties) is wanted


@pytest.mark.parametrize(
    ("text", "verb", "types"),
    [
        ("Kenya's president defended his decision.", "defended", []),
        ("Kenya's president defended Sudan.", "defended", ["SUPPORT"]),
        ("Kenya is committed to preventing Sudan from joining.", "committed", []),
        ("Kenya is committed to helping Sudan.", "committed", ["AGREE"]),
        ("Kenya's army struck.", "struck", []),
        ("Kenya's army struck outside Juba.", "struck", ["ASSAULT"]),
    ],
)
def test_ones_own_doing_defended_aims_hindered_and_blows_at_nobody_are_no_act(parties_of, text, verb, types):
    parties = parties_of(text)
    found = find_candidates(parties.document.sentences[0], parties)
    assert [p.sense.type for p in found if p.trigger.text == verb] == types
