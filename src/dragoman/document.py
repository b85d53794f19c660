"""The document that passes through the pipeline: one article with everything the stages have found in it so far."""

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
#: The cached properties of a document, each with the field it is computed from: valid until that field changes.
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
    """An article with its parsed text and all annotations that the stages have added so far.

    A document is immutable: a stage returns a copy with more in it (`adding`). "Offsets" are code points in the
    article's text; "token" is a spaCy token of one of the blocks.

    Args:
        article: the article; all offsets count in its text.
        knowledge: codebook, register, gazetteer and word lists that the stages use.
        blocks: the paragraphs in the order of the text, each parsed by spaCy.
        times: time expressions, including ages of persons (role "age"), which the record leaves out.
        places: toponyms.
        actors: the actors of the record.
        mentions: every mention of those actors.
        quotes: statements attributed to a speaker.
        events: events between the actors.
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
        """A copy of this document with the fields in `found` replaced.

        Cached properties that depend on none of these fields are carried over, so that no stage computes them again.
        """
        made = replace(self, **found)
        kept = {n: v for n, v in vars(self).items() if n in DERIVED and DERIVED[n] not in found}
        vars(made).update(kept)
        return made

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all blocks in the order of the text; sentences of blanks only are left out."""
        return tuple(self._cut())

    @cached_property
    def syntax(self) -> Syntax:
        """Grammatical relations between the tokens of this document (subject, object, passive, clause ...)."""
        return Syntax(self.knowledge.lexicon)

    def clause(self, head: Token) -> Clause:
        """The clause that a predicate heads, analysed once for each predicate."""
        return self.syntax.clause(head)

    def block_of(self, token: Token) -> Block:
        """The block (paragraph) that a token stands in."""
        return self._blocks[id(token.doc)]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self._sentences[id(token.doc), token.i]

    def at(self, item: Token | Words) -> Span:
        """The span of a token or spaCy span, as offsets in the article's text."""
        base = self._blocks[id(item.doc)].start
        if isinstance(item, Token):
            return base + item.idx, base + item.idx + len(item)
        return base + item.start_char, base + item.end_char

    def text(self, span: Span) -> str:
        """The article's text at a span."""
        return self.article.text[span[0] : span[1]]

    def mentions_at(self, token: Token) -> list[Mention]:
        """The mentions that cover a token, best first.

        Mentions whose head or last word is this token come before the others, longer before shorter ones.
        """
        return self._mentions.get((id(token.doc), token.i), [])

    def times_in(self, token: Token) -> list[TimeMention]:
        """The time expressions in the sentence of a token, in the order of the text."""
        return self._times.get((id(token.doc), token.sent.start), [])

    def places_in(self, token: Token) -> list[PlaceMention]:
        """The toponyms in the sentence of a token, in the order of the text."""
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
    """One step of the pipeline: a function that returns its document with more annotations.

    Args:
        run: the function.
        needs: the fields of `Document` it reads.
        adds: the fields of `Document` it sets; the pipeline raises `BadStage` for a stage that sets any other.
    """

    run: Callable[[Document], Document]
    needs: tuple[str, ...]
    adds: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the stage: that of its function."""
        return self.run.__name__

    def __call__(self, document: Document) -> Document:
        return self.run(document)


def stage(needs: Sequence[str] = (), adds: Sequence[str] = ()) -> Callable[[Callable[[Document], Document]], Stage]:
    """Decorator that makes a function a `Stage`; `needs` and `adds` are names of fields of `Document`."""
    return lambda run: Stage(run, tuple(needs), tuple(adds))
