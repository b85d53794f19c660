"""The coder's stages: what each needs and adds, quotes tied to events, parties that only events know."""

from __future__ import annotations

import pytest

from dragoman.coder.coder import event_stage, link_quotes
from dragoman.coder.first_person import resolve_first_person
from dragoman.pipeline import BadStage, Pipeline


@pytest.fixture
def coded(document_of):
    after = (event_stage(None), link_quotes)

    def run(text):
        document = document_of(text)
        for stage in after:
            document = stage(document)
        return document

    return run


def test_a_quote_is_tied_to_the_act_it_reports(coded):
    document = coded("Peru's government said Bolivian troops had attacked a village in Peru.")
    (event,) = [e for e in document.events if e.type == "ASSAULT"]
    assert [q.event for q in document.quotes] == [event.id]


def test_a_quote_is_tied_to_the_act_that_it_is(coded):
    document = coded("Kenya warned that it would punish Chad. Kenya accused Peru of lying.")
    tied = {document.text(e.trigger): [q.text for q in document.quotes if q.event == e.id] for e in document.events}
    assert tied == {"warned": ["that it would punish Chad"], "accused": ["Peru of lying"]}


def test_a_quote_of_no_act_stays_untied(coded):
    document = coded("Peru's government said the weather was fine.")
    assert [q.event for q in document.quotes] == [None]


def test_a_state_known_only_by_where_it_happened_is_an_actor_of_the_record(coded):
    document = coded("Chadian troops attacked a base near Garissa.")
    (kenya,) = [a for a in document.actors if a.inferred]
    assert (kenya.country, kenya.mentions) == ("KEN", ())
    assert [p.actor for e in document.events for p in e.target] == [kenya.id]


def test_stages_out_of_order_are_refused():
    with pytest.raises(BadStage, match="resolve_first_person needs mentions, quotes"):
        Pipeline((resolve_first_person,))
    with pytest.raises(BadStage, match="link_quotes needs"):
        Pipeline((link_quotes,))
