"""Is a candidate a codable event: two distinct parties that are known, and more than a private matter?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.annotations import Mention
from dragoman.coder.detect.nouns import WARLIKE
from dragoman.coder.events.candidate import EventCandidate, countries
from dragoman.coder.groups import ARMED_SECTORS, STATE, VERBAL
from dragoman.entities.parties import UNKNOWN, WEAK_DEPS
from dragoman.knowledge import Knowledge
from dragoman.knowledge.lexicon.acts import ActWords

#: Modalities of acts that are done, said to be done or to come.
REAL = frozenset({"actual", "planned", "claimed"})
#: Strikes and marches are ended, or kept up, by citizens: no private affair of theirs.
PUBLIC = frozenset({"CONCEDE", "REJECT"})
#: What a state does to its own towns and people; "its own sanctions" only say whose they are.
INWARD = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def codable(candidate: EventCandidate, knowledge: Knowledge) -> bool:
    """Is this a codable event: two distinct, identified parties, or an act that needs only one?

    A war against nobody named is a state of affairs, and no event.

    Args:
        candidate: with parties, modality and modes.
        knowledge: its codebook and words of acts are used.
    """
    if internal(candidate, knowledge):
        return False
    vague = candidate.trigger.pos_ == "NOUN" and candidate.strength <= WARLIKE
    conflict = knowledge.codebook.quad(candidate.type) == 4 and candidate.type != "SANCTION" and not vague
    return bool(candidate.target) or conflict or _complete_alone(candidate, knowledge.lexicon.acts)


def internal(candidate: EventCandidate, knowledge: Knowledge) -> bool:
    """Is an act one side's with itself, private, mere trade, or of officials of nobody named: no event of relations?"""
    acts = knowledge.lexicon.acts
    verbal = knowledge.codebook.quad(candidate.type) in VERBAL
    sides = (candidate.source, candidate.target)
    return (
        (candidate.type == "CONSULT" and any(_private(side, acts) for side in sides))
        or all(side and all(m.sector == "BUS" for m in side) for side in sides)
        or (verbal and any(side and all(map(_nobody, side)) for side in sides))
        or _actors(candidate.source) == _actors(candidate.target)
        or _among_own(candidate)
        or _quarrel(candidate)
        or (not candidate.alone and _within(candidate, verbal))
    )


def told_by_media(candidate: EventCandidate, knowledge: Knowledge) -> bool:
    """Do only the media speak in an act of words ("the paper praised"), so that no party does?"""
    verbal = knowledge.codebook.quad(candidate.type) in VERBAL
    return verbal and all(m.sector == "MED" for m in candidate.source)


def unattributed_force(candidate: EventCandidate, acts: ActWords) -> bool:
    """Is it force whose doer nobody names ("a bomb killed four Pakistani soldiers")? An accident is none."""
    if candidate.type != "ASSAULT" or candidate.modality != "actual" or not countries(candidate.target):
        return False
    words = {t.lemma_.lower() for t in candidate.sentence.span}
    if words & acts.accidents:
        return False
    if any(c.dep_ == "nsubj" and c.lemma_.lower() in acts.weapons for c in candidate.trigger.children):
        return True
    passive = any(c.dep_ == "nsubjpass" for c in candidate.trigger.children)
    armed = any(m.sector in ARMED_SECTORS for m in candidate.target)
    violent = armed or bool(words & (acts.weapons | acts.wars | acts.clashing))
    return passive and bool(candidate.words & acts.harming or (candidate.words & acts.hurting and violent))


def _complete_alone(candidate: EventCandidate, acts: ActWords) -> bool:
    """Is it an act that needs no target, of a side that is known and public, and said to be done or to come?"""
    private = acts.private - ({"CVL"} if candidate.type in PUBLIC else set())
    noun = candidate.noun
    striking = candidate.type in PUBLIC and noun is not None and noun.lemma_.lower() in acts.rallies
    known = bool(countries(candidate.source)) or (striking and bool(candidate.source))
    if not known or all(m.sector in private for m in candidate.source):
        return False
    if "resign" in candidate.modes and all(m.actor.startswith("state:") for m in candidate.source):
        return False  # a state that stands down gives up no office
    return (candidate.alone and candidate.modality in REAL) or bool(acts.alone & set(candidate.modes))


def _among_own(candidate: EventCandidate) -> bool:
    """Do officials of one state work together?"""
    both = (*candidate.source, *candidate.target)
    one = bool(candidate.target) and len({m.country for m in both}) == 1 and all(map(rules, both))
    return candidate.type == "COOPERATE" and one


def _quarrel(candidate: EventCandidate) -> bool:
    """ "The clashes between the premier and the pope" are of words."""
    sides = (candidate.source, candidate.target)
    persons = all(side and all(m.actor.startswith("person:") for m in side) for side in sides)
    return candidate.type == "ASSAULT" and candidate.trigger.pos_ == "NOUN" and persons


def _within(candidate: EventCandidate, verbal: bool) -> bool:
    """Does a state act on itself, in words, or in what only its own adjective names ("its own sanctions")?"""
    own = {f"state:{c}" for c in countries(candidate.source)}
    named = all(m.head.dep_ in WEAK_DEPS for m in candidate.target)
    inward = verbal or (candidate.type not in INWARD and named)
    ruling = all(map(rules, candidate.source))
    return inward and ruling and bool(candidate.target) and {m.actor for m in candidate.target} <= own


def rules(m: Mention) -> bool:
    """Is an actor a state, by whatever name, or a body or person that governs or guards it?"""
    return m.sector in STATE or m.kind == "metonym" or m.actor.startswith("state:")


def _nobody(m: Mention) -> bool:
    """Are it officials of whom nobody says whose they are ("reassured allies", "told lawmakers")?"""
    said = any(c.lower_ == "of" or (c.text[:1].isupper() and c.dep_ in WEAK_DEPS) for c in m.head.children)
    return m.kind == "description" and m.country == UNKNOWN and m.sector in {"GOV", "LEG", UNKNOWN} and not said


def _private(side: Sequence[Mention], acts: ActWords) -> bool:
    """Are they tourists or families, whose journeys are their own affair, or a company, that nobody visits?"""
    return bool(side) and all(
        (m.sector in acts.private and (m.kind == "description" or m.country == "MNC")) or _ranks(m, acts) for m in side
    )


def _ranks(m: Mention, acts: ActWords) -> bool:
    """Are they soldiers or gunmen, who travel but pay no visits? Their envoys and commanders do."""
    return m.kind == "description" and m.sector in ARMED_SECTORS and m.head.lemma_.lower() in acts.ranks


def _actors(side: Iterable[Mention]) -> set[object]:
    """Persons by who they are, all others also by their words: "clashes between rebels and rebels" has two sides."""
    return {m.actor if m.actor.startswith("person:") else (m.actor, m.span) for m in side}
