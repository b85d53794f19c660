"""One event per act, however many sentences report it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.events.draft import Draft
from dragoman.coder.events.validity import whole
from dragoman.edtf import interval
from dragoman.entities.parties import UNKNOWN
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.syntax.arguments import to_do


def merge(drafts: Sequence[Draft], codebook: Codebook) -> list[Draft]:
    """Drafts with those of the same act folded into the first that reports it."""
    acts: list[Draft] = []
    for draft in drafts:
        same = next((a for a in acts if same_act(a, draft, codebook)), None)
        if same is None:
            acts.append(draft)
        else:
            fold(same, draft)
    return acts


CIVIL = frozenset({"BUS", "CVL", "NGO", "MED", "REL"})
ABOUT = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"})
JUDGING = frozenset({"SUPPORT", "ACCUSE"})
PUNISHING = frozenset({"COERCE", "SANCTION"})
INNER = frozenset({"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "conj", "acomp", "attr"})


def outermost(drafts: Sequence[Draft], codebook: Codebook) -> list[Draft]:
    """Drafts of a sentence without those that are only the content of another: promised, threatened, asked, refused.

    PLOVER codes the promise, the threat, the request and the refusal, not also the act they are about. Nor is a
    decision praised or condemned ("welcomed Peru's decision TO SEND aid") also its execution.
    """
    about = {d.trigger.i: d for d in drafts if _speaking(d) and (d.type != "AGREE" or whole(d, codebook))}
    punished = {d.trigger.i for d in drafts if d.type in PUNISHING}
    done = [d for d in drafts if d.modality in {"actual", "claimed"} or not _content(d, about)]
    return [d for d in done if d.type != "COOPERATE" or not _crime(d.trigger, punished)]


def _speaking(draft: Draft) -> bool:
    """Is an act about another: promised, asked, judged, or allowed ("would allow the agency TO DELIVER food")?"""
    return draft.type in ABOUT | JUDGING or "access" in draft.modes


def _crime(verb: Token, punished: set[int]) -> bool:
    """ "Arrested for COLLABORATING with rebels": what one is punished for is no act between two sides."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in {"for", "of"} and verb.head.head.i in punished


def _content(draft: Draft, about: dict[int, Draft]) -> bool:
    node, decided = draft.trigger, False
    while (
        (node.dep_ in INNER or _purpose(node) or _condition(node))
        and node.head != node
        and node.lower_ not in WORDS["beside"]
    ):
        decided = decided or (node.dep_ == "acl" and node.tag_ == "VB")
        node = node.head
        above = about.get(node.i)
        if above is not None and above is not draft and (decided or above.type not in JUDGING):
            return True
    return False


def _purpose(verb: Token) -> bool:
    """ "Agreed to send troops TO GUARD the port": what an act yet to come is for."""
    return verb.dep_ == "advcl" and verb.tag_ == "VB" and to_do(verb)


def _condition(verb: Token) -> bool:
    """ "Threatened to strike IF Peru DOES NOT WITHDRAW": what a threat or promise hangs on."""
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in WORDS["conditions"] for c in verb.children)


def same_act(a: Draft, b: Draft, codebook: Codebook) -> bool:
    """Do two drafts report one act: type, modality, parties and time agree as far as both say?

    A state and its civil society are two; an attack of nobody named may be one on the same side that has its doer.
    """
    if a.type != b.type or a.modality != b.modality:
        return False
    if any(_civil(one) and _public(other) for one, other in ((a.source, b.source), (b.source, a.source))):
        return False
    if a.type == "ASSAULT" and not (a.source and b.source):
        return _sides(a.target, b.target, a, b) and _times(a, b)
    straight = _sides(a.source, b.source, a, b) and _sides(a.target, b.target, a, b)
    turned = codebook.types[a.type].symmetric and _sides(a.source, b.target, a, b) and _sides(a.target, b.source, a, b)
    return (straight or turned) and _times(a, b)


def _sides(x: Sequence[Mention], y: Sequence[Mention], a: Draft, b: Draft) -> bool:
    """Two sides can be one: a country shared, and no two different persons of it."""
    if not x or not y:
        return not x and not y
    countries = a.countries(tuple(x)) & b.countries(tuple(y))
    if not countries and {m.actor for m in x}.isdisjoint(m.actor for m in y):
        return False
    p, q = a.persons(tuple(x)), b.persons(tuple(y))
    return not p or not q or bool(p & q)


def _civil(side: Sequence[Mention]) -> bool:
    return bool(side) and all(m.sector in CIVIL for m in side)


def _public(side: Sequence[Mention]) -> bool:
    return bool(side) and all(m.sector not in CIVIL | {UNKNOWN} for m in side)


def _times(a: Draft, b: Draft) -> bool:
    x, y = interval(a.when.edtf or ""), interval(b.when.edtf or "")
    return x is None or y is None or (x[0] <= y[1] and y[0] <= x[1])


def fold(act: Draft, other: Draft) -> None:
    """Take from a second report what the first does not say: names, modes, date, place, counts, words."""
    act.also.append(other)
    act.source = _named(act.source, other.source) or other.source
    act.target = _named(act.target, other.target)
    act.modes = tuple(dict.fromkeys((*act.modes, *other.modes)))[:2]
    if act.when.edtf is None or (other.when.edtf and other.steps < act.steps and act.steps > 1):
        act.when, act.steps = (other.when, other.steps) if other.when.edtf else (act.when, act.steps)
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
        keep = m.actor.startswith("person:") or len(named) != 1 or m.country == "---"
        out.append(m if keep else named[0])
    return tuple(dict.fromkeys(out))
