"""Quoted speech by position: who speaks the words at a token."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.document import Document
from dragoman.model import Quote, Span

#: Quotes that may hold a token begin no more than so many quotes before it.
NESTED = 4


class QuotedSpeech:
    """The words between quotation marks, and their speakers.

    Args:
        document: with its mentions and quotes.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pieces = sorted(((s, q) for q in document.quotes for s in _pieces(q)), key=lambda row: row[0])
        self._starts = [s[0] for s, _ in self._pieces]
        own = document.knowledge.lexicon.events.first_person
        named = (m for m in document.mentions if m.kind != "pronoun" or m.head.lower_ not in own)
        self._mentions = {m.actor: m for m in named}

    def speaker(self, token: Token) -> Mention | None:
        """A mention of the actor who speaks the quoted words that hold a token; None outside of quotation marks."""
        quote = self.quote(token)
        if quote is None or quote.speaker is None or quote.speaker.actor is None:
            return None
        return self._mentions.get(quote.speaker.actor)

    def quote(self, token: Token) -> Quote | None:
        """The innermost quote whose marked words hold a token."""
        start = self._document.at(token)[0]
        n = bisect_right(self._starts, start)
        for span, quote in reversed(self._pieces[max(0, n - NESTED) : n]):
            if span[0] <= start < span[1]:
                return quote
        return None


def _pieces(quote: Quote) -> list[Span]:
    """The spans of a quote between marks: all of a direct one, the marked pieces of a mixed one."""
    if quote.quoted:
        return [q.span for q in quote.quoted]
    return list(quote.spans) if quote.kind == "direct" else []
