"""A mention: one place in the text where one actor stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from dragoman.model import Span

MentionKind = Literal["name", "surname", "description", "office", "pronoun", "metonym", "adjective", "toponym"]


@dataclass(frozen=True)
class Mention:
    """Words that stand for an actor.

    `span` are offsets in the article, `first` and `last` (inclusive) and `head` the spaCy tokens; `actor` is the
    id of the actor in the record, `name` its full name, and `inferred` says that the register, not the text, gave it.
    `demonym`: it is the people of a state ("three Venezuelans") that the words name.
    """

    actor: str
    name: str
    country: str
    sector: str
    kind: MentionKind
    span: Span
    first: Token
    last: Token
    head: Token
    inferred: bool = False
    reason: str = ""
    demonym: bool = False
