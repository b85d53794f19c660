"""Subjects and objects as a reader would name them, whatever the construction."""

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.syntax.syntax import Syntax

CASES = [
    ("Norway criticised Chile.", "criticised", "Norway", "Chile"),
    ("Chile was criticised by Norway on Monday.", "criticised", "Norway", "Chile"),
    ("The rebels that attacked the convoy fled.", "attacked", "rebels", "convoy"),
    ("The convoy that the rebels attacked was carrying food.", "attacked", "rebels", "convoy"),
    ("Fighters captured by Kenyan troops were tried.", "captured", "troops", "Fighters"),
    ("Ghana agreed to send soldiers.", "send", "Ghana", "soldiers"),
    ("Ghana asked Togo to send soldiers.", "send", "Togo", "soldiers"),
    ("Togo was urged to release the prisoners.", "release", "Togo", "prisoners"),
    ("Peru accused Bolivia of arming smugglers.", "arming", "Bolivia", "smugglers"),
    ("Peru opened the session by praising Bolivia.", "praising", "Peru", "Bolivia"),
    ("The army shelled the town, killing four farmers.", "killing", "army", "farmers"),
    ("Sweden met Finland and praised Denmark.", "praised", "Sweden", "Denmark"),
    ("The minister said Egypt had bombed Libya.", "bombed", "Egypt", "Libya"),
    ("The president, who visited Ghana, left.", "visited", "president", "Ghana"),
    ("The envoy said Cuba was calm, while also criticising Haiti.", "criticising", "envoy", "Haiti"),
    ("Sweden disclosed Russian efforts to invade Moldova.", "invade", "Russian", "Moldova"),
]


@pytest.fixture(scope="module")
def syntax():
    return Syntax(load_knowledge().lexicon)


@pytest.mark.parametrize(("text", "verb", "who", "whom"), CASES)
def test_who_and_whom(document_of, syntax, text, verb, who, whom):
    token = next(t for b in document_of(text).blocks for t in b.doc if t.text == verb)
    got = syntax.subject(token), syntax.patient(token)
    assert [t.text if t is not None else None for t in got] == [who, whom]


def test_conjuncts_are_all_named(document_of, syntax):
    doc = document_of("Peru, Chile and Bolivia signed the pact.").blocks[0].doc
    assert [t.text for t in syntax.conjuncts(syntax.subject(doc[5]))] == ["Peru", "Chile", "Bolivia"]


def test_a_name_joined_to_an_act_is_joined_to_the_name_before(document_of, syntax):
    doc = document_of("Kenya imposed sanctions on Somalia and Eritrea.").blocks[0].doc
    assert [t.text for t in syntax.conjuncts(doc[4])] == ["Somalia", "Eritrea"]
