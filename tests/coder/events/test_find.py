"""From a document to its events: which sentences count, in which order, and what each stage may see."""

from __future__ import annotations

from dragoman.coder.detect.classify import LexiconClassifier
from dragoman.coder.events.find import find_events


def acts(document, **options):
    return [(e.type, document.text(e.trigger)) for e in find_events(document, **options)]


def test_events_stand_in_the_order_of_the_text(document_of):
    document = document_of("Kenya met Chad. Kenya condemned Sudan. Peru praised Chile.")
    assert acts(document) == [("CONSULT", "met"), ("ACCUSE", "condemned"), ("SUPPORT", "praised")]


def test_questions_and_captions_report_nothing(document_of):
    assert acts(document_of("Will Kenya attack Chad?")) == []
    document = document_of(
        "Kenya's parliament sat late on Monday and went through the budget line by line until dawn.\n\n"
        "The foreign ministers of Chad and Niger before talks in Niamey, Niger, May 15, 2019. (AP Photo)\n"
    )
    assert {b.kind for b in document.blocks} == {"prose", "caption"}
    assert acts(document) == []


def test_the_document_is_left_as_it_was(document_of):
    document = document_of("Kenyan troops attacked a base near Mogadishu. Kenya condemned Chad.")
    mentions, times, places = document.mentions, document.times, document.places
    first = find_events(document)
    assert (document.mentions, document.times, document.places, document.events) == (mentions, times, places, ())
    assert find_events(document) == first


def test_without_an_encoder_only_the_words_of_the_lexicon_are_found(document_of, coder):
    document = document_of("Indian soldiers flattened a Nepalese village on Friday.")
    assert acts(document) == []
    assert [name for name, _ in acts(document, encoder=coder.encoder)] == ["ASSAULT"]


def test_a_classifier_of_ones_own_decides_the_type(document_of):
    class Cautious(LexiconClassifier):
        def __call__(self, candidate):
            found = super().__call__(candidate)
            found.type, found.modes = ("REQUEST", ()) if found.type == "ACCUSE" else (found.type, found.modes)
            return found

    assert acts(document_of("Kenya condemned Chad."), classifier=Cautious()) == [("REQUEST", "condemned")]
