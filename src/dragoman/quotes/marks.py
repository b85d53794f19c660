"""Quotation marks in a paragraph: which open, which close, and the text between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

DOUBLE = re.compile('[“”„‟"«»]')
SINGLE = re.compile("[‘’‚']")
# The mark that ends what a mark opened, where both are of one kind ...
CLOSERS = {"“": "”", "„": "”“", "‟": "”", "«": "»", '"': '"', "‘": "’", "‚": "’‘", "'": "'"}
# ... and the marks that end it where kinds are mixed, as copying and typing leave them (“so far", "so far”, ‘so far').
MIXED = {"“": '"“', "„": '"', "‟": '"', '"': "”“", "‘": "'", "‚": "'", "'": "’"}
POSSESSIVE = re.compile(r"s['’‘] [a-z]")
AHEAD = 12  # marks looked at, so that the time stays linear in the text
INCHES = re.compile(r"\d['’′]\d{1,2}$")


@dataclass(frozen=True)
class Piece:
    """Text between quotation marks; offsets are in the paragraph.

    Args:
        start: where the text begins, after the opening mark and blanks.
        end: where it ends.
        outer: start and end with the marks.
        closed: is there a closing mark?
    """

    start: int
    end: int
    outer: tuple[int, int]
    closed: bool = True


def pieces(text: str) -> list[Piece]:
    """The outermost quoted pieces of a paragraph, in order; a mark that is never closed runs to the paragraph's end."""
    double = _doubles(text)
    inside = [p.outer for p in double]
    single = [p for p in _singles(text) if not any(a <= p.start < b for a, b in inside)]
    return sorted((*double, *single), key=lambda p: p.start)


def _doubles(text: str) -> list[Piece]:
    out: list[Piece] = []
    opened: tuple[int, str] | None = None
    inner = ""
    marks = list(DOUBLE.finditer(text))
    for n, m in enumerate(marks):
        mark, at = m.group(), m.start()
        if opened is None:
            if mark in "”»" or (mark == '"' and not _opens(text, at)):
                continue
            opened, inner = (at, mark), ""
        elif mark in CLOSERS[opened[1]]:
            out.append(_piece(text, opened[0], at))
            opened = None
        elif inner:
            inner = "" if mark in CLOSERS[inner] else inner
        elif _opens(text, at):
            inner = mark if mark in CLOSERS else ""
        elif _mixed(text, marks, n, opened[1]) and not INCHES.search(text[at - 5 : at]):
            out.append(_piece(text, opened[0], at))
            opened = None
    if opened is not None and _opens(text, opened[0]):
        out.append(_piece(text, opened[0], None))
    return [p for p in out if p.start < p.end]


def _singles(text: str) -> list[Piece]:
    out: list[Piece] = []
    opened: tuple[int, str] | None = None
    marks = list(SINGLE.finditer(text))
    for n, m in enumerate(marks):
        mark, at = m.group(), m.start()
        if opened is None:
            if mark in "‘‚'" and _opens(text, at) and not text[at + 1 : at + 2].isdigit():
                opened = (at, mark)
        elif _ends(text, marks, n, opened[1]):
            out.append(_piece(text, opened[0], at))
            opened = None
        elif mark == "‘":
            opened = (at, mark)
    return [p for p in out if p.start < p.end]


def _piece(text: str, start: int, end: int | None) -> Piece:
    inner = start + 1
    last = len(text.rstrip()) if end is None else end
    while inner < last and text[inner].isspace():
        inner += 1
    stop = last
    while stop > inner and text[stop - 1].isspace():
        stop -= 1
    return Piece(inner, stop, (start, last if end is None else end + 1), end is not None)


def _opens(text: str, at: int) -> bool:
    """May a mark open: after nothing, a blank, a bracket or a dash, and before anything but a blank?"""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in '([{-–—/:“"') and bool(after) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    """May a mark close: after anything but a blank, and not before a letter or digit?"""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()


def _ends(text: str, marks: Sequence[re.Match[str]], n: int, opened: str) -> bool:
    """Does the single mark number `n` close what the mark `opened` opened, and is it no apostrophe?"""
    at = marks[n].start()
    if text[at] in CLOSERS[opened]:
        return _closes(text, at) and not _possessive(text, at, marks[n + 1 :], opened)
    return _mixed(text, marks, n, opened) and not POSSESSIVE.match(text, at - 1)


def _mixed(text: str, marks: Sequence[re.Match[str]], n: int, opened: str) -> bool:
    """Does mark number `n`, of another kind than the opening one, close: does no right one before the next opens?"""
    at = marks[n].start()
    if text[at] not in MIXED.get(opened, "") or not _closes(text, at):
        return False
    for m in marks[n + 1 : n + AHEAD]:
        if _opens(text, m.start()):
            return True
        if m.group() in CLOSERS[opened] and _closes(text, m.start()):
            return False
    return True


def _possessive(text: str, at: int, rest: Sequence[re.Match[str]], opened: str) -> bool:
    """Is a mark the apostrophe of a possessive plural ("‘the rebels’ demands’"), as a closing mark follows?"""
    if not POSSESSIVE.match(text, at - 1):
        return False
    for m in rest:
        if m.group() == opened and _opens(text, m.start()):
            return False
        if m.group() in CLOSERS[opened] and _closes(text, m.start()):
            return True
    return False
