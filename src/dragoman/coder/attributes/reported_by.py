"""On whose word an act is reported: the subject of the verb of saying, the speaker of a quote, "according to"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import Mention, Sentence
from dragoman.coder.attributes.quoted_speech import QuotedSpeech
from dragoman.coder.events.candidate import EventCandidate
from dragoman.document import Document
from dragoman.entities.parties import Parties


class SourceAttribution:
    """Who reports what in a document.

    Args:
        document: with its mentions and quotes.
    """

    def __init__(self, document: Document) -> None:
        self._syntax = document.syntax
        self._parties = Parties(document)
        self._quoted = QuotedSpeech(document)

    def reporters(self, candidate: EventCandidate) -> tuple[Mention, ...]:
        """On whose word a candidate's act rests; none where the article tells it in its own voice.

        The subject of the verb of saying above it comes first, then the speaker of the quote it stands in, then whom
        the sentence names with "according to".

        Args:
            candidate: with its verb of saying (`speech`), where it has one.
        """
        if candidate.speech is not None:
            said = self._parties.of(self._syntax.subject(candidate.speech), toponyms=False)
            if said:
                return said
        speaker = self._quoted.speaker(candidate.trigger)
        if speaker is not None:
            return (speaker,)
        return self._parties.of(_according(candidate.sentence), toponyms=False)


def _according(sentence: Sentence) -> Token | None:
    """The noun of a sentence's last "according to"."""
    nouns = (
        noun
        for token in reversed(list(sentence.span))
        if token.lower_ == "according"
        for to in reversed(list(token.children))
        for noun in reversed(list(to.children))
        if noun.dep_ == "pobj"
    )
    return next(nouns, None)
