"""Decoding of bytes to text, and repair of mojibake (text that was once decoded with the wrong encoding)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from dragoman.errors import Refused

FALLBACK = "cp1252"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f\ufffd]")
CONTROL_SHARE = 0.02  # a text with more control characters than both of these allow is binary
CONTROLS_BORNE = 4
MULTIBYTE = re.compile(r"[^\x00-\x7f\ufffd]")
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST = 4000  # characters repaired at a time


def decode(data: bytes, source: str, declared: str | None = None) -> tuple[str, bool]:
    """Decode bytes; returns the text, and whether broken bytes were replaced by U+FFFD.

    Args:
        data: the bytes.
        source: the input's name, for errors.
        declared: the encoding that a page or server declares, if any.

    Tried in this order: the encoding of a byte order mark (which is dropped), UTF-8, the declared one, UTF-8 with
    broken bytes if most multi-byte sequences are valid, Windows-1252. Newlines are not translated. Raises `Refused`
    with code `binary` or `encoding`.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(name, errors="replace"), source, damaged=None)
    if b"\x00" in data:
        raise Refused(source, "binary", "not text: it holds NUL bytes")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return _checked(data.decode(encoding), source, damaged=False)
        except (UnicodeError, LookupError, ValueError):
            continue
    lenient = data.decode("utf-8", errors="replace")
    if len(MULTIBYTE.findall(lenient)) > lenient.count("\ufffd"):
        return _checked(lenient, source, damaged=True)
    try:
        return _checked(data.decode(FALLBACK), source, damaged=False)
    except UnicodeDecodeError as error:
        why = f"neither UTF-8 nor Windows-1252 (byte 0x{data[error.start]:02x} at {error.start}); convert it to UTF-8"
        raise Refused(source, "encoding", why) from error


def _checked(text: str, source: str, damaged: bool | None) -> tuple[str, bool]:
    refuse_binary(text, source)
    return text, "\ufffd" in text if damaged is None else damaged


def refuse_binary(text: str, source: str) -> None:
    """Raise `Refused`, code `binary`, where more than 4 and more than 2 % of the characters are controls or U+FFFD."""
    if (count := len(CONTROL.findall(text))) > max(CONTROLS_BORNE, CONTROL_SHARE * len(text)):
        raise Refused(source, "binary", f"not text: {count} of {len(text)} characters are control characters")


def repair(text: str) -> tuple[str, bool]:
    """Repair mojibake with `ftfy.fix_encoding`; returns the text and whether anything changed.

    None of ftfy's other fixes run: quotes, entities, Unicode normal form and newlines stay. Each line is repaired on
    its own, in pieces of bounded length, so that the time is linear in the text. Lone surrogates, which no encoding can
    represent, become U+FFFD one for one and count as a repair.
    """
    whole = SURROGATE.sub("\ufffd", text)
    if not whole.isascii():
        from ftfy import fix_encoding  # late: most texts of a batch are plain, and --help needs no ftfy

        whole = "".join(piece if piece.isascii() else fix_encoding(piece) for piece in _pieces(whole))
    return whole, whole != text


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most one line and 4,000 characters, which joined give it back."""
    for n, line in enumerate(text.split("\n")):
        if n:
            yield "\n"
        start = 0
        while len(line) - start > LONGEST:
            blank = line.rfind(" ", start, start + LONGEST)
            cut = blank if blank > start else start + LONGEST
            yield line[start:cut]
            start = cut
        yield line[start:]
