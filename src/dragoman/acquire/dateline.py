"""The dateline a report opens with: MOSCOW, Sept 18 (Reuters) - ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.knowledge.lexicon.furniture import FurnitureCues
from dragoman.model import Segment

SEPARATORS = 3


@dataclass(frozen=True)
class Dateline:
    """The words up to the dash or colon, and what they hold: a place, and where present a date and an agency."""

    words: str
    place: str
    date: str | None
    agency: str | None


def dateline(text: str, cues: FurnitureCues) -> Dateline | None:
    """The dateline a paragraph opens with, if it does.

    A place in capitals, or a place with an agency or, after a comma, a date, then a dash or colon. Blanks are single
    in what is given back.
    """
    opening = " ".join(text[: cues.dateline.within].split())
    if not opening or opening[0].islower():
        return None
    for n, separator in enumerate(cues.dateline.separator.finditer(opening)):
        if n == SEPARATORS:
            break
        if found := _parts(opening[: separator.start()].rstrip(), cues):
            return found
    return None


def set_apart(text: str, parts: Sequence[Segment], cues: FurnitureCues) -> tuple[Segment, ...]:
    """The segments with the datelines that open prose paragraphs as segments of their own."""
    return tuple(piece for part in parts for piece in _split(text, part, cues))


def _split(text: str, part: Segment, cues: FurnitureCues) -> Iterator[Segment]:
    start, end = part.span
    found = dateline(text[start:end], cues) if part.kind == "prose" else None
    if found is None:
        yield part
        return
    words = re.compile(r"\s+".join(map(re.escape, found.words.split())) + r"\s*(?:--?|[–—_:])?\s*")
    opening = words.match(text, start, end)
    if opening is None or opening.end() >= end:
        yield part
        return
    stop = start + len(opening.group().rstrip())
    yield Segment(kind="dateline", span=(start, stop))
    yield Segment(kind="prose", span=(opening.end(), end))


def _parts(words: str, cues: FurnitureCues) -> Dateline | None:
    before, agency = _cut(words, cues.dateline.agency)
    place, date = _cut(before, cues.dateline.date)
    after_comma = date is not None and before[len(place) :].startswith(",")
    if not cues.dateline.place.fullmatch(place):
        return None
    city = place.split(",")[0]
    named = (city.isupper() and len(city) > 2) or agency is not None or after_comma
    return Dateline(words, place, date, agency) if named else None


def _cut(words: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    found = pattern.search(words)
    return (words[: found.start()], found[0].strip(" ,")) if found else (words.rstrip(" ,"), None)
