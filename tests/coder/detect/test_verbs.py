"""The predicates of a sentence: one for each act that the lexicon knows, with who acts and whom it is done to."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.verbs import find_candidates


@pytest.fixture(scope="session")
def found(parties_of):
    """A one-sentence text to its acts: word, type, countries that act, countries acted on."""

    def run(text, own=None):
        parties = parties_of(text, own)
        (sentence,) = parties.document.sentences
        sides = [
            (p, [[m.country for m in side] for side in (p.source, p.target)])
            for p in find_candidates(sentence, parties)
        ]
        return [(p.trigger.text, p.sense.type, *codes) for p, codes in sides]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "Kenya criticised Somalia.",
        "Somalia was criticised by Kenya.",
        "Kenya, which criticised Somalia, left early.",
        "Kenya opened the session by criticising Somalia.",
    ],
)
def test_who_and_whom_do_not_depend_on_the_construction(found, text):
    (act,) = found(text)
    assert act[1:] == ("ACCUSE", ["KEN"], ["SOM"])


def test_all_acts_of_a_sentence_come_in_the_order_of_the_text(found):
    assert found("Kenya praised Uganda and criticised Sudan.") == [
        ("praised", "SUPPORT", ["KEN"], ["UGA"]),
        ("criticised", "ACCUSE", ["KEN"], ["SDN"]),
    ]


def test_a_support_verb_and_its_noun_are_one_act_between_two_sides(found):
    assert found("Peru and Chile held talks in Lima.") == [("held", "CONSULT", ["PER"], ["CHL"])]


def test_what_somebody_says_that_another_must_do_is_asked_of_him(found):
    acts = found("Mexico said Guatemala must reopen the crossing.")
    assert ("said", "REQUEST", ["MEX"], ["GTM"]) in acts


def test_an_adjective_can_be_a_predicate(found):
    assert found("Norway is critical of Hungary.") == [("critical", "ACCUSE", ["NOR"], ["HUN"])]


@pytest.mark.parametrize("text", ["Ghana beat Togo 2-0.", "A neighbour attacked the idea.", "Peru borders Chile."])
def test_sport_and_sentences_without_actors_or_known_predicates_have_no_act(found, text):
    assert found(text) == []


def test_a_predicate_that_a_user_adds_is_found_with_his_knowledge_and_only_there(found, tmp_path):
    row = "verbs:\n- {name: ghost, verbs: [ghost], type: REJECT, strength: 0.9}\n"
    (tmp_path / "senses.add.yaml").write_text(row, encoding="utf-8")
    text = "Norway ghosted Hungary."
    assert found(text, tmp_path) == [("ghosted", "REJECT", ["NOR"], ["HUN"])]
    assert found(text) == []
