"""Events of an article: candidates by grammar, then modality, date, place and words for each, then one per act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from dragoman.codebook.loader import Codebook
from dragoman.codebook.senses import Predicates
from dragoman.coder.arguments import WORDS
from dragoman.coder.attribution import Voices
from dragoman.coder.candidates import find_candidates
from dragoman.coder.classify import Classifier, LexiconClassifier
from dragoman.coder.contexts import find_contexts
from dragoman.coder.counts import find_counts
from dragoman.coder.draft import Draft
from dragoman.coder.encoder import Encoder
from dragoman.coder.merge import merge, outermost
from dragoman.coder.modality import Cues, habitual, load_cues, reality
from dragoman.coder.phrase import phrase
from dragoman.coder.proposals import propose, typed
from dragoman.coder.sequence import settle
from dragoman.coder.theatre import WARLIKE, Theatre
from dragoman.coder.visits import visiting
from dragoman.coder.when import NONE, Calendar
from dragoman.coder.where import Atlas
from dragoman.coder.who import Parties, party
from dragoman.ground.edtf import interval
from dragoman.ground.mention import Mention
from dragoman.ground.places import PlaceMention
from dragoman.ground.time import TimeMention
from dragoman.model import Conflict, Event, Party, Quote, When
from dragoman.parse import Parsed, at
from dragoman.register.loader import Fact, Register

CONFLICT = frozenset({3, 4})
VERBAL = frozenset({1, 3})
YEAR = 365
BACKING = frozenset({"back", "support", "backing"})
STATE = frozenset({"GOV", "MIL", "COP"})
ARMED = frozenset({"REB", "UAF", "MIL"})
SECTORS = {"ASSAULT": "MIL", "MOBILIZE": "MIL", "RETREAT": "MIL"}


def find_events(
    parsed: Parsed,
    mentions: Sequence[Mention],
    times: Sequence[TimeMention],
    places: Sequence[PlaceMention],
    quotes: Sequence[Quote],
    codebook: Codebook,
    predicates: Predicates,
    register: Register,
    classifier: Classifier | None = None,
    encoder: Encoder | None = None,
) -> tuple[Event, ...]:
    """The events of an article's prose, one per act, in the order of the text."""
    voices = Voices(parsed, mentions, quotes)
    parties = Parties(voices.mentions)
    calendar, atlas = Calendar(times, parsed.article.published), Atlas(places)
    cues, classify = load_cues(), classifier or LexiconClassifier()
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        if sentence.block.kind != "prose":
            continue
        found = [classify(c) for c in find_candidates(sentence, predicates, parties)]
        if encoder is not None:
            more = (typed(p, sentence, encoder) for p in propose(sentence, found, parties))
            found += [d for d in more if d is not None]
        coded = [_coded(d, codebook, cues, calendar, atlas, voices) for d in found]
        drafts.extend(outermost([d for d in coded if d is not None]))
    theatre = Theatre(places, register, drafts)
    for draft in drafts:
        theatre.aim(draft)
    acts = [a for a in merge([d for d in drafts if _whole(d, codebook)], codebook) if _whole(a, codebook)]
    settle(acts, parsed, parties, calendar)
    events = [_event(parsed, d, parties, codebook, register) for d in acts]
    return tuple(sorted(events, key=lambda e: (e.trigger, e.id)))


def _whole(draft: Draft, codebook: Codebook) -> bool:
    """Has an act the sides it needs, the two not being the same? A war against nobody named is a state of affairs."""
    vague = draft.trigger.pos_ == "NOUN" and draft.strength <= WARLIKE
    quad = codebook.quad(draft.type)
    alone = (quad == 4 and not vague) or WORDS["alone"] & set(draft.modes)
    own = {f"state:{c}" for c in draft.countries(draft.source)}
    ruling = all(m.sector in STATE or m.kind == "metonym" or m.actor.startswith("state:") for m in draft.source)
    about_itself = quad in VERBAL and ruling and bool(draft.target) and {m.actor for m in draft.target} <= own
    same = _actors(draft.source) == _actors(draft.target)
    return not same and not about_itself and bool(draft.target or alone)


def _actors(side: Iterable[Mention]) -> set[object]:
    """Persons by who they are, all others also by their words: "clashes between rebels and rebels" has two sides."""
    return {m.actor if m.actor.startswith("person:") else (m.actor, m.span) for m in side}


def _coded(
    draft: Draft, codebook: Codebook, cues: Cues, calendar: Calendar, atlas: Atlas, voices: Voices
) -> Draft | None:
    """Fill in what the words around a predicate say of it; nothing where they say it is no act."""
    found = reality(draft.trigger, cues)
    if found.value is None or habitual(draft.trigger):
        return None
    draft.modality, draft.cue, draft.speech = found.value, found.cue, found.speech
    draft.quote = voices.quote_at(draft.trigger)
    draft.reported_by = voices.reporters(draft)
    if not draft.source and not _from_reporter(draft):
        return None
    if codebook.quad(draft.type) in VERBAL and all(m.sector == "MED" for m in draft.source):
        return None
    _own_word(draft, codebook)
    conflict = codebook.quad(draft.type) in CONFLICT
    if draft.modality == "actual" and conflict and _hostile(draft):
        draft.modality, draft.cue = "claimed", draft.speech or draft.cue
    elif draft.modality == "claimed" and not conflict and not _alleged(draft):
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


def _from_reporter(draft: Draft) -> bool:
    """ "A spokesman for the army said clashes continued with rebels": the army is the other side."""
    draft.source = draft.reported_by
    return bool(draft.source) and draft.countries(draft.source).isdisjoint(draft.countries(draft.target))


def _own_word(draft: Draft, codebook: Codebook) -> None:
    """What a side says of its own acts: force to come is a threat, cooperation refused is a refusal (PLOVER)."""
    told = frozenset(m.country for m in draft.reported_by if m.country != "---")
    if draft.modality == "planned" and draft.type == "ASSAULT" and told & draft.countries(draft.source):
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
        draft.rule += "; the side itself says it will not, so a refusal"


def _will_not(draft: Draft) -> bool:
    return any(c.lower_ in {"will", "would", "wo", "shall"} for c in draft.trigger.children if c.dep_ == "aux") or any(
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
    return bool(told) and told.isdisjoint(draft.countries(draft.source))


def _event(parsed: Parsed, d: Draft, parties: Parties, codebook: Codebook, register: Register) -> Event:
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
    named = [[parties.named(m) for m in side] for side in (d.source, d.target)]
    here = [m for side in named for m in side if m.head.doc is d.trigger.doc]
    out = []
    for side, own in zip(named, (sector, "GOV"), strict=True):
        spans = [phrase(m, d.trigger, [o.head for o in here if o is not m]) if m in here else m.span for m in side]
        out.append(tuple(party(m, parsed.text(s), s, own) for m, s in zip(side, spans, strict=True)))
    return out[0], out[1]


def _also(d: Draft) -> tuple[tuple[int, int], ...]:
    own = (d.sentence.start, d.sentence.end)
    return tuple(sorted({(o.sentence.start, o.sentence.end) for o in d.also} - {own}))


def _id(article: str, kind: str, trigger: tuple[int, int], source: Sequence[Party], target: Sequence[Party]) -> str:
    """An id from content: the article, the words of the act and its parties."""
    parts = [article, kind, str(trigger), *(p.actor for p in source), ">", *(p.actor for p in target)]
    return "event:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def confidence(d: Draft) -> float:
    """How sure the record is of an act, 0 to 1: the predicate's own reliability, less for every guess it rests on.

    An inferred or unknown party costs, a second report of the act gains; the encoder will bring calibrated figures.
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
