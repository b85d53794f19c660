"""The publication date: from the user, else metadata, else the text itself, else unknown; never today's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.acquire.dateline import dateline
from dragoman.errors import Refused
from dragoman.knowledge.lexicon.furniture import FurnitureCues
from dragoman.model import Segment

UNKNOWN = "unknown: not given, and no full date in metadata, dateline, stamp or news caption"
OPENINGS = 5  # paragraphs at the start that are searched for a dateline
#: Words of a caption that mark an old picture.
OLD = re.compile(r"(?i:\b(?:file|archive|archival|undated)\b)")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class StatedDate:
    """A full date in a text: its words, the day, whether it names a weekday, and whether that weekday is right."""

    words: str
    day: date
    weekday: bool
    agrees: bool

    def reason(self, where: str) -> str:
        """A reason for the record: where the words stand, what they are, and a warning where the weekday is wrong."""
        warning = "" if self.agrees else f"; doubtful, that day was a {DAYS[self.day.weekday()]}"
        return f'{where}: "{self.words}"{warning}'


def iso_date(value: object, source: str, line: int | None = None) -> str | None:
    """The day, YYYY-MM-DD, of an ISO 8601 date or datetime (as written, whatever the time zone); None for a blank.

    Raises `Refused` with code `bad-date`, naming `source` and `line`, for anything else.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if (day := as_date(value)) is None:
        reason = f"the publication date {str(value)[:40]!r} is not an ISO date (2023-09-18)"
        raise Refused(source, "bad-date", reason, line)
    return day


def as_date(value: object) -> str | None:
    """The day, YYYY-MM-DD, of an ISO 8601 date or datetime; None for anything else."""
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def dates(text: str, cues: FurnitureCues) -> Iterator[StatedDate]:
    """The valid full dates (day, month, year) in a short text, in the order of the patterns in `cues`."""
    for pattern in cues.dates:
        for found in pattern.finditer(" ".join(text.split())):
            if (day := _day(found, cues)) is not None:
                weekday = found.groupdict().get("weekday")
                agrees = weekday is None or cues.weekdays[weekday.lower()] == day.weekday()
                yield StatedDate(found[0], day, weekday is not None, agrees)


def published_in(text: str, segments: Sequence[Segment], cues: FurnitureCues) -> tuple[str | None, str]:
    """The publication date that a text states itself, as ISO date, and the reason; None where it states none.

    Args:
        text: the article's text.
        segments: its segments.
        cues: patterns of dates and datelines.

    Taken is a dateline with a year, else the first date of a stamp or byline, else the latest date in a caption with
    its weekday: agencies name the weekday in news captions, while a picture without one may be years old. A date whose
    weekday is wrong comes after all others.
    """
    candidates = list(_candidates(text, segments, cues))
    for where, found in sorted(candidates, key=lambda c: not c[1].agrees):
        return found.day.isoformat(), found.reason(where)
    return None, UNKNOWN


def _candidates(text: str, segments: Sequence[Segment], cues: FurnitureCues) -> Iterator[tuple[str, StatedDate]]:
    """Where each possible publication date stands, and the date, best first."""
    prose = [text[slice(*s.span)] for s in segments if s.kind == "prose"]
    for paragraph in prose[:OPENINGS]:
        if opening := dateline(paragraph, cues):
            yield from (("dateline", found) for found in dates(opening.words, cues))
    stamps = [text[slice(*s.span)] for s in segments if s.kind == "credit"]
    yield from (("stamp", found) for stamp in stamps for found in dates(stamp, cues))
    captions = [text[slice(*s.span)] for s in segments if s.kind == "caption"]
    recent = [caption for caption in captions if not OLD.search(caption)]
    shown = [found for caption in recent for found in dates(caption, cues) if found.weekday]
    where = "caption" if len(shown) == 1 else f"latest of {len(shown)} caption dates"
    yield from ((where, found) for found in sorted(shown, key=lambda f: f.day, reverse=True))


def _day(found: re.Match[str], cues: FurnitureCues) -> date | None:
    month = found["month"]
    try:
        return date(int(found["year"]), cues.months.get(month.lower()) or int(month), int(found["day"]))
    except ValueError:
        return None
