"""Quotes of an article: direct, mixed and indirect, each with its speaker and the word of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.document import Document, stage
from dragoman.entities.parties import Parties
from dragoman.knowledge.lexicon.lists import QuotationWords as Cues
from dragoman.knowledge.shim import shipped
from dragoman.model import Quote
from dragoman.parse import Parsed, at
from dragoman.quotes.claims import Claim, covers, find_claims
from dragoman.quotes.direct import once, spoken


@stage(needs=("blocks", "mentions"), adds=("quotes",))
def find_quotes(document: Document) -> Document:
    """Every attribution of the article, with its speaker."""
    return document.adding(quotes=quotes_of(document))


def quotes_of(document: Document) -> tuple[Quote, ...]:
    """Every attribution of the article, in order; words between marks that nobody speaks are not quotes."""
    parsed = Parsed(document.article, document.blocks)
    parties, cues = Parties(document), shipped().lexicon.quotations
    direct = once(list(spoken(parsed, parties, cues)))
    claims = [c for c in find_claims(parsed, parties, direct) if not _repeated(c, direct, parsed)]
    kept, held = _settled(direct, claims, cues)
    return tuple(sorted((*kept, *_indirect(parsed, claims, held)), key=lambda q: (q.span, q.kind)))


def _repeated(claim: Claim, direct: Sequence[Quote], parsed: Parsed) -> bool:
    """A headline's words ("Hart: port stays open") that the text quotes again are one quote, that of the text."""
    if claim.frame.relation != "colon":
        return False
    words = " ".join(parsed.text(s) for s in claim.spans).casefold().strip(" ,.‘’“”'\"")
    return any(q.span[0] > claim.spans[-1][1] and words in q.text.casefold() for q in direct)


def _settled(
    direct: Sequence[Quote], claims: Sequence[Claim], cues: Cues
) -> tuple[list[Quote], dict[int, list[Quote]]]:
    """The direct quotes that stand for themselves, and those that are parts of a claim, by its number."""
    kept: list[Quote] = []
    held: dict[int, list[Quote]] = {}
    for quote in direct:
        around = [n for n, c in enumerate(claims) if covers(c, quote) and not _nested(c, quote, cues)]
        if around:
            best = min(around, key=lambda n: (not _same(claims[n], quote), -claims[n].probability, n))
            held.setdefault(best, []).append(quote)
        else:
            kept.append(quote)
    return kept, held


def _nested(claim: Claim, quote: Quote, cues: Cues) -> bool:
    """ "Hart said the captain told her 'no'", "praised what she called 'a gift'": a speech in a claim is its own."""
    if quote.cue is None or not any(a <= quote.cue[0] < b for a, b in claim.spans):
        return False
    word = next((t for t in claim.frame.cue.doc if at(t) == quote.cue), None)
    return quote.kind == "direct" and word is not None and word.lemma_.lower() in cues.say | cues.name


def _same(claim: Claim, quote: Quote) -> bool:
    return quote.cue == at(claim.frame.cue) or quote.speaker == claim.speaker


def _indirect(parsed: Parsed, claims: Sequence[Claim], held: dict[int, list[Quote]]) -> Iterator[Quote]:
    """Claims as quotes; those that hold pieces between marks are mixed."""
    for n, claim in enumerate(claims):
        quoted = tuple(sorted((x for q in held.get(n, ()) for x in q.quoted), key=lambda x: x.span))
        yield Quote(
            text=" ".join(parsed.text(s) for s in claim.spans),
            spans=claim.spans,
            span=(claim.spans[0][0], claim.spans[-1][1]),
            kind="mixed" if quoted else "indirect",
            quoted=quoted,
            speaker=claim.speaker,
            cue=at(claim.frame.cue),
            confidence=round(claim.probability, 3),
        )
