"""The YAML of time: it loads, a user's own is read, and a broken one is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.times.grammar import RULES, load_grammar
from dragoman.knowledge.times.lexicon import WORDS, load_words
from dragoman.times import analyse
from dragoman.times.analyse import GUARDS, MEANS


def changed(tmp_path: Path, source: Path, edit) -> Path:
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    edit(raw)
    path = tmp_path / source.name
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    return path


def test_every_meaning_and_guard_is_used_and_every_rule_named_once():
    rules = load_grammar().rules
    assert {rule.means for rule in rules} == set(MEANS)
    assert {rule.guard for rule in rules} - {None} == set(GUARDS)
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda raw: raw.pop("lists"), "exactly the keys"),
        (lambda raw: raw["lists"].pop("ahead"), "exactly the keys"),
        (lambda raw: raw["classes"]["tonight"].append("today"), "in two classes: today"),
        (lambda raw: raw["classes"].update(every="each"), "every must be a list"),
        (lambda raw: raw["lists"].update(ahead=[1]), "ahead must be a list of words"),
        (lambda raw: raw["holidays"].update(fete={"day": 1}), "fete"),
    ],
)
def test_a_broken_lexicon_is_refused(tmp_path, edit, message):
    with pytest.raises(BadKnowledge, match=message):
        load_words(changed(tmp_path, WORDS, edit))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda raw: raw.pop("weak"), "exactly the keys"),
        (lambda raw: raw["weak"].append("moonday"), "no such class: moonday"),
        (lambda raw: raw["rules"][0].pop("means"), "rule 1 needs"),
        (lambda raw: raw["rules"][0].update(pattern="<moonday>"), "moonday"),
        (lambda raw: raw["rules"][0].update(pattern="(<iso>"), "iso date"),
    ],
)
def test_a_broken_grammar_is_refused(tmp_path, edit, message):
    with pytest.raises(BadKnowledge, match=message):
        load_grammar(changed(tmp_path, RULES, edit))


def test_a_rule_with_an_unknown_meaning_is_refused(tmp_path, parse):
    path = changed(tmp_path, RULES, lambda raw: raw["rules"][0].update(means="astrology"))
    with pytest.raises(BadKnowledge, match="no such meaning"):
        analyse(parse("They met today."), grammar=load_grammar(path))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadKnowledge):
        load_words(tmp_path / "none.yaml")


def test_a_users_own_words_are_read(tmp_path, parse):
    path = changed(tmp_path, WORDS, lambda raw: raw["classes"]["deictic"].update(yestreen=-1))
    parsed = parse("They met yestreen.", "2023-09-18")
    found = analyse(parsed, load_grammar(words=path), load_words(path))
    assert [mention.time.edtf for mention in found] == ["2023-09-17"]
