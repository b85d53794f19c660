"""The mentions of an article by token, and role phrases: what the steps of entity recognition pass to each other."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.knowledge.register.loader import Role


@dataclass(frozen=True)
class RolePhrase:
    """Words for a role in a paragraph ("foreign minister"), without its modifiers.

    Args:
        first: the first token.
        last: the last token, which is the head noun.
        role: what the register's role words say of it: office, sector, kind of actor.
    """

    first: Token
    last: Token
    role: Role


class MentionIndex:
    """The mentions of an article by the tokens they cover.

    Args:
        mentions: the mentions to begin with; `add` appends to this list.
    """

    def __init__(self, mentions: list[Mention]) -> None:
        self.all = mentions
        self._by: dict[tuple[int, int], list[Mention]] = {}
        for m in mentions:
            self._enter(m)

    def _enter(self, m: Mention) -> None:
        for i in {*range(m.first.i, m.last.i + 1), m.head.i}:
            self._by.setdefault((id(m.head.doc), i), []).append(m)

    def add(self, m: Mention) -> None:
        """Add a mention."""
        self.all.append(m)
        self._enter(m)

    def at(self, token: Token) -> list[Mention]:
        """The mentions that cover a token; those that it is the head of come first."""
        found = self._by.get((id(token.doc), token.i), [])
        return sorted(found, key=lambda m: m.head.i != token.i)
