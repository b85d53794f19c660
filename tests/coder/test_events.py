"""What an event is, who did it to whom, how real it is, when: one construction a test, in our own words."""

from __future__ import annotations

import pytest

from dragoman.acquire import article


@pytest.fixture(scope="module")
def events(coder):
    def run(text, published="2019-05-15"):
        record = coder.read(article(text, published=published))
        return record.article.text, record.events

    return run


def codes(side):
    return [p.country for p in side]


WHO = [
    ("Norway criticised Chile over the arrests.", "ACCUSE", ["NOR"], ["CHL"]),
    ("Chile was criticised by Norway on Monday.", "ACCUSE", ["NOR"], ["CHL"]),
    ("Kenya accused Somalia of arming smugglers.", "ACCUSE", ["KEN"], ["SOM"]),
    ("Portugal's foreign minister met his Moroccan counterpart in Rabat.", "CONSULT", ["PRT"], ["MAR"]),
    ("Talks between Peru and Bolivia began in Lima.", "CONSULT", ["PER"], ["BOL"]),
    ("Leaders of Ghana and Togo held talks in Accra.", "CONSULT", ["GHA"], ["TGO"]),
    ("Vietnam's invasion of Cambodia shocked diplomats.", "ASSAULT", ["VNM"], ["KHM"]),
    ("Ugandan troops attacked rebels in Congo.", "ASSAULT", ["UGA"], ["COD"]),
    ("Brazil urged Venezuela to release the prisoners.", "REQUEST", ["BRA"], ["VEN"]),
    ("The Danish prime minister praised Iceland.", "SUPPORT", ["DNK"], ["ISL"]),
    ("Indonesia refused to meet East Timor.", "REJECT", ["IDN"], ["TLS"]),
    ("Austria expelled two Serbian diplomats.", "SANCTION", ["AUT"], ["SRB"]),
    ("Canada imposed sanctions on Belarus.", "SANCTION", ["CAN"], ["BLR"]),
    ("Japan provided food aid to Nepal.", "AID", ["JPN"], ["NPL"]),
    ("Ethiopia has withdrawn its troops from Eritrea.", "RETREAT", ["ETH"], ["ERI"]),
    ("Mexico said Guatemala must reopen the crossing.", "REQUEST", ["MEX"], ["GTM"]),
    ("Sweden has faced criticism from Turkey over the march.", "ACCUSE", ["TUR"], ["SWE"]),
    ("Angola threatened to attack Zambia.", "THREATEN", ["AGO"], ["ZMB"]),
    ("Greek police arrested an Albanian official.", "COERCE", ["GRC"], ["ALB"]),
    ("An Albanian official was arrested in Greece.", "COERCE", ["GRC"], ["ALB"]),
    ("A blast claimed by Hamas killed two Egyptian policemen.", "ASSAULT", ["PSE"], ["EGY"]),
    ("Hamas claimed responsibility for the bombing in Egypt.", "ASSAULT", ["PSE"], ["EGY"]),
    ("Norway summoned the Swedish envoy to complain.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Chad declared a cease-fire with Sudan.", "CONCEDE", ["TCD"], ["SDN"]),
]

NOTHING = [
    "The Kenyan president tried to strike a softer tone.",
    "The number of Ghanaian students in Germany has declined.",
    "Tourists from Norway visited Greece.",
    "Kenya was to reimpose Kenyan sanctions.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_of_an_act_are_not_always_one(events, text):
    assert events(text)[1] == ()


@pytest.mark.parametrize(("text", "kind", "source", "target"), WHO)
def test_who_did_what_to_whom(events, text, kind, source, target):
    _, found = events(text)
    got = [(e.type, codes(e.source), codes(e.target)) for e in found]
    assert (kind, source, target) in got or (kind == "CONSULT" and (kind, target, source) in got), got


MODALITY = [
    ("Norway met Chile in Oslo.", "CONSULT", "actual"),
    ("Norway will meet Chile in Oslo.", "CONSULT", "planned"),
    ("Norway is scheduled to meet Chile in Oslo.", "CONSULT", "planned"),
    ("Norway plans to hold talks with Chile.", "CONSULT", "planned"),
    ("Norway would meet Chile if the fighting stopped.", "CONSULT", "conditional"),
    ("Norway has not met Chile.", "CONSULT", "denied"),
    ("Chile said Norway had bombed a village.", "ASSAULT", "claimed"),
    ("Norway said it had bombed Chile.", "ASSAULT", "actual"),
]


@pytest.mark.parametrize(("text", "kind", "modality"), MODALITY)
def test_modality(events, text, kind, modality):
    _, found = events(text)
    assert [e.modality for e in found if e.type == kind] == [modality], [(e.type, e.modality) for e in found]


def test_a_cue_stands_beside_every_modality_but_actual(events):
    text, found = events("Norway is scheduled to meet Chile in Oslo.")
    (event,) = found
    assert text[slice(*event.cue)] == "scheduled"


def test_on_whose_word(events):
    _, found = events("Peru's government said Bolivian troops had attacked Peruvian villages.")
    (event,) = [e for e in found if e.type == "ASSAULT"]
    assert codes(event.reported_by) == ["PER"]


@pytest.mark.parametrize(
    "text", ["Kenya needs to fight Somalia.", "Kenya wants to meet Somalia.", "Kenya is able to bomb Somalia."]
)
def test_needs_wishes_and_abilities_are_no_acts(events, text):
    assert not events(text)[1]


def test_a_promise_is_one_event_not_two(events):
    _, found = events("Finland promised to send troops to Estonia.")
    assert [e.type for e in found] == ["AGREE"]


def test_one_act_in_three_sentences_is_one_event(events):
    text = (
        "The foreign ministers of Ghana and Togo met in Accra on Tuesday. The talks between Ghana and Togo lasted "
        "an hour. The two ministers met in a hotel."
    )
    found = [e for e in events(text)[1] if e.type == "CONSULT"]
    assert len(found) == 1
    assert len(found[0].also) == 2
    assert found[0].date.edtf == "2019-05-14"


def test_two_planned_meetings_of_other_persons_stay_two(events):
    text = (
        "French President Emmanuel Macron will meet Russian President Vladimir Putin next week. "
        "French Foreign Minister Jean-Yves Le Drian will meet Russian Foreign Minister Sergey Lavrov on Friday."
    )
    assert len([e for e in events(text)[1] if e.type == "CONSULT"]) == 2


def test_no_time_in_the_text_is_no_date(events):
    _, (event,) = events("Norway criticised Chile.")
    assert event.date.edtf is None
    assert event.date.reason


def test_a_date_against_the_publication_date(events):
    _, (event,) = events("Norway criticised Chile on Monday.")
    assert event.date.edtf == "2019-05-13"


def test_a_wrong_year_is_kept_and_flagged(events):
    _, found = events("Diplomats recalled Iraq's invasion of Kuwait in August 1991.", "2019-05-15")
    (event,) = [e for e in found if e.type == "ASSAULT"]
    assert event.date.edtf == "1991-08"
    assert event.date.conflict.known.startswith("1990-08")
    assert event.historical


def test_days_after_counts_from_the_present(events):
    _, found = events("The visit comes two days after Egypt held talks with Sudan.", "2019-05-15")
    (event,) = [e for e in found if e.type == "CONSULT" and e.date.edtf]
    assert event.date.edtf == "2019-05-13"


def test_a_caption_dates_the_talks_it_shows(coder):
    text = (
        "Chad and Niger agree to reopen the border\n\n"
        "Chad’s foreign minister has held talks with his counterpart from Niger in Niamey, officials said after it.\n\n"
        "The foreign ministers of Chad and Niger before talks in Niamey, Niger, Wednesday, May 15, 2019. (AP Photo)\n\n"
        "The two sides said that trade would resume.\n"
    )
    record = coder.read(article(text))
    assert record.article.published == "2019-05-15"
    (event,) = [e for e in record.events if e.type == "CONSULT"]
    assert event.date.edtf == "2019-05-15"
    assert "caption" in event.date.reason


def test_the_place_and_its_mode(events):
    _, (event,) = events("Spain's prime minister met the Moroccan king in Malta on Monday.")
    assert event.place.name == "Malta"
    assert event.mode == ("third-party",)


def test_own_threat_of_force_is_a_threat(events):
    _, found = events("Turkey said it would attack Greece within days.")
    assert [(e.type, e.modality) for e in found] == [("THREATEN", "actual")]


def test_counts(events):
    _, found = events("Nigerian soldiers killed 12 Cameroonian fishermen on Monday.")
    (count,) = found[0].counts
    assert (count.of, count.min, count.max) == ("killed", 12, 12)


def test_ids_follow_from_content(events):
    first, second = events("Norway criticised Chile.")[1], events("Norway criticised Chile.")[1]
    assert [e.id for e in first] == [e.id for e in second]


def test_every_event_says_why(events):
    _, found = events("Chile was criticised by Norway on Monday.")
    assert "criticise" in found[0].why


def test_cameo_is_text_with_its_leading_zero(events):
    _, (event,) = events("Norway met Chile in Oslo.")
    assert event.cameo.startswith("04")
    assert event.quad == 1


def test_an_act_done_by_saying_it_is_of_the_day_it_was_said(events):
    _, found = events("On Monday, a Peruvian spokesman said that Chile's move was unacceptable.")
    accused = [e for e in found if e.type == "ACCUSE"]
    assert [e.date.edtf for e in accused] == ["2019-05-13"]


def test_what_one_also_says_is_said_with_what_was_said_before(events):
    _, found = events("Peru's president criticised Chile on Monday. He also accused Bolivia of lying.")
    assert [e.date.edtf for e in found if e.type == "ACCUSE"] == ["2019-05-13", "2019-05-13"]


def test_no_plan_is_of_a_time_long_gone(events):
    _, found = events("Peru's president will meet his Chilean counterpart on Friday, the first such talks since 1991.")
    assert all(e.date.edtf is None or e.date.edtf >= "2019-05" for e in found)


def test_a_participle_after_a_reporting_clause_goes_with_what_was_reported(events):
    _, found = events("Somali fighters overran a base in Kenya, officials said, killing two Kenyan soldiers.")
    assert all(p.text != "officials" for e in found for p in e.source)


def test_a_family_name_without_a_date_means_whom_it_means_at_any_time(coder):
    record = coder.read(article("Erdogan met Netanyahu."))
    assert [(p.country) for e in record.events for p in (*e.source, *e.target)] == ["TUR", "ISR"]


def test_an_act_whole_without_a_second_side(events):
    _, found = events("Sri Lanka lifted a state of emergency. A trader lifted a ban.")
    assert [(e.type, codes(e.source), e.target) for e in found] == [("CONCEDE", ["LKA"], ())]


def test_victims_of_nobody_named_join_the_report_that_names_the_doer(events):
    _, found = events("A landmine wounded three Malian soldiers.")
    assert [(e.type, e.source, codes(e.target)) for e in found] == [("ASSAULT", (), ["MLI"])]
    _, found = events("Rwandan troops shelled a Congolese town. Nine Congolese villagers were killed.")
    assert [(e.type, codes(e.source)) for e in found] == [("ASSAULT", ["RWA"])]


def test_a_number_printed_with_a_blank_keeps_its_characters(events):
    text, found = events("Ireland gave 3. 5 million euros in aid to Lebanon. Kenyan troops killed 1, 240 rebels.")
    assert [(e.type, codes(e.source)) for e in found] == [("AID", ["IRL"]), ("ASSAULT", ["KEN"])]
    assert [text[c.span[0] : c.span[1]] for e in found for c in e.counts] == [c.text for e in found for c in e.counts]
    assert [(c.min, c.text) for e in found for c in e.counts if c.of == "killed"] == [(1240, "1, 240")]


def test_a_day_before_a_number_is_no_thousand(events):
    _, found = events("On May 12, 300 Kenyan soldiers attacked rebels in Somalia.")
    assert found[0].date.edtf == "2019-05-12"
