"""Event coreference: one event per act, however many sentences report it, and none for what an act is only about."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.events.candidate import EventCandidate, countries, persons
from dragoman.coder.events.validity import codable
from dragoman.coder.groups import CIVIL
from dragoman.edtf import interval
from dragoman.entities.parties import UNKNOWN
from dragoman.knowledge import Knowledge
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.syntax.arguments import to_do

#: Types of acts of speech about another act.
ABOUT = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"})
JUDGING = frozenset({"SUPPORT", "ACCUSE"})
PUNISHING = frozenset({"COERCE", "SANCTION"})
#: Relations through which a word belongs to the content of the one above it.
INNER = frozenset({"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "conj", "acomp", "attr"})


def merge(candidates: Sequence[EventCandidate], knowledge: Knowledge) -> list[EventCandidate]:
    """One candidate for each act, the first that reports it, with what the others add folded in."""
    acts: list[EventCandidate] = []
    for candidate in candidates:
        same = next((a for a in acts if same_act(a, candidate, knowledge)), None)
        if same is None:
            acts.append(candidate)
        else:
            fold(same, candidate)
    return acts


def distinct(candidates: Sequence[EventCandidate], knowledge: Knowledge) -> list[EventCandidate]:
    """The candidates of one sentence without those that repeat another, or are only what another is about."""
    return _outermost(_with_doer(candidates), knowledge)


def _with_doer(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """Without victims of nobody named where the sentence tells of an attack that has its doer."""
    done = any(c.type == "ASSAULT" and c.source for c in candidates)
    return [c for c in candidates if c.source or not done]


def _outermost(candidates: Sequence[EventCandidate], knowledge: Knowledge) -> list[EventCandidate]:
    """Without those that are only the content of another: promised, threatened, asked, refused.

    PLOVER codes the promise, the threat, the request and the refusal, not also the act they are about. Nor is a
    decision praised or condemned ("welcomed Peru's decision TO SEND aid") also its execution.
    """
    about = {c.trigger.i: c for c in candidates if _speaking(c) and (c.type != "AGREE" or codable(c, knowledge))}
    punished = {c.trigger.i for c in candidates if c.type in PUNISHING}
    words = knowledge.lexicon
    done = [c for c in candidates if c.modality in {"actual", "claimed"} or not _content(c, about, words)]
    return [c for c in done if c.type != "COOPERATE" or not _crime(c.trigger, punished, words)]


def _speaking(candidate: EventCandidate) -> bool:
    """Is an act about another: promised, asked, judged, or allowed ("would allow the agency TO DELIVER food")?"""
    return candidate.type in ABOUT | JUDGING or "access" in candidate.modes


def _crime(verb: Token, punished: set[int], words: Lexicon) -> bool:
    """ "Arrested for COLLABORATING with rebels": what one is punished for is no act between two sides."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in words.events.punished and verb.head.head.i in punished


def _content(candidate: EventCandidate, about: dict[int, EventCandidate], words: Lexicon) -> bool:
    """Does a predicate stand in the content of another act's (`about`, by index)?"""
    node, decided = candidate.trigger, False
    while (
        (node.dep_ in INNER or _purpose(node) or _condition(node, words))
        and node.head != node
        and node.lower_ not in words.acts.beside
    ):
        decided = decided or (node.dep_ == "acl" and node.tag_ == "VB")
        node = node.head
        above = about.get(node.i)
        if above is not None and above is not candidate and (decided or above.type not in JUDGING):
            return True
    return False


def _purpose(verb: Token) -> bool:
    """ "Agreed to send troops TO GUARD the port": what an act yet to come is for."""
    return verb.dep_ == "advcl" and verb.tag_ == "VB" and to_do(verb)


def _condition(verb: Token, words: Lexicon) -> bool:
    """ "Threatened to strike IF Peru DOES NOT WITHDRAW": what a threat or promise hangs on."""
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in words.acts.conditions for c in verb.children)


def same_act(a: EventCandidate, b: EventCandidate, knowledge: Knowledge) -> bool:
    """Do two candidates report one act: do type, modality, parties and time agree as far as both say?

    A state and its civil society are two; an attack of nobody named may be one on the same side that has its doer.

    Args:
        a, b: candidates of one document.
        knowledge: its codebook says which types have no direction ("A met B" is "B met A").
    """
    if a.type != b.type or a.modality != b.modality:
        return False
    if any(_civil(one) and _public(other) for one, other in ((a.source, b.source), (b.source, a.source))):
        return False
    if a.type == "ASSAULT" and not (a.source and b.source):
        return _same_side(a.target, b.target) and _same_time(a, b)
    straight = _same_side(a.source, b.source) and _same_side(a.target, b.target)
    symmetric = knowledge.codebook.types[a.type].symmetric
    turned = symmetric and _same_side(a.source, b.target) and _same_side(a.target, b.source)
    return (straight or turned) and _same_time(a, b)


def _same_side(x: tuple[Mention, ...], y: tuple[Mention, ...]) -> bool:
    """Can two sides be one: do they share a country or actor, and have no two different persons of it?"""
    if not x or not y:
        return not x and not y
    if not countries(x) & countries(y) and {m.actor for m in x}.isdisjoint(m.actor for m in y):
        return False
    p, q = persons(x), persons(y)
    return not p or not q or bool(p & q)


def _civil(side: Sequence[Mention]) -> bool:
    return bool(side) and all(m.sector in CIVIL for m in side)


def _public(side: Sequence[Mention]) -> bool:
    return bool(side) and all(m.sector not in CIVIL | {UNKNOWN} for m in side)


def _same_time(a: EventCandidate, b: EventCandidate) -> bool:
    """Do the dates of two candidates overlap, or does one have none?"""
    x, y = interval(a.when.edtf or ""), interval(b.when.edtf or "")
    return x is None or y is None or (x[0] <= y[1] and y[0] <= x[1])


def fold(act: EventCandidate, other: EventCandidate) -> None:
    """Takes from a second report what the first does not say: names, modes, date, place, counts, words.

    Args:
        act: the first report; it is changed.
        other: the second.
    """
    act.also.append(other)
    act.source = _named(act.source, other.source) or other.source
    act.target = _named(act.target, other.target)
    act.modes = tuple(dict.fromkeys((*act.modes, *other.modes)))[:2]
    if other.when.edtf and (act.when.edtf is None or (other.steps < act.steps and act.steps > 1)):
        act.when, act.steps = other.when, other.steps
    act.where = act.where or other.where
    act.reported_by = act.reported_by or other.reported_by
    act.counts = act.counts or other.counts
    act.contexts = tuple(dict.fromkeys((*act.contexts, *other.contexts)))
    act.strength = max(act.strength, other.strength)


def _named(side: tuple[Mention, ...], other: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Put a person named on a side by another report of the act for the state or description that stands here."""
    out = []
    for m in side:
        named = [
            n
            for n in other
            if n.country == m.country and n.actor.startswith("person:") and n.kind in {"name", "surname", "office"}
        ]
        keep = m.actor.startswith("person:") or len(named) != 1 or m.country == UNKNOWN
        out.append(m if keep else named[0])
    return tuple(dict.fromkeys(out))
