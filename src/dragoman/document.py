"""The document: one article on its way through the stages, with what each of them has found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from spacy.tokens import Span as Words
from spacy.tokens import Token

from dragoman.annotations import Block, Mention, PlaceMention, Sentence, TimeMention
from dragoman.knowledge import Knowledge
from dragoman.model import Actor, Article, Event, Quote, Span
from dragoman.syntax.syntax import Clause, Syntax

M = TypeVar("M", Mention, PlaceMention, TimeMention)
#: What a document works out once, and which of its fields that depends on.
DERIVED: Mapping[str, str] = {
    "sentences": "blocks",
    "syntax": "blocks",
    "_blocks": "blocks",
    "_sentences": "blocks",
    "_mentions": "mentions",
    "_times": "times",
    "_places": "places",
}


@dataclass(frozen=True, eq=False)
class Document:
    """An article with what the stages have found in it so far.

    Stages read it and return another one with more in it (`adding`); none changes one that it was given.

    Args:
        article: the text all offsets count in.
        knowledge: what the stages know.
        blocks: the paragraphs in the order of the text, parsed.
        times: time expressions, ages of persons among them (role "age").
        places: toponyms.
        actors: the actors of the record.
        mentions: where each of them stands.
        quotes: attributions.
        events: acts between the actors.
    """

    article: Article
    knowledge: Knowledge
    blocks: tuple[Block, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()

    def adding(self, **found: Any) -> Document:
        """This document with some fields set anew; what was worked out from the others is kept."""
        made = replace(self, **found)
        kept = {n: v for n, v in vars(self).items() if n in DERIVED and DERIVED[n] not in found}
        vars(made).update(kept)
        return made

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all blocks, in order."""
        return tuple(self._cut())

    @cached_property
    def syntax(self) -> Syntax:
        """Grammar over the tokens of this document."""
        return Syntax(self.knowledge.lexicon)

    def clause(self, head: Token) -> Clause:
        """The clause of a predicate, analysed once."""
        return self.syntax.clause(head)

    def block_of(self, token: Token) -> Block:
        """The paragraph that holds a token."""
        return self._blocks[id(token.doc)]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that holds a token."""
        return self._sentences[id(token.doc), token.i]

    def at(self, item: Token | Words) -> Span:
        """The offsets of a token or spaCy span in the article's text."""
        base = self._blocks[id(item.doc)].start
        if isinstance(item, Token):
            return base + item.idx, base + item.idx + len(item)
        return base + item.start_char, base + item.end_char

    def text(self, span: Span) -> str:
        """The article's own characters at a span."""
        return self.article.text[span[0] : span[1]]

    def mentions_at(self, token: Token) -> list[Mention]:
        """Mentions that cover a token: those whose last or head word it is first, fuller ones before."""
        return self._mentions.get((id(token.doc), token.i), [])

    def times_in(self, token: Token) -> list[TimeMention]:
        """The time expressions of a token's sentence, in order."""
        return self._times.get((id(token.doc), token.sent.start), [])

    def places_in(self, token: Token) -> list[PlaceMention]:
        """The toponyms of a token's sentence, in order."""
        return self._places.get((id(token.doc), token.sent.start), [])

    @cached_property
    def _blocks(self) -> dict[int, Block]:
        return {id(b.doc): b for b in self.blocks}

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], Sentence]:
        return {(id(s.block.doc), i): s for s in self.sentences for i in range(s.span.start, s.span.end)}

    @cached_property
    def _mentions(self) -> dict[tuple[int, int], list[Mention]]:
        found: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for m in self.mentions:
            for i in range(m.first.i, m.last.i + 1):
                found[id(m.first.doc), i].append(m)
        return {key: _by_fit(held, key[1]) for key, held in found.items()}

    @cached_property
    def _times(self) -> dict[tuple[int, int], list[TimeMention]]:
        return _by_sentence(self.times)

    @cached_property
    def _places(self) -> dict[tuple[int, int], list[PlaceMention]]:
        return _by_sentence(self.places)

    def _cut(self) -> Iterable[Sentence]:
        n = 0
        for block in self.blocks:
            for span in block.doc.sents:
                words = [t for t in span if not t.is_space]
                if words:
                    yield Sentence(n, block, span, self.at(words[0])[0], self.at(words[-1])[1])
                    n += 1


def _by_fit(mentions: Sequence[Mention], i: int) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.head.i != i and m.last.i != i, -(m.span[1] - m.span[0])))


def _by_sentence(mentions: Iterable[M]) -> dict[tuple[int, int], list[M]]:
    found: dict[tuple[int, int], list[M]] = defaultdict(list)
    for m in mentions:
        found[id(m.first.doc), m.first.sent.start].append(m)
    return dict(found)


@dataclass(frozen=True)
class Stage:
    """A step of the pipeline: a function from a document to one that holds more.

    Args:
        run: the function.
        needs: the fields of the document it reads.
        adds: the fields it sets; the pipeline refuses one that sets others.
    """

    run: Callable[[Document], Document]
    needs: tuple[str, ...]
    adds: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.run.__name__

    def __call__(self, document: Document) -> Document:
        return self.run(document)


def stage(needs: Sequence[str] = (), adds: Sequence[str] = ()) -> Callable[[Callable[[Document], Document]], Stage]:
    """Makes a function a stage that needs some fields of the document and adds some."""
    return lambda run: Stage(run, tuple(needs), tuple(adds))
