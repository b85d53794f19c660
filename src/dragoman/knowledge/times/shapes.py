"""The shapes of lexemes: their classes by characters alone (dates in figures, clock times, numbers, signs)."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The class of a lexeme that belongs to no time expression.
OTHER = "other"
SIGNS = {",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "‑": "dash"}
CLASSES = ("day", "num", "yr", "ord", *dict.fromkeys(SIGNS.values()))

_SHAPE = re.compile(
    r"""(?P<ampm>[ap]\.\ ?m\b\.?)
    |(?P<oclock>o['’]clock)
    |(?P<qnum>[QH][1-4]\b)
    |(?P<word>[^\W\d_]+)
    |(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
    |(?P<numdate>\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{1,4}(?![\d/-]))
    |(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))
    |(?P<named>9/11(?![\d/]))
    |(?P<decade>(?:['’‘`]|\d\d)?\d0['’]?s\b)
    |(?P<ordn>\d{1,3}(?:st|nd|rd|th)\b)
    |(?P<frac>\d/\d(?![\d/])|[½¼¾])
    |(?P<number>\d+(?:[.,]\d+)*)
    |(?P<apyear>['’‘]\d\d\b)
    |(?P<apos>['’](?:s\b)?)
    |(?P<gap>\n\s*\n)
    |(?P<sign>\S)""",
    re.VERBOSE | re.IGNORECASE,
)
NAMED = tuple(n for n in _SHAPE.groupindex if n not in {"word", "number", "sep", "sign"})


def pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """The pieces of a text, each with its shape and its offset; together they cover all but the blanks."""
    return ((m[0], m.lastgroup or "", m.start()) for m in _SHAPE.finditer(text))
