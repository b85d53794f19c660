"""Matches the rules of the time grammar against the lexemes of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge.times.grammar import Grammar, Rule
from dragoman.knowledge.times.shapes import OTHER
from dragoman.times.lexemes import Lexeme

UNITS = ("units", "one", "unit", "year", "quarter", "century", "weekend", "longword", "any")


@dataclass(frozen=True)
class RuleMatch:
    """A match of a rule.

    Args:
        rule: the rule.
        first: the number of its first lexeme in the paragraph.
        last: the number of its last lexeme (inclusive).
        parts: the lexemes that the pattern captures, by name.
    """

    rule: Rule
    first: int
    last: int
    parts: dict[str, Lexeme]

    def get(self, name: str) -> Lexeme | None:
        """The lexeme captured under a name, the last if there are several; None if there is none."""
        return self.parts.get(name)

    @property
    def part(self) -> str:
        """The part of the day that it names, as in TIMEX3 ("MO", "NI"); "" if it names none."""
        part = self.parts.get("part")
        return str(part.value) if part else ""

    @property
    def unit(self) -> str | None:
        """The code of the unit that it names ("D" day, "TH" hour), None if it names none."""
        return next((str(self.parts[name].value) for name in UNITS if name in self.parts), None)

    def number(self, name: str) -> int | None:
        """The whole number captured under a name, None if there is none."""
        part = self.parts.get(name)
        return int(part.value) if part is not None and not isinstance(part.value, str) else None


def matches(lexemes: Sequence[Lexeme], grammar: Grammar) -> list[RuleMatch]:
    """The matches of all rules, overlapping ones included, the best first.

    Longer matches come before shorter ones, then those of earlier rules, then those earlier in the text.
    """
    places = _places(lexemes, grammar)
    signs = "".join(grammar.signs[OTHER if at < 0 else lexemes[at].kind] for at in places)
    found = [
        _match(rule, match, places, lexemes)
        for rule in grammar.rules
        for match in rule.pattern.finditer(signs)
        if match.end() > match.start()
    ]
    return sorted(found, key=lambda f: (f.first - f.last, f.rule.rank, f.first))


def _places(lexemes: Sequence[Lexeme], grammar: Grammar) -> list[int]:
    """The numbers of the lexemes that may be in an expression, with -1 after each unbroken sequence of them."""
    out: list[int] = []
    start, strong = 0, False
    for at, lexeme in enumerate(lexemes):
        if lexeme.kind == OTHER:
            if strong:
                out += [*range(start, at), -1]
            start, strong = at + 1, False
        elif lexeme.kind not in grammar.weak:
            strong = True
    return [*out, *range(start, len(lexemes))] if strong else out


def _match(rule: Rule, match: re.Match[str], places: Sequence[int], lexemes: Sequence[Lexeme]) -> RuleMatch:
    ends = match.start(), match.end() - 1
    parts = {
        name.rpartition("_")[0]: lexemes[places[match.start(name)]] for name, got in match.groupdict().items() if got
    }
    return RuleMatch(rule, places[ends[0]], places[ends[1]], parts)
