"""Is a name that the gazetteer holds a place here? Grammar and spaCy's entities decide, not the sentence's words."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Token

from dragoman.knowledge.lexicon.lists import ToponymWords as Cues
from dragoman.places.cues import capitalised, governor, reached
from dragoman.places.find import Found

TOWNS = frozenset({"city", "capital"})
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
# Populations that a city must have to be believed without an entity label, in a longer name, and after a preposition.
ACRONYM = 4
STATIC = frozenset({"in", "at", "near", "outside"})
BARE, PARTIAL, GOVERNED = 300_000, 20_000, 500


def select(founds: Sequence[Found], contained: Container[int], cues: Cues) -> list[int]:
    """The numbers of the names to keep; `contained` ones stand with the place they lie in ("Austin, Texas").

    A name that is a place once is one wherever it does not stand in a longer name: one sense per article.
    """
    persons = _persons(founds)
    sure = {n for n, found in enumerate(founds) if n in contained or accepted(found, cues, persons)}
    texts = {founds[n].text for n in sure}
    return [n for n, f in enumerate(founds) if n in sure or (f.text in texts and _again(f, cues, persons))]


def _again(found: Found, cues: Cues, persons: frozenset[str]) -> bool:
    return not (found.text in persons or _titled(found, cues) or _person(found) or _partial(found, cues))


def _persons(founds: Sequence[Found]) -> frozenset[str]:
    """The first and last names of the persons in the blocks that have names: "Woody Allen" makes a lone Allen one."""
    docs = {f.block.index: f.words.doc for f in founds}
    entities = (e for doc in docs.values() for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return frozenset(t.text for e in entities for t in (e[0], e[-1]) if t.is_alpha)


def accepted(found: Found, cues: Cues, persons: frozenset[str] = frozenset()) -> bool:
    """Whether a name is a place by what stands around it; `persons` are names that persons of the article bear."""
    if _titled(found, cues) or _person(found) or _street(found, cues) or found.text.lower() in cues.common:
        return False
    best = found.readings[0]
    if best.people:
        return found.words[0].ent_type_ != "LANGUAGE"
    if best.short:
        return _label(found) in PLACES
    if best.curated and not best.ambiguous:
        return True
    if (not best.curated and _acronym(found.text)) or (found.text in persons and not _at(found, cues)):
        return False
    return _evident(found, cues)


def _evident(found: Found, cues: Cues) -> bool:
    population = max((r.spot.population for r in found.readings if r.spot.kind in TOWNS), default=0)
    curated = found.readings[0].curated
    label = _label(found)
    if len(found.words) > 1 and found.words[-1].lower_ in cues.types:
        return True
    if label in PLACES:
        return population >= PARTIAL or not _partial(found, cues)
    if found.words[0].pos_ != "PROPN":
        return False
    if label not in ("", "PERSON"):
        return population >= PARTIAL
    preposition = governor(found.words)
    if (preposition is not None and preposition.lower_ in cues.locating) or reached(found.words, cues):
        return (curated or population >= GOVERNED) and not _partial(found, cues)
    return population >= BARE and not (label and _partial(found, cues))


def _acronym(text: str) -> bool:
    """UN and OAS are no villages, though Oas is."""
    return len(text) <= ACRONYM and text.isupper()


def _at(found: Found, cues: Cues) -> bool:
    preposition = governor(found.words)
    return (preposition is not None and preposition.lower_ in STATIC) or reached(found.words, cues)


def _label(found: Found) -> str:
    return str(found.words.root.ent_type_ or found.words[0].ent_type_)


def _titled(found: Found, cues: Cues) -> bool:
    """Does a title stand before it: "Mr. Jordan"?"""
    first = found.words[0]
    return first.i > 0 and first.nbor(-1).lower_ in cues.titles and capitalised(first.nbor(-1))


def _street(found: Found, cues: Cues) -> bool:
    after = _around(found)[1]
    return after is not None and after.lower_ in cues.thoroughfares and capitalised(after)


def _person(found: Found) -> bool:
    """Is it part of a person's name of several words?"""
    first = found.words[0]
    if first.ent_type_ != "PERSON" or (found.text.isupper() and found.readings[0].curated):
        return False
    return any(
        t.ent_type_ == "PERSON" and t.ent_iob_ != "O" and _name(t) for t in _neighbours(found) if _same(t, first)
    )


def _neighbours(found: Found) -> list[Token]:
    doc, words = found.words.doc, found.words
    return [doc[i] for i in (words.start - 1, words.end) if 0 <= i < len(doc)]


def _same(token: Token, first: Token) -> bool:
    """Do two tokens stand in one entity?"""
    early, late = sorted((token, first), key=lambda t: t.i)
    return all(token.doc[i].ent_iob_ == "I" for i in range(early.i + 1, late.i + 1))


def _name(token: Token) -> bool:
    return capitalised(token) and token.is_alpha


def _partial(found: Found, cues: Cues) -> bool:
    """Is it only a piece of a longer capitalised name ("Royal Street", "Lincoln Center")?"""
    before, after = _around(found)
    if before is not None and before.pos_ == "PROPN" and _name(before) and before.lower_ not in cues.narrowing:
        return True
    return after is not None and after.pos_ in ("PROPN", "NOUN") and _name(after) and after.lower_ not in cues.types


def _around(found: Found) -> tuple[Token | None, Token | None]:
    doc, words = found.words.doc, found.words
    return (doc[words.start - 1] if words.start else None), (doc[words.end] if words.end < len(doc) else None)
