"""Contexts: the subjects a sentence speaks of, few and sure, in an order that does not change."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.contexts import MOST, find_contexts, load_contexts
from dragoman.errors import BadKnowledge
from dragoman.knowledge.codebook.codebook import load_codebook

CASES = [
    ("The prosecutor indicted two former judges.", "legal"),
    ("Norway cut its tariff on imported cheese.", "economic"),
    ("The opposition rejected the result of the referendum.", "election"),
    ("Inspectors asked about uranium enrichment.", "cbrn"),
    ("A pro-democracy movement marched through Lima.", "pro_democracy"),
    ("Ministers spoke of women's rights.", "gender"),
    ("Chile sent tents after the earthquake.", "disasters"),
    ("The lake is polluted and emissions grow.", "environment"),
    ("Peru accused a cartel of moving cocaine.", "illegal_drugs"),
    ("Oslo blamed hackers for the ransomware.", "cyber"),
    ("Peacekeepers left the island.", "peacekeeping"),
    ("The bank was charged with bribery.", "corruption"),
]


@pytest.mark.parametrize(("text", "context"), CASES)
def test_what_a_sentence_speaks_of(parse, text, context):
    (sentence,) = parse(text).sentences
    assert context in find_contexts(sentence, "ACCUSE")


def test_every_context_of_the_codebook_has_words_and_stands_in_its_order():
    named = dict.fromkeys(c for contexts in load_contexts().values() for c in contexts)
    assert list(named) == list(load_codebook().contexts)


def test_few_and_the_most_spoken_of_first(parse):
    (sentence,) = parse(
        "Troops and tanks of the army crossed the border after talks on oil, asylum, a flood and a vaccine."
    ).sentences
    found = find_contexts(sentence, "MOBILIZE")
    assert len(found) == MOST
    assert found[0] == "military"
    assert found == find_contexts(sentence, "MOBILIZE")


def test_talks_are_diplomatic_whatever_their_words(parse):
    (sentence,) = parse("They sat together for an hour.").sentences
    assert find_contexts(sentence, "CONSULT") == ("diplomatic",)
    assert find_contexts(sentence, "ACCUSE") == ()


def test_a_list_that_is_no_list_is_refused_by_name(tmp_path):
    path = tmp_path / "contexts.yaml"
    path.write_text("military: troops", encoding="utf-8")
    with pytest.raises(BadKnowledge, match="military"):
        load_contexts(path)
