"""Who has been spoken of, nearest first, and what sort of pronoun may stand for whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.entities.cast import Cast

WINDOW = 4


class Salience:
    """Mentions seen so far, nearest first, subjects before the rest of their sentence."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._sentences: list[list[Mention]] = []

    def sentence(self) -> None:
        """Begin a new sentence."""
        self._sentences.append([])

    def see(self, m: Mention) -> None:
        """Enter a mention of the current sentence."""
        self._sentences[-1].append(m)

    def ranked(self) -> Iterator[Mention]:
        """Candidates for an anaphor, best first: this sentence's, then those of the sentences before it."""
        for age, row in enumerate(reversed(self._sentences[-WINDOW:])):
            yield from sorted(row, key=lambda m: (not is_subject(m.head), -m.head.i if age == 0 else m.head.i))


def is_subject(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass"} or (token.dep_ in {"conj", "appos"} and token.head.dep_ == "nsubj")


def somebody(m: Mention, cast: Cast) -> bool:
    """A person, also one known by the office alone ("Chad's president")."""
    entity = cast.entities[m.actor]
    return entity.kind == "person" or (entity.kind == "office" and bool(entity.roles))


def body(m: Mention, cast: Cast) -> bool:
    entity = cast.entities[m.actor]
    return (
        entity.kind in {"state", "organisation", "group", "office"}
        and m.kind not in {"adjective", "toponym"}
        and (not entity.plural)
    )


def plural(m: Mention, cast: Cast) -> bool:
    return cast.entities[m.actor].plural or any(c.dep_ == "conj" for c in m.head.children)


def located(m: Mention) -> bool:
    """Is it where something is said to be ("in Russia"), which a later "there" takes up?"""
    return m.head.dep_ == "pobj" and m.head.head.lower_ in {"in", "at", "to", "near", "from"} and m.kind != "pronoun"


def definite(token: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} for c in token.children if c.dep_ == "det")
