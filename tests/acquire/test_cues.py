"""The cue and metadata files keep their schema, and a broken one says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.acquire.cues import CUES, KINDS, load_cues
from dragoman.acquire.html import METADATA, load_names
from dragoman.errors import BadKnowledge


def test_our_files_load() -> None:
    assert set(load_cues().longest) == set(KINDS)
    assert load_names().meta


def test_every_whole_line_and_opening_is_found() -> None:
    cues = load_cues()
    for whole, kind in cues.whole.items():
        assert cues.kind(whole.upper()) == kind, whole
    for opening, kind in (pair for pairs in cues.opens.values() for pair in pairs):
        assert cues.kind(f"{opening.capitalize()} a b") == kind, opening


def test_cues_are_lower_case_with_single_blanks() -> None:
    cues = load_cues()
    words = [*cues.whole, *(cue for pairs in cues.opens.values() for cue, _ in pairs)]
    assert [w for w in words if w != " ".join(w.casefold().split())] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("longest: 25", "longest: 0", "link.longest"),
        ("months:", "moons:", "months"),
        ("{agency}", "{nobody}", "nobody"),
        ("'^www", "'^(www", "unterminated subpattern"),
        ("link:\n", "link: [\n", "while parsing"),
    ],
)
def test_a_broken_cue_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = CUES.read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / "cues.yaml"
    bad.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadKnowledge) as raised:
        load_cues(bad)
    assert str(bad) in str(raised.value)
    assert says in str(raised.value)


def test_a_broken_metadata_file_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "metadata.yaml"
    bad.write_text(METADATA.read_text(encoding="utf-8").replace("url:", "urls:"), encoding="utf-8")
    with pytest.raises(BadKnowledge):
        load_names(bad)
