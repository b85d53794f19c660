"""What a time expression means, and what it is read against: the publication date and what was named before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from spacy.tokens import Doc, Token

from dragoman.ground.time.grammar import Found
from dragoman.ground.time.lexemes import Lexeme
from dragoman.ground.time.lexicon import Lexicon
from dragoman.ground.time.period import Period
from dragoman.ground.time.tense import direction, is_present, looks_back, tense_words

Role = Literal["point", "interval", "duration", "offset", "set", "age", "vague"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
UNKNOWN = "the publication date is unknown"


@dataclass(frozen=True)
class Meaning:
    """TIMEX3 type and value, EDTF, the role in its clause, and the reason in words.

    `period` is the stretch of the calendar it names, which later expressions may refer to. An offset has an `amount`
    (None: left open), a `unit` and a `direction` (+1 after, -1 before). `first` and `last` limit it to some lexemes.
    """

    type: Kind
    value: str
    edtf: str | None
    role: Role
    reason: str
    period: Period | None = None
    amount: float | None = None
    unit: str | None = None
    direction: int = 0
    first: int | None = None
    last: int | None = None


@dataclass
class Context:
    """The publication date, the block being read, and the last period named so far with its words."""

    published: date | None
    lexicon: Lexicon
    anchor: Period | None = None
    anchor_text: str = ""
    quarter: Period | None = None
    spoken: tuple[Token, int] | None = None
    title: bool = False
    lexemes: Sequence[Lexeme] = ()
    doc: Doc | None = None
    _starts: list[int] = field(default_factory=list)

    def enter(self, lexemes: Sequence[Lexeme], doc: Doc, title: bool) -> None:
        """Go on to another block."""
        self.lexemes, self.doc, self.title, self.spoken = lexemes, doc, title, None
        self._starts = [token.idx for token in doc]

    def remember(self, found: Found, meaning: Meaning, text: str) -> None:
        """Let later expressions refer to this one."""
        year = found.number("y")
        if year is not None and self.before(found) not in {"since", "until", "till"}:
            self.spoken = self.token(self.lexemes[found.first]), year
        if meaning.period is not None and meaning.role in {"point", "interval"}:
            self.anchor, self.anchor_text = meaning.period, text
            if meaning.period.unit == "Q" and meaning.direction == 0 and self._reported(meaning.period):
                self.quarter = meaning.period

    def year_spoken(self, found: Found) -> int | None:
        """The year, before that of publication, in which the same sentence has put its events so far."""
        if self.spoken is None or self.published is None or self.direction(found) > 0:
            return None
        word, year = self.spoken
        same = self.token(self.lexemes[found.first]).sent.start == word.sent.start
        return year if same and year < self.published.year else None

    def _reported(self, quarter: Period) -> bool:
        begun = self.published is None or quarter.first <= self.published
        return begun and (self.quarter is None or quarter.first.year >= self.quarter.first.year)

    def token(self, lexeme: Lexeme) -> Token:
        """The spaCy token a lexeme begins in."""
        assert self.doc is not None
        return self.doc[max(bisect_right(self._starts, lexeme.start) - 1, 0)]

    def last_token(self, lexeme: Lexeme) -> Token:
        """The spaCy token a lexeme ends in."""
        assert self.doc is not None
        return self.doc[max(bisect_right(self._starts, lexeme.end - 1) - 1, 0)]

    def before(self, found: Found, steps: int = 1) -> str:
        """The word that many places before a match, in lower case; "" at the start of the block."""
        at = found.first - steps
        return self.lexemes[at].lower if at >= 0 else ""

    def after(self, found: Found, steps: int = 1) -> str:
        """The word that many places after a match, in lower case; "" at the end of the block."""
        at = found.last + steps
        return self.lexemes[at].lower if at < len(self.lexemes) else ""

    def words(self, first: int, last: int) -> str:
        """The text of some lexemes as it stands."""
        assert self.doc is not None
        return str(self.doc.text[self.lexemes[first].start : self.lexemes[last].end])

    def direction(self, found: Found) -> int:
        """-1 where the clause speaks of the past, +1 of what lies ahead, 0 where it does not say."""
        word, root = self.before(found), self.root(found)
        if word == "since":
            return -1
        if word in {"until", "till", "through"}:
            return -1 if looks_back(root) else 1
        shown = direction(root, self.lexicon)
        return -1 if shown == 0 and self.title else shown

    def present(self, found: Found) -> bool:
        """Whether the clause is in the present tense and states a plan ("the ministers meet on Monday")."""
        return not self.title and is_present(self.root(found), self.lexicon)

    def clause(self, found: Found) -> str:
        """The words that show the direction of the clause, for a reason: "past tense 'held'"."""
        return tense_words(self.root(found), self.lexicon)

    def root(self, found: Found) -> Token:
        """The token of a match on which its others depend."""
        first, last = self.token(self.lexemes[found.first]), self.last_token(self.lexemes[found.last])
        for token in first.doc[first.i : last.i + 1]:
            if not first.i <= token.head.i <= last.i or token.head.i == token.i:
                return token
        return last


def point(period: Period, reason: str, part: str = "", role: Role = "point") -> Meaning:
    """The meaning of a period of the calendar, or of a part of its day ("MO", "AF", "EV", "NI")."""
    if part:
        return Meaning("TIME", f"{period.timex}T{part}", period.edtf, role, reason, period)
    return Meaning("DATE", period.timex, period.edtf, role, reason, period)


def unresolved(value: str, reason: str = UNKNOWN, type: Kind = "DATE") -> Meaning:
    """The meaning of an expression that cannot be placed in the calendar."""
    return Meaning(type, value, None, "point", reason)


def part_of(found: Found) -> str:
    """The part of the day a match names, as TIMEX3 has it; "" where none."""
    part = found.get("part")
    return str(part.value) if part else ""

