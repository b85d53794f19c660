"""What a candidate for an event knows of itself."""

from __future__ import annotations

from dragoman.coder.events.candidate import UNDATED, countries, persons


def test_a_new_candidate_is_undated_and_reported_once(detected):
    _, (candidate,) = detected("Kenya condemned Chad on Monday.")
    assert (candidate.steps, candidate.when.edtf, candidate.reports) == (UNDATED, None, (candidate,))


def test_its_words_are_the_predicate_and_the_noun_a_support_verb_carries(detected):
    _, (carried,) = detected("Kenya launched an attack on Chad.")
    assert carried.words == {"launch", "attack"}
    _, (plain,) = detected("Kenya condemned Chad.")
    assert plain.words == {"condemn"}


def test_sides_have_their_known_countries_and_named_persons(detected):
    _, (candidate,) = detected("Kenyan President William Ruto met rebels.")
    assert countries(candidate.source) == {"KEN"}
    assert len(persons(candidate.source)) == 1
    assert countries(candidate.target) == persons(candidate.target) == frozenset()
