"""The pipeline: all stages in order, and the `Coder` that runs them over one article or a stream of articles."""

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
    """A stage needs a field that no earlier stage adds, or sets a field that it does not declare in `adds`."""


class Pipeline:
    """Runs stages one after the other and checks that each keeps to the fields it declares.

    Args:
        stages: in the order they run; each may need the parsed text ("blocks") and what earlier stages add.

    Raises `BadStage` when made, if a stage needs anything else; and when run, if a stage sets an undeclared field.
    """

    def __init__(self, stages: Iterable[Stage]) -> None:
        self.stages = tuple(stages)
        there = {"blocks"}
        for one in self.stages:
            if missing := sorted(set(one.needs) - there):
                raise BadStage(f"the stage {one.name} needs {', '.join(missing)}, which no stage before it adds")
            there |= set(one.adds)

    def __call__(self, document: Document) -> Document:
        """Run all stages on a document and return the result."""
        for one in self.stages:
            document = _kept(one, document, one(document))
        return document


def _kept(one: Stage, before: Document, after: Document) -> Document:
    """The document after a stage; raises `BadStage` where a field outside the stage's `adds` was replaced."""
    names = (f.name for f in fields(Document) if f.name not in one.adds)
    if changed := [n for n in names if getattr(before, n) is not getattr(after, n)]:
        raise BadStage(f"the stage {one.name} sets {', '.join(changed)}, which it does not say it adds")
    return after


class Coder:
    """Turns articles into records: loads models and knowledge once, then reads any number of articles.

    Args:
        model: a spaCy model by name or path; the small English model by default.
        knowledge: knowledge already loaded, or a folder whose files replace or extend the shipped ones.
        register, codebook, predicates, weights: paths of single parts of the knowledge, on top of `knowledge`.
        more: your own stages, run after the built-in ones.

    Raises `ModelMissing` for a model that is not installed, `BadKnowledge` for a file that breaks its schema, and
    `BadStage` for a stage in `more` that needs what no stage adds.
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
        self.knowledge = load_knowledge(knowledge, given)
        check_rules(self.knowledge)
        if self.knowledge.digest:  # the user's own files: report what is wrong in them before any article is read
            self.knowledge.check()
        self.parser = Parser(model)
        self.encoder = Encoder(self.knowledge.codebook.modes, self.knowledge.weights)
        found = (find_times, find_places, find_entities, find_quotes, resolve_first_person)
        self.pipeline = Pipeline((*found, event_stage(self.encoder), link_quotes, *more))

    @cached_property
    def version(self) -> Version:
        """The `version` part of every record that this coder makes."""
        return Version(
            dragoman=__version__,
            codebook=self.knowledge.codebook.version,
            weights=self.encoder.version,
            register=self.knowledge.register.version,
            model=self.parser.name,
        )

    def document(self, article: Article) -> Document:
        """An article after all stages, with spaCy's tokens: what `read` makes the record from."""
        return self.pipeline(self.parser.document(article, self.knowledge))

    def read(self, article: Article) -> Record:
        """Read one article and return its record."""
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
        """Read many articles, lazily and in order; one bad item does not end the stream.

        Args:
            articles: each an `Article`, a text, or a mapping with `text` and any of id, title, published, outlet, url,
                author (docs/acquire.md lists other accepted names of these fields).

        Yields one `Record` per item, or for an item that cannot be read a `Refused` with the reason (code `internal`
        for a bug in Dragoman). An item without an id is named "item 0", "item 1" ... in its `Refused`.
        """
        for n, item in enumerate(articles):
            article = self._article(item, f"item {n}")
            yield article if isinstance(article, Refused) else self._guarded(article, f"item {n}")

    def _given(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return given(item, self.knowledge.lexicon.inputs)

    def _guarded(self, article: Article, source: str) -> Record | Refused:
        return guarded(article, article.source_id or source, lambda: self.read(article))

    def _article(self, item: Article | str | Mapping[str, Any], source: str) -> Article | Refused:
        """One item of `pipe` as an article; `source` names it in a `Refused` if it has no id."""
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
    """The result of `work`, or a `Refused` if it fails, so that one article cannot end a batch.

    Args:
        article: the article that `work` is about; its id goes into the report of a bug.
        source: the input's name in the `Refused`.
        work: called once.

    Raises any `DragomanError` that is not a `Refused` (such as missing weights): it would fail every article.
    """
    try:
        return work()
    except Refused as refused:
        return refused
    except DragomanError:
        raise
    except Exception as error:
        return internal(source, error, where=f"article {article.source_id or article.id}")
