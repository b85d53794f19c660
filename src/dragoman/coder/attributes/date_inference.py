"""Dates that acts lend each other: captions, acts at one occasion, and "a day after"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotations import TimeMention
from dragoman.coder.attributes.event_time import Calendar
from dragoman.coder.events.draft import Draft
from dragoman.edtf import edtf_of, interval
from dragoman.entities.parties import Parties
from dragoman.model import When
from dragoman.parse import Parsed

VAGUE = {"D": (2, 7), "W": (7, 28), "M": (30, 180), "Y": (365, 1825)}
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
STAYING = frozenset({"be", "stay", "remain", "visit", "tour"})
SPEECH = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE"})
FURTHER = frozenset({"also", "further", "additionally", "then"})
NEAR = 6
OCCASION = frozenset({"CONSULT"})


def settle(acts: Sequence[Draft], parsed: Parsed, parties: Parties, calendar: Calendar) -> None:
    """Date the acts that have no time of their own from what stands around them, each with its reason."""
    for act in acts:
        if act.when.edtf is None:
            _from_caption(act, parsed, parties, calendar)
    _from_offsets(acts, parsed, calendar)
    for act in acts:
        if act.when.edtf is None:
            _from_occasion(act, acts)
        if act.when.edtf is None and act.modality == "actual":
            _from_speech(act, acts)
        if act.when.edtf is None and act.modality == "planned":
            _from_stay(act, calendar)


def _from_caption(act: Draft, parsed: Parsed, parties: Parties, calendar: Calendar) -> None:
    """A caption that shows the same parties at the same occasion dates it."""
    wanted = act.countries(act.source) | act.countries(act.target)
    words = frozenset[str]().union(*(d.words for d in (act, *act.also)))
    for block in parsed.blocks:
        if block.kind != "caption" or not wanted:
            continue
        shown = {m.country for token in block.doc for m in parties.mentions(token)}
        if wanted <= shown and words & {t.lemma_.lower() for t in block.doc} and act.modality == "actual":
            for t in calendar.in_block(block.index):
                if t.role == "point" and t.time.edtf and len(t.time.edtf) == 10:
                    when = calendar.when(t)
                    act.when = when.model_copy(update={"reason": f"a caption of the same occasion: {when.reason}"})
                    act.steps = 5
                    return


def _from_stay(act: Draft, calendar: Calendar) -> None:
    """ "The envoy, who is in Paris until Friday, plans to meet ...": during the stay of the one who acts."""
    for m in act.source:
        if m.head.doc != act.trigger.doc or m.head.sent.start != act.trigger.sent.start:
            continue
        for clause in m.head.children:
            if clause.dep_ == "relcl" and clause.lemma_ in STAYING:
                when, steps = calendar.of(clause)
                if when.edtf is not None and steps == 0:
                    act.when = when.model_copy(update={"reason": f"during the stay said of {m.name}: {when.reason}"})
                    act.steps = 6
                    return


def _from_occasion(act: Draft, acts: Sequence[Draft]) -> None:
    """ "opened the talks by praising": said at the talks, so dated and placed with them."""
    inside = _upward(act.trigger)
    for other in acts:
        if other is act or other.type not in OCCASION or other.when.edtf is None or other.modality != "actual":
            continue
        for report in (other, *other.also):
            word = report.noun or report.trigger
            near = word.doc is act.trigger.doc and (
                word.i in inside or (word.head.i in inside and word.dep_ in {"dobj", "pobj"})
            )
            if near:
                reason = f"during the {word.text}, {other.when.reason}"
                act.when = other.when.model_copy(update={"reason": reason})
                act.where, act.steps = act.where or other.where, 6
                return


def _from_speech(act: Draft, acts: Sequence[Draft]) -> None:
    """ "She also urged": what one goes on to say is said when what was said before it was."""
    if act.type not in SPEECH or not any(c.lower_ in FURTHER for c in act.trigger.children):
        return
    mine = {m.actor for m in act.source}
    before = [
        a
        for a in acts
        if a.type in SPEECH and a.modality == "actual" and a.when.edtf and a.steps < 4
        and 0 <= act.sentence.index - a.sentence.index <= NEAR and mine & {m.actor for m in a.source}
    ]  # fmt: skip
    if before:
        when = before[-1].when
        act.when = when.model_copy(
            update={"reason": f"said with the {before[-1].trigger.text!r} before it: {when.reason}"}
        )
        act.steps = 6


def _upward(token: Token) -> frozenset[int]:
    """The verbs above a participle or gerund, and what they take."""
    out: set[int] = set()
    node = token
    while node.dep_ in {"pcomp", "prep", "advcl", "xcomp", "acl", "pobj"} and node.head != node:
        if node.dep_ == "advcl" and node.tag_ != "VBG":
            break
        node = node.head
        out.add(node.i)
    return frozenset(out)


def _from_offsets(acts: Sequence[Draft], parsed: Parsed, calendar: Calendar) -> None:
    for sentence in parsed.sentences:
        for t in calendar.offsets(sentence.span.start, sentence.block.index):
            clause = _clause(t)
            if clause is None:
                continue
            day = _anchor(clause, acts, parsed.article.published)
            if day is None:
                continue
            first, last = _shift(day, t)
            for act in acts:
                _date_within(act, clause, first, last, t, calendar)


def _clause(t: TimeMention) -> Token | None:
    """What an offset counts from: the verb or noun that "after" or "before" introduces."""
    link = next((w for w in (t.last, *_next(t.last)) if w.lower_ in {"after", "before", "following"}), None)
    if link is None:
        return None
    if link.dep_ == "mark":
        return link.head
    return next((c for c in link.children if c.dep_ in {"pobj", "pcomp"}), None)


def _next(token: Token) -> Iterator[Token]:
    if token.i + 1 < len(token.doc):
        yield token.doc[token.i + 1]


def _anchor(clause: Token, acts: Sequence[Draft], published: str | None) -> dt.date | None:
    """The day the offset is counted from: the dated act it modifies, else the article's present."""
    outside = {w.i for w in clause.subtree}
    for act in acts:
        for report in (act, *act.also):
            same = report.trigger.doc is clause.doc and report.trigger.sent.start == clause.sent.start
            if same and report.trigger.i not in outside and act.when.edtf and act.modality == "actual":
                found = interval(act.when.edtf)
                return found[0] if found else None
    verb = clause.head
    if published and verb.tag_ in {"VBZ", "VBP"}:
        return dt.date.fromisoformat(published)
    return None


def _shift(day: dt.date, t: TimeMention) -> tuple[dt.date, dt.date]:
    """The days of the other act: it lies before an "after" and after a "before"."""
    unit = t.unit or "D"
    low, high = (t.amount, t.amount) if t.amount else VAGUE.get(unit, (2, 7))
    scale = DAYS.get(unit, 1) if t.amount else 1
    sign = -1 if (t.direction or 1) > 0 else 1
    ends = sorted((day + dt.timedelta(sign * int(low) * scale), day + dt.timedelta(sign * int(high) * scale)))
    return ends[0], ends[1]


def _date_within(act: Draft, clause: Token, first: dt.date, last: dt.date, t: TimeMention, calendar: Calendar) -> None:
    if act.when.edtf is not None:
        return
    for report in (act, *act.also):
        if report.trigger.doc is not clause.doc:
            continue
        reason = f"{t.time.text!r} counted from the act it follows"
        if report.trigger == clause or (
            report.trigger.head == clause and report.trigger.dep_ in {"dobj", "xcomp", "attr"}
        ):
            act.when = When(edtf=edtf_of(first, last), text=t.time.text, span=t.time.span, reason=reason)
        elif clause.is_ancestor(report.trigger):
            for stay in _stays(report.trigger, clause, calendar):
                days = int(stay.amount or 0) * DAYS.get(stay.unit or "D", 1)
                if days and _follows(report.trigger, clause):
                    start = first - dt.timedelta(days - 1)
                    act.when = When(
                        edtf=edtf_of(start, last),
                        text=stay.time.text,
                        span=stay.time.span,
                        reason=f"{stay.time.text!r} that ended then; {reason}",
                    )
        if act.when.edtf is not None:
            act.steps = 4
            return


def _stays(trigger: Token, clause: Token, calendar: Calendar) -> Iterator[TimeMention]:
    """Durations of the act or of the longer act it is part of ("a six-day visit that included talks")."""
    for word in (trigger, *trigger.ancestors):
        if word == clause:
            return
        yield from calendar.durations(word)


def _follows(trigger: Token, clause: Token) -> bool:
    """Does the clause say that the act came before it ("left following a visit", "after a visit")?"""
    node = trigger
    while node != clause and node.head != node:
        if node.dep_ in {"prep", "mark"} and node.lower_ in {"following", "after"}:
            return True
        node = node.head
    return False
