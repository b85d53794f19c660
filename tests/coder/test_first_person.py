"""Between quotation marks "we" is whoever speaks."""

from __future__ import annotations

from dragoman.coder.first_person import resolve_first_person

QUOTE = "\u201cWe condemn Chad, and our army is ready,\u201d Kenyan President William Ruto said. We wait."


def test_pronouns_in_a_quote_are_mentions_of_the_speaker(document_of, word):
    document = document_of(QUOTE)
    for pronoun in ("We", "our"):
        (mention,) = [m for m in document.mentions_at(word(document, pronoun)) if m.kind == "pronoun"]
        assert (mention.name, document.text(mention.span)) == ("William Ruto", pronoun)
        assert "spoken by William Ruto" in mention.reason


def test_outside_of_quotes_they_are_nobody_of_whom_we_know(document_of):
    document = document_of(QUOTE)
    last = document.sentences[-1].span[0]
    assert last.text == "We"
    assert document.mentions_at(last) == []


def test_a_speaker_nobody_knows_gives_no_mention(document_of, word):
    document = document_of("\u201cWe condemn Chad,\u201d a passer-by said.")
    assert document.mentions_at(word(document, "We")) == []


def test_the_document_given_stays_as_it_was(document_of):
    document = document_of("Kenya met Chad.")
    assert resolve_first_person(document) is document
    quoted = document_of(QUOTE)
    before = quoted.mentions
    assert resolve_first_person(quoted) is not quoted
    assert quoted.mentions is before


def test_what_a_speaker_says_we_do_is_his_act(coder):
    from dragoman.acquire import article

    (event,) = coder.read(article(QUOTE)).events
    assert (event.type, [p.text for p in event.source]) == ("ACCUSE", ["We"])
    assert event.source[0].country == "KEN"
