"""The publication date: the user's, else metadata's, else the text's own with a reason, else none. Never today's."""

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
OPENINGS = 5
OLD = re.compile(r"(?i:\b(?:file|archive|archival|undated)\b)")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class StatedDate:
    """A full date in the text: the words, the day, and whether they name a weekday and it is that day's."""

    words: str
    day: date
    weekday: bool
    agrees: bool

    def reason(self, where: str) -> str:
        """Where the words stand, with a warning where their weekday is not that of the day."""
        warning = "" if self.agrees else f"; doubtful, that day was a {DAYS[self.day.weekday()]}"
        return f'{where}: "{self.words}"{warning}'


def iso_date(value: object, source: str, line: int | None = None) -> str | None:
    """A date as YYYY-MM-DD from an ISO 8601 date or datetime, whose day is kept as written; None and blank are None.

    Raises `Refused` with code `bad-date`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if (day := as_date(value)) is None:
        reason = f"the publication date {str(value)[:40]!r} is not an ISO date (2023-09-18)"
        raise Refused(source, "bad-date", reason, line)
    return day


def as_date(value: object) -> str | None:
    """The day of an ISO 8601 date or datetime, or None where the value is neither."""
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def dates(text: str, cues: FurnitureCues) -> Iterator[StatedDate]:
    """The full dates in a short text that the calendar knows, in the order of the patterns."""
    for pattern in cues.dates:
        for found in pattern.finditer(" ".join(text.split())):
            if (day := _day(found, cues)) is not None:
                weekday = found.groupdict().get("weekday")
                agrees = weekday is None or cues.weekdays[weekday.lower()] == day.weekday()
                yield StatedDate(found[0], day, weekday is not None, agrees)


def published_in(text: str, segments: Sequence[Segment], cues: FurnitureCues) -> tuple[str | None, str]:
    """The publication date a text gives of itself, and the words it stands in.

    A dateline with a year, else the first date of a stamp or byline, else the latest date in captions that names its
    weekday: agencies write the weekday of the day's news, while a picture without one may be years old. A date whose
    weekday is wrong comes last.
    """
    candidates = list(_candidates(text, segments, cues))
    for where, found in sorted(candidates, key=lambda c: not c[1].agrees):
        return found.day.isoformat(), found.reason(where)
    return None, UNKNOWN


def _candidates(text: str, segments: Sequence[Segment], cues: FurnitureCues) -> Iterator[tuple[str, StatedDate]]:
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
