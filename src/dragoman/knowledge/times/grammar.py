"""The grammar of time expressions (grammar.yaml): rules over classes of lexemes, and the matches of a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import BadKnowledge
from dragoman.knowledge.times.lexemes import OTHER, Lexeme
from dragoman.knowledge.times.lexicon import load_words, read
from dragoman.knowledge.times.shapes import CLASSES, NAMED

RULES = Path(__file__).with_name("grammar.yaml")
KEYS = {"aliases", "macros", "rules", "weak"}
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


@cache
def load_grammar(path: Path = RULES, words: Path | None = None) -> Grammar:
    """The grammar of a file in the format of grammar.yaml; raises `BadKnowledge` where it breaks it."""
    lexicon = load_words(words) if words else load_words()
    kinds = dict.fromkeys((*lexicon.kinds, *CLASSES, *NAMED, OTHER))
    signs = {kind: chr(FIRST_SIGN + n) for n, kind in enumerate(kinds)}
    raw = read(path)
    if not isinstance(raw, dict) or set(raw) != KEYS:
        raise BadKnowledge(path, f"the file must have exactly the keys {', '.join(sorted(KEYS))}")
    unknown = {*raw["weak"], *itertools.chain(*raw["aliases"].values())} - set(kinds)
    if unknown:
        raise BadKnowledge(path, f"no such class: {', '.join(sorted(unknown))}")
    classes = signs | {name: f"[{''.join(signs[kind] for kind in kinds)}]" for name, kinds in raw["aliases"].items()}
    rules = tuple(_rule(path, n, entry, raw["macros"], classes) for n, entry in enumerate(raw["rules"]))
    return Grammar(rules, path, signs, frozenset({*raw["weak"], OTHER}))


def _rule(path: Path, rank: int, raw: dict[str, Any], macros: dict[str, str], classes: dict[str, str]) -> Rule:
    if not isinstance(raw, dict) or not {"name", "pattern", "means"} <= set(raw) <= {*Rule.__annotations__} - {"rank"}:
        raise BadKnowledge(path, f"rule {rank + 1} needs name, pattern, means, and may have guard and args")
    try:
        pattern = compile_pattern(raw["pattern"], macros, classes)
    except (KeyError, re.error) as error:
        raise BadKnowledge(path, f"rule {raw['name']!r}: {error}") from error
    return Rule(raw["name"], rank, pattern, raw["means"], raw.get("guard"), raw.get("args", {}))


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
