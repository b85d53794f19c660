"""An act as it is entered in the record: ids, spans, scores, and the reasons in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.events.draft import Draft
from dragoman.coder.events.noun_phrase import filler, phrase
from dragoman.edtf import interval
from dragoman.entities.parties import Parties, party
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.register.loader import Fact, Register
from dragoman.model import Conflict, Event, Party, Span, When
from dragoman.parse import Parsed, at

YEAR = 365
SECTORS = {"ASSAULT": "MIL", "MOBILIZE": "MIL", "RETREAT": "MIL"}


def entry(parsed: Parsed, d: Draft, parties: Parties, codebook: Codebook, register: Register) -> Event:
    """The event that stands in the record for an act, with the article's words beside every span."""
    sector = SECTORS.get(d.type, "GOV")
    source, target = _roles(parsed, d, parties, sector)
    when = _checked(d, source, target, register)
    trigger = at(d.trigger)
    return Event(
        id=_id(parsed.article.id, d.type, trigger, source, target),
        type=d.type,
        mode=d.modes,
        modality=d.modality,
        cue=at(d.cue) if d.cue is not None else None,
        historical=d.historical or _past(when, parsed.article.published),
        source=source,
        target=target,
        date=when,
        place=d.where,
        counts=tuple(c.model_copy(update={"text": parsed.text(c.span)}) for c in d.counts),
        contexts=d.contexts,
        cameo=codebook.cameo(d.type, d.modes, d.contexts, d.modality),
        quad=codebook.quad(d.type),
        intensity=codebook.intensity(d.type, d.modes),
        reported_by=_side(parsed, d.reported_by, "GOV"),
        trigger=trigger,
        sentence=(d.sentence.start, d.sentence.end),
        also=_also(d),
        confidence=confidence(d),
        why=_why(d),
    )


def _side(parsed: Parsed, mentions: Iterable[Mention], sector: str) -> tuple[Party, ...]:
    return tuple(party(m, parsed.text(m.span), m.span, sector) for m in mentions)


def _roles(parsed: Parsed, d: Draft, parties: Parties, sector: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Source and target, each with the words that put it there; for a pronoun those it stands for in its sentence."""
    out = []
    named = [[parties.named(m) for m in side] for side in (d.source, d.target)]
    here = {m: filler(m.head, d.trigger) for side in named for m in side if m.head.doc is d.trigger.doc}
    for said, side, own in zip((d.source, d.target), named, (sector, "GOV"), strict=True):
        beside = {m: [o.head for o in here if o is not m and not (o in side and here[o] == here[m])] for m in here}
        spans = [_words(m, d, beside[m], m in said) if m in here else m.span for m in side]
        out.append(tuple(party(m, parsed.text(s), s, own) for m, s in zip(side, spans, strict=True)))
    return out[0], out[1]


def _words(m: Mention, d: Draft, others: Sequence[Token], own: bool) -> Span:
    return phrase(m, d.trigger, others, force=d.type == "ASSAULT" and d.noun is None, own=own)


def _also(d: Draft) -> tuple[tuple[int, int], ...]:
    own = (d.sentence.start, d.sentence.end)
    return tuple(sorted({(o.sentence.start, o.sentence.end) for o in d.also} - {own}))


def _id(article: str, kind: str, trigger: tuple[int, int], source: Sequence[Party], target: Sequence[Party]) -> str:
    """An id from content: the article, the words of the act and its parties."""
    parts = [article, kind, str(trigger), *(p.actor for p in source), ">", *(p.actor for p in target)]
    return "event:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def confidence(d: Draft) -> float:
    """How sure the record is of an act, 0 to 1: the predicate's own reliability, less for every guess it rests on.

    An inferred or unknown party costs, a second report of the act gains. It ranks; it is no calibrated probability.
    """
    score = d.strength
    for m in (*d.source, *d.target):
        if m.inferred or m.kind == "pronoun":
            score *= 0.95
        if m.country == "---" or m.kind == "toponym":
            score *= 0.85
    if not d.source or not d.target:
        score *= 0.7
    if d.modality in {"conditional", "denied"}:
        score *= 0.9
    if d.also:
        score = 1 - (1 - score) * 0.7 ** min(len(d.also), 3)
    return round(min(score, 0.99), 3)


def _past(when: When, published: str | None) -> bool:
    """Is the date more than a year before the article: history recalled, not news?"""
    dated, now = interval(when.edtf or ""), interval(published or "")
    return bool(dated and now and (now[0] - dated[1]).days > YEAR)


def _checked(d: Draft, source: Sequence[Party], target: Sequence[Party], register: Register) -> When:
    """The date as the article has it, with the register's fact beside it where the two disagree.

    A fact within three years of the stated date is taken for the act meant; one that agrees settles it.
    """
    stated = interval(d.when.edtf or "")
    if stated is None:
        return d.when
    words = {d.trigger.lemma_.lower(), d.trigger.lower_}
    clash: Conflict | None = None
    for fact in register.facts:
        known = interval(fact.date)
        if known is None or not words & set(fact.words) or not _same_act(fact, d.type, source, target):
            continue
        if stated[0] <= known[1] and known[0] <= stated[1]:
            return d.when
        if clash is None and abs((known[0] - stated[0]).days) < 3 * YEAR:
            clash = Conflict(says=d.when.edtf or "", known=fact.date, source=f"register:{fact.id}: {fact.source}")
    return d.when.model_copy(update={"conflict": clash}) if clash else d.when


def _same_act(fact: Fact, kind: str, source: Sequence[Party], target: Sequence[Party]) -> bool:
    here = fact.source_country in {p.country for p in source} and fact.target_country in {p.country for p in target}
    return here and fact.type == kind


def _why(d: Draft) -> str:
    who = " > ".join("+".join(m.name for m in side) or "?" for side in (d.source, d.target))
    parts = [f"predicate {d.trigger.text!r}: {d.rule}", who]
    parts += [f"{m.name}: {m.reason}" for m in (*d.source, *d.target) if m.reason]
    if d.modality != "actual":
        parts.append(f"{d.modality} by {d.cue.text!r}" if d.cue is not None else d.modality)
    if d.also:
        parts.append(f"reported {len(d.also) + 1} times")
    return "; ".join(parts)
