"""Numbers that acts carry: killed, wounded, arrested, captured, displaced, troops, money, each as a range.

"At least 12", "more than 12" and "up to 12" give 12 on both sides: the text states one number, and the record does
not make up the other. Vague words ("dozens") have the ranges of counts.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotations import Sentence
from dragoman.document import Document
from dragoman.knowledge.lexicon.counts import NumberWords
from dragoman.model import Count
from dragoman.parse import JOINER

#: A greater number is none that an act carries.
LARGEST = 10**15
#: What a number counts is looked for at most so many words above it.
CLIMB = 6
LINKS = frozenset({"dobj", "nsubjpass", "nsubj", "nummod", "quantmod", "pobj", "prep", "conj"})
#: The event types that carry each kind of number.
CARRIED_BY = {
    "killed": {"ASSAULT"},
    "wounded": {"ASSAULT"},
    "arrested": {"COERCE"},
    "captured": {"COERCE", "ASSAULT", "RETREAT"},
    "displaced": {"ASSAULT", "COERCE"},
    "troops": {"MOBILIZE", "RETREAT", "AID", "ASSAULT", "AGREE"},
    "money": {"AID", "AGREE", "SANCTION", "COOPERATE", "REQUEST"},
}


@dataclass(frozen=True)
class Quantity:
    """A number in the text.

    Args:
        low, high: the ends of its range, both in it; the same for a number stated.
        first, last: its tokens, `last` inclusive.
        unit: the currency by its ISO 4217 code where it is money.
    """

    low: int
    high: int
    first: Token
    last: Token
    unit: str | None = None


class Counts:
    """The counts in the sentences of a document; each sentence is read once.

    Args:
        document: parsed; its lexicon has the words (counts.yaml).
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._read: dict[int, tuple[Count, ...]] = {}

    def in_sentence(self, sentence: Sentence) -> tuple[Count, ...]:
        """All counts of a sentence, in order."""
        if sentence.index not in self._read:
            self._read[sentence.index] = find_counts(sentence, self._document)
        return self._read[sentence.index]

    def carried(self, sentence: Sentence, event_type: str) -> tuple[Count, ...]:
        """The counts of a sentence that an event of a type can carry: an attack has its dead, and no money."""
        return tuple(c for c in self.in_sentence(sentence) if event_type in CARRIED_BY.get(c.of, ()))


def find_counts(sentence: Sentence, document: Document) -> tuple[Count, ...]:
    """The numbers of a sentence that say how many were killed, wounded, arrested ..., or how much money.

    Args:
        sentence: a sentence of the document.
        document: its lexicon has the words (counts.yaml).
    """
    numbers = document.knowledge.lexicon.numbers
    out = []
    for quantity in _quantities(sentence, numbers):
        of = "money" if quantity.unit else _of(quantity, numbers)
        if of is not None:
            span = (document.at(quantity.first)[0], document.at(quantity.last)[1])
            text = document.text(span)
            out.append(Count(of=of, min=quantity.low, max=quantity.high, unit=quantity.unit, text=text, span=span))
    return tuple(out)


def _quantities(sentence: Sentence, numbers: NumberWords) -> Iterator[Quantity]:
    """The numbers of a sentence, "10 to 20" as one."""
    tokens = list(sentence.span)
    i = 0
    while i < len(tokens):
        found = _quantity(tokens, i, numbers)
        if found is None:
            i += 1
            continue
        low, i = found
        ranging = i < len(tokens) and tokens[i].lower_ in numbers.ranging
        upper = _quantity(tokens, i + 1, numbers) if ranging else None
        if upper is not None and upper[0].low > low.low and (tokens[i].lower_ != "and" or _between(low.first)):
            high, i = upper
            yield Quantity(low.low, high.high, low.first, high.last, low.unit or high.unit)
        else:
            yield low


def _between(token: Token) -> bool:
    return token.i > 0 and token.doc[token.i - 1].lower_ == "between"


def _quantity(tokens: list[Token], i: int, numbers: NumberWords) -> tuple[Quantity, int] | None:
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
    return Quantity(round(value), round(value), tokens[start], tokens[i - 1], unit), i


def _spelled(value: float, tokens: list[Token], i: int, numbers: NumberWords) -> tuple[float, int]:
    """A number in words with its smaller parts: "twenty-five", "two thousand five hundred"."""
    least = value
    while i < len(tokens):
        j = i + 1 if tokens[i].lower_ in numbers.joining and i + 1 < len(tokens) else i
        part = numbers.words.get(tokens[j].lower_, 0)
        k = j + 1
        while k < len(tokens) and part and tokens[k].lower_ in numbers.scales and len(tokens[k]) > 1:
            part, k = part * numbers.scales[tokens[k].lower_], k + 1
        joined = tokens[i].lower_ != "and" or least >= 100
        if not 0 < part < least or least % (10 if part < 10 else 100) or not joined:
            break
        value, least, i = value + part, part, k
    return value, i


def _vague(tokens: list[Token], i: int, numbers: NumberWords) -> tuple[Quantity, int]:
    """ "Dozens", "tens of thousands": the range of a vague word, times the one it is said of."""
    low, high = numbers.vague[tokens[i].lower_]
    if i + 2 < len(tokens) and tokens[i + 1].lower_ == "of" and tokens[i + 2].lower_ in numbers.multiples:
        times = numbers.multiples[tokens[i + 2].lower_]
        return Quantity(low * times, high * times, tokens[i], tokens[i + 2]), i + 3
    return Quantity(low, high, tokens[i], tokens[i]), i + 1


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


def _of(quantity: Quantity, numbers: NumberWords) -> str | None:
    """What a number counts: its noun, the verb that noun is object or passive subject of, or the bare verb."""
    near = {quantity.last.head.lemma_.lower(), quantity.last.head.head.lemma_.lower()}
    if quantity.first.ent_type_ in {"DATE", "TIME", "PERCENT", "ORDINAL"} and near.isdisjoint(numbers.people):
        return None
    node, noun = quantity.last, _counted(quantity.last, numbers)
    for _ in range(CLIMB):
        lemma = node.lemma_.lower()
        for of, row in numbers.of.items():
            if node.pos_ == "VERB" and (lemma in row.verbs or lemma in row.after):
                return of
            if noun is None and lemma in row.words and (node.pos_ in {"NOUN", "ADJ"} or of == "troops"):
                noun = of
        counted = node.pos_ in {"NUM", "SYM", "DET"} or lemma in numbers.people or node == quantity.last
        if node.head == node or not (counted or node.dep_ in LINKS):
            break
        node = node.head
    return noun


def _counted(word: Token, numbers: NumberWords) -> str | None:
    """What stands below a vague number ("hundreds of soldiers")."""
    things = {n.lemma_.lower() for p in word.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"}
    return next((of for of, row in numbers.of.items() if not things.isdisjoint(row.words)), None)
