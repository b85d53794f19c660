"""Recognition of datelines, with which agency reports open: "MOSCOW, Sept 18 (Reuters) - ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.knowledge.lexicon.furniture import FurnitureCues
from dragoman.model import Segment

SEPARATORS = 3  # how many dashes or colons are tried as the end of a dateline


@dataclass(frozen=True)
class Dateline:
    """A dateline: its words up to the dash or colon, and the place, date and agency in them (None where absent)."""

    words: str
    place: str
    date: str | None
    agency: str | None


def dateline(text: str, cues: FurnitureCues) -> Dateline | None:
    """The dateline that a paragraph opens with, or None.

    Args:
        text: the paragraph.
        cues: patterns of places, dates, agencies and separators (furniture.yaml).

    A dateline is a place in capitals, or a place with an agency or with a date after a comma, and then a dash or colon.
    Runs of blanks are single in the result.
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
    """Split the dateline off every prose segment that opens with one, into a segment of kind `dateline`."""
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
    """The words before a dash or colon as a dateline, if they are one."""
    before, agency = _cut(words, cues.dateline.agency)
    place, date = _cut(before, cues.dateline.date)
    after_comma = date is not None and before[len(place) :].startswith(",")
    if not cues.dateline.place.fullmatch(place):
        return None
    city = place.split(",")[0]
    named = (city.isupper() and len(city) > 2) or agency is not None or after_comma
    return Dateline(words, place, date, agency) if named else None


def _cut(words: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    """The words before the first match of a pattern, and the match without outer brackets and commas."""
    found = pattern.search(words)
    return (words[: found.start()], found[0].strip(" ,")) if found else (words.rstrip(" ,"), None)
