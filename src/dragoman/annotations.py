"""What stages find in a text, with the spaCy tokens that bear it: blocks, sentences, and mentions of all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from dragoman.model import Place, SegmentKind, Span, Time

MentionKind = Literal["name", "surname", "description", "office", "pronoun", "metonym", "adjective", "toponym"]
TimeRole = Literal["point", "interval", "duration", "offset", "set", "age", "vague"]


@dataclass(frozen=True)
class Block:
    """One paragraph: its kind, where it starts in the article (code points), and its spaCy document."""

    index: int
    kind: SegmentKind
    start: int
    doc: Doc


@dataclass(frozen=True)
class Sentence:
    """One sentence; `span` is spaCy's, `start` and `end` are the article's offsets without outer blanks."""

    index: int
    block: Block
    span: Words
    start: int
    end: int


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


@dataclass(frozen=True)
class PlaceMention:
    """A place with its spaCy tokens (`last` inclusive), its block, and the lower-case preposition that governs it."""

    place: Place
    first: Token
    last: Token
    block: Block
    preposition: str | None = None


@dataclass(frozen=True)
class TimeMention:
    """A time expression with its first and last token and its role in the clause.

    An offset ("a day after", "days before") has `unit` (D, W, M, Q, Y, E decade, C century, TH, TM, TS), `direction`
    (+1 after, -1 before) and `amount`, None where it is left open; so have durations, whose direction is -1 where they
    end at publication, +1 where they begin there, else 0.
    """

    time: Time
    first: Token
    last: Token
    block: Block
    role: TimeRole
    amount: float | None = None
    unit: str | None = None
    direction: int = 0
