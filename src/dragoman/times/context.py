"""The context of time expressions: the publication date, the tense of the clause, and what was named before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.knowledge.times.lexicon import TimeLexicon
from dragoman.knowledge.times.lists import TimeWords
from dragoman.times.lexemes import Lexeme
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import Meaning
from dragoman.times.period import Period
from dragoman.times.tense import Tense, looks_back, tense


@dataclass
class Context:
    """What the meaning of a time expression depends on; changes while an article is read.

    Args:
        published: the publication date.
        lexicon: the words of time.
        anchor: the last period of the calendar that was named, to which "the next day" refers.
        anchor_text: the words that named it.
        quarter: the last quarter that a business report named.
        spoken: the last year in figures of the sentence, with its token.
        title: is the current paragraph a title or subhead?
        text: the text of the current paragraph.
        lexemes: its lexemes.
    """

    published: date | None
    lexicon: TimeLexicon
    anchor: Period | None = None
    anchor_text: str = ""
    quarter: Period | None = None
    spoken: tuple[Token, int] | None = None
    title: bool = False
    text: str = ""
    lexemes: Sequence[Lexeme] = ()
    _tokens: Sequence[Token] = ()
    _starts: Sequence[int] = ()

    def enter(self, text: str, lexemes: Sequence[Lexeme], doc: Doc, title: bool) -> None:
        """Make another paragraph the current one.

        Args:
            text: its text.
            lexemes: its lexemes.
            doc: its parse.
            title: is it a title or subhead?
        """
        self.text, self.lexemes, self.title, self.spoken = text, lexemes, title, None
        self._tokens = list(doc)
        self._starts = [token.idx for token in self._tokens]

    def remember(self, match: RuleMatch, meaning: Meaning, text: str) -> None:
        """Record an expression, so that later ones may refer to it; `text` are its words."""
        year = match.number("y")
        if year is not None and self.before(match) not in self.lists.until | self.lists.since:
            self.spoken = self.token(self.lexemes[match.first]), year
        if meaning.period is not None and meaning.role in {"point", "interval"}:
            self.anchor, self.anchor_text = meaning.period, text
            if meaning.period.unit == "Q" and meaning.direction == 0 and self._reported(meaning.period):
                self.quarter = meaning.period

    def _reported(self, quarter: Period) -> bool:
        begun = self.published is None or quarter.first <= self.published
        return begun and (self.quarter is None or quarter.first.year >= self.quarter.first.year)

    def year_spoken(self, match: RuleMatch) -> int | None:
        """The past year that the same sentence has named in figures, None if it has not or is about the future."""
        if self.spoken is None or self.published is None or self.tense(match).direction > 0:
            return None
        word, year = self.spoken
        same = self.token(self.lexemes[match.first]).sent.start == word.sent.start
        return year if same and year < self.published.year else None

    def tense(self, match: RuleMatch) -> Tense:
        """Is the clause of a match about the past or the future?"""
        word, root = self.before(match), self._root(match)
        if word in self.lists.since:
            return Tense(-1, f"{word!r}")
        if word in self.lists.until:
            return Tense(-1, "what had been until then") if looks_back(root, self.lists) else Tense(1, f"{word!r}")
        shown = tense(root, self.lexicon)
        if word == "through" and shown.direction < 0:
            return Tense(0, "")
        return Tense(-1, "a headline") if shown.direction == 0 and self.title else shown

    def _root(self, match: RuleMatch) -> Token:
        first, last = self.token(self.lexemes[match.first]), self.last_token(self.lexemes[match.last])
        for token in first.doc[first.i : last.i + 1]:
            if not first.i <= token.head.i <= last.i or token.head.i == token.i:
                return token
        return last

    @property
    def lists(self) -> TimeWords:
        """The lists of words that the rules use."""
        return self.lexicon.lists

    def before(self, match: RuleMatch, steps: int = 1) -> str:
        """The lexeme `steps` before a match, in lower case; "" beyond the start of the paragraph."""
        at = match.first - steps
        return self.lexemes[at].lower if at >= 0 else ""

    def after(self, match: RuleMatch, steps: int = 1) -> str:
        """The lexeme `steps` after a match, in lower case; "" beyond the end of the paragraph."""
        lexeme = self.next(match, steps)
        return lexeme.lower if lexeme else ""

    def next(self, match: RuleMatch, steps: int = 1) -> Lexeme | None:
        """The lexeme `steps` after a match, None beyond the end of the paragraph."""
        at = match.last + steps
        return self.lexemes[at] if at < len(self.lexemes) else None

    def words(self, first: int, last: int) -> str:
        """The text from the lexeme number `first` to the lexeme number `last` (inclusive)."""
        return self.text[self.lexemes[first].start : self.lexemes[last].end]

    def token(self, lexeme: Lexeme) -> Token:
        """The spaCy token a lexeme begins in."""
        return self._tokens[max(bisect_right(self._starts, lexeme.start) - 1, 0)]

    def last_token(self, lexeme: Lexeme) -> Token:
        """The spaCy token a lexeme ends in."""
        return self._tokens[max(bisect_right(self._starts, lexeme.end - 1) - 1, 0)]
