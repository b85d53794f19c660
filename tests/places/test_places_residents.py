"""The people of a city are demonyms at its point."""

from __future__ import annotations

import pytest

from dragoman.knowledge import load_knowledge
from dragoman.knowledge.gazetteer.curated import Curated
from dragoman.places.places import find_places


@pytest.mark.parametrize(
    ("text", "people", "city", "country"),
    [
        ("Two Londoners were freed in Caracas.", "Londoners", "London", "GBR"),
        ("A Parisian was among the hostages.", "Parisian", "Paris", "FRA"),
        ("Many New Yorkers joined the march.", "New Yorkers", "New York City", "USA"),
    ],
)
def test_the_people_of_a_city_stand_at_its_point(document_of, text, people, city, country):
    place = next(m.place for m in find_places(document_of(text)).places if m.place.text == people)
    assert (place.use, place.name, place.country) == ("demonym", city, country)
    assert place.geonames is not None


def test_every_shipped_word_names_a_city_that_geonames_has():
    knowledge = load_knowledge()
    words = list(Curated(knowledge.sources).residents)
    assert len(words) > 20
    assert [w for w in words if not any(r.people for r in knowledge.gazetteer.referents(w))] == []
