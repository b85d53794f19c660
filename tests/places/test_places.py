"""What a user relies on in places: each rule with a sentence of our own."""

from __future__ import annotations

import pytest

from dragoman.errors import BadKnowledge
from dragoman.places.places import find_places


@pytest.fixture(scope="module")
def mentions(document_of):
    return lambda text, knowledge=None: find_places(document_of(text, knowledge=knowledge)).places


@pytest.fixture(scope="module")
def places(mentions):
    return lambda text, knowledge=None: {m.place.text: m.place for m in mentions(text, knowledge)}


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


def test_one_sense_per_article(mentions):
    found = mentions("The fair was held in Paris, Texas.\nFarmers drove to Paris for it.")
    assert [m.place.country for m in found if m.place.text == "Paris"] == ["USA", "USA"]


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


def test_mentions_carry_tokens_block_and_preposition(mentions):
    first, second = mentions("Talks opened.\nEnvoys met in New York with Turkey.")
    assert (first.first.text, first.last.text, first.preposition, first.block.index) == ("New", "York", "in", 1)
    assert (second.place.use, second.preposition) == ("metonym", "with")


@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [
        ("countries.yaml", "countries:\n  FRA: {lat: 460, lon: 2}", 2, "countries.FRA.lat: must be less than or equal"),
        ("regions.yaml", "places:\n  - {name: Sahel, kind: regon, lat: 1, lon: 2}", 2, "did you mean 'region'"),
        ("regions.yaml", "places:\n  - {name: Sahel, kind: region, lat: 1}", 2, "row 'Sahel': 'lon' is missing"),
        ("regions.yaml", "places:\n  - {kind: region, lat: 1, lon: 2}", 2, "'name' is missing"),
        ("regions.yaml", "- 1", None, "must be a mapping"),
        (
            "regions.add.yaml",
            "places:\n  - {name: Sahel, kind: region, lat: 1, lon: 2,\n     county: TCD}",
            3,
            "unknown field 'county'; did you mean 'country'",
        ),
        (
            "regions.add.yaml",
            "places:\n  - {name: Sahel, kind: region, lat: 1, lon: 2, country: TCDD}",
            2,
            "unknown country 'TCDD'; did you mean 'TCD'",
        ),
        ("subdivisions.add.yaml", "subdivisions:\n  USAA: {}", 2, "unknown country 'USAA'; did you mean 'USA'"),
        ("subdivisions.add.yaml", "subdivision: {}", 1, "unknown field 'subdivision'; did you mean 'subdivisions'"),
        ("spellings.add.yaml", "spellings:\n  Kiev: Kyiv", 2, r"spellings.Kiev: must be \[GeoNames name, country\]"),
        ("residents.add.yaml", "residents:\n  Londoner: [London, GBRR]", 2, "unknown country 'GBRR'"),
    ],
)
def test_a_broken_file_says_what_is_wrong(own_knowledge, file, text, line, message):
    with pytest.raises(BadKnowledge, match=message) as refused:
        _ = own_knowledge({f"gazetteer/{file}": text}).gazetteer
    assert refused.value.line == line
    assert refused.value.path.name == file


def test_a_users_file_replaces_the_shipped_one(own_knowledge, places):
    row = "places: [{name: Ruritania, kind: region, lat: 50, lon: 15, country: CZE}]"
    knowledge = own_knowledge({"gazetteer/regions.yaml": row})
    place = places("He was crowned in Ruritania.", knowledge)["Ruritania"]
    assert (place.country, place.lat, place.lon) == ("CZE", 50.0, 15.0)
    assert knowledge.gazetteer.curated("Sahel") == ()


def test_a_users_regions_are_added_to_the_shipped_ones(own_knowledge, places):
    row = "places:\n  - {name: Ruritania, kind: region, lat: 50, lon: 15, country: CZE, adjectives: [Ruritanian]}"
    text = "Ruritanian troops crossed the Sahel."
    found = places(text, own_knowledge({"gazetteer/regions.add.yaml": row}))
    assert {t: (p.use, p.kind) for t, p in found.items()} == {
        "Ruritanian": ("demonym", "region"),
        "Sahel": ("location", "region"),
    }
    assert set(places(text)) == {"Sahel"}


def test_a_users_names_of_known_places_are_added(own_knowledge, places):
    knowledge = own_knowledge(
        {
            "subdivisions.add.yaml": "subdivisions:\n  CAN:\n    Ontario: {names: [Upper Canada]}",
            "spellings.add.yaml": "spellings:\n  Lemberg: [Lviv, UKR]\n  Kiev: [Kharkiv, UKR]",
            "residents.add.yaml": "residents:\n  Varsovian: [Warsaw, POL]",
        }
    )
    found = places("Varsovians left Lemberg and Kiev for Upper Canada.", knowledge)
    assert {t: (p.name, p.country) for t, p in found.items()} == {
        "Varsovians": ("Warsaw", "POL"),
        "Lemberg": ("Lviv", "UKR"),
        "Kiev": ("Kharkiv", "UKR"),
        "Upper Canada": ("Ontario", "CAN"),
    }


def test_a_users_register_gives_places_their_names(own_knowledge, places):
    register = "states:\n  - {id: 'state:RUR', name: Ruritania, country: RUR, adjectives: [Ruritanian]}"
    points = "countries:\n  RUR: {lat: 50, lon: 15, capital: Strelsau}"
    knowledge = own_knowledge({"register/mine.yaml": register, "gazetteer/countries.add.yaml": points})
    found = places("Ruritanian envoys left Ruritania.", knowledge)
    assert {t: (p.use, p.kind, p.country, p.lat) for t, p in found.items()} == {
        "Ruritanian": ("demonym", "country", "RUR", 50.0),
        "Ruritania": ("location", "country", "RUR", 50.0),
    }


def test_a_country_that_only_the_gazetteer_knows_goes_by_its_code(own_knowledge):
    knowledge = own_knowledge({"countries.add.yaml": "countries:\n  RUR: {lat: 50, lon: 15}"})
    assert knowledge.gazetteer.countries["RUR"].name == "RUR"


@pytest.mark.parametrize("short", ["ON", '"ON"'])
def test_ontarios_abbreviation_is_no_yes(own_knowledge, places, short):
    own = f"subdivisions:\n  CAN:\n    Ontario: {{lat: 49.25, lon: -84.5, abbreviations: [{short}]}}"
    for knowledge in (None, own_knowledge({"subdivisions.yaml": own})):
        assert places("The depot burnt in Windsor, ON, overnight.", knowledge)["Windsor"].admin1 == "Ontario"


def test_a_broken_word_list_says_what_is_wrong(own_knowledge):
    with pytest.raises(BadKnowledge, match="unknown field 'locate'; did you mean 'locating'") as refused:
        _ = own_knowledge({"lexicon/toponyms.add.yaml": "locate: [aboard]"}).lexicon.toponyms
    assert refused.value.line == 1


def test_a_users_words_of_place_are_read(own_knowledge, places):
    text = "They camped beside Lake Bala."
    knowledge = own_knowledge({"toponyms.add.yaml": "locating: [beside]"})
    assert "Lake Bala" in places(text, knowledge)
    assert "Lake Bala" not in places(text)
