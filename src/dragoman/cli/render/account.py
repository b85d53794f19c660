"""A record as rows of text: what both the terminal and the HTML page show of each event and quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Article, Count, Event, Party, Quote, Record


@dataclass(frozen=True)
class EventRow:
    """An event as text, a field for each column; `word` is who reported it, `number` counts from 1."""

    number: int
    who: str
    what: str
    whom: str
    when: str
    where: str
    modality: str
    word: str
    confidence: str


@dataclass(frozen=True)
class QuoteRow:
    """A quote as text, a field for each column; `event` is the number of its event, or ""."""

    speaker: str
    words: str
    kind: str
    event: str
    confidence: str


EVENT_HEADS = ("#", "Who", "Did what", "To whom", "When", "Where", "Modality", "On whose word", "Conf.")
QUOTE_HEADS = ("Speaker", "Words", "Kind", "Event", "Conf.")


def origin(article: Article) -> str:
    """One line on an article's provenance: outlet, author, publication date and its source, address."""
    reason = f" ({article.published_reason})" if article.published and article.published_reason else ""
    published = f"published {article.published}{reason}" if article.published else "publication date unknown"
    repaired = "mojibake repaired" if article.repaired else None
    return " · ".join(fact for fact in (article.outlet, article.author, published, article.url, repaired) if fact)


def event_rows(record: Record) -> list[EventRow]:
    """The events of a record in its order, numbered from 1."""
    names = {actor.id: actor.name for actor in record.actors}
    return [_event(event, n, names) for n, event in enumerate(record.events, start=1)]


def quote_rows(record: Record) -> list[QuoteRow]:
    """The quotes of a record in its order."""
    numbers = {event.id: str(n) for n, event in enumerate(record.events, start=1)}
    return [_quote(quote, numbers) for quote in record.quotes]


def reasons(event: Event) -> Iterator[tuple[str, str]]:
    """The explanation of an event (`--explain`): yields a subject, such as "when", and what was read where."""
    yield "why", event.why
    for role, parties in (("who", event.source), ("whom", event.target), ("on the word of", event.reported_by)):
        for party in parties:
            yield role, f"“{party.text}” at {_at(party.span)}: {party.actor}"
    yield "when", _worded(event.date.text, event.date.span, event.date.reason)
    if event.date.conflict:
        conflict = event.date.conflict
        yield "conflict", f"the text says {conflict.says}, known is {conflict.known} ({conflict.source})"
    if event.place:
        yield "where", _worded(event.place.text, event.place.span, event.place.reason)
    for count in event.counts:
        yield "count", _worded(count.text, count.span, _count(count))
    yield "trigger", f"at {_at(event.trigger)} of the sentence at {_at(event.sentence)}"
    if event.also:
        yield "also in", "the sentences at " + ", ".join(map(_at, event.also))
    yield "codes", f"CAMEO {event.cameo}, quad class {event.quad}, intensity {event.intensity:g}"


def _event(event: Event, number: int, names: dict[str, str]) -> EventRow:
    what = " ".join((event.type, *event.mode))
    return EventRow(
        number=number,
        who=_parties(event.source, names),
        what="; ".join((what, *map(_count, event.counts))),
        whom=_parties(event.target, names),
        when=(event.date.edtf or "not said") + (" (past)" if event.historical else ""),
        where=event.place.name if event.place else "not said",
        modality=event.modality,
        word=_parties(event.reported_by, names),
        confidence=f"{event.confidence:.2f}",
    )


def _quote(quote: Quote, numbers: dict[str, str]) -> QuoteRow:
    speaker = quote.speaker.name if quote.speaker else "unknown"
    number = numbers.get(quote.event or "", "")
    return QuoteRow(speaker, quote.text, quote.kind, number, f"{quote.confidence:.2f}")


def _parties(parties: Sequence[Party], names: dict[str, str]) -> str:
    return ", ".join(f"{names.get(p.actor, p.text)} ({p.country} {p.sector})" for p in parties)


def _count(count: Count) -> str:
    number = f"{count.min:,}" if count.min == count.max else f"{count.min:,} to {count.max:,}"
    return " ".join((count.of, number, *((count.unit,) if count.unit else ())))


def _worded(text: str | None, span: tuple[int, int] | None, reason: str) -> str:
    return f"“{text}” at {_at(span)}: {reason}" if text and span else reason


def _at(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}"
