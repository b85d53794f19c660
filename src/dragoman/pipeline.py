"""The stages in order, over one article or a stream of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from dragoman import __version__
from dragoman.acquire import article as article_of
from dragoman.coder.coder import event_stage, link_quotes
from dragoman.coder.detect.encoder import Encoder
from dragoman.document import Document, Stage
from dragoman.entities.entities import find_entities
from dragoman.errors import DragomanError, Refused
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.model import Article, Record, Version
from dragoman.parse import Parser
from dragoman.places.places import find_places
from dragoman.quotes.quotes import find_quotes
from dragoman.times.rules import check_rules
from dragoman.times.times import find_times

T = TypeVar("T")
FIELDS = ("title", "published", "outlet", "url", "author")


class BadStage(DragomanError):
    """A stage needs what no stage before it adds, or sets what it does not say it adds."""


class Pipeline:
    """Stages in order.

    Args:
        stages: each needs nothing but the parsed text ("blocks") and what stages before it add.

    Raises `BadStage` where one needs more, and at work where one sets a field that it does not declare.
    """

    def __init__(self, stages: Iterable[Stage]) -> None:
        self.stages = tuple(stages)
        there = {"blocks"}
        for one in self.stages:
            if missing := sorted(set(one.needs) - there):
                raise BadStage(f"the stage {one.name} needs {', '.join(missing)}, which no stage before it adds")
            there |= set(one.adds)

    def __call__(self, document: Document) -> Document:
        """The document after all stages."""
        for one in self.stages:
            document = _kept(one, document, one(document))
        return document


def _kept(one: Stage, before: Document, after: Document) -> Document:
    names = (f.name for f in fields(Document) if f.name not in one.adds)
    if changed := [n for n in names if getattr(before, n) is not getattr(after, n)]:
        raise BadStage(f"the stage {one.name} sets {', '.join(changed)}, which it does not say it adds")
    return after


class Coder:
    """Reads articles.

    Args:
        model: a spaCy model by name, the shipped one by default.
        knowledge: what the stages know, or a folder whose files replace or add to the shipped ones.
        register, codebook, predicates, weights: single parts of it by path.
        more: stages of your own, after the others.

    Raises `ModelMissing` for a model that is not installed and `BadKnowledge` for a file that breaks its schema.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        knowledge: Knowledge | Path | str | None = None,
        register: Path | str | None = None,
        codebook: Path | str | None = None,
        predicates: Path | str | None = None,
        weights: Path | str | None = None,
        more: Sequence[Stage] = (),
    ) -> None:
        given = {"register": register, "codebook": codebook, "predicates": predicates, "weights": weights}
        self.knowledge = knowledge if isinstance(knowledge, Knowledge) else load_knowledge(knowledge, given)
        check_rules(self.knowledge)
        self.parser = Parser(model)
        self.encoder = Encoder(self.knowledge.codebook.modes, self.knowledge.weights)
        stages = (find_times, find_places, find_entities, find_quotes, event_stage(self.encoder), link_quotes)
        self.pipeline = Pipeline((*stages, *more))

    @cached_property
    def version(self) -> Version:
        """What stands in every record this coder makes."""
        return Version(
            dragoman=__version__,
            codebook=self.knowledge.codebook.version,
            weights=self.encoder.version,
            register=self.knowledge.register.version,
            model=self.parser.name,
        )

    def document(self, article: Article) -> Document:
        """An article with all that the stages found, spaCy's tokens among it."""
        return self.pipeline(self.parser.document(article, self.knowledge))

    def read(self, article: Article) -> Record:
        """The record of one article."""
        found = self.document(article)
        return Record(
            article=article,
            actors=found.actors,
            events=found.events,
            places=tuple(p.place for p in found.places),
            times=tuple(t.time for t in found.times if t.role != "age"),
            quotes=found.quotes,
            version=self.version,
        )

    def pipe(self, articles: Iterable[Article | str | Mapping[str, str]]) -> Iterator[Record | Refused]:
        """Records in the order of the input; an input that cannot be read comes out as the `Refused` that says why.

        An item is an article, its text, or a mapping with `text` and any of id, title, published, outlet, url, author.
        """
        for n, item in enumerate(articles):
            try:
                yield self.read(self._article(item, n))
            except Refused as refused:
                yield refused

    def _article(self, item: Article | str | Mapping[str, str], n: int) -> Article:
        if isinstance(item, Article):
            return item
        if isinstance(item, str):
            return article_of(item)
        if not isinstance(item, Mapping) or not isinstance(item.get("text"), str):
            raise Refused(f"item {n}", "no-text", "an article, a text or a mapping with `text` is expected")
        known = {field: item[field] for field in FIELDS if item.get(field) is not None}
        return article_of(item["text"], source_id=str(item["id"]) if item.get("id") is not None else None, **known)


def guarded(article: Article, source: str, work: Callable[[], T]) -> T | Refused:
    """What `work` makes of one article; a fault of ours comes out as `Refused`, so that it ends no batch."""
    try:
        return work()
    except Refused as refused:
        return refused
    except DragomanError:
        raise
    except Exception as error:
        name = article.source_id or article.id
        return Refused(source, "internal", f"a fault of Dragoman in article {name}; please report it: {error!r}")
