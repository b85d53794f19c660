"""The grammar of time expressions (grammar.yaml): rules that are regular expressions over classes of lexemes.

Each class is written as one private-use character (its sign), so that Python's `re` can match sequences of lexemes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from dragoman.knowledge.faults import Loc
from dragoman.knowledge.loader import Sources, known, load, unknown, wrong
from dragoman.knowledge.times.lexicon import TimeLexicon
from dragoman.knowledge.times.shapes import CLASSES, NAMED, OTHER

NAME = "times/grammar.yaml"
FIRST_SIGN = 0xE000
DEEPEST = 5
_NAME = re.compile(r"<(\w+)(?:=(\w+))?>")
_MACRO = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Rule:
    """A rule of the grammar.

    Args:
        name: its name.
        rank: its position in the file, from 0; of matches of one length the lower rank takes precedence.
        pattern: the regular expression over signs.
        means: the name of the function that resolves a match (see times/rules.py).
        guard: the name of the function that may refuse a match.
        args: arguments of the function in `means`.
    """

    name: str
    rank: int
    pattern: re.Pattern[str]
    means: str
    guard: str | None
    args: dict[str, str]


@dataclass(frozen=True)
class Grammar:
    """The grammar.

    Args:
        rules: the rules, in the order of the file.
        signs: the sign of each class.
        weak: the classes of which alone no expression consists.
    """

    rules: tuple[Rule, ...]
    signs: dict[str, str]
    weak: frozenset[str]


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

    @model_validator(mode="after")
    def _patterns_are_read(self, info: ValidationInfo) -> File:
        classes = {*(info.context or {}).get("class", ()), *self.aliases}
        for n, rule in enumerate(self.rules):
            _check(rule.pattern, self.macros, classes, ("rules", n, "pattern"))
        return self


def grammar_of(
    sources: Sources,
    lexicon: TimeLexicon,
    meanings: Collection[str] | None = None,
    guards: Collection[str] | None = None,
) -> Grammar:
    """The grammar in the files of `sources`.

    Args:
        sources: the knowledge files in use.
        lexicon: the words, with the classes that the rules may name.
        meanings, guards: the names of the functions that a rule may name; any name if left out.

    Raises `BadKnowledge` with the file, the line and the nearest known word for a class, macro or function that is not
    there, and for a pattern that is no regular expression.
    """
    kinds = dict.fromkeys((*lexicon.kinds, *CLASSES, *NAMED, OTHER))
    file = load(sources, NAME, File, context={"class": kinds, "meaning": meanings, "guard": guards})
    signs = {kind: chr(FIRST_SIGN + n) for n, kind in enumerate(kinds)}
    classes = signs | {name: f"[{''.join(signs[k] for k in some)}]" for name, some in file.aliases.items()}
    rules = tuple(
        Rule(r.name, n, compile_pattern(r.pattern, file.macros, classes), r.means, r.guard, r.args)
        for n, r in enumerate(file.rules)
    )
    return Grammar(rules, signs, frozenset({*file.weak, OTHER}))


def _check(pattern: str, macros: Mapping[str, str], classes: Collection[str], field: Loc) -> None:
    """Raises if a pattern names an unknown macro or class, or is no regular expression."""
    for _ in range(DEEPEST):
        for name in _MACRO.findall(pattern):
            if name not in macros:
                raise unknown("macro", name, macros, *field)
        pattern = _MACRO.sub(lambda m: macros[m[1]], pattern)
    for name, _ in _NAME.findall(pattern):
        if name not in classes:
            raise unknown("class", name, classes, *field)
    try:
        compile_pattern(pattern, {}, dict.fromkeys(classes, "."))
    except re.error as error:
        raise wrong(f"no pattern: {error}", *field) from error


def compile_pattern(source: str, macros: Mapping[str, str], classes: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern over class names, compiled as one over signs; each name captures a group, "name_0", "name_1" ...

    Args:
        source: the pattern as in grammar.yaml.
        macros: the replacement of each {macro}.
        classes: the sign, or set of signs, of each class.
    """
    for _ in range(DEEPEST):
        source = _MACRO.sub(lambda m: macros[m[1]], source)
    count = itertools.count()

    def sign(m: re.Match[str]) -> str:
        return f"(?P<{m[2] or m[1]}_{next(count)}>{classes[m[1]]})"

    return re.compile(_NAME.sub(sign, source))
