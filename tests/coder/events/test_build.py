"""What of an act is entered in the record."""

from __future__ import annotations

import pytest

from dragoman.coder.events.build import build_event, confidence
from dragoman.coder.events.find import find_events


@pytest.fixture
def event(attributed):
    def run(text, published="2024-03-06"):
        document, (act,) = attributed(text, published)
        return document, build_event(act, document)

    return run


def test_every_span_has_the_articles_own_words(event):
    document, built = event("Kenyan troops killed 1,240 Somali rebels near Garissa on Monday.")
    parties = (*built.source, *built.target)
    assert [p.text for p in parties] == [document.text(p.span) for p in parties]
    assert [c.text for c in built.counts] == [document.text(c.span) for c in built.counts] == ["1,240"]
    assert document.text(built.trigger) == "killed"
    assert document.text(built.place.span) == "Garissa"
    assert document.text(built.date.span) == "Monday"


def test_scores_and_codes_are_the_codebooks(event, knowledge):
    _, built = event("Kenya condemned Chad.")
    assert built.quad == knowledge.codebook.quad("ACCUSE") == 3
    assert built.intensity == knowledge.codebook.intensity("ACCUSE", built.mode)
    assert built.cameo == knowledge.codebook.cameo("ACCUSE", built.mode)


def test_a_country_known_only_by_a_place_is_a_government(document_of):
    (event,) = find_events(document_of("Chadian troops attacked a base near Garissa."))
    (target,) = event.target
    assert (target.country, target.sector) == ("KEN", "GOV")


def test_the_id_follows_from_article_words_and_parties(event):
    one, again = event("Kenya condemned Chad.")[1], event("Kenya condemned Chad.")[1]
    other = event("Kenya condemned Sudan.")[1]
    assert one.id == again.id != other.id


def test_a_year_back_is_history(event):
    assert event("Kenya bombed Chad in 2019.")[1].historical
    assert not event("Kenya bombed Chad on Monday.")[1].historical


def test_a_known_date_stands_beside_one_that_differs(event):
    _, wrong = event("Diplomats recalled Iraq's invasion of Kuwait in August 1991.")
    assert (wrong.date.edtf, wrong.date.conflict.known[:7]) == ("1991-08", "1990-08")
    _, right = event("Diplomats recalled Iraq's invasion of Kuwait in August 1990.")
    assert right.date.conflict is None


def test_every_guess_makes_an_act_less_sure(attributed):
    _, (named,) = attributed("Kenya shelled Chad.")
    _, (nobody,) = attributed("Kenya shelled a town.")
    assert 0 < confidence(nobody) < confidence(named) < 1


def test_why_names_the_predicate_the_parties_and_the_cue(event):
    _, built = event("Norway is scheduled to meet Chile in Oslo.")
    assert all(word in built.why for word in ("'meet'", "Norway > Chile", "planned by 'scheduled'"))
