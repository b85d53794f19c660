"""Toponyms the gazetteer does not hold: spaCy calls them places and a preposition puts something there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from dragoman.annotations import Block, PlaceMention
from dragoman.knowledge.lexicon.lists import ToponymWords as Cues
from dragoman.model import Place
from dragoman.places.cues import capitalised, governor

KINDS = {"GPE": "city", "LOC": "region", "FAC": "facility"}
BESIDE = frozenset({",", "in", "near", "("})


def unlisted(blocks: Sequence[Block], mentions: Sequence[PlaceMention], cues: Cues) -> Iterator[PlaceMention]:
    """Entities no mention overlaps; one beside a listed place ("Bellmore, New York") has that place's point."""
    covered: dict[tuple[int, int], PlaceMention] = {}
    for mention in mentions:
        covered.update({(mention.block.index, i): mention for i in range(mention.first.i, mention.last.i + 1)})
    for block in blocks:
        for entity in block.doc.ents:
            words = _name(entity)
            if words is None or any((block.index, t.i) in covered for t in words):
                continue
            preposition = governor(words)
            if preposition is not None and preposition.lower_ in cues.locating:
                yield _mention(block, words, preposition, _beside(block, words, covered))


def _name(entity: Span) -> Span | None:
    """An entity without its article, if it is a proper name."""
    if entity.label_ not in KINDS:
        return None
    words = entity[1:] if entity[0].lower_ == "the" and len(entity) > 1 else entity
    return words if words.root.pos_ == "PROPN" and capitalised(words[0]) and words[0].text[0].isalpha() else None


def _beside(block: Block, words: Span, covered: dict[tuple[int, int], PlaceMention]) -> Place | None:
    """The listed place that follows after a comma or "in"."""
    if words.end + 1 >= len(words.doc) or words.doc[words.end].lower_ not in BESIDE:
        return None
    mention = covered.get((block.index, words.end + 1))
    return mention.place if mention is not None and mention.place.use != "demonym" else None


def _mention(block: Block, words: Span, preposition: Token, beside: Place | None) -> PlaceMention:
    start = block.start + words.start_char
    place = Place(
        text=words.text,
        span=(start, start + len(words.text)),
        name=words.text,
        kind=KINDS[words.root.ent_type_],
        use="location",
        country=beside.country if beside else None,
        admin1=beside.admin1 if beside else None,
        lat=beside.lat if beside else None,
        lon=beside.lon if beside else None,
        geonames=None,
        reason=f"not in the gazetteer; at the point of {beside.name}, beside it" if beside else "not in the gazetteer",
    )
    return PlaceMention(place, words[0], words[-1], block, preposition.lower_)
