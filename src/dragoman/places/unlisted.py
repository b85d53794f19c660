"""Toponyms that are not in the gazetteer: entities labelled as places after a preposition of place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from dragoman.annotations import Block, PlaceMention
from dragoman.document import Document
from dragoman.knowledge.lexicon.lists import ToponymWords
from dragoman.model import Place
from dragoman.places.surroundings import capitalised, governor

#: The kind of place for spaCy's entity labels.
KINDS = {"GPE": "city", "LOC": "region", "FAC": "facility"}


def unlisted(document: Document, listed: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Mentions of places that are not in the gazetteer.

    Args:
        document: the document, with its paragraphs.
        listed: the mentions of places that are in the gazetteer; an unlisted place has the point of a listed one beside
            it ("Bellmore, New York"), else none.
    """
    words = document.knowledge.lexicon.toponyms
    covered = {(id(m.first.doc), i): m for m in listed for i in range(m.first.i, m.last.i + 1)}
    for block in document.blocks:
        for entity in block.doc.ents:
            tokens = _name(entity)
            if tokens is None or any((id(t.doc), t.i) in covered for t in tokens):
                continue
            preposition = governor(tokens)
            if preposition is not None and preposition.lower_ in words.locating:
                yield _mention(block, tokens, preposition, _beside(tokens, covered, words))


def _name(entity: Span) -> Span | None:
    """The tokens of an entity without article, None if it is not labelled as a place or no proper name."""
    if entity.label_ not in KINDS:
        return None
    tokens = entity[1:] if entity[0].lower_ == "the" and len(entity) > 1 else entity
    first = tokens[0]
    return tokens if tokens.root.pos_ == "PROPN" and capitalised(first) and first.text[0].isalpha() else None


def _beside(tokens: Span, covered: Mapping[tuple[int, int], PlaceMention], words: ToponymWords) -> Place | None:
    """The listed place that follows after a comma or "in", if one does."""
    if tokens.end + 1 >= len(tokens.doc) or tokens.doc[tokens.end].lower_ not in words.beside:
        return None
    mention = covered.get((id(tokens.doc), tokens.end + 1))
    return mention.place if mention is not None and mention.place.use != "demonym" else None


def _mention(block: Block, tokens: Span, preposition: Token, beside: Place | None) -> PlaceMention:
    start = block.start + tokens.start_char
    place = Place(
        text=tokens.text,
        span=(start, start + len(tokens.text)),
        name=tokens.text,
        kind=KINDS[tokens.root.ent_type_],
        use="location",
        country=beside.country if beside else None,
        admin1=beside.admin1 if beside else None,
        lat=beside.lat if beside else None,
        lon=beside.lon if beside else None,
        geonames=None,
        reason=f"not in the gazetteer; at the point of {beside.name}, beside it" if beside else "not in the gazetteer",
    )
    return PlaceMention(place, tokens[0], tokens[-1], block, preposition.lower_)
