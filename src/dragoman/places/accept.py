"""Is a name of the gazetteer a place where it occurs ("Jordan" the country), or a person or thing of that name?

The words around it, its dependencies and spaCy's entity labels decide.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Token

from dragoman.knowledge.lexicon.lists import ToponymWords
from dragoman.places.candidates import ToponymCandidate
from dragoman.places.surroundings import capitalised, governor, reached

TOWNS = frozenset({"city", "capital"})
#: spaCy's entity labels of places and peoples.
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
ACRONYM = 4  # letters, at most
# Least populations of a city to be accepted without an entity label, inside a longer name, and after a preposition.
BARE, PARTIAL, GOVERNED = 300_000, 20_000, 500


class Acceptance:
    """Decides which candidates of an article are places.

    Args:
        candidates: all candidates of the article, in the order of the text.
        words: the lists of words that tell how a toponym is used.
    """

    def __init__(self, candidates: Sequence[ToponymCandidate], words: ToponymWords) -> None:
        self._candidates, self._words = candidates, words
        self._persons = _persons(candidates)

    def kept(self, contained: Container[int]) -> list[int]:
        """The indices of the candidates that are places.

        A name that is a place once is a place throughout the article, except inside a longer name or a person's.

        Args:
            contained: the indices of candidates beside the place they lie in ("Austin, Texas"), which are places.
        """
        names = list(enumerate(self._candidates))
        sure = {n for n, name in names if n in contained or self._accepts(name)}
        texts = {self._candidates[n].text for n in sure}
        return [n for n, name in names if n in sure or (name.text in texts and self._again(name))]

    def _again(self, name: ToponymCandidate) -> bool:
        return not (name.text in self._persons or self._titled(name) or _person(name) or self._partial(name))

    def _accepts(self, name: ToponymCandidate) -> bool:
        """Is a candidate a place by its own context?"""
        if self._titled(name) or _person(name) or self._street(name) or name.text.lower() in self._words.common:
            return False
        best = name.referents[0]
        if best.people:
            return name.tokens[0].ent_type_ != "LANGUAGE"
        if best.short:
            return _label(name) in PLACES
        if best.curated and not best.ambiguous:
            return True
        if (not best.curated and _acronym(name.text)) or (name.text in self._persons and not self._at(name)):
            return False
        return self._evident(name)

    def _evident(self, name: ToponymCandidate) -> bool:
        """Is there evidence that a name which may be something else is a place here?

        A type after it ("region"), spaCy's label, a preposition or verb of place, or else a large population.
        """
        population = max((r.location.population for r in name.referents if r.location.kind in TOWNS), default=0)
        label = _label(name)
        if len(name.tokens) > 1 and name.tokens[-1].lower_ in self._words.types:
            return True
        if label in PLACES:
            return population >= PARTIAL or not self._partial(name)
        if name.tokens[0].pos_ != "PROPN":
            return False
        if label not in ("", "PERSON"):
            return population >= PARTIAL
        preposition = governor(name.tokens)
        governed = preposition is not None and preposition.lower_ in self._words.locating
        if governed or reached(name.tokens, self._words):
            return (name.referents[0].curated or population >= GOVERNED) and not self._partial(name)
        return population >= BARE and not (label and self._partial(name))

    def _at(self, name: ToponymCandidate) -> bool:
        """Is it the complement of a static preposition ("in Jordan"), or the object of a verb of going or striking?"""
        preposition = governor(name.tokens)
        static = preposition is not None and preposition.lower_ in self._words.static
        return static or reached(name.tokens, self._words)

    def _titled(self, name: ToponymCandidate) -> bool:
        """Is there a title before it ("Mr. Jordan")?"""
        first = name.tokens[0]
        return first.i > 0 and first.nbor(-1).lower_ in self._words.titles and capitalised(first.nbor(-1))

    def _street(self, name: ToponymCandidate) -> bool:
        """Is it the first part of a street's name ("Lincoln Avenue")?"""
        after = _around(name)[1]
        return after is not None and after.lower_ in self._words.thoroughfares and capitalised(after)

    def _partial(self, name: ToponymCandidate) -> bool:
        """Is it only part of a longer capitalised name ("Royal Street", "Lincoln Center")?"""
        before, after = _around(name)
        longer = before is not None and before.pos_ == "PROPN" and _name(before)
        if longer and before is not None and before.lower_ not in self._words.narrowing:
            return True
        goes_on = after is not None and after.pos_ in ("PROPN", "NOUN") and _name(after)
        return goes_on and after is not None and after.lower_ not in self._words.types


def _persons(candidates: Sequence[ToponymCandidate]) -> frozenset[str]:
    """The first and last names of persons: with "Woody Allen" in the article, "Allen" alone is a person too."""
    docs = {c.block.index: c.tokens.doc for c in candidates}
    entities = (e for doc in docs.values() for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return frozenset(t.text for e in entities for t in (e[0], e[-1]) if t.is_alpha)


def _acronym(text: str) -> bool:
    """Is it an acronym, and so no village ("OAS", but not "Oas")?"""
    return len(text) <= ACRONYM and text.isupper()


def _label(name: ToponymCandidate) -> str:
    """spaCy's entity label of a name, "" if it has none."""
    return str(name.tokens.root.ent_type_ or name.tokens[0].ent_type_)


def _person(name: ToponymCandidate) -> bool:
    """Is it part of a person's name of several words?"""
    first = name.tokens[0]
    if first.ent_type_ != "PERSON" or (name.text.isupper() and name.referents[0].curated):
        return False
    return any(t.ent_type_ == "PERSON" and t.ent_iob_ != "O" and _name(t) for t in _neighbours(name) if _same(t, first))


def _neighbours(name: ToponymCandidate) -> list[Token]:
    return [token for token in _around(name) if token is not None]


def _same(token: Token, first: Token) -> bool:
    """Are two tokens in the same entity?"""
    early, late = sorted((token, first), key=lambda t: t.i)
    return all(token.doc[i].ent_iob_ == "I" for i in range(early.i + 1, late.i + 1))


def _name(token: Token) -> bool:
    return capitalised(token) and token.is_alpha


def _around(name: ToponymCandidate) -> tuple[Token | None, Token | None]:
    """The tokens just before and after a name, None at the ends of the paragraph."""
    doc, tokens = name.tokens.doc, name.tokens
    return (doc[tokens.start - 1] if tokens.start else None), (doc[tokens.end] if tokens.end < len(doc) else None)
