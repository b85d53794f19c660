"""The stage that finds quotes: direct, mixed and indirect speech, each with its speaker and reporting word (cue)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.document import Document, stage
from dragoman.entities.parties import Parties
from dragoman.model import Quote
from dragoman.quotes.claims import Claim, covers, find_claims
from dragoman.quotes.direct import once, spoken


@stage(needs=("blocks", "mentions"), adds=("quotes",))
def find_quotes(document: Document) -> Document:
    """Every quote of the article with its speaker, in the order of the text.

    Words between quotation marks that have no speaker ("so-called 'experts'") are no quote.
    """
    parties = Parties(document)
    direct = once(list(spoken(parties)))
    claims = [c for c in find_claims(parties, direct) if not _repeated(c, direct, document)]
    kept, parts = _settled(direct, claims, document)
    found = sorted((*kept, *_indirect(document, claims, parts)), key=lambda q: (q.span, q.kind))
    return document.adding(quotes=tuple(found))


def _repeated(claim: Claim, direct: Sequence[Quote], document: Document) -> bool:
    """Are a headline's words ("Hart: port stays open") quoted again in the text, where they count?"""
    if claim.frame.relation != "colon":
        return False
    words = " ".join(document.text(s) for s in claim.spans).casefold().strip(" ,.‘’“”'\"")
    return any(q.span[0] > claim.spans[-1][1] and words in q.text.casefold() for q in direct)


def _settled(
    direct: Sequence[Quote], claims: Sequence[Claim], document: Document
) -> tuple[list[Quote], dict[int, list[Quote]]]:
    """The direct quotes outside any claim, and those that are part of one, by the number of the claim."""
    kept: list[Quote] = []
    parts: dict[int, list[Quote]] = {}
    for quote in direct:
        around = [n for n, c in enumerate(claims) if covers(c, quote) and not _nested(c, quote, document)]
        if around:
            best = min(around, key=lambda n: (not _same(claims[n], quote, document), -claims[n].probability, n))
            parts.setdefault(best, []).append(quote)
        else:
            kept.append(quote)
    return kept, parts


def _nested(claim: Claim, quote: Quote, document: Document) -> bool:
    """Has a direct quote inside a claim a cue of its own there ("Hart said the captain TOLD her 'no'")?"""
    if quote.cue is None or not any(a <= quote.cue[0] < b for a, b in claim.spans):
        return False
    word = next((t for t in claim.frame.cue.doc if document.at(t) == quote.cue), None)
    words = document.knowledge.lexicon.quotations
    return quote.kind == "direct" and word is not None and word.lemma_.lower() in words.say | words.name


def _same(claim: Claim, quote: Quote, document: Document) -> bool:
    """Have a claim and a quote the same cue or the same speaker?"""
    return quote.cue == document.at(claim.frame.cue) or quote.speaker == claim.speaker


def _indirect(document: Document, claims: Sequence[Claim], parts: dict[int, list[Quote]]) -> Iterator[Quote]:
    """Claims as quotes: indirect, or mixed where part of the content is between quotation marks."""
    for n, claim in enumerate(claims):
        quoted = tuple(sorted((x for q in parts.get(n, ()) for x in q.quoted), key=lambda x: x.span))
        yield Quote(
            text=" ".join(document.text(s) for s in claim.spans),
            spans=claim.spans,
            span=(claim.spans[0][0], claim.spans[-1][1]),
            kind="mixed" if quoted else "indirect",
            quoted=quoted,
            speaker=claim.speaker,
            cue=document.at(claim.frame.cue),
            confidence=round(claim.probability, 3),
        )
