"""Contexts: the subjects a sentence speaks of, few and sure, in an order that does not change."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.contexts import MOST, find_contexts
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge

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


def contexts(document, event_type="ACCUSE"):
    (sentence,) = document.sentences
    return find_contexts(sentence, event_type, document)


@pytest.mark.parametrize(("text", "context"), CASES)
def test_what_a_sentence_speaks_of(document_of, text, context):
    assert context in contexts(document_of(text))


def test_every_context_of_the_codebook_has_words_and_stands_in_its_order(knowledge):
    assert list(knowledge.lexicon.contexts.order) == list(knowledge.codebook.contexts)


def test_few_and_the_most_spoken_of_first(document_of):
    document = document_of(
        "Troops and tanks of the army crossed the border after talks on oil, asylum, a flood and a vaccine."
    )
    found = contexts(document, "MOBILIZE")
    assert len(found) == MOST
    assert found[0] == "military"


def test_talks_are_diplomatic_whatever_their_words(document_of):
    document = document_of("They sat together for an hour.")
    assert contexts(document, "CONSULT") == ("diplomatic",)
    assert contexts(document, "ACCUSE") == ()


def test_contexts_name_all_that_the_sentence_speaks_of(document_of):
    document = document_of("The navy sent a warship after talks on uranium enrichment failed.")
    assert set(contexts(document, "MOBILIZE")) == {"military", "cbrn", "diplomatic"}


def test_a_list_that_is_no_list_is_refused_by_name(tmp_path):
    (tmp_path / "contexts.yaml").write_text("military: troops", encoding="utf-8")
    with pytest.raises(BadKnowledge, match="military"):
        _ = load_knowledge(tmp_path).lexicon.contexts
