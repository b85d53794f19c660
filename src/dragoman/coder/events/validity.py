"""Has an act the sides that make it one: two that differ, neither of them anybody, and more than a private matter?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.annotations import Mention
from dragoman.coder.detect.nouns import WARLIKE
from dragoman.coder.events.draft import Draft
from dragoman.entities.parties import UNKNOWN, WEAK_DEPS
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.shim import ACTS as WORDS

VERBAL = frozenset({1, 3})
REAL = frozenset({"actual", "planned", "claimed"})
ARMED = frozenset({"MIL", "REB", "UAF", "COP"})
STATE = frozenset({"GOV", "MIL", "COP"})
#: Strikes and marches are ended, or kept up, by citizens: no private affair of theirs.
PUBLIC = frozenset({"CONCEDE", "REJECT"})
#: What a state does to its own towns and people; "its own sanctions" only say whose they are.
WITHIN = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def whole(draft: Draft, codebook: Codebook) -> bool:
    """Has an act all it needs? A war against nobody named is a state of affairs."""
    if own_affair(draft, codebook):
        return False
    vague = draft.trigger.pos_ == "NOUN" and draft.strength <= WARLIKE
    conflict = codebook.quad(draft.type) == 4 and draft.type != "SANCTION" and not vague
    return bool(draft.target) or conflict or _alone(draft)


def _alone(draft: Draft) -> bool:
    """Is it an act that needs no second side, of a side that is known and public, and said to be done or to come?"""
    private = set(WORDS["private"]) - ({"CVL"} if draft.type in PUBLIC else set())
    striking = draft.type in PUBLIC and draft.noun is not None and draft.noun.lemma_.lower() in WORDS["rallies"]
    known = bool(draft.countries(draft.source)) or (striking and bool(draft.source))
    if not known or all(m.sector in private for m in draft.source):
        return False
    if "resign" in draft.modes and all(m.actor.startswith("state:") for m in draft.source):
        return False  # a state that stands down gives up no office
    return (draft.alone and draft.modality in REAL) or bool(WORDS["alone"] & set(draft.modes))


def own_affair(draft: Draft, codebook: Codebook) -> bool:
    """Is an act one side's with itself, private, mere trade, or that of officials nobody knows of?"""
    verbal = codebook.quad(draft.type) in VERBAL
    sides = (draft.source, draft.target)
    private = draft.type == "CONSULT" and any(map(_private, sides))
    trading = all(side and all(m.sector == "BUS" for m in side) for side in sides)
    nobody = verbal and any(side and all(map(_nobody, side)) for side in sides)
    same = _actors(draft.source) == _actors(draft.target)
    return (
        private
        or trading
        or nobody
        or same
        or _among_own(draft)
        or _quarrel(draft)
        or (not draft.alone and _within(draft, verbal))
    )


def _among_own(draft: Draft) -> bool:
    """Officials of one state who work together."""
    both = (*draft.source, *draft.target)
    one = bool(draft.target) and len({m.country for m in both}) == 1 and all(map(rules, both))
    return draft.type == "COOPERATE" and one


def _quarrel(draft: Draft) -> bool:
    """ "The clashes between the premier and the pope" are of words."""
    persons = all(side and all(m.actor.startswith("person:") for m in side) for side in (draft.source, draft.target))
    return draft.type == "ASSAULT" and draft.trigger.pos_ == "NOUN" and persons


def _within(draft: Draft, verbal: bool) -> bool:
    """Does a state act on itself, in words, or in what only its own adjective names ("its own sanctions")?"""
    own = {f"state:{c}" for c in draft.countries(draft.source)}
    ruling = all(map(rules, draft.source))
    inward = verbal or (draft.type not in WITHIN and all(m.head.dep_ in WEAK_DEPS for m in draft.target))
    return inward and ruling and bool(draft.target) and {m.actor for m in draft.target} <= own


def rules(m: Mention) -> bool:
    """Is it a state, by whatever name, or what governs and guards it?"""
    return m.sector in STATE or m.kind == "metonym" or m.actor.startswith("state:")


def _nobody(m: Mention) -> bool:
    """Officials of whom nobody says whose they are ("reassured allies", "told lawmakers")?"""
    said = any(c.lower_ == "of" or (c.text[:1].isupper() and c.dep_ in WEAK_DEPS) for c in m.head.children)
    return m.kind == "description" and m.country == UNKNOWN and m.sector in {"GOV", "LEG", UNKNOWN} and not said


def _private(side: Sequence[Mention]) -> bool:
    """Tourists and families, whose journeys are their own affair, or a company, to which nobody goes on visit?"""
    return bool(side) and all(
        (m.sector in WORDS["private"] and (m.kind == "description" or m.country == "MNC")) or _ranks(m) for m in side
    )


def _ranks(m: Mention) -> bool:
    """Soldiers and gunmen, who travel but pay no visits; their envoys and commanders do."""
    return m.kind == "description" and m.sector in ARMED and m.head.lemma_.lower() in WORDS["ranks"]


def _actors(side: Iterable[Mention]) -> set[object]:
    """Persons by who they are, all others also by their words: "clashes between rebels and rebels" has two sides."""
    return {m.actor if m.actor.startswith("person:") else (m.actor, m.span) for m in side}
