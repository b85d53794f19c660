"""The lists of furniture and of pages' metadata keep their schema, and a broken one says where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.knowledge.lexicon.furniture import KINDS
from dragoman.knowledge.loader import shipped

CUES = load_knowledge().lexicon.furniture
Own = Callable[[dict[str, str]], Knowledge]


def test_our_files_load() -> None:
    assert set(CUES.longest) == set(KINDS)
    assert load_knowledge().lexicon.pages.meta


def test_every_whole_line_and_opening_is_found() -> None:
    for whole, kind in CUES.whole.items():
        assert CUES.kind(whole.upper()) == kind, whole
    for opening, kind in (pair for pairs in CUES.opens.values() for pair in pairs):
        assert CUES.kind(f"{opening.capitalize()} a b") == kind, opening


def test_cues_are_lower_case_with_single_blanks() -> None:
    words = [*CUES.whole, *(cue for pairs in CUES.opens.values() for cue, _ in pairs)]
    assert [w for w in words if w != " ".join(w.casefold().split())] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("longest: 25", "longest: 0", "link.longest"),
        ("months:", "moons:", "'moons'; did you mean 'months'"),
        ("{agency}", "{nobody}", "nobody"),
        ("'^www", "'^(www", "unterminated subpattern"),
        ("link:\n", "link: [\n", "not YAML"),
    ],
)
def test_a_broken_cue_file_is_named_with_its_fault(own_knowledge: Own, old: str, new: str, says: str) -> None:
    text = shipped()["lexicon/furniture.yaml"].read_text(encoding="utf-8")
    assert old in text
    known = own_knowledge({"furniture.yaml": text.replace(old, new)})
    with pytest.raises(BadKnowledge) as raised:
        _ = known.lexicon.furniture
    assert raised.value.path.name == "furniture.yaml"
    assert says in str(raised.value)


def test_a_broken_metadata_file_is_named(own_knowledge: Own) -> None:
    text = shipped()["lexicon/metadata.yaml"].read_text(encoding="utf-8")
    with pytest.raises(BadKnowledge, match="'urls'; did you mean 'url'"):
        _ = own_knowledge({"metadata.yaml": text.replace("url:", "urls:")}).lexicon.pages


def test_a_line_added_by_a_user_is_furniture(own_knowledge: Own) -> None:
    known = own_knowledge({"furniture.add.yaml": "link:\n  whole: [tell us more]\n"})
    assert known.lexicon.furniture.kind("Tell us more") == "link"
    assert known.lexicon.furniture.kind("Read more") == "link"
