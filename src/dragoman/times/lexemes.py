"""Splits text into lexemes: words, phrases, numbers and signs, each with its class in the grammar and its value."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.times.lexicon import TimeLexicon
from dragoman.knowledge.times.shapes import OTHER, SIGNS, pieces

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
#: Signs before a number by which it is no date ("$1990").
GLUE = frozenset("$£€¥#@_/+=%&")


@dataclass(slots=True)
class Lexeme:
    """A word, phrase, number or sign.

    Args:
        text: it as written.
        lower: it in lower case, with straight apostrophes.
        start: where it starts in the paragraph.
        end: where it ends, excluded.
        kind: its class ("month", "num" ...).
        value: its value: a number, or a code ("MO" for a morning).
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str = OTHER
    value: str | int | float = 0


def lex(text: str, lexicon: TimeLexicon) -> list[Lexeme]:
    """The lexemes of a text in order; a phrase, or a number of several words, is one lexeme."""
    raw = [Lexeme(p, p.lower().replace("’", "'"), at, at + len(p), shape) for p, shape, at in pieces(text)]
    out: list[Lexeme] = []
    i = 0
    while i < len(raw):
        lexeme, used = _phrase(raw, i, text, lexicon) or _number(raw, i, text, lexicon) or (raw[i], 1)
        if used == 1:
            _classify(lexeme, out[-1] if out else None, text, lexicon)
        out.append(lexeme)
        i += used
    return out


def _phrase(raw: list[Lexeme], i: int, text: str, lexicon: TimeLexicon) -> tuple[Lexeme, int] | None:
    for parts, entry in lexicon.phrases.get(raw[i].lower, ()):
        last = i + len(parts) - 1
        if last < len(raw) and all(raw[i + k].lower == part for k, part in enumerate(parts)):
            if entry.capital and not raw[i].text[0].isupper():
                continue
            words = text[raw[i].start : raw[last].end]
            return Lexeme(words, " ".join(parts), raw[i].start, raw[last].end, entry.kind, entry.value), len(parts)
    return None


def _number(raw: list[Lexeme], i: int, text: str, lexicon: TimeLexicon) -> tuple[Lexeme, int] | None:
    """The number in words that begins at lexeme `i`, and its number of lexemes; None where none begins.

    "twenty-four", "a hundred", "two thousand", "nineteen ninety-seven" (a year).
    """
    names = lexicon.tables["numbers"]
    first = raw[i].lower
    if first not in names and not (first == "a" and i + 1 < len(raw) and names.get(raw[i + 1].lower, 0) >= 100):
        return None
    total, previous, end, year, k = names.get(first, 1), names.get(first, 1), i, False, i + 1
    while k < len(raw):
        at = k + 1 if raw[k].lower in {"-", "and"} and k + 1 < len(raw) else k
        value = names.get(raw[at].lower)
        joined = None if value is None else _join(total, previous, value, raw[k].lower if at > k else "")
        if joined is None or value is None:
            break
        year = year or (13 <= previous <= 20 and joined >= 1300 and value < 100)
        total, previous, end, k = joined, value, at, at + 1
    kind = "yr" if year or (total == 2000 and end > i) else _kind_of(total)
    start, stop = raw[i].start, raw[end].end
    return Lexeme(text[start:stop], text[start:stop].lower(), start, stop, kind, total), end - i + 1


def _join(total: int, previous: int, value: int, glue: str) -> int | None:
    """A number so far (`total`; `previous` is its last word) and the next word as one; None if they are two numbers."""
    tens = 20 <= previous < 100 and previous % 10 == 0 and 0 < value < 10
    if tens and glue != "and":
        return total + value
    if glue == "-":
        return None
    if value >= 100:
        return total * value if total < value else None
    if previous >= 100 and value > 0:
        return total + value
    return total * 100 + value if total == previous and 13 <= total <= 20 and value >= 10 and not glue else None


def _classify(lexeme: Lexeme, before: Lexeme | None, text: str, lexicon: TimeLexicon) -> None:
    shape = lexeme.kind
    if shape == "word":
        _classify_word(lexeme, before, lexicon)
    elif shape == "number":
        _classify_number(lexeme, text)
    elif shape == "sign":
        lexeme.kind = SIGNS.get(lexeme.text, OTHER)
    elif shape == "ordn":
        lexeme.value = int(lexeme.text[:-2])
        lexeme.kind = "ordn" if 1 <= lexeme.value <= 31 else OTHER
    elif shape == "frac":
        lexeme.value = FRACTIONS.get(lexeme.text) or _quotient(lexeme.text)
    elif shape == "decade":
        digits = "".join(c for c in lexeme.text if c.isdigit())
        lexeme.value = int(digits) if len(digits) == 4 else 1900 + int(digits)
    elif shape == "apyear":
        lexeme.value = int(lexeme.text[1:])


def _classify_word(lexeme: Lexeme, before: Lexeme | None, lexicon: TimeLexicon) -> None:
    lexeme.kind = OTHER
    for entry in lexicon.words.get(lexeme.lower, ()):
        if not entry.capital or lexeme.text[0].isupper():
            lexeme.kind, lexeme.value = entry.kind, entry.value
            if entry.capital:
                return
    if lexeme.kind != OTHER:
        return
    if lexeme.lower in lexicon.tables["ordinals"]:
        lexeme.kind, lexeme.value = "ord", lexicon.tables["ordinals"][lexeme.lower]
    elif lexeme.lower in lexicon.tables["decades"]:
        lexeme.kind, lexeme.value = "decade", 1900 + lexicon.tables["decades"][lexeme.lower]
    elif lexeme.lower in {"am", "pm"} and before is not None and before.text[-1].isdigit():
        lexeme.kind = "ampm"


def _classify_number(lexeme: Lexeme, text: str) -> None:
    lexeme.value = _figure(lexeme.text)
    lexeme.kind = _kind_of(lexeme.value)
    glued = lexeme.start > 0 and (text[lexeme.start - 1] in GLUE or text[lexeme.start - 1].isalpha())
    glued = glued or (lexeme.end < len(text) and (text[lexeme.end] in "%°" or text[lexeme.end].isalpha()))
    if "," in lexeme.text or "." in lexeme.text or (glued and lexeme.kind == "yr") or len(lexeme.text) > 4:
        lexeme.kind = "num"
    elif len(lexeme.text) == 4 and 1000 <= lexeme.value <= 2999:
        lexeme.kind = OTHER if glued else "yr"
    if glued and lexeme.start > 0 and text[lexeme.start - 1] in GLUE:
        lexeme.kind = OTHER


def _figure(text: str) -> int | float:
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9:
        return int(digits)
    whole, dot, part = digits.partition(".")
    ok = dot and whole.isascii() and part.isascii() and whole.isdigit() and part.isdigit() and len(digits) <= 12
    return float(digits) if ok else 0


def _quotient(text: str) -> float:
    above, _, below = text.partition("/")
    return int(above) / int(below) if below != "0" else 0.0


def _kind_of(value: float) -> str:
    return "day" if 1 <= value <= 31 and value == int(value) else "num"
