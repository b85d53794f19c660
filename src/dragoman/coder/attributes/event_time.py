"""When an act was: the time expression that belongs to its predicate, never the publication date in disguise."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import TimeMention
from dragoman.coder.events.candidate import UNDATED, EventCandidate
from dragoman.coder.groups import VERBAL
from dragoman.document import Document
from dragoman.edtf import closed, interval
from dragoman.model import When
from dragoman.syntax.voice import DEEPEST

NONE = "the text gives no time for it"
#: Days before the article from which on a time can be no plan's.
MONTH = 31
#: A time is looked for at most so many words above its expression.
CLIMB = 4
ONGOING = frozenset({"VBG", "VBZ", "VBP"})
POINTS = frozenset({"point", "interval"})
#: Relations through which a predicate shares the time of the word above it.
SHARING = frozenset({"xcomp", "pcomp", "acomp", "attr", "oprd", "conj", "prep"}) | frozenset(
    {"dobj", "pobj", "nsubj", "nsubjpass", "compound", "appos"}
)


def event_time(candidate: EventCandidate, document: Document) -> tuple[When, int]:
    """The date of a candidate's act and how many steps of the parse away it stands (`UNDATED`: the text gives none).

    An act done by saying it has the time of the verb of saying. A plan has no time that began more than a month before
    the article ("the first since 1991").

    Args:
        candidate: with its modality and source.
        document: with its times.
    """
    when, steps = time_of(candidate.trigger, document)
    if when.edtf is None and candidate.speech is not None and _performed(candidate, document):
        when, steps = time_of(candidate.speech, document)
    if candidate.modality == "planned" and _over(when, document.article.published):
        return When(reason=NONE), UNDATED
    return when, steps


def time_of(trigger: Token, document: Document) -> tuple[When, int]:
    """The time that belongs to a predicate, and how many steps of the parse away it stands (`UNDATED`: none)."""
    path = governors(trigger, document)
    best: tuple[int, int, TimeMention] | None = None
    for t in document.times_in(trigger):
        steps = _steps(t, path)
        if steps is None or t.role not in POINTS or t.time.edtf is None:
            continue
        key = (steps, abs(t.first.i - trigger.i), t)
        if best is None or key[:2] < best[:2]:
            best = key
    if best is None:
        return When(reason=NONE), UNDATED
    return date_of(best[2], document), best[0]


def date_of(t: TimeMention, document: Document) -> When:
    """A time expression as the date of an event, an open side closed by the publication date."""
    return When(
        edtf=closed(t.time.edtf, document.article.published) if t.time.edtf else None,
        text=t.time.text,
        span=t.time.span,
        reason=t.time.reason,
    )


def durations(trigger: Token, document: Document) -> list[TimeMention]:
    """Durations that measure the act a noun names ("a SIX-DAY visit")."""
    own = {t.i for t in trigger.subtree if t.i < trigger.i}
    return [t for t in document.times_in(trigger) if t.role == "duration" and t.first.i in own]


def governors(trigger: Token, document: Document) -> dict[int, int]:
    """Tokens whose time and place are the trigger's too, by index, with the number of steps up to them."""
    out, node = {trigger.i: 0}, trigger
    for step in range(1, DEEPEST):
        head = node.head
        if head == node or not _transparent(node, trigger, document):
            break
        out[head.i] = step
        node = head
    return out


def _transparent(node: Token, trigger: Token, document: Document) -> bool:
    """Does what a word's head says of time hold for the word too?"""
    dep, head = node.dep_, node.head
    if dep in SHARING:
        return dep != "conj" or head.pos_ == node.pos_
    if dep == "ccomp":
        announced = head.lemma_ in document.knowledge.lexicon.events.announcing
        return head.tag_ == "VBG" or trigger.tag_ in ONGOING or announced
    if dep in {"advcl", "acl"}:
        return node.tag_ in {"VBG", "VB"} and head.pos_ in {"VERB", "AUX"}
    return False


def _performed(candidate: EventCandidate, document: Document) -> bool:
    """Was the act done by saying it, in what its own side said ("on Friday the envoy said it was UNACCEPTABLE")?"""
    told = {m.actor for m in candidate.reported_by}
    verbal = document.knowledge.codebook.quad(candidate.type) in VERBAL
    return verbal and candidate.modality == "actual" and any(m.actor in told for m in candidate.source)


def _over(when: When, published: str | None) -> bool:
    """Did a time begin more than a month before the article?"""
    began, now = interval(when.edtf or ""), interval(published or "")
    return bool(began and now and (now[0] - began[0]).days > MONTH)


def _steps(t: TimeMention, path: dict[int, int]) -> int | None:
    """How far above the predicate a time expression hangs, through prepositions and nouns; None where it does not."""
    node = t.first.doc[t.first.i : t.last.i + 1].root
    for _ in range(CLIMB):
        head = node.head
        if head.i in path and not (t.first.i <= head.i <= t.last.i):
            return path[head.i]
        if head == node or head.pos_ not in {"ADP", "SCONJ", "NOUN", "PROPN", "NUM", "ADV", "ADJ"}:
            return None
        node = head
    return None
