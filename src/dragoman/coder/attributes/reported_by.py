"""On whose word: who reports an act, and whom "we" stands for inside a quotation."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.events.draft import Draft
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.model import Count, Quote
from dragoman.parse import Parsed, at
from dragoman.syntax.legacy import subject

FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine", "ourselves"})
COUNTED = {
    "killed": {"ASSAULT"},
    "wounded": {"ASSAULT"},
    "arrested": {"COERCE"},
    "captured": {"COERCE", "ASSAULT", "RETREAT"},
    "displaced": {"ASSAULT", "COERCE"},
    "troops": {"MOBILIZE", "RETREAT", "AID", "ASSAULT", "AGREE"},
    "money": {"AID", "AGREE", "SANCTION", "COOPERATE", "REQUEST"},
}


class Voices:
    """Quotations by position, with the mentions of the article and those of its speakers' "we"."""

    def __init__(self, document: Document) -> None:
        parsed = Parsed(document.article, document.blocks)
        self._quotes = sorted(((s, q) for q in document.quotes for s in _pieces(q)), key=lambda row: row[0])
        self._starts = [s[0] for s, _ in self._quotes]
        self._mentions = {m.actor: m for m in document.mentions}
        self.document = document.adding(mentions=(*document.mentions, *self._first_person(parsed)))
        self.parties = Parties(self.document)
        self._according = _according(parsed)
        self.read: dict[int, tuple[Count, ...]] = {}

    def quote_at(self, token: Token) -> Quote | None:
        """The quotation whose marked words hold a token."""
        start = at(token)[0]
        n = bisect_right(self._starts, start) - 1
        for span, quote in reversed(self._quotes[max(0, n - 3) : n + 1]):
            if span[0] <= start < span[1]:
                return quote
        return None

    def _first_person(self, parsed: Parsed) -> list[Mention]:
        out = []
        for sentence in parsed.sentences if self._quotes else ():
            for token in sentence.span:
                if token.lower_ in FIRST and token.pos_ == "PRON":
                    speaker = self._speaker(self.quote_at(token))
                    if speaker is not None:
                        out.append(_voice(speaker, token))
        return out

    def _speaker(self, quote: Quote | None) -> Mention | None:
        if quote is None or quote.speaker is None or quote.speaker.actor is None:
            return None
        return self._mentions.get(quote.speaker.actor)

    def reporters(self, draft: Draft) -> tuple[Mention, ...]:
        """Whose word the act rests on: the subject of the verb of saying, the quotation's speaker, "according to"."""
        if draft.speech is not None:
            said = self.parties.of(subject(draft.speech), toponyms=False)
            if said:
                return said
        speaker = self._speaker(draft.quote)
        if speaker is not None:
            return (speaker,)
        noun = self._according.get(draft.sentence.index)
        return self.parties.of(noun, toponyms=False)

    def counts(self, draft: Draft) -> tuple[Count, ...]:
        """The numbers of the draft's sentence that an act of its type can carry."""
        found = self.read.get(draft.sentence.index, ())
        return tuple(c for c in found if draft.type in COUNTED.get(c.of, ()))


def _pieces(quote: Quote) -> list[tuple[int, int]]:
    if quote.quoted:
        return [q.span for q in quote.quoted]
    return list(quote.spans) if quote.kind == "direct" else []


def _voice(speaker: Mention, token: Token) -> Mention:
    return Mention(
        speaker.actor,
        speaker.name,
        speaker.country,
        speaker.sector,
        "pronoun",
        at(token),
        token,
        token,
        token,
        speaker.inferred,
        f"{token.text!r} is spoken by {speaker.name}",
    )


def _according(parsed: Parsed) -> dict[int, Token]:
    """The noun of each sentence's "according to"."""
    out = {}
    for sentence in parsed.sentences:
        for token in sentence.span:
            if token.lower_ == "according":
                for to in token.children:
                    for noun in to.children:
                        if noun.dep_ == "pobj":
                            out[sentence.index] = noun
    return out
