"""Actors in text: names, titles, descriptions, pronouns, and who held which office on the date."""

from __future__ import annotations

import pytest

from dragoman.acquire import article


@pytest.fixture(scope="module")
def actors(coder):
    def run(text, published="2023-09-18"):
        record = coder.read(article(text, published=published))
        return {a.name: a for a in record.actors}, record

    return run


def test_an_office_holder_has_the_office_of_the_date(actors):
    names, _ = actors("Wang Yi arrived in Lima. Wang met reporters.")
    wang = names["Wang Yi"]
    assert (wang.country, wang.sector, wang.office.title.lower()) == ("CHN", "GOV", "foreign minister")
    assert wang.office.source.startswith("register:")
    assert len(wang.mentions) == 2


@pytest.mark.parametrize(
    ("day", "name"), [("2015-05-05", "Barack Obama"), ("2018-05-05", "Donald Trump"), ("2022-05-05", "Joe Biden")]
)
def test_an_office_without_a_name_is_its_holder_on_the_date(actors, day, name):
    names, _ = actors("The US president visited Ghana.", day)
    assert names[name].inferred


def test_no_date_no_holder(actors):
    names, _ = actors("The US president visited Ghana.", None)
    assert not any(a.inferred for a in names.values())


def test_a_person_the_text_names_is_not_inferred(actors):
    names, _ = actors("The Ghanaian foreign minister, Kwame Mensah, met the envoy. Mensah left.")
    mensah = names["Kwame Mensah"]
    assert (mensah.country, mensah.sector, mensah.inferred) == ("GHA", "GOV", False)
    assert len(mensah.mentions) >= 2


def test_a_family_name_that_comes_first(actors):
    names, _ = actors("Kim Jong Un spoke. Kim praised the army.", "2018-09-18")
    assert len(names["Kim Jong Un"].mentions) >= 2


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("US officials denied the report.", "US officials", "USA", "GOV"),
        ("Rebels in Darfur attacked a convoy.", "Rebels", "SDN", "REB"),
        ("Iraqi police arrested a man.", "Iraqi police", "IRQ", "COP"),
        ("A Pentagon spokesman condemned Peru.", "A Pentagon spokesman", "USA", "MIL"),
        ("The Chilean parliament condemned Peru.", "The Chilean parliament", "CHL", "LEG"),
        ("Kenyan villagers condemned Peru.", "Kenyan villagers", "KEN", "CVL"),
    ],
)
def test_descriptions_have_country_and_sector(actors, text, words, country, sector):
    _, record = actors(text, "2019-05-05")
    spans = {record.article.text[a:b]: x for x in record.actors for a, b in x.mentions}
    found = next(x for said, x in spans.items() if said.lower().removeprefix("a ") == words.lower().removeprefix("a "))
    assert found.country == country
    assert found.sector == sector


def test_it_is_the_state_spoken_of(actors):
    _, record = actors("Bolivia closed its embassy. It has accused Peru of spying.")
    (event,) = [e for e in record.events if e.type == "ACCUSE"]
    assert [p.country for p in event.source] == ["BOL"]
    assert event.source[0].text == "It"


def test_metonyms_are_states(actors):
    _, record = actors("The Kremlin condemned Kyiv. The White House praised Beijing.")
    got = [([p.country for p in e.source], [p.country for p in e.target]) for e in record.events]
    assert got == [(["RUS"], ["UKR"]), (["USA"], ["CHN"])]


def test_a_counterpart_holds_the_same_office(actors):
    names, _ = actors("Russian Foreign Minister Sergey Lavrov met his Chinese counterpart.")
    assert names["Wang Yi"].inferred


def test_a_person_is_not_a_country(actors):
    names, _ = actors("Michael Jordan and Chad Johnson met the Jordanian king.")
    assert "Chad" not in names


def test_the_two_countries_are_the_last_two(actors):
    _, record = actors("Peru shares a border with Chile. The two countries held talks on Monday.")
    (event,) = [e for e in record.events if e.type == "CONSULT"]
    assert {p.country for p in (*event.source, *event.target)} == {"PER", "CHL"}


@pytest.mark.parametrize(
    ("text", "id", "country", "sector"),
    [
        ("Chile sued Copper Valley Holdings.", "org:copper-valley-holdings", "---", "BUS"),
        ("The Nigeria Dockers Union urged Togo to open the port.", "org:nigeria-dockers-union", "NGA", "CVL"),
        (
            "Bulgaria banned the North American Timber Association.",
            "org:north-american-timber-association",
            "---",
            "CVL",
        ),
    ],
)
def test_a_body_of_no_entry_is_an_actor_by_its_name(actors, text, id, country, sector):
    _, record = actors(text)
    assert (id, country, sector) in [(a.id, a.country, a.sector) for a in record.actors]


@pytest.mark.parametrize("text", ["Chile left the Copper Trade Agreement.", "Peru praised the Pacific Timber Treaty."])
def test_a_pact_is_no_actor(actors, text):
    _, record = actors(text)
    assert not any(a.id.startswith("org:") for a in record.actors)


def test_pro_and_anti_own_nobody(actors):
    _, record = actors("Ukraine arrested members of a pro-Russian militia.")
    assert not any(a.country == "RUS" for a in record.actors if a.kind in {"group", "office"})


def test_the_allies_of_a_state_are_others(actors):
    _, record = actors("Canada praised Peru's allies. NATO allies praised Canada.")
    known = {a.name: a.country for a in record.actors if a.kind == "group"}
    assert known["Peru's allies"] == "---"
    assert known["NATO allies"] == "IGO"


def test_its_is_the_possessor_of_the_phrase_it_stands_in(actors):
    _, record = actors("Norway listed Iran's acts, including its support for rebels in Yemen.")
    assert {p.country for e in record.events for p in e.source} == {"IRN"}


def test_the_two_sides_are_not_who_speaks_to_them(actors):
    text = "Peru met Chile in Lima. Canada and Norway urged the two countries to sign the treaty."
    _, record = actors(text)
    (event,) = [e for e in record.events if e.type == "REQUEST"]
    assert {p.country for p in event.target} == {"PER", "CHL"}


def test_a_title_is_no_body(actors):
    _, record = actors("Iran's Supreme Leader condemned Peru.", None)
    (event,) = record.events
    assert [p.country for p in event.source] == ["IRN"]


def test_a_person_is_of_the_state_he_leads_and_not_of_the_body_he_chaired(actors):
    names, _ = actors("Abdel Fattah el-Sisi condemned Peru.", None)
    assert names["Abdel Fattah el-Sisi"].country == "EGY"


def test_a_former_leader_is_known_by_the_family_name(actors):
    names, record = actors("The Obama administration condemned Peru. Thatcher had praised Chile.", "2019-05-05")
    assert names["Barack Obama"].country == "USA"
    assert names["Margaret Thatcher"].country == "GBR"
    assert [p.country for e in record.events for p in e.source] == ["USA", "GBR"]


def test_a_family_name_of_two_former_leaders_is_neither(actors):
    names, _ = actors("Bush condemned Peru.", "2015-05-05")
    assert "George W. Bush" not in names
