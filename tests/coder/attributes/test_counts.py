"""Numbers an act carries, as ranges, with the words they come from."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.counts import Counts, find_counts

CASES = [
    ("Rebels killed 12 people in the town.", "killed", 12, 12, None),
    ("At least 1,200 villagers were killed.", "killed", 1200, 1200, None),
    ("Two soldiers were wounded in the attack.", "wounded", 2, 2, None),
    ("Police arrested dozens of protesters.", "arrested", 24, 99, None),
    ("Between 10 and 20 people were killed.", "killed", 10, 20, None),
    ("The army sent 5,000 troops to the border.", "troops", 5000, 5000, None),
    ("Tens of thousands of refugees crossed the river.", "displaced", 20_000, 99_000, None),
    ("Twenty-five people were killed.", "killed", 25, 25, None),
    ("Two thousand five hundred soldiers crossed the river.", "troops", 2500, 2500, None),
    ("Two hundred and ten farmers were arrested.", "arrested", 210, 210, None),
    ("Hundreds of soldiers left the base.", "troops", 200, 999, None),
    ("The blast killed a dozen farmers.", "killed", 12, 12, None),
    ("Up to 800 marines stayed.", "troops", 800, 800, None),
    ("The raid hit a market, killing nine.", "killed", 9, 9, None),
    ("Japan gave Nepal $1.5bn.", "money", 1_500_000_000, 1_500_000_000, "USD"),
    ("Oslo pledged €300 million to Kyiv.", "money", 300_000_000, 300_000_000, "EUR"),
    ("The bank lent two billion dollars.", "money", 2_000_000_000, 2_000_000_000, "USD"),
]


@pytest.mark.parametrize(("text", "of", "low", "high", "unit"), CASES)
def test_counts(document_of, text, of, low, high, unit):
    document = document_of(text)
    found = [c for s in document.sentences for c in find_counts(s, document)]
    assert [(c.of, c.min, c.max, c.unit) for c in found] == [(of, low, high, unit)]
    assert all(document.text(c.span) == c.text for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "The 2015 deal held.",
        "On 12 May they met.",
        "She is 54.",
        "Resolution 1325 passed.",
        "They rang" + "." * 400 + " 9" * 90,
    ],
)
def test_other_numbers_are_not_counts(document_of, text):
    document = document_of(text)
    assert [c for s in document.sentences for c in find_counts(s, document)] == []


def test_an_act_carries_the_numbers_of_its_own_kind_only(document_of):
    document = document_of("Kenyan troops killed 12 rebels after Kenya had pledged $5 million to Chad.")
    counts, (sentence,) = Counts(document), document.sentences
    assert [c.of for c in counts.in_sentence(sentence)] == ["killed", "money"]
    assert [c.of for c in counts.carried(sentence, "ASSAULT")] == ["killed"]
    assert [c.of for c in counts.carried(sentence, "AGREE")] == ["money"]
    assert counts.carried(sentence, "CONSULT") == ()


def test_each_sentence_has_its_own_numbers(document_of):
    document = document_of("Rebels killed 12 people. Rebels killed 30 people.")
    counts = Counts(document)
    assert [[c.min for c in counts.in_sentence(s)] for s in document.sentences] == [[12], [30]]
