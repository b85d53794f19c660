"""May is Theresa May only where the text gives a reason; the months are nobody."""

from __future__ import annotations

import pytest

MAY = "person:theresa-may"


def named(coder, document_of, text: str) -> list[str]:
    """The words of the text that stand for Theresa May."""
    record = coder.read(document_of(text, published="2018-06-10").article)
    spans = next((a.mentions for a in record.actors if a.id == MAY), ())
    return [record.article.text[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Peru and Chile resumed in May after months of silence, the ministry said.",
        "The two sides signed the deal on May 5, 2017.",
        "The two sides signed the deal on 5 May.",
        "Iran has not met its partners since May, officials said.",
        "The government has said since May that the talks are over.",
        "Last May the rebels attacked the town.",
        "Germany and France met in mid-May. The May summit ended without a deal.",
        "By late May, Russia had withdrawn its troops.",
        "May was the deadliest month of the war in Syria.",
        "Attacks killed 30 people in April, May and June.",
        "China arrested the activist last year; May 2016 saw more arrests.",
        "May Day protesters clashed with police in Paris.",
        "The May 8 attack killed ten soldiers.",
        "After May, Japan will send ships to Peru.",
    ],
)
def test_the_month_is_nobody(coder, document_of, text):
    assert named(coder, document_of, text) == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("British Prime Minister May criticised Russia on Friday.", 1),
        ("Mrs May criticised Russia on Friday.", 1),
        ("May told reporters that Britain would leave the union.", 1),
        ("European leaders told May on Friday that the talks were over.", 1),
        ("May and Merkel met in Berlin on Friday.", 1),
        ("Theresa May met Angela Merkel on Friday. The plan was rejected by May. She has seen it since May.", 2),
        ("Theresa May flew to Berlin on Friday. Trump apologized to May. The talks go on until the end of May.", 2),
        ("Theresa May lost the vote. A motion of no confidence in May failed on Friday.", 2),
    ],
)
def test_with_a_reason_it_is_a_person(coder, document_of, text, mentions):
    found = [words for words in named(coder, document_of, text) if words.endswith("May")]
    assert len(found) == mentions
