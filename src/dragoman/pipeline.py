"""The stages in order, over one article or a stream of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from dragoman import __version__
from dragoman.acquire import article as article_of
from dragoman.acquire.columns import fields
from dragoman.coder.detect.encoder import Encoder
from dragoman.coder.events.find import find_events, link
from dragoman.entities.actors import find_actors
from dragoman.errors import DragomanError, Refused, internal
from dragoman.knowledge.codebook.codebook import Codebook, load_codebook
from dragoman.knowledge.codebook.predicates import Predicates, load_predicates
from dragoman.knowledge.register.loader import Register, load_register
from dragoman.model import Actor, Article, Event, Record, Version
from dragoman.parse import Parser
from dragoman.places.places import Gazetteer, load_gazetteer
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

    def pipe(self, articles: Iterable[Article | str | Mapping[str, Any]]) -> Iterator[Record | Refused]:
        """Records in the order of the input; an input that cannot be read comes out as the `Refused` that says why.

        An item is an article, its text, or a mapping with `text` and any of id, title, published, outlet, url, author,
        also under the other names that docs/acquire.md gives for them. A fault of ours in one item comes out under the
        code `internal`. Items without an id are called "item 0", "item 1" ... in what is refused.
        """
        for n, item in enumerate(articles):
            article = self._article(item, f"item {n}")
            yield article if isinstance(article, Refused) else self._guarded(article, f"item {n}")

    def _guarded(self, article: Article, source: str) -> Record | Refused:
        return guarded(article, article.source_id or source, lambda: self.read(article))

    def _article(self, item: Article | str | Mapping[str, Any], source: str) -> Article | Refused:
        if isinstance(item, Article):
            return item
        held = {"text": item} if isinstance(item, str) else fields(item) if isinstance(item, Mapping) else {}
        if not isinstance(held.get("text"), str):
            return Refused(source, "no-text", "an article, a text or a mapping with `text` is expected")
        source_id = str(held["id"]) if "id" in held else None
        odd = [name for name in FIELDS if not isinstance(held.get(name, ""), str)]
        if odd:
            return Refused(source_id or source, "bad-field", f"`{odd[0]}` must be text, it is {held[odd[0]]!r:.80}")
        try:
            return article_of(held["text"], source_id=source_id, **{f: held[f] for f in FIELDS if f in held})
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
