"""The words of a party: the whole phrase in its role, no more of the sentence than that."""

import pytest

from dragoman.acquire import article

SIDES = [
    ("Kenya rejected Peru's offer of talks on Monday.", "Kenya", "Peru's offer of talks"),
    ("Ghana's army shelled a base of the Togolese army.", "Ghana's army", "a base of the Togolese army"),
    ("Peru accused the Chilean army of torture.", "Peru", "the Chilean army"),
    ("Norwegian Premier Ada Holm praised Iceland, which had voted no.", "Norwegian Premier Ada Holm", "Iceland"),
    ("Somali fighters stormed a police station in Kenya.", "Somali fighters", "a police station"),
    ("Peru lifted a travel ban imposed on Chilean officials.", "Peru", "Chilean officials"),
    ("Chile's minister for trade met the Danish ambassador.", "Chile's minister for trade", "the Danish ambassador"),
    ("Two Chilean envoys were expelled from Peru.", "Peru", "Two Chilean envoys"),
    ("Kenya launched an attack against Somali rebels.", "Kenya", "Somali rebels"),
    ("Sudan expelled ten doctors employed by the UN.", "Sudan", "ten doctors employed by the UN"),
    ("Chile granted asylum to three Cuban doctors in view of the risk.", "Chile", "three Cuban doctors"),
    ("Peru rejected claims by Chile of fraud.", "Peru", "Chile"),
    ("Orban will host his counterpart Serbian President Aleksandar Vucic on Friday.", "Orban", "his counterpart"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "target"), SIDES)
def test_a_party_has_the_words_of_its_role(coder, text, source, target):
    record = coder.read(article(text, published="2024-03-05"))
    told = [([p.text for p in e.source], [p.text for p in e.target]) for e in record.events]
    assert any(s == [source] and any(t.startswith(target) for t in ts) for s, ts in told), told


def test_every_party_of_several_has_its_own_words(coder):
    record = coder.read(
        article("The Kenyan army and the Ugandan police attacked rebels in Sudan.", published="2024-03-05")
    )
    assert [p.text for p in record.events[0].source] == ["The Kenyan army", "the Ugandan police"]


def test_a_pronoun_shows_the_words_it_stands_for_in_its_sentence(coder):
    record = coder.read(article("The Kenyan army says it has killed six Somali rebels.", published="2024-03-05"))
    (event,) = (e for e in record.events if e.type == "ASSAULT")
    assert event.source[0].text == "The Kenyan army"


def test_words_read_back_to_their_span(coder):
    text = "Peru's interior ministry, angry, rejected an extradition request from Chile; it also accused Bolivia."
    record = coder.read(article(text, published="2024-03-05"))
    parties = [p for e in record.events for p in (*e.source, *e.target)]
    assert parties
    assert all(record.article.text[slice(*p.span)] == p.text for p in parties)


def test_a_phrase_ends_where_it_says_no_more(coder):
    record = coder.read(article("Peru rejected claims by Chile of fraud.", published="2024-03-05"))
    assert record.events[0].target[0].text == "Chile"


def test_a_pronoun_shows_the_person_and_not_what_is_his(coder):
    text = "Kenya rejected Chilean President Gabriel Boric's offer, and he then accused Kenya of lying."
    record = coder.read(article(text, published="2024-03-05"))
    (event,) = (e for e in record.events if e.type == "ACCUSE")
    assert event.source[0].text == "Chilean President Gabriel Boric"
