"""Temporary: grammar for the modules that are not yet given a document."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.knowledge.shim import shipped
from dragoman.syntax.syntax import Syntax


def _syntax() -> Syntax:
    return Syntax(shipped().lexicon)


def subject(verb: Token, depth: int = 0) -> Token | None:
    return _syntax().subject(verb)


def patient(verb: Token, depth: int = 0) -> Token | None:
    return _syntax().patient(verb)


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    return _syntax().surface_subject(verb)


def made(verb: Token) -> bool:
    return _syntax().made(verb)


def circumstances(verb: Token) -> frozenset[str]:
    return _syntax().circumstances(verb)


def prepositions(head: Token) -> Iterator[tuple[str, Token]]:
    yield from _syntax().prepositions(head)


def negation(token: Token) -> Token | None:
    return _syntax().negation(token)


def conjuncts(token: Token) -> list[Token]:
    return _syntax().conjuncts(token)
