"""How the source of a report bears on what is recorded: a claim of an enemy, a threat, a refusal.

Force on the word of the other side alone is claimed; force that a side announces itself is a threat, cooperation that
it says it will not give is a refusal (PLOVER).
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coder.detect.nouns import answerable
from dragoman.coder.events.candidate import EventCandidate, countries
from dragoman.coder.groups import CONFLICT, FIGHTERS, IRREGULARS, STATE
from dragoman.document import Document
from dragoman.entities.parties import UNKNOWN, Parties


def weigh_source(candidate: EventCandidate, document: Document) -> None:
    """Sets type, modes and modality of a candidate anew where its source makes another act of it.

    Args:
        candidate: with its modality, parties and `reported_by`.
        document: its knowledge has the codebook and the words.
    """
    _own_word(candidate, document)
    conflict = document.knowledge.codebook.quad(candidate.type) in CONFLICT
    if candidate.modality == "actual" and conflict and _hostile(candidate):
        candidate.modality, candidate.cue = "claimed", candidate.speech or candidate.cue
    elif candidate.modality == "claimed" and (
        answerable(candidate.trigger, Parties(document)) or (not conflict and not _alleged(candidate, document))
    ):
        candidate.modality, candidate.cue = "actual", None


def _own_word(candidate: EventCandidate, document: Document) -> None:
    """What a side says of its own acts: force to come is a threat, cooperation refused is a refusal (PLOVER)."""
    words = document.knowledge.lexicon.events
    quad = document.knowledge.codebook.quad(candidate.type)
    told = frozenset(m.country for m in candidate.reported_by if m.country != UNKNOWN)
    infinitive = candidate.cue is not None and candidate.cue.lower_ == "to"
    meant = candidate.modality == "planned" and not infinitive
    if meant and candidate.type == "ASSAULT" and told & countries(candidate.source):
        candidate.type, candidate.modes, candidate.modality = "THREATEN", ("violence",), "actual"
        candidate.rule += "; announced by the side itself, so a threat"
    elif candidate.type == "SUPPORT" and candidate.words & words.backing and _fighting(candidate):
        candidate.type = "AID"
        candidate.rule += "; backing fighters is material"
    elif candidate.modality == "denied" and quad not in CONFLICT and _will_not(candidate.trigger, document):
        candidate.type, candidate.modes, candidate.modality = "REJECT", (), "actual"
        candidate.alone = candidate.alone and _refusing(candidate.trigger, document)
        candidate.rule += "; the side itself says it will not, so a refusal"


def _fighting(candidate: EventCandidate) -> bool:
    return bool(candidate.target) and all(m.sector in FIGHTERS for m in candidate.target)


def _refusing(verb: Token, document: Document) -> bool:
    """ "WILL not meet", "DECLINED to meet"."""
    lexicon = document.knowledge.lexicon
    declined = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon.acts.declining
    return declined or any(c.lower_ in lexicon.events.refusing for c in verb.children if c.dep_ == "aux")


def _will_not(verb: Token, document: Document) -> bool:
    """ "Does not INTEND to meet", and what `_refusing` says."""
    intending = document.knowledge.lexicon.events.intending
    return _refusing(verb, document) or any(a.lemma_ in intending for a in verb.ancestors if a.pos_ == "VERB")


def _alleged(candidate: EventCandidate, document: Document) -> bool:
    """Does an adverb ("allegedly") or a verb of accusing say that the reporter does not adopt it?"""
    alleging = document.knowledge.lexicon.acts.alleging
    cue = candidate.cue
    return cue is not None and (cue.dep_ == "advmod" or cue.lemma_.lower() in alleging)


def _hostile(candidate: EventCandidate) -> bool:
    """Does only a party's word stand for it, and is that party not of the side that acted?"""
    told = {m.country for m in candidate.reported_by if m.country != UNKNOWN and m.sector != "MED"}
    official = any(m.sector in STATE for m in candidate.reported_by)
    if official and candidate.source and all(m.sector in IRREGULARS for m in candidate.source):
        return True
    return bool(told and candidate.source) and told.isdisjoint(countries(candidate.source))
