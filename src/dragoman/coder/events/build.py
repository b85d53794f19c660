"""An act as it is entered in the record: ids, spans, scores, and the reasons in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.events.candidate import EventCandidate
from dragoman.coder.events.noun_phrase import NounPhrases
from dragoman.document import Document
from dragoman.edtf import interval
from dragoman.entities.parties import UNKNOWN, Parties, party
from dragoman.knowledge.register.loader import Fact, Register
from dragoman.model import Discrepancy, Event, Party, Span, When

YEAR = 365
#: The sector of a bare state by what it does; that of all other acts is its government's.
SECTORS = {"ASSAULT": "MIL", "MOBILIZE": "MIL", "RETREAT": "MIL"}


def build_event(act: EventCandidate, document: Document) -> Event:
    """The event that stands in the record for an act, with the article's words beside every span.

    Args:
        act: with all its attributes.
        document: with its mentions.
    """
    codebook, published = document.knowledge.codebook, document.article.published
    source, target = _roles(act, document)
    when = _checked(act, source, target, document.knowledge.register)
    trigger = document.at(act.trigger)
    return Event(
        id=_id(document.article.id, act.type, trigger, source, target),
        type=act.type,
        mode=act.modes,
        modality=act.modality,
        cue=document.at(act.cue) if act.cue is not None else None,
        historical=_past(when, published),
        source=source,
        target=target,
        date=when,
        place=act.where,
        counts=act.counts,
        contexts=act.contexts,
        cameo=codebook.cameo(act.type, act.modes, act.contexts, act.modality),
        quad=codebook.quad(act.type),
        intensity=codebook.intensity(act.type, act.modes),
        reported_by=_side(act.reported_by, document),
        trigger=trigger,
        sentence=_sentence(act),
        also=tuple(sorted({_sentence(report) for report in act.also} - {_sentence(act)})),
        confidence=confidence(act),
        why=_why(act),
    )


def _side(mentions: Iterable[Mention], document: Document) -> tuple[Party, ...]:
    return tuple(party(m, document.text(m.span), m.span, "GOV") for m in mentions)


def _roles(act: EventCandidate, document: Document) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Source and target, each with the words that put it there; for a pronoun those it stands for in its sentence."""
    parties, phrases, out = Parties(document), NounPhrases(document), []
    named = [[parties.named(m) for m in side] for side in (act.source, act.target)]
    here = {m: phrases.role_noun(m.head, act.trigger) for side in named for m in side if m.head.doc is act.trigger.doc}
    sectors = (SECTORS.get(act.type, "GOV"), "GOV")
    for said, side, own in zip((act.source, act.target), named, sectors, strict=True):
        beside = {m: [o.head for o in here if o is not m and not (o in side and here[o] == here[m])] for m in here}
        spans = [_words(m, act, beside[m], m in said, phrases) if m in here else m.span for m in side]
        out.append(tuple(party(m, document.text(s), s, own) for m, s in zip(side, spans, strict=True)))
    return out[0], out[1]


def _words(m: Mention, act: EventCandidate, others: Sequence[Token], own: bool, phrases: NounPhrases) -> Span:
    return phrases.span(m, act.trigger, others, force=act.type == "ASSAULT" and act.noun is None, own=own)


def _sentence(report: EventCandidate) -> Span:
    return report.sentence.start, report.sentence.end


def _id(article: str, kind: str, trigger: tuple[int, int], source: Sequence[Party], target: Sequence[Party]) -> str:
    """An id from content: the article, the words of the act and its parties."""
    parts = [article, kind, str(trigger), *(p.actor for p in source), ">", *(p.actor for p in target)]
    return "event:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def confidence(act: EventCandidate) -> float:
    """How sure the record is of an act, 0 to 1: the predicate's own reliability, less for every guess it rests on.

    An inferred or unknown party costs, a second report of the act gains. It ranks; it is no calibrated probability.

    Args:
        act: with its parties, modality and other reports.
    """
    score = act.strength
    for m in (*act.source, *act.target):
        if m.inferred or m.kind == "pronoun":
            score *= 0.95
        if m.country == UNKNOWN or m.kind == "toponym":
            score *= 0.85
    if not act.source or not act.target:
        score *= 0.7
    if act.modality in {"conditional", "denied"}:
        score *= 0.9
    if act.also:
        score = 1 - (1 - score) * 0.7 ** min(len(act.also), 3)
    return round(min(score, 0.99), 3)


def _past(when: When, published: str | None) -> bool:
    """Is the date more than a year before the article: history recalled, not news?"""
    dated, now = interval(when.edtf or ""), interval(published or "")
    return bool(dated and now and (now[0] - dated[1]).days > YEAR)


def _checked(act: EventCandidate, source: Sequence[Party], target: Sequence[Party], register: Register) -> When:
    """The date as the article has it, with the register's fact beside it where the two disagree.

    A fact within three years of the stated date is taken for the act meant; one that agrees settles it.
    """
    stated = interval(act.when.edtf or "")
    if stated is None:
        return act.when
    words = {act.trigger.lemma_.lower(), act.trigger.lower_}
    clash: Discrepancy | None = None
    for fact in register.facts:
        known = interval(fact.date)
        if known is None or not words & set(fact.words) or not _same_act(fact, act.type, source, target):
            continue
        if stated[0] <= known[1] and known[0] <= stated[1]:
            return act.when
        if clash is None and abs((known[0] - stated[0]).days) < 3 * YEAR:
            clash = Discrepancy(says=act.when.edtf or "", known=fact.date, source=f"register:{fact.id}: {fact.source}")
    return act.when.model_copy(update={"conflict": clash}) if clash else act.when


def _same_act(fact: Fact, kind: str, source: Sequence[Party], target: Sequence[Party]) -> bool:
    here = fact.source_country in {p.country for p in source} and fact.target_country in {p.country for p in target}
    return here and fact.type == kind


def _why(act: EventCandidate) -> str:
    who = " > ".join("+".join(m.name for m in side) or "?" for side in (act.source, act.target))
    parts = [f"predicate {act.trigger.text!r}: {act.rule}", who]
    parts += [f"{m.name}: {m.reason}" for m in (*act.source, *act.target) if m.reason]
    if act.modality != "actual":
        parts.append(f"{act.modality} by {act.cue.text!r}" if act.cue is not None else act.modality)
    if act.also:
        parts.append(f"reported {len(act.also) + 1} times")
    return "; ".join(parts)
