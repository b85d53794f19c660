"""English is read, another language is refused by its name, and a short text is taken to be English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.acquire import article
from dragoman.errors import BadKnowledge, Refused
from dragoman.knowledge import Knowledge, load_knowledge

ENGLISH = "The foreign ministers of Kenya and Uganda met on Monday to discuss fishing on Lake Victoria. "
FRENCH = "Les ministres des Affaires étrangères se sont rencontrés lundi pour parler de la pêche sur le lac. "
GERMAN = "Die Außenminister trafen sich am Montag, um über die Fischerei auf dem See zu sprechen. "
INDONESIAN = "Menteri luar negeri bertemu dengan rekannya pada hari Senin untuk membahas perbatasan kedua negara. "
RUSSIAN = "Министры иностранных дел встретились в понедельник. "


def test_english_is_detected() -> None:
    found = article(ENGLISH * 3)
    assert found.language == "en"
    assert (found.language_reason or "").startswith("detected")


def test_a_short_text_is_assumed_to_be_english() -> None:
    assert article("Les ministres se sont vus.").language_reason == "assumed: 26 characters, 200 needed to detect it"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FRENCH * 3, "French (fr)"),
        (INDONESIAN * 3, "Indonesian (id)"),
        (GERMAN * 3, "German (de)"),
        (RUSSIAN * 5, "Russian (ru)"),
    ],
)
def test_another_language_is_refused_by_name(text: str, name: str) -> None:
    with pytest.raises(Refused) as raised:
        article(text)
    assert raised.value.code == "language"
    assert name in raised.value.reason


def test_a_short_text_in_another_script_is_refused() -> None:
    with pytest.raises(Refused) as raised:
        article(RUSSIAN)
    assert raised.value.code == "language"


def test_foreign_names_do_not_make_a_text_foreign() -> None:
    people = "Nguyễn Phú Trọng, Phạm Minh Chính, Võ Văn Thưởng, Recep Tayyip Erdoğan and Hakan Fidan met Łukasz Żak. "
    assert article(people * 3 + ENGLISH * 2).language == "en"


def test_a_language_that_is_not_clear_is_assumed() -> None:
    assert (article("ACB 123 XYZ 456 KLM 789 " * 20).language_reason or "").startswith("assumed")


def test_a_long_text_is_judged_by_its_start_middle_and_end() -> None:
    assert article(ENGLISH * 4000).language == "en"
    with pytest.raises(Refused, match="French"):
        article(FRENCH * 4000)


def test_text_without_letters_is_refused() -> None:
    with pytest.raises(Refused) as raised:
        article("!!!! 12 !!!!")
    assert raised.value.code == "no-text"


def test_the_file_of_names_is_checked(own_knowledge: Callable[[dict[str, str]], Knowledge]) -> None:
    assert load_knowledge().lexicon.languages["no"] == "Norwegian"
    with pytest.raises(BadKnowledge, match=r"languages\.yaml, line 2"):
        _ = own_knowledge({"languages.yaml": "nb: Norwegian\nnn: [Norwegian]\n"}).lexicon.languages
