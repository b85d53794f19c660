"""The people of a city are demonyms at its point."""

from __future__ import annotations

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge.gazetteer.curated import HERE, Knowledge
from dragoman.places.places import find_places, load_gazetteer


@pytest.mark.parametrize(
    ("text", "people", "city", "country"),
    [
        ("Two Londoners were freed in Caracas.", "Londoners", "London", "GBR"),
        ("A Parisian was among the hostages.", "Parisian", "Paris", "FRA"),
        ("Many New Yorkers joined the march.", "New Yorkers", "New York City", "USA"),
    ],
)
def test_the_people_of_a_city_stand_at_its_point(parse, text, people, city, country):
    place = next(p for p in find_places(parse(text), load_gazetteer()) if p.text == people)
    assert (place.use, place.name, place.country) == ("demonym", city, country)
    assert place.geonames is not None


def test_every_shipped_word_names_a_city_that_geonames_has():
    gazetteer = load_gazetteer()
    words = [word for word, _, _ in Knowledge(HERE).residents()]
    assert [w for w in words if not any(r.people for r in gazetteer.readings(w))] == []


def test_a_broken_file_says_what_is_wrong(tmp_path):
    (tmp_path / "residents.yaml").write_text("residents: {Londoner: London}")
    with pytest.raises(BadKnowledge, match=r"Londoner: wanted \[GeoNames name, country\]"):
        list(Knowledge(tmp_path).residents())
