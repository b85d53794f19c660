"""Text stays as it came, code point for code point; mojibake and broken bytes are mended, and the record says so."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acquire import article
from dragoman.acquire.encoding import decode, repair
from dragoman.errors import Refused

LEAD = "The ministers met in Kisumu"
KEPT = "“Fish &amp; ﬁsh”, ½\u00a0kg\r\n\r\n\tＦｕｌｌ e\u0301 \u200bdone… ‘it’ \x1b[1m\r tail\u2028end"


@contextmanager
def refused_only(*codes: str) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if refused.code not in codes:
            raise


def test_nothing_else_of_ftfy_runs() -> None:
    assert repair(KEPT) == (KEPT, False)
    assert article(f"{LEAD}. {KEPT}").text == f"{LEAD}. {KEPT}"


@pytest.mark.parametrize(("broken", "whole"), [("Ã©migrÃ©s", "émigrés"), ("itâ€™s", "it’s"), ("â€œnoâ€\x9d", "“no”")])
def test_mojibake_is_repaired_and_said(broken: str, whole: str) -> None:
    found = article(f"{LEAD}, {broken}.\n\nNo change “here”.")
    assert found.text == f"{LEAD}, {whole}.\n\nNo change “here”."
    assert found.repaired


def test_a_long_line_of_mojibake_is_repaired_in_pieces() -> None:
    assert repair("Ã©migrÃ©s in Kisumu " * 5000) == ("émigrés in Kisumu " * 5000, True)


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + f"{LEAD} – ż".encode(),
        codecs.BOM_UTF16_LE + f"{LEAD} – ż".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + f"{LEAD} – ż".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + f"{LEAD} – ż".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + f"{LEAD} – ż".encode("utf-32-be"),
        f"{LEAD} – ż".encode(),
    ],
)
def test_unicode_encodings(data: bytes) -> None:
    assert decode(data, "t") == (f"{LEAD} – ż", False)


def test_the_declared_encoding_then_windows_1252() -> None:
    assert decode("Łódź met".encode("iso-8859-2"), "t", "iso-8859-2") == ("Łódź met", False)
    assert decode(f"“{LEAD}”".encode("cp1252"), "t") == (f"“{LEAD}”", False)
    assert decode(f"“{LEAD}”".encode("cp1252"), "t", "no-such-encoding") == (f"“{LEAD}”", False)


def test_a_text_cut_within_a_character_keeps_the_rest() -> None:
    text, damaged = decode("“Kenya” and “Uganda” …".encode()[:-1], "t")
    assert text == "“Kenya” and “Uganda” \ufffd"
    assert damaged


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04" * 9, bytes(range(32)) * 4])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as raised:
        decode(data, "t")
    assert raised.value.code == "binary"


def test_lone_surrogates_become_one_replacement_each() -> None:
    found = article(f"{LEAD} \ud800 and \udfff home.", title="A \udc00 b")
    assert (found.text, found.title, found.repaired) == (f"{LEAD} \ufffd and \ufffd home.", "A \ufffd b", True)
    found.model_dump_json().encode()


@given(st.text(max_size=400))
def test_utf8_reads_back(text: str) -> None:
    with refused_only("binary"):
        assert decode(text.encode(), "t")[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "idna", "rot13", "base64", "utf-7", ""]))
def test_any_bytes_give_text_or_a_named_error(data: bytes, declared: str | None) -> None:
    with refused_only("binary", "encoding"):
        repair(decode(data, "t", declared)[0])[0].encode()
