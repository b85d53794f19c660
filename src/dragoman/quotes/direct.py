"""Direct speech: words between quotation marks, each with the reporting verb (cue) near it and its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.annotations import Block
from dragoman.document import Document
from dragoman.entities.parties import Parties
from dragoman.knowledge.lexicon.lists import QuotationWords
from dragoman.model import Quote, Quoted, Span, Speaker
from dragoman.quotes.marks import Piece, pieces
from dragoman.quotes.speakers import speaker, teller

SCARE = 3  # words: as few between marks may be scare quotes
DASHES = frozenset({"-", "--", "–", "—", "―"})
#: Labels of what a reporting verb takes and that may be quoted in part.
PHRASE = frozenset({"dobj", "oprd", "ccomp", "xcomp", "attr", "acomp", "prep", "dative", "agent"})


def spoken(parties: Parties) -> Iterator[Quote]:
    """The direct quotes of a document; speech that goes on, also into the next paragraph, keeps its speaker."""
    before: tuple[Quote, bool] | None = None
    for block in parties.document.blocks:
        if block.kind not in {"prose", "title", "standfirst", "caption"}:
            continue
        found = pieces(block.doc.text)
        reopened = before is not None and before[1] and bool(found) and found[0].outer[0] == 0
        last: Quote | None = before[0] if before is not None and (reopened or _whole(found, block)) else None
        running = False
        for n, piece in enumerate(found):
            quote = _quote(block, piece, parties, last)
            if quote is None:
                continue
            if reopened and n == 0 and before is not None and quote.speaker == before[0].speaker:
                quote = _joined(before[0], quote)
            elif n and last is not None and _continues(last, quote):
                quote = _joined(last, quote)
            last, running = quote, not piece.closed
            yield quote
        before = (last, running) if last is not None and found else None


def _continues(last: Quote, quote: Quote) -> bool:
    """Do two quotes belong together: speech that goes on after its cue, or two pieces of one phrase?"""
    if quote.span[0] <= last.span[0] and last.span[1] <= quote.span[1]:
        return True
    same = quote.speaker == last.speaker and last.kind == quote.kind == "direct"
    return same and (quote.cue is None or quote.cue == last.cue)


def _whole(found: Sequence[Piece], block: Block) -> bool:
    """Is the whole paragraph one quotation?"""
    return len(found) == 1 and len(block.doc.text.strip()) - (found[0].outer[1] - found[0].outer[0]) <= 2


def _joined(first: Quote, second: Quote) -> Quote:
    """Two quotes that belong together as one."""
    if second.span[0] <= first.span[0] and first.span[1] <= second.span[1]:
        return second.model_copy(update={"quoted": (*first.quoted, *second.quoted)})
    return second.model_copy(
        update={
            "text": f"{first.text} {second.text}",
            "spans": (*first.spans, *second.spans),
            "span": (first.span[0], second.span[1]),
            "quoted": (*first.quoted, *second.quoted),
            "cue": first.cue or second.cue,
        }
    )


def _quote(block: Block, piece: Piece, parties: Parties, last: Quote | None) -> Quote | None:
    """The quote of a piece between marks, None where it has no speaker; `last` is the quote before, if it may go on.

    Its confidence, 0 to 1, is by the way the speaker was found, and less where no mark closes the piece.
    """
    document = parties.document
    inner = block.doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if inner is None:
        return None
    said = [t for t in inner if not t.is_punct and not t.is_space]
    cue, who, sure = _attributed(block, piece, inner.start, inner.end, parties)
    if who is None and last is not None and last.speaker is not None and len(said) > SCARE:
        who, sure = last.speaker, 0.7
    if who is None or not said or (len(said) < 2 and cue is None):
        return None
    own = (block.start + piece.start, block.start + piece.end)
    quoted = Quoted(text=document.text(own), span=own)
    span = own if cue is None or sure > 0.86 else _phrase(cue, own, who, document)
    return Quote(
        text=document.text(span), spans=(span,), span=span, kind="direct" if span == own else "mixed", quoted=(quoted,),
        speaker=who, cue=document.at(cue) if cue is not None else None,
        confidence=round(sure if piece.closed else sure * 0.8, 3),
    )  # fmt: skip


def _phrase(cue: Token, own: Span, who: Speaker, document: Document) -> Span:
    """The offsets of the whole phrase that is quoted in part ("called THE PLAN 'A MISTAKE'"), else of the piece."""
    parts = [c for c in cue.children if c.i > cue.i and c.dep_ in PHRASE]
    if not parts:
        return own
    first = min((c.left_edge for c in parts), key=lambda t: t.i)
    last = max((c.right_edge for c in parts), key=lambda t: t.i)
    span = (document.at(first)[0], document.at(last)[1])
    inside = span[0] <= own[0] and own[1] <= span[1] and not span[0] <= who.span[0] < span[1]
    return span if inside and span[1] - span[0] < 400 else own


def _attributed(
    block: Block, piece: Piece, start: int, end: int, parties: Parties
) -> tuple[Token | None, Speaker | None, float]:
    """The cue of a piece between marks, its speaker, and how sure that is (0 to 1); None twice where there is none.

    Looked for after the piece, before it, above it in the parse, then as "according to" and as a signature.

    Args:
        block: the paragraph.
        piece: the words between marks.
        start: the first token of the piece.
        end: the token after its last.
        parties: the actors that the document's words refer to.
    """
    doc, words, syntax = block.doc, parties.document.knowledge.lexicon.quotations, parties.document.syntax
    whole = end - start > SCARE and (doc[end - 1].is_punct or doc[end : end + 1].text[:1] in {",", ""})
    stopped = doc[end - 1].text == "." and piece.closed
    for cue, sure in (
        *(((c, 0.95) for c in _after(doc, end, words)) if whole and not stopped else ()),
        *((c, 0.93) for c in _before(doc, start, words)),
        *((c, 0.85) for c in _above(doc, start, end, words)),
        *(((c, 0.8) for c in _after(doc, end, words)) if not whole and not stopped else ()),
    ):
        who = speaker(teller(cue, syntax), parties)
        if who is not None and not (piece.start <= who.span[0] - block.start < piece.end):
            return cue, who, sure
    according = _according(doc, start)
    if according is not None:
        return according, speaker(_object(according), parties), 0.9
    dash = _signed(doc, end) if whole else None
    if dash is not None:
        return dash, speaker(_signer(dash), parties), 0.9
    return None, None, 0.0


def _signed(doc: Doc, end: int) -> Token | None:
    """The dash between a quotation and the name that signs it ('"..." — Lena Hart'), if there is one."""
    rest = [t for t in doc[end : end + 4] if not t.is_space and not t.is_quote]
    if len(rest) < 2 or rest[0].text not in DASHES or rest[1].pos_ != "PROPN":
        return None
    return rest[0]


def _signer(dash: Token) -> Token:
    """The last word of the name after a dash."""
    name = dash
    for token in dash.doc[dash.i + 1 :]:
        if token.pos_ != "PROPN":
            break
        name = token
    return name


def _after(doc: Doc, end: int, words: QuotationWords) -> Iterator[Token]:
    """The reporting verb after a piece ('"...," Wang SAID', '"...," SAID Wang'), before the sentence ends."""
    tokens = list(doc)[end : end + 14]
    seen = 0
    for token in tokens:
        if token.is_sent_start and seen and not _marks(token):
            return
        if token.is_quote and seen:
            return
        seen += not (token.is_punct or token.is_quote)
        if token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in words.say:
            yield token
            return
        if token.text in {".", "!", "?", ";"} and seen:
            return


def _marks(token: Token) -> bool:
    return token.is_punct or token.is_quote


def _before(doc: Doc, start: int, words: QuotationWords) -> Iterator[Token]:
    """The last reporting verb in the 12 tokens before a piece ('Wang SAID: "..."'), in the same sentence."""
    tokens = list(doc)[max(0, start - 12) : start]
    for token in reversed(tokens):
        if token.text in {".", "!", "?", ";"} or token.text in {"”", "’"}:
            return
        if token.pos_ == "VERB" and token.lemma_.lower() in (words.say | words.voice):
            yield token
            return


def _above(doc: Doc, start: int, end: int, words: QuotationWords) -> Iterator[Token]:
    """The verbs above a quoted phrase in the parse that report or hold something, nearest first."""
    head = list(doc)[start:end]
    inside = {t.i for t in head}
    root = next((t for t in head if t.head.i not in inside), None)
    while root is not None and root.head != root:
        root = root.head
        if (
            root.pos_ in {"VERB", "AUX"}
            and root.i not in inside
            and root.lemma_.lower() in (words.say | words.voice | words.hold)
        ):
            yield root


def _according(doc: Doc, start: int) -> Token | None:
    """The "according" of the sentence that a piece begins in, if there is one."""
    sentence = list(doc)[start].sent
    return next((t for t in sentence if t.lower_ == "according"), None)


def _object(token: Token) -> Token | None:
    return next((n for to in token.children for n in to.children if n.dep_ == "pobj"), None)


def once(quotes: list[Quote]) -> list[Quote]:
    """The quotes without those that are quoted again later: a headline's words, or part of a longer speech."""
    out: list[Quote] = []
    for n, quote in enumerate(quotes):
        words = quote.text.casefold().strip(" ,.")
        later = any(words in other.text.casefold() for other in quotes[n + 1 :])
        if not (later and (len(words.split()) <= 8 or any(set(quote.spans) <= set(o.spans) for o in quotes[n + 1 :]))):
            out.append(quote)
    return out
