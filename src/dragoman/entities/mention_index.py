"""Mentions by the tokens they cover, and role phrases: what the stages of grounding hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.knowledge.register.loader import Role


@dataclass(frozen=True)
class RolePhrase:
    """A role phrase in a block: its tokens, and what the lexicon says."""

    first: Token
    last: Token
    role: Role


class MentionIndex:
    """Mentions by the tokens they cover, for looking up what a word of the parse stands for."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.all = mentions
        self._by: dict[tuple[int, int], list[Mention]] = {}
        for m in mentions:
            self._enter(m)

    def _enter(self, m: Mention) -> None:
        for i in {*range(m.first.i, m.last.i + 1), m.head.i}:
            self._by.setdefault((id(m.head.doc), i), []).append(m)

    def add(self, m: Mention) -> None:
        """Enter one more mention."""
        self.all.append(m)
        self._enter(m)

    def at(self, token: Token) -> list[Mention]:
        """The mentions that cover a token, those it index first."""
        found = self._by.get((id(token.doc), token.i), [])
        return sorted(found, key=lambda m: m.head.i != token.i)
