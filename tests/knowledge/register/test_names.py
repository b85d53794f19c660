"""Names in the register: what leads where, in which use, and that tokens agree with spaCy's."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.register.person import family_name, surnames
from dragoman.knowledge.register.phrases import Phrases, tokens_of
from tests.knowledge.register.registers import register_of

REGISTER = register_of()
WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "entry", "use"),
    [
        ("China", "state:CHN", "name"),
        ("Chinese", "state:CHN", "adjective"),
        ("Beijing", "state:CHN", "metonym"),
        ("Sino", "state:CHN", "prefix"),
        ("Britons", "state:GBR", "demonym"),
        ("U.S.", "state:USA", "name"),
        ("Kremlin", "state:RUS", "metonym"),
        ("Kiev", "state:UKR", "metonym"),
        ("Pentagon", "org:usa/pentagon", "name"),
        ("Foggy Bottom", "org:usa/state-department", "metonym"),
        ("Nato", "org:nato", "name"),
        ("UN Security Council", "org:un-security-council", "name"),
        ("Isis", "group:islamic-state", "name"),
        ("Houthi", "group:houthis", "adjective"),
        ("Nusra Front", "group:hts", "name"),
        ("MBS", "person:mohammed-bin-salman", "short"),
        ("Recep Tayyip Erdogan", "person:recep-tayyip-erdogan", "name"),
        ("Côte d’Ivoire", "state:CIV", "name"),
    ],
)
def test_a_name_leads_to_its_entry(text, entry, use):
    assert [(a.entry, a.use) for a in REGISTER.find(text)] == [(entry, use)]


@pytest.mark.parametrize("text", ["us", "who", "is", "chad", "pentagon", "turkey", "it", "may"])
def test_common_words_in_lower_case_are_no_names(text):
    assert REGISTER.find(text) == ()


@pytest.mark.parametrize(
    ("entry", "country", "sector"),
    [
        ("org:un", "IGO", "IGO"),
        ("org:amnesty", "NGO", "NGO"),
        ("org:the-west", "WST", "GOV"),
        ("org:isr/idf", "ISR", "MIL"),
        ("org:isr/knesset", "ISR", "LEG"),
        ("org:usa/cia", "USA", "SPY"),
        ("group:islamic-state", "ISG", "UAF"),
        ("group:sdf", "SYR", "REB"),
        ("group:pkk", "TUR", "REB"),
        ("person:sergey-lavrov", "RUS", "GOV"),
        ("person:antonio-guterres", "IGO", "IGO"),
    ],
)
def test_entries_have_country_and_sector(entry, country, sector):
    assert (REGISTER.entries[entry].country, REGISTER.entries[entry].sector) == (country, sector)


def test_a_group_that_came_to_govern_changes_sector_on_the_date():
    taliban = REGISTER.entries["group:taliban"]
    on = {day: taliban.sector_on(day) for day in ("1995-01-01", "2000-01-01", "2010-01-01", "2021-08-15")}
    assert list(on.values()) == ["REB", "GOV", "REB", "GOV"]
    assert taliban.sector_on(None) == "GOV"


@pytest.mark.parametrize(
    ("name", "country", "family"),
    [
        ("Wang Yi", "CHN", "Wang"),
        ("Kim Jong Un", "PRK", "Kim"),
        ("Moon Jae-in", "KOR", "Moon"),
        ("Tsai Ing-wen", "TWN", "Tsai"),
        ("Joseph Wu", "TWN", "Wu"),
        ("Ursula von der Leyen", "DEU", "von der Leyen"),
        ("Bashar al-Assad", "SYR", "al-Assad"),
        ("Shinzo Abe", "JPN", "Abe"),
        ("Ferdinand Marcos Jr.", "PHL", "Marcos"),
        ("Jean-Marc Ayrault", "FRA", "Ayrault"),
    ],
)
def test_family_names(name, country, family):
    assert family_name(name, country) == family


def test_a_family_name_is_found_without_article_and_diacritics():
    assert surnames("al-Sharaa") == ("al-Sharaa", "Sharaa")
    assert "person:recep-tayyip-erdogan" in {p.id for p in REGISTER.by_surname("Erdogan")}
    assert {"person:bashar-al-assad", "person:hafez-al-assad"} <= {p.id for p in REGISTER.by_surname("Assad")}
    assert "person:wang-yi" in {p.id for p in REGISTER.by_surname("Wang")}
    assert REGISTER.by_surname("Yi") == ()


def test_tokens_are_those_of_spacy():
    tokenizer = spacy.blank("en").tokenizer
    odd = [a.text for a in REGISTER.aliases() if tuple(t.text for t in tokenizer(a.text)) != a.tokens]
    assert odd == []


def test_the_longest_name_at_a_token_is_matched():
    tokens = ["envoys", "of", "the", "UN", "Security", "Council", "met"]
    length, aliases = REGISTER.match(tokens, 3)
    assert (length, aliases[0].entry) == (3, "org:un-security-council")
    assert REGISTER.match(tokens, 0) is None


@pytest.mark.parametrize(
    ("words", "role", "sector", "plural"),
    [
        ("foreign minister", "foreign_minister", "GOV", False),
        ("ministers of foreign affairs", "foreign_minister", "GOV", True),
        ("secretaries of state", "foreign_minister", "GOV", True),
        ("spokeswomen", "spokesperson", "GOV", True),
        ("troops", None, "MIL", True),
        ("rebels", None, "REB", True),
        ("lawmakers", "legislator", "LEG", True),
        ("chief prosecutor", "prosecutor", "JUD", False),
        ("opposition leader", "opposition_leader", "OPP", False),
        ("state media", None, "MED", False),
        ("clerics", None, "REL", True),
        ("gunmen", None, "UAF", True),
        ("police", None, "COP", True),
        ("ministries", None, "GOV", True),
    ],
)
def test_role_words(words, role, sector, plural):
    length, found = REGISTER.roles.match(words.split(), 0)
    assert (length, found.role, found.sector, found.plural) == (len(words.split()), role, sector, plural)


def test_roles_that_offices_have_are_in_the_lexicon():
    named = {REGISTER.roles.get(tokens).role for tokens in REGISTER.roles}
    offices = {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "national_security_adviser",
    }
    assert offices <= named & {o.role for o in REGISTER.offices.values()}


@given(st.lists(WORDS, max_size=8), WORDS, st.integers(0, 5))
def test_match_is_the_longest_phrase_there_is(phrases, text, i):
    i = min(i, len(text) - 1)
    index = Phrases((tuple(p), " ".join(p)) for p in phrases)
    starting = [p for p in phrases if text[i : i + len(p)] == p]
    expected = max(starting, key=len, default=None)
    assert index.match(text, i) == (None if expected is None else (len(expected), " ".join(expected)))


@given(st.text(max_size=40))
def test_tokens_keep_every_letter(text):
    assert "".join(tokens_of(text)) == "".join(text.split())
