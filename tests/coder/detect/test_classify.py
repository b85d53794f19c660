"""A predicate with its parties becomes a draft of one event, by the sense that the lexicon gives it."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.classify import LexiconClassifier
from dragoman.coder.detect.verbs import find_candidates


@pytest.fixture(scope="session")
def drafts(parties_of):
    """A one-sentence text to the drafts of its events."""

    def run(text):
        parties = parties_of(text)
        (sentence,) = parties.document.sentences
        return [LexiconClassifier()(p) for p in find_candidates(sentence, parties)]

    return run


def test_a_draft_has_the_type_mode_strength_and_parties_of_its_predicate(drafts):
    (draft,) = drafts("Libya arrested two Italian tourists.")
    assert (draft.type, draft.modes) == ("COERCE", ("arrest",))
    assert 0 < draft.strength <= 1
    assert ([m.country for m in draft.source], [m.country for m in draft.target]) == (["LBY"], ["ITA"])
    assert draft.trigger.text == "arrested"
    assert "subj > obj" in draft.rule


def test_a_support_verb_keeps_its_noun(drafts):
    (draft,) = drafts("Peru and Chile held talks in Lima.")
    assert draft.words == {"hold", "talk"}


@pytest.mark.parametrize(
    ("text", "alone"), [("The rebels surrendered.", True), ("Peru forced the rebels to surrender.", False)]
)
def test_an_act_is_whole_without_a_second_side_only_where_nobody_makes_the_source_do_it(drafts, text, alone):
    draft = next(d for d in drafts(text) if d.trigger.lemma_ == "surrender")
    assert draft.alone is alone
