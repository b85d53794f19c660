"""Salience: the mentions that a pronoun may refer to, best first, and tests of what a mention is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.entities.cast import Cast

#: Sentences looked back over for an antecedent, the current one among them.
WINDOW = 4


class Salience:
    """The candidates for an antecedent: mentions of this sentence and the ones before it, ranked by salience.

    Args:
        cast: the actors of the article.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._sentences: list[list[Mention]] = []

    def sentence(self) -> None:
        """Start a new sentence."""
        self._sentences.append([])

    def see(self, m: Mention) -> None:
        """Add a mention to the current sentence."""
        self._sentences[-1].append(m)

    def ranked(self) -> Iterator[Mention]:
        """Candidates, best first: nearer sentences before farther ones, and in each the subjects before the rest."""
        for age, row in enumerate(reversed(self._sentences[-WINDOW:])):
            yield from sorted(row, key=lambda m: (not is_subject(m.head), -m.head.i if age == 0 else m.head.i))


def is_subject(token: Token) -> bool:
    """Is a token a subject, or joined to one as a conjunct or apposition?"""
    return token.dep_ in {"nsubj", "nsubjpass"} or (token.dep_ in {"conj", "appos"} and token.head.dep_ == "nsubj")


def somebody(m: Mention, cast: Cast) -> bool:
    """Is a mention of one person, also of one known by the office alone ("Chad's president")?"""
    entity = cast.entities[m.actor]
    return entity.kind == "person" or (entity.kind == "office" and bool(entity.roles))


def body(m: Mention, cast: Cast) -> bool:
    """Is a mention of one state, organisation, group or office, which "it" may refer to?"""
    entity = cast.entities[m.actor]
    return (
        entity.kind in {"state", "organisation", "group", "office"}
        and m.kind not in {"adjective", "toponym"}
        and (not entity.plural)
    )


def plural(m: Mention, cast: Cast) -> bool:
    """Is a mention of several, by a plural noun or by coordination ("Peru and Chile")?"""
    return cast.entities[m.actor].plural or any(c.dep_ == "conj" for c in m.head.children)


def located(m: Mention, cast: Cast) -> bool:
    """Is a mention the place of something ("in Russia"), to which a later "there" may refer?"""
    return m.head.dep_ == "pobj" and m.head.head.lower_ in cast.words.located and m.kind != "pronoun"


def definite(token: Token, cast: Cast) -> bool:
    """Does a noun have a definite determiner ("THE ministry", "THIS group")?"""
    return any(c.lower_ in cast.words.definite for c in token.children if c.dep_ == "det")
