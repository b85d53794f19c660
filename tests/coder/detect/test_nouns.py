"""Event nouns: their possessors and modifiers act, their prepositions name the other side."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.nouns import answerable, noun_candidates, peaceful


@pytest.fixture(scope="session")
def named(parties_of, word):
    """A text and an event noun of it to the acts it names: type, countries that act, countries acted on."""

    def run(text, noun):
        parties = parties_of(text)
        token = word(parties, noun)
        acts = noun_candidates(token, parties.document.sentence_of(token), parties)
        return [(a.sense.type, *([m.country for m in side] for side in (a.source, a.target))) for a in acts]

    return run


@pytest.mark.parametrize(
    ("text", "noun", "act"),
    [
        ("Vietnam's invasion of Cambodia shocked diplomats.", "invasion", ("ASSAULT", ["VNM"], ["KHM"])),
        ("Sweden has faced criticism from Turkey.", "criticism", ("ACCUSE", ["TUR"], ["SWE"])),
        ("Talks between Peru and Bolivia began.", "Talks", ("CONSULT", ["PER"], ["BOL"])),
        ("Peru-Chile talks began on Monday.", "talks", ("CONSULT", ["PER"], ["CHL"])),
        ("US drone strikes in Yemen went on.", "strikes", ("ASSAULT", ["USA"], ["YEM"])),
        ("Hamas claimed responsibility for the bombing in Egypt.", "bombing", ("ASSAULT", ["PSE"], ["EGY"])),
    ],
)
def test_the_words_around_a_noun_say_who_acts_and_on_whom(named, text, noun, act):
    assert named(text, noun) == [act]


def test_who_speaks_during_an_attack_did_not_make_it(named):
    assert named("Kenya spoke during the attack on Togo.", "attack") == [("ASSAULT", [], ["TGO"])]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Ghana closed a bridge in the wake of the attack on Togo.", "attack"),
        ("The trade war between China and Canada went on.", "war"),
        ("Peru admired the bridge of Chile.", "bridge"),
    ],
)
def test_a_mere_occasion_a_fight_in_name_only_and_a_thing_are_no_act(named, text, noun):
    assert named(text, noun) == []


def test_who_takes_the_blame_answers_for_an_act(parties_of, word):
    parties = parties_of("Hamas claimed responsibility for the bombing, and Egypt mourned the killings.")
    assert answerable(word(parties, "bombing"), parties).text == "Hamas"
    assert answerable(word(parties, "killings"), parties) is None


def test_a_trade_war_is_a_fight_in_name_only(parties_of, word):
    parties = parties_of("The trade war slowed, but the civil clash went on.")
    assert peaceful(word(parties, "war"), parties.document)
    assert not peaceful(word(parties, "clash"), parties.document)
