"""Events of a document: candidates by grammar, attributes for each, then one event per act."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotations import Sentence
from dragoman.coder.attributes.contexts import find_contexts
from dragoman.coder.attributes.counts import Counts
from dragoman.coder.attributes.date_inference import infer_dates
from dragoman.coder.attributes.event_place import event_place
from dragoman.coder.attributes.event_time import event_time
from dragoman.coder.attributes.factuality import weigh_source
from dragoman.coder.attributes.modality import ModalityReader, habitual
from dragoman.coder.attributes.reported_by import SourceAttribution
from dragoman.coder.attributes.visits import meeting_modes
from dragoman.coder.detect.classify import Classifier, LexiconClassifier
from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.detect.non_events import asking
from dragoman.coder.detect.proposals import propose, typed
from dragoman.coder.detect.verbs import find_candidates
from dragoman.coder.events.build import build_event
from dragoman.coder.events.candidate import EventCandidate, countries
from dragoman.coder.events.coreference import distinct, merge
from dragoman.coder.events.implicit_target import ImplicitTargets, implicit_source
from dragoman.coder.events.validity import codable, internal, told_by_media, unattributed_force
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.model import Event


def find_events(
    document: Document, encoder: Encoder | None = None, classifier: Classifier | None = None
) -> tuple[Event, ...]:
    """The events of a document's prose, one per act, in the order of the text.

    Args:
        document: with times, places, mentions and quotes.
        encoder: types acts that the lexicon has no words for; without one they are missed.
        classifier: gives a candidate of the lexicon its type; by default the lexicon's own.
    """
    knowledge = document.knowledge
    detect = Detection(document, encoder, classifier or LexiconClassifier())
    attributes = Attributes(document)
    found: list[EventCandidate] = []
    for sentence in document.sentences:
        coded = (c for c in detect.candidates(sentence) if attributes.fill(c))
        found += distinct([c for c in coded if not internal(c, knowledge)], knowledge)
    targets = ImplicitTargets(document, found)
    for candidate in found:
        candidate.target = targets.target(candidate)
    acts = [a for a in merge([c for c in found if codable(c, knowledge)], knowledge) if codable(a, knowledge)]
    infer_dates(acts, document)
    return tuple(sorted((build_event(a, document) for a in acts), key=lambda e: (e.trigger, e.id)))


class Detection:
    """Finds what may report an act.

    Args:
        document: with its mentions.
        encoder: proposes acts that the lexicon lacks, or None.
        classifier: gives a candidate of the lexicon its type.
    """

    def __init__(self, document: Document, encoder: Encoder | None, classifier: Classifier) -> None:
        self._document, self._encoder, self._classify = document, encoder, classifier
        self._parties = Parties(document)

    def candidates(self, sentence: Sentence) -> list[EventCandidate]:
        """The candidates of a sentence of prose, those of the lexicon first; none in a question."""
        if sentence.block.kind != "prose" or asking(sentence, self._parties):
            return []
        found = [self._classify(c) for c in find_candidates(sentence, self._parties)]
        return [*found, *self._proposed(sentence, found)]

    def _proposed(self, sentence: Sentence, found: list[EventCandidate]) -> Iterator[EventCandidate]:
        if self._encoder is not None:
            for proposal in propose(sentence, found, self._parties):
                candidate = typed(proposal, sentence, self._encoder, self._parties)
                if candidate is not None:
                    yield candidate


class Attributes:
    """Says of candidates what the words around them say: modality, reporters, date, place, counts, contexts.

    Args:
        document: with times, places, mentions and quotes.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._modality, self._counts = ModalityReader(document), Counts(document)
        self._attribution = SourceAttribution(document)

    def fill(self, candidate: EventCandidate) -> bool:
        """Sets the attributes of a candidate; False where they show that it is no act of anybody's."""
        found = self._modality.reality(candidate.trigger)
        if found.value is None or habitual(candidate.trigger):
            return False
        candidate.modality, candidate.cue, candidate.speech = found.value, found.cue, found.speech
        candidate.reported_by = self._attribution.reporters(candidate)
        if not self._has_doer(candidate) or told_by_media(candidate, self._document.knowledge):
            return False
        weigh_source(candidate, self._document)
        candidate.when, candidate.steps = event_time(candidate, self._document)
        candidate.where = event_place(candidate.trigger, self._document, moving="visit" in candidate.modes)
        candidate.modes = meeting_modes(candidate)
        candidate.counts = self._counts.carried(candidate.sentence, candidate.type)
        candidate.contexts = find_contexts(candidate.sentence, candidate.type, self._document)
        return True

    def _has_doer(self, candidate: EventCandidate) -> bool:
        """Does an act have a source, its own or an implied one, or is it force whose doer nobody names?"""
        if candidate.source:
            return True
        candidate.source = implicit_source(candidate, self._document)
        apart = countries(candidate.source).isdisjoint(countries(candidate.target))
        acts = self._document.knowledge.lexicon.acts
        return (bool(candidate.source) and apart) or unattributed_force(candidate, acts)
