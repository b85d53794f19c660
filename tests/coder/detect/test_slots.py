"""The slots of a predicate: which words fill them, what they measure, and which actors stand in them."""

from __future__ import annotations

import pytest

from dragoman.coder.detect.slots import actors, complement, fill, fits, measured, slot, without


@pytest.fixture(scope="session")
def roles(word):
    """A verb's subject and object."""

    def run(parties, verb):
        token, syntax = word(parties, verb), parties.document.syntax
        return {"subj": syntax.subject(token), "obj": syntax.patient(token), "iobj": None}

    return run


@pytest.mark.parametrize(
    ("text", "head", "name", "words"),
    [
        ("Norway sent doctors to Mali.", "sent", "obj", ["doctors"]),
        ("Norway sent doctors to Mali.", "sent", "to", ["Mali"]),
        ("Norway spoke with Mali on Sunday.", "spoke", "on", []),
        ("The arrest of two tourists by Libya angered Italy.", "arrest", "by", ["Libya"]),
        ("Norway agreed to send doctors to Mali.", "agreed", "going", ["send"]),
        ("Norway seized Malian weapons.", "seized", "modifier", ["Malian"]),
    ],
)
def test_a_slot_is_a_role_or_a_preposition_and_a_date_is_in_none(parties_of, word, roles, text, head, name, words):
    parties = parties_of(text)
    held = slot(word(parties, head), name, roles(parties, head), parties.document)
    assert [t.text for t in held] == words


def test_a_measure_gives_what_it_measures(parties_of, word):
    parties = parties_of("Norway seized a shipment of rifles and a house of glass.")
    assert [t.text for t in measured([word(parties, "shipment")], parties.document)] == ["shipment", "rifles"]
    assert [t.text for t in measured([word(parties, "house")], parties.document)] == ["house"]


@pytest.mark.parametrize("verb", ["send", "contribute"])
def test_the_goal_of_what_is_sent_is_the_likeliest_word_of_a_clause(parties_of, word, verb):
    parties = parties_of(f"Norway agreed to {verb} troops to Mali.")
    assert next(complement(word(parties, "agreed"), parties.document)).text == "Mali"


def test_troops_that_are_sent_are_on_nobodys_side(parties_of, word):
    parties = parties_of("Norway agreed to send troops to Mali.")
    assert "troops" not in [t.text for t in complement(word(parties, "agreed"), parties.document)]


def test_a_sense_fits_where_its_slots_hold_words_of_its_classes(parties_of):
    parties = parties_of("Norway freed a captive and Mali freed an account.")
    predicates = parties.document.knowledge.predicates
    sense = next(s for s in predicates.verb("free", frozenset(), None) if s.requires.get("obj"))
    first, second = (t for t in parties.document.sentences[0].span if t.text == "freed")
    syntax = parties.document.syntax
    slots = [{"subj": syntax.subject(v), "obj": syntax.patient(v), "iobj": None} for v in (first, second)]
    assert [fits(sense, v, s, parties) for v, s in zip((first, second), slots, strict=True)] == [True, False]


def test_an_actor_is_never_on_both_sides(parties_of, word, roles):
    parties = parties_of("Iran praised Iran and Iraq.")
    slots, verb = roles(parties, "praised"), word(parties, "praised")
    source = actors(verb, "subj", slots, parties, subjectlike=True)
    assert [m.country for m in source] == ["IRN"]
    both = parties.of(slots["obj"])
    assert [m.country for m in both] == ["IRN", "IRQ"]
    assert [m.country for m in without(both, source)] == ["IRQ"]
    assert [m.country for m in actors(verb, "obj", slots, parties, but=source)] == ["IRQ"]


@pytest.mark.parametrize(
    ("text", "verb", "countries"),
    [
        ("Iran and Iraq accused each other of spying.", "accused", (["IRN"], ["IRQ"])),
        ("Iran accused a neighbour of spying.", "accused", None),
    ],
)
def test_an_act_that_needs_two_sides_is_none_without_both(parties_of, word, roles, text, verb, countries):
    parties = parties_of(text)
    token = word(parties, verb)
    sense = parties.document.knowledge.predicates.verb("accuse", frozenset({"of"}), None)[0]
    act = fill(token, parties.document.sentence_of(token), sense, roles(parties, verb), parties)
    assert (act and ([m.country for m in act.source], [m.country for m in act.target])) == countries
