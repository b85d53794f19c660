"""The record: what Dragoman says about one article, and the only types that cross a stage.

Every span is a pair of Unicode code point offsets into `Article.text`, end exclusive; the text a span
covers is the `text` that stands beside it. The schema is described field by field in docs/record.md.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
Modality = Literal["actual", "planned", "conditional", "denied", "claimed"]
SegmentKind = Literal["title", "standfirst", "dateline", "prose", "subhead", "caption", "credit", "link"]


class Part(BaseModel):
    """Base of every part of the record: immutable, and closed to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Segment(Part):
    """A run of the article's text of one kind; events are read from `prose` only."""

    kind: SegmentKind
    span: Span


class Article(Part):
    """One article as it was read; `text` is the input's own, character for character."""

    id: str = Field(description="sha256 of the text, title and publication date")
    source_id: str | None = Field(None, description="the input's own id")
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published: str | None = Field(None, description="ISO date")
    published_reason: str | None = Field(None, description="where the publication date comes from")
    language: str = "en"
    language_reason: str | None = Field(None, description="detected, or assumed and why")
    repaired: bool = Field(False, description="whether mojibake or broken bytes were repaired in text")
    text: str
    segments: tuple[Segment, ...] = ()


class Office(Part):
    """An office a person held on the article's date, with the source of that fact."""

    title: str
    organisation: str
    from_: str | None = Field(None, alias="from")
    to: str | None = None
    source: str


class Actor(Part):
    """A person, state, organisation, group or office named in the article."""

    id: str
    name: str
    kind: Literal["person", "state", "organisation", "group", "office"]
    country: str = Field("---", description="ISO 3166-1 alpha-3, or IGO NGO MNC WST ISG ---")
    sector: str = "---"
    wikidata: str | None = None
    cow: str | None = None
    office: Office | None = None
    inferred: bool = Field(False, description="named by the register, not by the text")
    mentions: tuple[Span, ...] = ()


class Party(Part):
    """An actor in a role of one event, with the words that put it there."""

    actor: str
    text: str
    span: Span
    country: str = "---"
    sector: str = "---"


class Discrepancy(Part):
    """A statement of the article that disagrees with a dated fact of the register."""

    says: str
    known: str
    source: str


class When(Part):
    """An event's date as EDTF with the words and the reason; `edtf` is null where the text gives none."""

    edtf: str | None = None
    text: str | None = None
    span: Span | None = None
    reason: str
    conflict: Discrepancy | None = None


class Timex(Part):
    """TIMEX3 type and value (TimeML 1.2.1)."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


class Time(Part):
    """A time expression anywhere in the article."""

    text: str
    span: Span
    edtf: str | None = None
    timex: Timex
    reason: str


class Where(Part):
    """An event's place."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: str
    text: str
    span: Span
    reason: str


class Place(Part):
    """A toponym anywhere in the article; `use` tells a location from a metonym and a demonym."""

    text: str
    span: Span
    name: str
    kind: str
    use: Literal["location", "metonym", "demonym"]
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    reason: str


class Count(Part):
    """A number the event carries, as an inclusive range; money in units of its currency."""

    of: str
    min: int
    max: int
    unit: str | None = None
    text: str
    span: Span


class Event(Part):
    """Who did what to whom; see docs/record.md for every field."""

    id: str
    type: str
    mode: tuple[str, ...] = ()
    modality: Modality = "actual"
    cue: Span | None = None
    historical: bool = Field(False, description="a past event recalled as background")
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    date: When
    place: Where | None = None
    counts: tuple[Count, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str
    quad: int
    intensity: float
    reported_by: tuple[Party, ...] = ()
    trigger: Span
    sentence: Span
    also: tuple[Span, ...] = Field((), description="other sentences that report the same act")
    confidence: float
    why: str = Field(description="predicate, rule and spans that led here")


class Speaker(Part):
    """Who said it: the words in the text and the name they stand for."""

    actor: str | None = None
    text: str
    name: str
    span: Span


class Quoted(Part):
    """The words between one pair of quotation marks."""

    text: str
    span: Span


class Quote(Part):
    """An attribution: direct (all between marks), mixed (some), indirect (none)."""

    text: str
    spans: tuple[Span, ...]
    span: Span
    kind: Literal["direct", "mixed", "indirect"]
    quoted: tuple[Quoted, ...] = ()
    speaker: Speaker | None = None
    cue: Span | None = None
    event: str | None = None
    confidence: float


class Version(Part):
    """What made the record."""

    dragoman: str
    codebook: str
    weights: str | None = None
    register_: str = Field(alias="register")
    model: str


class Record(Part):
    """All that was read from one article."""

    article: Article
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    version: Version

    def to_json(self) -> str:
        """The record as one line of JSON, keys in schema order."""
        return self.model_dump_json(by_alias=True)

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """The record that `to_json` wrote; raises `pydantic.ValidationError` where it is not one."""
        return cls.model_validate_json(line)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts and lists, under the names of the JSON."""
        return self.model_dump(by_alias=True, mode="json")
