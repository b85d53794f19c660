"""Detokenisation: running text from the tokens of an annotated set, with the span of each token.

A parser trained on running text reads "US - backed" and "Nov . 2" badly, so punctuation is joined again to the words
that a tokeniser cut it from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.model import Span

#: Tokens written without a blank before them, without a blank after them, and without either.
AFTER = re.compile(r"[.,;:!?%)\]}”…]+|n['’]t|['’](?:s|t|re|ll|ve|d|m)", re.I)
BEFORE = re.compile(r"[(\[{$€£“‘#]+")
BETWEEN = re.compile(r"[-/]")
ENDING = re.compile(r"s|t|re|ll|ve|d|m", re.I)
LETTER = re.compile(r"[^\W\d_]")


def joined(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The detokenised text and the span of each token in it; the tokens themselves are unchanged."""
    spans: list[Span] = []
    text = ""
    for token, glued in zip(tokens, _glued(tokens), strict=True):
        text += "" if glued or not text else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, tuple(spans)


def _glued(tokens: Sequence[str]) -> Iterator[bool]:
    """For each token, whether no blank stands before it."""
    opened: set[str] = set()
    tight = True
    for i, token in enumerate(tokens):
        before, after = (tokens[i - 1] if i else ""), (tokens[i + 1] if i + 1 < len(tokens) else "")
        glued, tight = tight, False
        if token in "'’" and ENDING.fullmatch(after) and i:
            glued = tight = True
        elif token == "'" and not opened and before[-1:] == "s" and "'" not in tokens[i + 1 :]:
            glued = True
        elif token in "\"'":
            glued |= token in opened
            tight = token not in opened
            opened ^= {token}
        elif BETWEEN.fullmatch(token):
            glued = tight = bool(before and after)
        elif BEFORE.fullmatch(token):
            tight = True
        elif AFTER.fullmatch(token) or token == "’":
            glued = True
            tight = _inside(tokens, i)
        elif not token.isascii() and LETTER.fullmatch(token):
            glued, tight = True, after[:1].islower()
        yield glued


def _inside(tokens: Sequence[str], i: int) -> bool:
    """Whether the point or comma at `i` is inside a number ("2,374") or an abbreviation of letters ("U.S")."""
    before, after = tokens[i - 1] if i else "", tokens[i + 1] if i + 1 < len(tokens) else ""
    if tokens[i] == ",":
        return before.isdigit() and len(before) <= 3 and after.isdigit() and len(after) == 3
    if tokens[i] != ".":
        return False
    return (before.isdigit() and after.isdigit()) or (len(before) == len(after) == 1 and (before + after).isalpha())
