"""Dates that acts lend each other: captions, acts at one occasion, and "a day after"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotations import TimeMention
from dragoman.coder.attributes.event_time import date_of, durations, time_of
from dragoman.coder.events.candidate import EventCandidate, countries
from dragoman.document import Document
from dragoman.edtf import edtf_of, interval
from dragoman.model import When

#: Days that an offset without a number may span, by unit ("days after", "weeks before").
VAGUE = {"D": (2, 7), "W": (7, 28), "M": (30, 180), "Y": (365, 1825)}
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
SPEECH = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE"})
OCCASION = frozenset({"CONSULT"})
#: Sentences between what one says and what one "also" says.
NEAR = 6
#: How far an inferred date counts as standing from its predicate, in steps of the parse, by where it comes from.
BY_OFFSET, BY_CAPTION, BY_OCCASION = 4, 5, 6


def infer_dates(acts: Sequence[EventCandidate], document: Document) -> None:
    """Dates the acts that have no time of their own from what stands around them, each with its reason.

    Args:
        acts: one for each act of the document, in the order of the text; their `when`, `steps` and `where` are set.
        document: with its times and mentions.
    """
    for act in acts:
        if act.when.edtf is None:
            _from_caption(act, document)
    _from_offsets(acts, document)
    for act in acts:
        if act.when.edtf is None:
            _from_occasion(act, acts)
        if act.when.edtf is None and act.modality == "actual":
            _from_speech(act, acts, document)
        if act.when.edtf is None and act.modality == "planned":
            _from_stay(act, document)


def _date(act: EventCandidate, when: When, reason: str, steps: int) -> None:
    act.when, act.steps = when.model_copy(update={"reason": f"{reason}{when.reason}"}), steps


def _from_caption(act: EventCandidate, document: Document) -> None:
    """A caption that shows the same parties at the same occasion dates it."""
    wanted = countries(act.source) | countries(act.target)
    words = frozenset[str]().union(*(report.words for report in act.reports))
    for block in document.blocks:
        if block.kind != "caption" or not wanted:
            continue
        shown = {m.country for token in block.doc for m in document.mentions_at(token)}
        if wanted <= shown and words & {t.lemma_.lower() for t in block.doc} and act.modality == "actual":
            inside = (t for t in document.times if t.block.index == block.index)
            for t in sorted(inside, key=lambda t: t.first.sent.start):
                if t.role == "point" and t.time.edtf and len(t.time.edtf) == len("YYYY-MM-DD"):
                    _date(act, date_of(t, document), "a caption of the same occasion: ", BY_CAPTION)
                    return


def _from_stay(act: EventCandidate, document: Document) -> None:
    """ "The envoy, who is in Paris until Friday, plans to meet ...": during the stay of the one who acts."""
    for m in act.source:
        if m.head.doc != act.trigger.doc or m.head.sent.start != act.trigger.sent.start:
            continue
        for clause in m.head.children:
            if clause.dep_ == "relcl" and clause.lemma_ in document.knowledge.lexicon.events.staying:
                when, steps = time_of(clause, document)
                if when.edtf is not None and steps == 0:
                    _date(act, when, f"during the stay said of {m.name}: ", BY_OCCASION)
                    return


def _from_occasion(act: EventCandidate, acts: Sequence[EventCandidate]) -> None:
    """ "opened the talks by praising": said at the talks, so dated and placed with them."""
    inside = _upward(act.trigger)
    for other in acts:
        if other is act or other.type not in OCCASION or other.when.edtf is None or other.modality != "actual":
            continue
        for report in other.reports:
            word = report.noun or report.trigger
            near = word.doc is act.trigger.doc and (
                word.i in inside or (word.head.i in inside and word.dep_ in {"dobj", "pobj"})
            )
            if near:
                _date(act, other.when, f"during the {word.text}, ", BY_OCCASION)
                act.where = act.where or other.where
                return


def _from_speech(act: EventCandidate, acts: Sequence[EventCandidate], document: Document) -> None:
    """ "She also urged": what one goes on to say is said when what was said before it was."""
    going_on = document.knowledge.lexicon.events.continuing
    if act.type not in SPEECH or not any(c.lower_ in going_on for c in act.trigger.children):
        return
    mine = {m.actor for m in act.source}
    before = [
        a
        for a in acts
        if a.type in SPEECH and a.modality == "actual" and a.when.edtf and a.steps < BY_OFFSET
        and 0 <= act.sentence.index - a.sentence.index <= NEAR and mine & {m.actor for m in a.source}
    ]  # fmt: skip
    if before:
        _date(act, before[-1].when, f"said with the {before[-1].trigger.text!r} before it: ", BY_OCCASION)


def _upward(token: Token) -> frozenset[int]:
    """The verbs above a participle or gerund, and what they take, by index."""
    out: set[int] = set()
    node = token
    while node.dep_ in {"pcomp", "prep", "advcl", "xcomp", "acl", "pobj"} and node.head != node:
        if node.dep_ == "advcl" and node.tag_ != "VBG":
            break
        node = node.head
        out.add(node.i)
    return frozenset(out)


def _from_offsets(acts: Sequence[EventCandidate], document: Document) -> None:
    """ "Left A DAY AFTER talks": of two acts so tied, the one with a date dates the other."""
    for sentence in document.sentences:
        for t in document.times_in(sentence.span[0]):
            clause = _clause(t, document) if t.role == "offset" else None
            day = _anchor(clause, acts, document.article.published) if clause is not None else None
            if clause is not None and day is not None:
                first, last = _shift(day, t)
                for act in acts:
                    _date_within(act, clause, first, last, t, document)


def _clause(t: TimeMention, document: Document) -> Token | None:
    """What an offset counts from: the verb or noun that "after" or "before" introduces."""
    relating = document.knowledge.lexicon.events.relating
    link = next((w for w in (t.last, *_next(t.last)) if w.lower_ in relating), None)
    if link is None:
        return None
    if link.dep_ == "mark":
        return link.head
    return next((c for c in link.children if c.dep_ in {"pobj", "pcomp"}), None)


def _next(token: Token) -> Iterator[Token]:
    if token.i + 1 < len(token.doc):
        yield token.doc[token.i + 1]


def _anchor(clause: Token, acts: Sequence[EventCandidate], published: str | None) -> dt.date | None:
    """The day the offset is counted from: the dated act it modifies, else the article's present."""
    outside = {w.i for w in clause.subtree}
    for act in acts:
        for report in act.reports:
            same = report.trigger.doc is clause.doc and report.trigger.sent.start == clause.sent.start
            if same and report.trigger.i not in outside and act.when.edtf and act.modality == "actual":
                found = interval(act.when.edtf)
                return found[0] if found else None
    verb = clause.head
    if published and verb.tag_ in {"VBZ", "VBP"}:
        return dt.date.fromisoformat(published)
    return None


def _shift(day: dt.date, t: TimeMention) -> tuple[dt.date, dt.date]:
    """The first and last day of the other act: it lies before an "after" and after a "before"."""
    unit = t.unit or "D"
    low, high = (t.amount, t.amount) if t.amount else VAGUE.get(unit, (2, 7))
    scale = DAYS.get(unit, 1) if t.amount else 1
    sign = -1 if (t.direction or 1) > 0 else 1
    ends = sorted((day + dt.timedelta(sign * int(low) * scale), day + dt.timedelta(sign * int(high) * scale)))
    return ends[0], ends[1]


def _date_within(
    act: EventCandidate, clause: Token, first: dt.date, last: dt.date, t: TimeMention, document: Document
) -> None:
    """Gives the days from `first` to `last` to an act that the clause names, or that lies in a stay ending there."""
    if act.when.edtf is not None:
        return
    for report in act.reports:
        trigger = report.trigger
        if trigger.doc is not clause.doc:
            continue
        reason = f"{t.time.text!r} counted from the act it follows"
        if trigger == clause or (trigger.head == clause and trigger.dep_ in {"dobj", "xcomp", "attr"}):
            act.when = When(edtf=edtf_of(first, last), text=t.time.text, span=t.time.span, reason=reason)
        elif clause.is_ancestor(trigger):
            for stay in _stays(trigger, clause, document):
                days = int(stay.amount or 0) * DAYS.get(stay.unit or "D", 1)
                if days and _follows(trigger, clause, document):
                    act.when = When(
                        edtf=edtf_of(first - dt.timedelta(days - 1), last),
                        text=stay.time.text,
                        span=stay.time.span,
                        reason=f"{stay.time.text!r} that ended then; {reason}",
                    )
        if act.when.edtf is not None:
            act.steps = BY_OFFSET
            return


def _stays(trigger: Token, clause: Token, document: Document) -> Iterator[TimeMention]:
    """Durations of the act or of the longer act it is part of ("a six-day visit that included talks")."""
    for word in (trigger, *trigger.ancestors):
        if word == clause:
            return
        yield from durations(word, document)


def _follows(trigger: Token, clause: Token, document: Document) -> bool:
    """Does the clause say that the act came before it ("left following a visit", "after a visit")?"""
    following = document.knowledge.lexicon.events.following
    node = trigger
    while node != clause and node.head != node:
        if node.dep_ in {"prep", "mark"} and node.lower_ in following:
            return True
        node = node.head
    return False
