"""Words for the numbers in an event, such as people killed or money paid (counts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.knowledge.lexicon.lists import Lists, Words


class Counted(Lists):
    """Words that say what a number counts: verbs with it as object, nouns, and verbs after it."""

    verbs: Words = frozenset()
    words: Words = frozenset()
    after: Words = frozenset()


class NumberWords(Lists):
    """What numbers count, by kind; number words with their values or ranges; currencies by their ISO 4217 codes."""

    of: Mapping[str, Counted]
    people: Words
    vague: Mapping[str, tuple[int, int]]
    multiples: Mapping[str, int]
    scales: Mapping[str, int]
    words: Mapping[str, int]
    currencies: Mapping[str, str]
    ranging: Words
    joining: Words
