"""One paragraph is one segment, however its lines were broken."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from dragoman.acquire.paragraphs import paragraphs

ONE = (
    "Kenya and Uganda resumed talks on Monday over the fishing grounds around Migingo, an island of half a hectare "
    "that both claim and where police of both have been posted for years, officials of the two said in Kisumu."
)
TWO = (
    "The Ugandan delegation is led by Foreign Minister Peter Okello, who arrived on Sunday. He was received at the "
    "airport by Amina Odhiambo and is expected to stay until Thursday, when the two will report to their presidents."
)


def texts(text: str) -> list[str]:
    return [p.text for p in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts(f"{ONE}\n \n\n{TWO}\n") == [ONE, TWO]
    assert texts(f"{ONE}\r\n\r\n{TWO}") == [ONE, TWO]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    assert texts(f"{ONE}\n{TWO}\n{ONE}") == [ONE, TWO, ONE]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    for width in (60, 72, 79):
        wrapped = [textwrap.fill(p, width) for p in (ONE, TWO)]
        assert texts("\n\n".join(wrapped)) == wrapped


def test_in_hard_wrapped_text_a_line_that_ends_early_ends_its_paragraph() -> None:
    wrapped = "Talks on Migingo resume\n" + textwrap.fill(ONE, 72) + "\n" + textwrap.fill("   " + TWO, 72)
    assert len(texts(wrapped)) == 3


def test_a_sentence_broken_once_is_joined() -> None:
    assert texts("The two countries resumed\ntalks on Monday.") == ["The two countries resumed\ntalks on Monday."]


def test_title_and_text_in_one_block_are_two() -> None:
    assert texts(f"Talks on Migingo resume\n{ONE}") == ["Talks on Migingo resume", ONE]


@given(st.text(max_size=200))
def test_offsets_read_back(text: str) -> None:
    assert all(text[p.start : p.end] == p.text for p in paragraphs(text))
