"""The place of an act: where its predicate puts it, not any place in the sentence."""

from __future__ import annotations

import pytest

from dragoman.coder.attributes.event_place import event_place

PLACES = [
    ("Kenyan troops attacked rebels near Garissa, and Chad praised them in Nairobi.", "attacked", "Garissa"),
    ("Kenyan troops attacked rebels near Garissa, and Chad praised them in Nairobi.", "praised", "Nairobi"),
    ("Spain held talks with Morocco in Malta.", "talks", "Malta"),
    ("Spain criticised Morocco.", "criticised", None),
    ("Spain criticised Morocco. A summit in Malta ended.", "criticised", None),
]


@pytest.mark.parametrize(("text", "act", "name"), PLACES)
def test_an_act_is_where_its_predicate_says(document_of, word, text, act, name):
    document = document_of(text)
    place = event_place(word(document, act), document)
    assert (place.name if place is not None else None) == name


def test_only_what_moves_is_where_it_goes_to(document_of, word):
    document = document_of("Peru's president made a trip to Santiago.")
    trip = word(document, "trip")
    assert event_place(trip, document) is None
    assert event_place(trip, document, moving=True).name.startswith("Santiago")


def test_a_place_has_its_country_its_point_and_its_words(document_of, word):
    document = document_of("Spain met Morocco in Oslo.")
    place = event_place(word(document, "met"), document)
    assert (place.country, document.text(place.span)) == ("NOR", "Oslo")
    assert (round(place.lat), round(place.lon)) == (60, 11)
