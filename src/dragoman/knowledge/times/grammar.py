"""The grammar of time expressions (grammar.yaml): rules over classes of lexemes, and the matches of a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from dragoman.errors import BadKnowledge
from dragoman.knowledge.loader import Sources, known, load
from dragoman.knowledge.times.lexemes import OTHER, Lexeme
from dragoman.knowledge.times.lexicon import Lexicon
from dragoman.knowledge.times.shapes import CLASSES, NAMED

NAME = "times/grammar.yaml"
FIRST_SIGN = 0xE000
DEEPEST = 5
UNITS = ("units", "one", "unit", "year", "quarter", "century", "weekend", "longword", "any")
_NAME = re.compile(r"<(\w+)(?:=(\w+))?>")
_MACRO = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Rule:
    """One line of the grammar; `rank` is its place in the file."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    means: str
    guard: str | None
    args: dict[str, str]


@dataclass(frozen=True)
class Grammar:
    """The rules, the sign that stands for each class, and the classes no expression is made of alone."""

    rules: tuple[Rule, ...]
    path: Path
    signs: dict[str, str]
    weak: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A rule's match: lexemes `first` to `last` (inclusive), and those captured by name."""

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


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    pattern: str
    means: Annotated[str, known("meaning")]
    guard: Annotated[str, known("guard")] | None = None
    args: dict[str, str] = {}


class File(BaseModel):
    """The schema of grammar.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aliases: dict[str, list[Annotated[str, known("class")]]]
    macros: dict[str, str]
    rules: list[_Rule]
    weak: list[Annotated[str, known("class")]]


def grammar_of(sources: Sources, lexicon: Lexicon) -> Grammar:
    """The grammar of the files that count.

    Args:
        sources: which files count.
        lexicon: the words whose classes the rules speak of.

    Raises `BadKnowledge` for a class that the lexicon lacks and a pattern that is none.
    """
    kinds = dict.fromkeys((*lexicon.kinds, *CLASSES, *NAMED, OTHER))
    path = sources.layers(NAME)[0]
    file = load(sources, NAME, File, context={"class": kinds})
    signs = {kind: chr(FIRST_SIGN + n) for n, kind in enumerate(kinds)}
    classes = signs | {name: f"[{''.join(signs[k] for k in some)}]" for name, some in file.aliases.items()}
    rules = tuple(_rule(path, n, rule, file.macros, classes) for n, rule in enumerate(file.rules))
    return Grammar(rules, path, signs, frozenset({*file.weak, OTHER}))


def _rule(path: Path, rank: int, row: _Rule, macros: dict[str, str], classes: dict[str, str]) -> Rule:
    try:
        pattern = compile_pattern(row.pattern, macros, classes)
    except (KeyError, re.error) as error:
        raise BadKnowledge(path, f"rule {row.name!r}: {error}") from error
    return Rule(row.name, rank, pattern, row.means, row.guard, row.args)


def compile_pattern(source: str, macros: dict[str, str], classes: dict[str, str]) -> re.Pattern[str]:
    """A pattern over class names as one over signs; each use of a name captures, a number after it tells them apart."""
    for _ in range(DEEPEST):
        source = _MACRO.sub(lambda m: macros[m[1]], source)
    count = itertools.count()

    def sign(m: re.Match[str]) -> str:
        return f"(?P<{m[2] or m[1]}_{next(count)}>{classes[m[1]]})"

    return re.compile(_NAME.sub(sign, source))


def find(lexemes: Sequence[Lexeme], grammar: Grammar) -> list[Found]:
    """Every rule's matches, overlapping ones too, best first: longer, then of an earlier rule, then earlier."""
    places = _places(lexemes, grammar)
    signs = "".join(grammar.signs[OTHER if at < 0 else lexemes[at].kind] for at in places)
    found = [
        _found(rule, match, places, lexemes)
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


def _found(rule: Rule, match: re.Match[str], places: Sequence[int], lexemes: Sequence[Lexeme]) -> Found:
    ends = match.start(), match.end() - 1
    parts = {
        name.rpartition("_")[0]: lexemes[places[match.start(name)]] for name, got in match.groupdict().items() if got
    }
    return Found(rule, places[ends[0]], places[ends[1]], parts)
