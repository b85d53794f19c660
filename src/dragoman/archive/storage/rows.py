"""The record of one article as rows of the archive's tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.edtf import interval
from dragoman.errors import Refused
from dragoman.model import Actor, Event, Party, Quote, Record, Span, Version

Row = dict[str, Any]
LONGEST = 31  # days: a date this long or longer (a month, a year) is not counted under its first day


def rows_of(record: Record, features: Mapping[str, Any], keep_text: bool = False) -> dict[str, list[Row]]:
    """The rows that one article's record gives, by table: `articles`, `reports`, `mentions`, `actors` and `quotes`.

    Args:
        record: the coded article.
        features: the columns of `cluster.features.features`.
        keep_text: store the full text too.
    """
    made = made_by(record.version)
    names = {a.id: a.name for a in record.actors}
    countries = {a.id: a.country for a in record.actors}
    return {
        "articles": [{**_article(record, keep_text), **features, **made}],
        "reports": [{**report(record, e, names), **made} for e in record.events],
        "mentions": [
            {"article": record.article.id, "actor": a.id, "from_": m[0], "to_": m[1], **made}
            for a in record.actors
            for m in sorted(set(a.mentions))
        ],
        "actors": [{**_actor(record.article.id, a), **made} for a in record.actors],
        "quotes": [{**_quote(record, q, countries), **made} for q in record.quotes],
    }


def made_by(version: Version) -> Row:
    """The provenance columns of a row: the versions of the software, codebook, weights and register."""
    return {
        "dragoman": version.dragoman,
        "codebook": version.codebook,
        "weights": version.weights,
        "register": version.register_,
    }


def quarantined(refused: Refused) -> Row:
    """The row of `quarantine` for an input that was refused; its line is -1 where that is not known."""
    line = -1 if refused.line is None else refused.line
    return {"source": refused.source, "line": line, "code": refused.code, "reason": refused.reason}


def _article(record: Record, keep_text: bool) -> Row:
    a = record.article
    fields = {
        n: getattr(a, n) for n in ("id", "source_id", "url", "outlet", "author", "title", "published", "language")
    }
    return {
        **fields,
        "words": len(a.text.split()),
        "text": a.text if keep_text else None,
        "model": record.version.model,
    }


def report(record: Record, event: Event, names: Mapping[str, str]) -> Row:
    """The row of `reports` for one event of an article; `names` gives the name of each actor by id."""
    article = record.article
    place = event.place
    return {
        "id": event.id,
        "article": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "type": event.type,
        "quad": event.quad,
        "mode": list(event.mode),
        "modality": event.modality,
        "historical": event.historical,
        **_side("source", event.source, names),
        **_side("target", event.target, names),
        **dates(event.date.edtf, article.published),
        "date_reason": event.date.reason,
        **{f"place_{n}": getattr(place, n) if place else None for n in _PLACE},
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "intensity": event.intensity,
        "reported_by": [p.actor for p in event.reported_by],
        "reported_by_name": [names.get(p.actor, p.text) for p in event.reported_by],
        "counts": json.dumps([c.model_dump(mode="json") for c in event.counts], ensure_ascii=False),
        **_words(article.text, "sentence", event.sentence),
        **_words(article.text, "trigger", event.trigger),
        "cue": article.text[slice(*event.cue)] if event.cue else None,
        "confidence": event.confidence,
        "why": event.why,
        "event_json": event.model_dump_json(by_alias=True),
    }


_PLACE = ("name", "country", "admin1", "lat", "lon", "geonames", "precision")


def _side(role: str, parties: Sequence[Party], names: Mapping[str, str]) -> Row:
    return {
        role: [p.actor for p in parties],
        f"{role}_name": [names.get(p.actor, p.text) for p in parties],
        f"{role}_country": [p.country for p in parties],
        f"{role}_sector": [p.sector for p in parties],
    }


def dates(edtf: str | None, published: str | None) -> Row:
    """The date columns of a row, among them `day`, under which it is counted, and `day_basis`, where that is from.

    Args:
        edtf: the event's date; its first day counts where it is shorter than 31 days, no day where it is longer.
        published: the day of publication, which counts where the event has no date.
    """
    days = interval(edtf) if edtf else None
    short = days is not None and (days[1] - days[0]).days < LONGEST
    return {
        "date": edtf,
        "date_from": days[0].isoformat() if days else None,
        "date_to": days[1].isoformat() if days else None,
        "day": days[0].isoformat() if days and short else None if days else published,
        "day_basis": "text" if short else "none" if days or not published else "published",
    }


def _words(text: str, name: str, span: Span) -> Row:
    return {name: text[slice(*span)], f"{name}_from": span[0], f"{name}_to": span[1]}


def _actor(article: str, a: Actor) -> Row:
    office = a.office
    return {
        "article": article,
        **{n: getattr(a, n) for n in ("id", "name", "kind", "country", "sector", "wikidata", "cow")},
        "office_title": office.title if office else None,
        "office_organisation": office.organisation if office else None,
        "office_from": office.from_ if office else None,
        "office_to": office.to if office else None,
        "office_source": office.source if office else None,
    }


def _quote(record: Record, q: Quote, countries: Mapping[str, str]) -> Row:
    article, who = record.article, q.speaker
    content = "\x1f".join([article.id, q.kind, str(q.spans)])
    return {
        "id": "quote:" + hashlib.sha256(content.encode()).hexdigest()[:24],
        "article": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "text": q.text,
        "kind": q.kind,
        "speaker": who.actor if who else None,
        "speaker_name": who.name if who else None,
        "speaker_text": who.text if who else None,
        "speaker_country": countries.get(who.actor or "") if who else None,
        "event": q.event,
        "span_from": q.span[0],
        "span_to": q.span[1],
        "confidence": q.confidence,
        "quote_json": q.model_dump_json(by_alias=True),
    }
