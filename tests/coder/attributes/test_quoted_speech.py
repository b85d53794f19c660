"""Who speaks the words at a token."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.quoted_speech import QuotedSpeech

TEXT = (
    "\u201cWe condemn Chad,\u201d Kenyan President William Ruto said on Monday. "
    "Chadian Prime Minister Allamaye Halina answered, \u201cKenya lies.\u201d The border stayed closed."
)


@pytest.mark.parametrize(
    ("token", "speaker"),
    [("condemn", "William Ruto"), ("lies", "Allamaye Halina"), ("answered", None), ("closed", None)],
)
def test_words_between_marks_have_the_speaker_of_their_quote(document_of, word, token, speaker):
    document = document_of(TEXT)
    found = QuotedSpeech(document).speaker(word(document, token))
    assert (found.name if found is not None else None) == speaker


def test_a_quote_covers_its_marked_words_and_no_more(document_of, word):
    document = document_of(TEXT)
    quote = QuotedSpeech(document).quote(word(document, "condemn"))
    assert "We condemn Chad" in quote.text
    assert QuotedSpeech(document).quote(word(document, "Monday")) is None


def test_only_the_marked_words_of_an_indirect_quote_are_spoken(document_of, word):
    document = document_of("Kenyan President William Ruto said the vote in Chad was \u201ca farce by thieves\u201d.")
    quoted = QuotedSpeech(document)
    assert quoted.speaker(word(document, "farce")).name == "William Ruto"
    assert quoted.quote(word(document, "vote")) is None


def test_a_speaker_is_known_by_his_name_and_not_by_his_own_we(document_of, word):
    document = document_of(TEXT)
    assert any(m.head.text == "We" for m in document.mentions)
    assert QuotedSpeech(document).speaker(word(document, "condemn")).head.text != "We"
