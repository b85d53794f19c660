"""The stages in order, over one article or a stream of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from dragoman import __version__
from dragoman.acquire import article as article_of
from dragoman.acquire.columns import fields as given
from dragoman.coder.coder import event_stage, link_quotes
from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.first_person import resolve_first_person
from dragoman.document import Document, Stage
from dragoman.entities.entities import find_entities
from dragoman.errors import DragomanError, Refused, internal
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
        if isinstance(knowledge, Knowledge):
            given = {**knowledge.given, **{name: path for name, path in given.items() if path}}
            knowledge = knowledge.own
        self.knowledge = load_knowledge(knowledge, given)
        check_rules(self.knowledge)
        if self.knowledge.digest:  # a user's own files: what is wrong with them is told before any article is read
            self.knowledge.check()
        self.parser = Parser(model)
        self.encoder = Encoder(self.knowledge.codebook.modes, self.knowledge.weights)
        found = (find_times, find_places, find_entities, find_quotes, resolve_first_person)
        self.pipeline = Pipeline((*found, event_stage(self.encoder), link_quotes, *more))

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

    def pipe(self, articles: Iterable[Article | str | Mapping[str, Any]]) -> Iterator[Record | Refused]:
        """Records in the order of the input; an input that cannot be read comes out as the `Refused` that says why.

        An item is an article, its text, or a mapping with `text` and any of id, title, published, outlet, url, author,
        also under the other names that docs/acquire.md gives for them. A fault of ours in one item comes out under the
        code `internal`. Items without an id are called "item 0", "item 1" ... in what is refused.
        """
        for n, item in enumerate(articles):
            article = self._article(item, f"item {n}")
            yield article if isinstance(article, Refused) else self._guarded(article, f"item {n}")

    def _given(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return given(item, self.knowledge.lexicon.inputs)

    def _guarded(self, article: Article, source: str) -> Record | Refused:
        return guarded(article, article.source_id or source, lambda: self.read(article))

    def _article(self, item: Article | str | Mapping[str, Any], source: str) -> Article | Refused:
        if isinstance(item, Article):
            return item
        held = {"text": item} if isinstance(item, str) else self._given(item) if isinstance(item, Mapping) else {}
        if not isinstance(held.get("text"), str):
            return Refused(source, "no-text", "an article, a text or a mapping with `text` is expected")
        source_id = str(held["id"]) if "id" in held else None
        odd = [name for name in FIELDS if not isinstance(held.get(name, ""), str)]
        if odd:
            return Refused(source_id or source, "bad-field", f"`{odd[0]}` must be text, it is {held[odd[0]]!r:.80}")
        try:
            found = {f: held[f] for f in FIELDS if f in held}
            return article_of(held["text"], source_id=source_id, knowledge=self.knowledge, **found)
        except Refused as refused:
            return Refused(source_id or source, refused.code, refused.reason)
        except DragomanError:
            raise
        except Exception as error:
            return internal(source_id or source, error)


def guarded(article: Article, source: str, work: Callable[[], T]) -> T | Refused:
    """What `work` makes of one article; a fault of ours comes out as `Refused`, so that it ends no batch."""
    try:
        return work()
    except Refused as refused:
        return refused
    except DragomanError:
        raise
    except Exception as error:
        return internal(source, error, where=f"article {article.source_id or article.id}")
