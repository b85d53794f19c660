"""The stages in order, over one article or a stream of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from dragoman import __version__
from dragoman.acquire import article as article_of
from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.events.find import find_events, link
from dragoman.entities.actors import find_actors
from dragoman.errors import DragomanError, Refused
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.codebook.predicates import Predicates
from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.shim import load_codebook, load_gazetteer, load_predicates, load_register
from dragoman.model import Actor, Article, Event, Record, Version
from dragoman.parse import Parser
from dragoman.places.places import Gazetteer
from dragoman.places.places import analyse as analyse_places
from dragoman.quotes.quotes import find_quotes
from dragoman.times import analyse as analyse_times

T = TypeVar("T")
FIELDS = ("title", "published", "outlet", "url", "author")


class Coder:
    """Reads articles. Each part of its knowledge can be a user's own: a spaCy model by name, files by path.

    Raises `ModelMissing` for a model that is not installed and `BadKnowledge` for a file that breaks its schema.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        register: Path | str | None = None,
        codebook: Path | str | None = None,
        predicates: Path | str | None = None,
        weights: Path | str | None = None,
    ) -> None:
        self.parser = Parser(model)
        self.register: Register = load_register(Path(register) if register else None)
        self.codebook: Codebook = load_codebook(Path(codebook)) if codebook else load_codebook()
        self.predicates: Predicates = load_predicates(Path(predicates)) if predicates else load_predicates()
        self.gazetteer: Gazetteer = load_gazetteer()
        modes = {name: tuple(kind.modes) for name, kind in self.codebook.types.items()}
        self.encoder = Encoder(modes, Path(weights) if weights else None)

    @cached_property
    def version(self) -> Version:
        """What stands in every record this coder makes."""
        return Version(
            dragoman=__version__,
            codebook=self.codebook.version,
            weights=self.encoder.version,
            register=self.register.version,
            model=self.parser.name,
        )

    def read(self, article: Article) -> Record:
        """The record of one article."""
        parsed = self.parser(article)
        times = analyse_times(parsed)
        places = analyse_places(parsed, self.gazetteer)
        actors, mentions = find_actors(parsed, self.register, places)
        quotes = find_quotes(parsed, mentions)
        knowledge = (self.codebook, self.predicates, self.register)
        events = find_events(parsed, mentions, times, places, quotes, *knowledge, encoder=self.encoder)
        return Record(
            article=article,
            actors=(*actors, *_inferred(actors, events, self.register)),
            events=events,
            places=tuple(p.place for p in places),
            times=tuple(t.time for t in times if t.role != "age"),
            quotes=link(quotes, events),
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


def _inferred(actors: Iterable[Actor], events: Iterable[Event], register: Register) -> Iterator[Actor]:
    """The states that events know only by a place in them ("the Benghazi attack"): parties that nobody named."""
    named = {a.id for a in actors}
    for party in (p for e in events for p in (*e.source, *e.target, *e.reported_by)):
        entry = register.entries.get(party.actor)
        if entry is not None and party.actor not in named:
            named.add(party.actor)
            yield Actor(
                id=entry.id,
                name=entry.name,
                kind=entry.kind,
                country=entry.country,
                sector=entry.sector,
                wikidata=entry.wikidata,
                cow=entry.cow,
                inferred=True,
            )
