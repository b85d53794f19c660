"""What a user relies on in places: each rule with a sentence of our own."""

from __future__ import annotations

import pytest

from dragoman.errors import BadKnowledge
from dragoman.places.cues import load_cues
from dragoman.places.places import analyse, find_places, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def places(parse, gazetteer):
    return lambda text: {p.text: p for p in find_places(parse(text), gazetteer)}


def test_a_capital_that_speaks_is_a_metonym_a_people_a_demonym_and_a_venue_a_location(places):
    found = places("Moscow said on Friday that Ukrainian envoys would be welcome in Istanbul.")
    assert {t: (p.use, p.country, p.kind) for t, p in found.items()} == {
        "Moscow": ("metonym", "RUS", "capital"),
        "Ukrainian": ("demonym", "UKR", "country"),
        "Istanbul": ("location", "TUR", "city"),
    }


def test_countries_have_geonames_point_and_id(places):
    china = places("Soldiers returned from China.")["China"]
    assert (china.lat, china.lon, china.geonames) == (35.0, 105.0, 1814991)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("He drove from Austin to Paris, Texas, in a day.", "Paris", "USA", "Texas"),
        ("She moved to Paris, France, last year.", "Paris", "FRA", "Île-de-France Region"),
        ("The convoy left Springfield, Ill., at dawn.", "Springfield", "USA", "Illinois"),
    ],
)
def test_the_place_after_a_comma_decides(places, text, name, country, admin1):
    place = places(text)[name]
    assert (place.country, place.admin1) == (country, admin1)
    assert place.reason.startswith("stands with")


def test_one_sense_per_article(parse, gazetteer):
    found = find_places(parse("The fair was held in Paris, Texas.\nFarmers drove to Paris for it."), gazetteer)
    assert {p.country for p in found if p.text == "Paris"} == {"USA"}


def test_georgia_is_the_country_among_neighbours_and_the_state_among_states(places):
    assert places("Georgia accused Russia of shelling villages near Tskhinvali.")["Georgia"].country == "GEO"
    state = places("The governor of Georgia met farmers in Atlanta before flying to Alabama.")["Georgia"]
    assert (state.country, state.kind) == ("USA", "admin1")


def test_persons_with_the_names_of_places_are_none(places):
    assert set(places("Chad Jones met Sydney Brown and Mr. Jordan in Amman.")) == {"Amman"}


def test_common_words_and_streets_are_no_cities(places):
    assert not places("The best reading of the March report was that police of the north had hope.")
    assert "Cleveland" not in places("A van stopped on Cleveland Avenue.")


def test_older_spellings_and_transliterations(places):
    found = places("Kiev and Odessa were quiet; shells hit Deir al-Zor and Khan Younis.")
    assert {t: p.country for t, p in found.items()} == {
        "Kiev": "UKR",
        "Odessa": "UKR",
        "Deir al-Zor": "SYR",
        "Khan Younis": "PSE",
    }
    assert found["Kiev"].geonames == 703448


def test_waters_regions_and_contested_areas(places):
    found = places("Ships crossed the Taiwan Strait while fighting went on in Crimea, Kashmir and the Sahel.")
    assert {t: (p.kind, p.country) for t, p in found.items()} == {
        "Taiwan Strait": ("water", None),
        "Crimea": ("region", "UKR"),
        "Kashmir": ("region", None),
        "Sahel": ("region", None),
    }


def test_a_place_struck_is_a_location_and_a_country_condemned_a_metonym(places):
    found = places("Jets bombed Idlib, and France condemned Syria.")
    assert (found["Idlib"].use, found["Syria"].use) == ("location", "metonym")


def test_a_place_the_gazetteer_lacks_is_found_without_a_point(places):
    place = places("They were buried in Trafalgar Square.")["Trafalgar Square"]
    assert (place.kind, place.lat, place.geonames, place.reason) == ("facility", None, None, "not in the gazetteer")


def test_mentions_carry_tokens_block_and_preposition(parse, gazetteer):
    first, second = analyse(parse("Talks opened.\nEnvoys met in New York with Turkey."), gazetteer)
    assert (first.first.text, first.last.text, first.preposition, first.block.index) == ("New", "York", "in", 1)
    assert (second.place.use, second.preposition) == ("metonym", "with")


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("countries.yaml", "countries: {FRA: {lat: 460, lon: 2}}", "lat and lon must be degrees"),
        ("regions.yaml", "places: [{name: Sahel, kind: desert, lat: 1, lon: 2}]", "kind must be one of"),
        ("spellings.yaml", "spellings: {Kiev: Kyiv}", "wanted"),
        ("subdivisions.yaml", "- 1", "no mapping"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path, file, text, message):
    (tmp_path / file).write_text(text)
    with pytest.raises(BadKnowledge, match=message):
        load_gazetteer(tmp_path)


def test_a_users_file_replaces_the_shipped_one(tmp_path, parse):
    (tmp_path / "regions.yaml").write_text("places: [{name: Ruritania, kind: region, lat: 50, lon: 15, country: CZE}]")
    (place,) = find_places(parse("He was crowned in Ruritania."), load_gazetteer(tmp_path))
    assert (place.country, place.lat, place.lon) == ("CZE", 50.0, 15.0)


def test_a_broken_word_list_says_what_is_wrong(tmp_path):
    (tmp_path / "words.yaml").write_text("locating: [in, off]")
    with pytest.raises(BadKnowledge, match="must hold exactly the lists"):
        load_cues(tmp_path / "words.yaml")
