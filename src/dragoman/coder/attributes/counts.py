"""NumberWords that acts carry: killed, wounded, arrested, captured, displaced, troops, money, each as a range.

"At least 12", "more than 12" and "up to 12" give 12 on both sides: the text states one number, and the record does
not make up the other. Vague words ("dozens") have the ranges of counts.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.knowledge.lexicon.counts import NumberWords
from dragoman.knowledge.shim import shipped
from dragoman.model import Count
from dragoman.parse import JOINER, at

LARGEST = 10**15
CLIMB = 6
LINKS = frozenset({"dobj", "nsubjpass", "nsubj", "nummod", "quantmod", "pobj", "prep", "conj"})


@dataclass(frozen=True)
class Figure:
    """A number in the text: its range, first and last token, and currency if it is money."""

    low: int
    high: int
    first: Token
    last: Token
    unit: str | None = None


def find_counts(sentence: Sentence) -> tuple[Count, ...]:
    """The numbers of a sentence that say how many were killed, wounded, arrested ..., or how much money."""
    numbers = shipped().lexicon.numbers
    out = []
    for figure in _figures(sentence, numbers):
        of = "money" if figure.unit else _of(figure, numbers)
        if of is not None:
            span = (at(figure.first)[0], at(figure.last)[1])
            doc = figure.first.doc
            text = doc.text[figure.first.idx : figure.last.idx + len(figure.last)]
            out.append(Count(of=of, min=figure.low, max=figure.high, unit=figure.unit, text=text, span=span))
    return tuple(out)


def _figures(sentence: Sentence, numbers: NumberWords) -> Iterator[Figure]:
    tokens = list(sentence.span)
    i = 0
    while i < len(tokens):
        found = _figure(tokens, i, numbers)
        if found is None:
            i += 1
            continue
        figure, i = found
        upper = (
            _figure(tokens, i + 1, numbers) if i < len(tokens) and tokens[i].lower_ in {"to", "and", "-", "–"} else None
        )
        if upper is not None and upper[0].low > figure.low and (tokens[i].lower_ != "and" or _between(figure.first)):
            figure = Figure(figure.low, upper[0].high, figure.first, upper[0].last, figure.unit or upper[0].unit)
            i = upper[1]
        yield figure


def _between(token: Token) -> bool:
    return token.i > 0 and token.doc[token.i - 1].lower_ == "between"


def _figure(tokens: list[Token], i: int, numbers: NumberWords) -> tuple[Figure, int] | None:
    """A number that starts at a token, with its currency sign and scale, and the index behind it."""
    start, unit = i, None
    if i < len(tokens) and tokens[i].lower_ in numbers.currencies and tokens[i].pos_ == "SYM":
        unit, i = numbers.currencies[tokens[i].lower_], i + 1
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.lower_ in numbers.vague and unit is None:
        return _vague(tokens, i, numbers)
    value, scale = _value(token, numbers)
    if value is None:
        return None
    i += 1
    while i < len(tokens) and tokens[i].lower_ in numbers.scales and (len(tokens[i]) > 1 or unit):
        value, i = value * numbers.scales[tokens[i].lower_], i + 1
    value = value * scale
    if tokens[start].lower_ in numbers.words:
        value, i = _spelled(value, tokens, i, numbers)
    if unit is None and i < len(tokens) and tokens[i].lemma_.lower() in numbers.currencies and tokens[i].pos_ != "SYM":
        unit, i = numbers.currencies[tokens[i].lemma_.lower()], i + 1
    if value > LARGEST or value != value:
        return None
    return Figure(round(value), round(value), tokens[start], tokens[i - 1], unit), i


def _spelled(value: float, tokens: list[Token], i: int, numbers: NumberWords) -> tuple[float, int]:
    """A number in words with its smaller parts: "twenty-five", "two thousand five hundred"."""
    least = value
    while i < len(tokens):
        j = i + 1 if tokens[i].lower_ in {"-", "and"} and i + 1 < len(tokens) else i
        part = numbers.words.get(tokens[j].lower_, 0)
        k = j + 1
        while k < len(tokens) and part and tokens[k].lower_ in numbers.scales and len(tokens[k]) > 1:
            part, k = part * numbers.scales[tokens[k].lower_], k + 1
        joined = tokens[i].lower_ != "and" or least >= 100
        if not 0 < part < least or least % (10 if part < 10 else 100) or not joined:
            break
        value, least, i = value + part, part, k
    return value, i


def _vague(tokens: list[Token], i: int, numbers: NumberWords) -> tuple[Figure, int]:
    """ "Dozens", "tens of thousands": the range of a vague word, times the one it is said of."""
    low, high = numbers.vague[tokens[i].lower_]
    if i + 2 < len(tokens) and tokens[i + 1].lower_ == "of" and tokens[i + 2].lower_ in numbers.multiples:
        times = numbers.multiples[tokens[i + 2].lower_]
        return Figure(low * times, high * times, tokens[i], tokens[i + 2]), i + 3
    return Figure(low, high, tokens[i], tokens[i]), i + 1


def _value(token: Token, numbers: NumberWords) -> tuple[float | None, int]:
    """The number a token spells, with a scale glued to it ("1.5bn")."""
    text = token.lower_.replace(",", "").replace(JOINER, "")
    if text in numbers.words:
        return float(numbers.words[text]), 1
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits or not all(c in "0123456789." for c in digits) or digits.count(".") > 1 or len(digits) > 15:
        return None, 1
    tail = text[len(digits) :]
    if (tail and tail not in numbers.scales) or digits == ".":
        return None, 1
    return float(digits), numbers.scales[tail] if tail else 1


def _of(figure: Figure, numbers: NumberWords) -> str | None:
    """What a number counts: its noun, the verb that noun is object or passive subject of, or the bare verb."""
    near = {figure.last.head.lemma_.lower(), figure.last.head.head.lemma_.lower()}
    if figure.first.ent_type_ in {"DATE", "TIME", "PERCENT", "ORDINAL"} and near.isdisjoint(numbers.people):
        return None
    node, noun = figure.last, _counted(figure.last, numbers)
    for _ in range(CLIMB):
        lemma = node.lemma_.lower()
        for of, row in numbers.of.items():
            if node.pos_ == "VERB" and (lemma in row.verbs or lemma in row.after):
                return of
            if noun is None and lemma in row.words and (node.pos_ in {"NOUN", "ADJ"} or of == "troops"):
                noun = of
        counted = node.pos_ in {"NUM", "SYM", "DET"} or lemma in numbers.people or node == figure.last
        if node.head == node or not (counted or node.dep_ in LINKS):
            break
        node = node.head
    return noun


def _counted(word: Token, numbers: NumberWords) -> str | None:
    """What stands below a vague number ("hundreds of soldiers")."""
    things = {n.lemma_.lower() for p in word.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"}
    return next((of for of, row in numbers.of.items() if not things.isdisjoint(row.words)), None)
