"""Mark-up of an article's text: cuts it into runs under the same actors, event triggers, quotes and segments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Record, Span

ACTOR, EVENT, QUOTE = "actor", "event", "quote"


@dataclass(frozen=True)
class Mark:
    """A marked span of the text.

    Args:
        kind: "actor", "event" (its trigger), "quote", or the kind of a segment.
        label: the actor, the event's number, the speaker, or "".
    """

    kind: str
    span: Span
    label: str = ""


@dataclass(frozen=True)
class Run:
    """A piece of the text with all marks that cover it, and those that begin at its start and end at its end."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]

    def label(self, kind: str) -> str | None:
        """The label of the innermost mark of a kind; None where there is none."""
        return next((m.label for m in reversed(self.marks) if m.kind == kind), None)


def marks(record: Record) -> list[Mark]:
    """All marks of a record, outermost first, one of a kind on a span; an event's label is its row in the table."""
    found = [Mark(s.kind, s.span) for s in record.article.segments]
    found += [
        Mark(QUOTE, span, q.speaker.name if q.speaker else "unknown speaker") for q in record.quotes for span in q.spans
    ]
    found += [Mark(ACTOR, span, f"{a.name} ({a.country} {a.sector})") for a in record.actors for span in a.mentions]
    found += [Mark(EVENT, e.trigger, str(n)) for n, e in enumerate(record.events, start=1)]
    return list({(m.kind, m.span): m for m in reversed(found)}.values())[::-1]


def runs(record: Record) -> Iterator[Run]:
    """Yield the whole text of the article in runs, in order."""
    text = record.article.text
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks(record):
        if mark.span[0] < mark.span[1]:
            starts.setdefault(mark.span[0], []).append(mark)
            ends.setdefault(mark.span[1], []).append(mark)
    cuts = sorted({0, len(text), *starts, *ends})
    over: list[Mark] = []
    for a, b in pairwise(cuts):
        over = [m for m in over if m.span[1] > a] + starts.get(a, [])
        yield Run(text[a:b], tuple(over), tuple(starts.get(a, ())), tuple(ends.get(b, ())))
