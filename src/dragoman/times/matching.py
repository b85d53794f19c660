"""The matches of the grammar of time in the lexemes of a text."""

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
    """A rule's match: lexemes `first` to `last` (inclusive) of a block, and those captured by name."""

    rule: Rule
    first: int
    last: int
    parts: dict[str, Lexeme]

    def get(self, name: str) -> Lexeme | None:
        """The lexeme captured under a name, if any: the last where several are."""
        return self.parts.get(name)

    @property
    def part(self) -> str:
        """The part of the day it names, as TIMEX3 has it ("MO", "NI"); "" where none."""
        part = self.parts.get("part")
        return str(part.value) if part else ""

    @property
    def unit(self) -> str | None:
        """The code of the unit it names ("D", "TH"), if any."""
        return next((str(self.parts[name].value) for name in UNITS if name in self.parts), None)

    def number(self, name: str) -> int | None:
        """The whole number captured under a name, if any."""
        part = self.parts.get(name)
        return int(part.value) if part is not None and not isinstance(part.value, str) else None


def matches(lexemes: Sequence[Lexeme], grammar: Grammar) -> list[RuleMatch]:
    """Every rule's matches, overlapping ones too, best first: longer, then of an earlier rule, then earlier."""
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
    """The lexemes in stretches where an expression may be, each followed by -1: most words are not of time."""
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
