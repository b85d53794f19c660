"""Events of an article: candidates by grammar, then modality, date, place and words for each, then one per act."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.coder.attributes.contexts import find_contexts
from dragoman.coder.attributes.counts import find_counts
from dragoman.coder.attributes.date_inference import settle
from dragoman.coder.attributes.event_place import Atlas
from dragoman.coder.attributes.event_time import NONE, Calendar
from dragoman.coder.attributes.modality import habitual, reality
from dragoman.coder.attributes.reported_by import Voices
from dragoman.coder.attributes.visits import visiting
from dragoman.coder.detect.classify import Classifier, LexiconClassifier
from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.detect.non_events import asking
from dragoman.coder.detect.nouns import answerable
from dragoman.coder.detect.proposals import propose, typed
from dragoman.coder.detect.verbs import find_candidates
from dragoman.coder.events.build import entry
from dragoman.coder.events.coreference import merge, outermost
from dragoman.coder.events.draft import Draft
from dragoman.coder.events.implicit_target import Theatre
from dragoman.coder.events.validity import STATE, VERBAL, own_affair, whole
from dragoman.document import Document
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.lexicon.modality import ModalityCues
from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.knowledge.shim import shipped
from dragoman.model import Event, Quote, When
from dragoman.parse import Parsed

CONFLICT = frozenset({3, 4})
BACKING = frozenset({"back", "support", "backing"})
ARMED = frozenset({"REB", "UAF", "MIL"})


def find_events(
    document: Document, classifier: Classifier | None = None, encoder: Encoder | None = None
) -> tuple[Event, ...]:
    """The events of an article's prose, one per act, in the order of the text."""
    parsed, own = Parsed(document.article, document.blocks), document.knowledge
    codebook, register = own.codebook, own.register
    times, places = document.times, document.places
    voices = Voices(document)
    parties = voices.parties
    calendar, atlas = Calendar(times, parsed.article.published), Atlas(places)
    cues, classify = shipped().lexicon.modality, classifier or LexiconClassifier()
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        if sentence.block.kind != "prose" or asking(sentence, parties):
            continue
        found = [classify(c) for c in find_candidates(sentence, parties)]
        if encoder is not None:
            more = (typed(p, sentence, encoder, parties) for p in propose(sentence, found, parties))
            found += [d for d in more if d is not None]
        coded = [_coded(d, codebook, cues, calendar, atlas, voices) for d in found]
        acting = [d for d in coded if d is not None and not own_affair(d, codebook)]
        drafts.extend(outermost(_told(acting), codebook))
    theatre = Theatre(places, register, drafts)
    for draft in drafts:
        theatre.aim(draft)
    acts = [a for a in merge([d for d in drafts if whole(d, codebook)], codebook) if whole(a, codebook)]
    settle(acts, parsed, parties, calendar)
    events = [entry(parsed, d, parties, codebook, register) for d in acts]
    return tuple(sorted(events, key=lambda e: (e.trigger, e.id)))


def _coded(
    draft: Draft, codebook: Codebook, cues: ModalityCues, calendar: Calendar, atlas: Atlas, voices: Voices
) -> Draft | None:
    """Fill in what the words around a predicate say of it; nothing where they say it is no act."""
    found = reality(draft.trigger, cues)
    if found.value is None or habitual(draft.trigger):
        return None
    draft.modality, draft.cue, draft.speech = found.value, found.cue, found.speech
    draft.quote = voices.quote_at(draft.trigger)
    draft.reported_by = voices.reporters(draft)
    if not draft.source and not _from_reporter(draft) and not _unseen(draft):
        return None
    if codebook.quad(draft.type) in VERBAL and all(m.sector == "MED" for m in draft.source):
        return None
    _own_word(draft, codebook)
    conflict = codebook.quad(draft.type) in CONFLICT
    if draft.modality == "actual" and conflict and _hostile(draft):
        draft.modality, draft.cue = "claimed", draft.speech or draft.cue
    elif draft.modality == "claimed" and (
        answerable(draft.trigger, voices.parties) or (not conflict and not _alleged(draft))
    ):
        draft.modality, draft.cue = "actual", None
    draft.when, draft.steps = calendar.of(draft.trigger)
    if draft.when.edtf is None and draft.speech is not None and _said(draft, codebook):
        draft.when, draft.steps = calendar.of(draft.speech)
    if draft.modality == "planned" and calendar.over(draft.when):
        draft.when, draft.steps = When(reason=NONE), 99
    draft.where = atlas.of(draft.trigger, moving="visit" in draft.modes)
    draft.modes = visiting(draft)
    if draft.sentence.index not in voices.read:
        voices.read[draft.sentence.index] = find_counts(draft.sentence)
    draft.counts = voices.counts(draft)
    draft.contexts = find_contexts(draft.sentence, draft.type)
    return draft


def _said(draft: Draft, codebook: Codebook) -> bool:
    """Was the act done by saying it, in what its own side said ("on Friday the envoy said it was UNACCEPTABLE")?"""
    told = {m.actor for m in draft.reported_by}
    return (
        codebook.quad(draft.type) in VERBAL
        and draft.modality == "actual"
        and any(m.actor in told for m in draft.source)
    )


def _told(drafts: list[Draft]) -> list[Draft]:
    """Without victims of nobody named where the sentence tells of an attack that has its doer."""
    done = any(d.type == "ASSAULT" and d.source for d in drafts)
    return [d for d in drafts if d.source or not done]


def _unseen(draft: Draft) -> bool:
    """Force whose doer nobody names ("a bomb killed four Pakistani soldiers") is an act; an accident is not."""
    if draft.type != "ASSAULT" or draft.modality != "actual" or not draft.countries(draft.target):
        return False
    words = {t.lemma_.lower() for t in draft.sentence.span}
    if words & WORDS["accidents"]:
        return False
    if any(c.dep_ == "nsubj" and c.lemma_.lower() in WORDS["weapons"] for c in draft.trigger.children):
        return True
    passive = any(c.dep_ == "nsubjpass" for c in draft.trigger.children)
    armed = any(m.sector in ARMED | {"COP"} for m in draft.target)
    violent = armed or bool(words & (WORDS["weapons"] | WORDS["wars"] | WORDS["clashing"]))
    return passive and bool(draft.words & WORDS["harming"] or (draft.words & WORDS["hurting"] and violent))


def _from_reporter(draft: Draft) -> bool:
    """ "A spokesman for the army said clashes continued with rebels": the army is the other side."""
    if draft.trigger.lemma_.lower() not in WORDS["clashing"]:
        return False
    draft.source = draft.reported_by
    return bool(draft.source) and draft.countries(draft.source).isdisjoint(draft.countries(draft.target))


def _own_word(draft: Draft, codebook: Codebook) -> None:
    """What a side says of its own acts: force to come is a threat, cooperation refused is a refusal (PLOVER)."""
    told = frozenset(m.country for m in draft.reported_by if m.country != "---")
    meant = draft.modality == "planned" and not (draft.cue is not None and draft.cue.lower_ == "to")
    if meant and draft.type == "ASSAULT" and told & draft.countries(draft.source):
        draft.type, draft.modes, draft.modality = "THREATEN", ("violence",), "actual"
        draft.rule += "; announced by the side itself, so a threat"
    elif (
        draft.type == "SUPPORT"
        and draft.words & BACKING
        and draft.target
        and all(m.sector in ARMED for m in draft.target)
    ):
        draft.type = "AID"
        draft.rule += "; backing fighters is material"
    elif draft.modality == "denied" and codebook.quad(draft.type) not in CONFLICT and _will_not(draft):
        draft.type, draft.modes, draft.modality = "REJECT", (), "actual"
        draft.alone = draft.alone and _refusing(draft.trigger)
        draft.rule += "; the side itself says it will not, so a refusal"


def _refusing(verb: Token) -> bool:
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in WORDS["declining"]
    return refused or any(
        c.lower_ in {"will", "would", "wo", "shall", "can", "ca"} for c in verb.children if c.dep_ == "aux"
    )


def _will_not(draft: Draft) -> bool:
    return _refusing(draft.trigger) or any(
        a.lemma_ in {"look", "go", "plan", "intend", "want"} for a in draft.trigger.ancestors if a.pos_ == "VERB"
    )


def _alleged(draft: Draft) -> bool:
    """An adverb ("allegedly") or a verb of accusing says that the reporter does not adopt it."""
    return draft.cue is not None and (draft.cue.dep_ == "advmod" or draft.cue.lemma_.lower() in WORDS["alleging"])


def _hostile(draft: Draft) -> bool:
    """Only a party's word stands for it, and that party is not of the side that acted."""
    told = {m.country for m in draft.reported_by if m.country != "---" and m.sector != "MED"}
    official = any(m.sector in STATE for m in draft.reported_by)
    if official and draft.source and all(m.sector in {"REB", "UAF"} for m in draft.source):
        return True
    return bool(told and draft.source) and told.isdisjoint(draft.countries(draft.source))


def link(quotes: Sequence[Quote], events: Sequence[Event]) -> tuple[Quote, ...]:
    """Each quote with the event it reports or is: the one whose trigger stands in its content or is its cue."""
    out = []
    for quote in quotes:
        inside = [e for e in events if any(a <= e.trigger[0] < b for a, b in quote.spans)]
        cued = [
            e for e in events if quote.cue is not None and e.trigger[0] < quote.cue[1] and e.trigger[1] > quote.cue[0]
        ]
        about = next(iter((*cued, *inside)), None)
        out.append(quote if about is None else quote.model_copy(update={"event": about.id}))
    return tuple(out)
