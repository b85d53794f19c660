"""Dragoman from Python: the package's own functions, and as a component of a spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import dragoman
from dragoman import Record, Refused
from dragoman.acquire import article

TEXT = "Kenya accused Somalia on Monday of closing a border post. Somali officials rejected the accusation."
TALKS = Path(__file__).parents[1] / "examples/talks.txt"


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman")
    return nlp


def test_read_gives_the_record_of_a_text() -> None:
    record = dragoman.read(TEXT, published="2024-05-15", source_id="a1", outlet="Example News")
    assert (record.article.source_id, record.article.outlet) == ("a1", "Example News")
    event = record.events[0]
    assert (event.type, event.source[0].country, event.target[0].country) == ("ACCUSE", "KEN", "SOM")
    assert event.date.edtf == "2024-05-13"


def test_read_raises_what_cannot_be_read() -> None:
    with pytest.raises(Refused, match="empty"):
        dragoman.read("  ")


def test_the_coder_is_made_once_and_streams_over_what_is_bad() -> None:
    coder = dragoman.load()
    assert coder is dragoman.load()
    good, empty, mapped = coder.pipe([TEXT, "", {"text": TEXT, "id": 7, "published": "2024-05-15"}])
    assert isinstance(good, Record)
    assert isinstance(empty, Refused)
    assert isinstance(mapped, Record)
    assert mapped.article.source_id == "7"


def test_every_span_of_the_example_reads_back() -> None:
    record = dragoman.read(TALKS.read_text())
    text = record.article.text
    for event in record.events:
        for party in (*event.source, *event.target, *event.reported_by):
            assert text[slice(*party.span)] == party.text
        for found in (event.date, event.place, *event.counts):
            assert found is None or found.span is None or text[slice(*found.span)] == found.text
    for item in (*record.places, *record.times, *(q for quote in record.quotes for q in quote.quoted)):
        assert text[slice(*item.span)] == item.text
    for quote in record.quotes:
        assert " ".join(text[a:b] for a, b in quote.spans) == quote.text
        assert quote.speaker is None or text[slice(*quote.speaker.span)] == quote.speaker.text
    assert Record.from_json(record.to_json()) == record


def test_importing_the_package_loads_neither_spacy_nor_pydantic() -> None:
    code = "import dragoman, sys; print({'spacy', 'pydantic', 'rich'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_the_package_says_no_to_names_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rad'"):
        dragoman.rad  # noqa: B018
    assert all(getattr(dragoman, name) for name in dragoman.__all__)


def test_a_document_has_its_record(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert doc._.dragoman.article.text == doc.text
    assert doc._.dragoman.events[0].type == "ACCUSE"
    assert nlp.make_doc(TEXT)._.dragoman is None


def test_the_publication_date_comes_with_the_document(nlp: spacy.Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = "2024-05-15"
    assert nlp(doc)._.dragoman.events[0].date.edtf == "2024-05-13"


def test_a_document_that_cannot_be_read_says_why_and_ends_nothing(nlp: spacy.Language) -> None:
    first, second = nlp.pipe(["", TEXT])
    assert isinstance(first._.dragoman, Refused)
    assert isinstance(second._.dragoman, Record)


def test_a_record_is_stored_with_its_document(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again: Doc = next(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert again._.dragoman == doc._.dragoman


def test_a_stream_survives_odd_items_and_faults_of_ours() -> None:
    good = article(TEXT, published="2024-05-15")
    half = TEXT.replace(
        "Kenya", "Ken\ud800a"
    )  # half a letter, which `article` repairs and an article made by hand holds
    broken = good.model_copy(update={"text": half, "source_id": "broken"})
    odd = [None, 7, ["a text"], {"text": 7}, {1: TEXT}, {"text": TEXT, "title": 5}, {"text": TEXT, "published": "soon"}]
    found = list(dragoman.load().pipe([TEXT, broken, *odd, {"content": TEXT, "guid": 8}, good]))
    told = [(f.code, f.source) if isinstance(f, dragoman.Refused) else f.article.source_id for f in found]
    assert told == [
        None,
        ("internal", "broken"),
        *(("no-text", f"item {n}") for n in range(2, 7)),
        ("bad-field", "item 7"),
        ("bad-date", "item 8"),
        "8",
        None,
    ]


def test_a_pipeline_with_it_can_be_saved_and_loaded(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.dragoman.events[0].type == "ACCUSE"


def test_a_senses_file_of_ones_own_is_what_load_reads_by(tmp_path):
    own = tmp_path / "senses.yaml"
    own.write_text("verbs: [{name: greet, type: SUPPORT, verbs: [greet], strength: .9}]\nnouns: []\nadjectives: []\n")
    coder = dragoman.load(predicates=own)
    (record,) = coder.pipe(["Kenya greeted Peru. Uganda said Peru must withdraw."])
    types = [e.type for e in record.events]
    assert "SUPPORT" in types
