"""The YAML of time: it loads, a user's own is read, and a broken one is refused by file, line and nearest word."""

from __future__ import annotations

import pytest

from dragoman import Coder
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.times.rules import GUARDS, MEANS


def test_every_meaning_and_guard_is_used_and_every_rule_named_once():
    rules = load_knowledge().time_grammar.rules
    assert {rule.means for rule in rules} == set(MEANS)
    assert {rule.guard for rule in rules} - {None} == set(GUARDS)
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("yaml", "line", "message"),
    [
        ("lists:\n  owner: [its]", 2, "unknown field 'owner'; did you mean 'owners'"),
        ("list:\n  owners: [its]", 1, "unknown field 'list'; did you mean 'lists'"),
        ("lists:\n  owners: [its]\n  ahead: [1]", 3, "lists.ahead: must be text, not 1"),
        ("classes:\n  tonight: [today]", None, "in two classes: today"),
        ("classes:\n  every: each", 2, "classes.every: must be a list of words"),
        ("capital: [monthh]", 1, "unknown class 'monthh'; did you mean 'month'"),
        ("classes:\n  holiday: {fete: feast}\n", 2, "unknown named day 'feast'"),
        ("holidays:\n  fete: {day: 1}", 2, "holidays.fete: needs easter, or month and day"),
        ("holidays:\n  fete: {month: 2, day: 29}", 2, "no day of every year"),
        ("holidays:\n  fete: {month: 2, weekday: 1, nth: 5}", 2, "no day of every year"),
    ],
)
def test_a_broken_lexicon_is_refused(own_knowledge, yaml, line, message):
    with pytest.raises(BadKnowledge, match=message) as refused:
        _ = own_knowledge({"times/words.add.yaml": yaml}).time_lexicon
    assert refused.value.line == line
    assert refused.value.path.name == "words.add.yaml"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{name: mine, pattern: "<dayy>", means: iso}', "unknown class 'dayy'; did you mean 'day'"),
        ('{name: mine, pattern: "{mods}<day>", means: iso}', "unknown macro 'mods'; did you mean 'mod'"),
        ('{name: mine, pattern: "(<day>", means: iso}', "no pattern: missing"),
        ('{name: mine, pattern: "<day>"}', "'means' is missing"),
        ('{name: mine, pattern: "<day>", meaning: iso}', "unknown field 'meaning'; did you mean 'means'"),
    ],
)
def test_a_broken_grammar_is_refused(own_knowledge, row, message):
    with pytest.raises(BadKnowledge, match=message) as refused:
        _ = own_knowledge({"grammar.add.yaml": f"rules:\n  - {row}"}).time_grammar
    assert refused.value.line == 2
    assert "row 'mine'" in str(refused.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{name: mine, pattern: "<day>", means: weekdy}', "unknown meaning 'weekdy'; did you mean 'weekday'"),
        ('{name: mine, pattern: "<day>", means: iso, guard: clok}', "unknown guard 'clok'; did you mean 'clock'"),
    ],
)
def test_a_rule_with_an_unknown_function_is_refused_before_any_article_is_read(own_knowledge, row, message):
    with pytest.raises(BadKnowledge, match=message) as refused:
        Coder(knowledge=own_knowledge({"grammar.add.yaml": f"rules:\n  - {row}"}))
    assert refused.value.line == 2


def test_a_users_own_words_are_read(own_knowledge, mentions):
    knowledge = own_knowledge({"times/words.add.yaml": "classes:\n  deictic: {yestreen: -1}"})
    assert [m.time.edtf for m in mentions("They met yestreen.", "2023-09-18", knowledge)] == ["2023-09-17"]
    assert mentions("They met yestreen.", "2023-09-18") == ()


def test_a_users_own_named_day_is_read(own_knowledge, mentions):
    added = "classes:\n  holiday: {ruritania day: ruritania}\nholidays:\n  ruritania: {month: 10, day: 3}"
    (mention,) = mentions("They will meet on Ruritania Day.", "2023-09-18", own_knowledge({"words.add.yaml": added}))
    assert mention.time.edtf == "2023-10-03"


def test_a_users_own_rule_goes_before_the_shipped_ones(own_knowledge, mentions):
    rule = 'rules:\n  - {name: mine, pattern: "<weekday>", means: vague, args: {value: FUTURE_REF}}'
    knowledge = own_knowledge({"grammar.add.yaml": rule})
    (mention,) = mentions("They met on Monday.", "2023-09-18", knowledge)
    assert mention.time.timex.value == "FUTURE_REF"
