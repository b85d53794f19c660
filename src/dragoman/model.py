"""The data types of a record: everything Dragoman extracts from one article, as immutable pydantic models.

A `Span` is a pair `(start, end)` of Unicode code point offsets into `Article.text`, end exclusive. Where a part has a
`text` beside its `span`, it is the text that the span covers. Dates are EDTF strings; country codes are ISO 3166-1
alpha-3, with "---" for unknown. docs/record.md describes every field.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
Modality = Literal["actual", "planned", "conditional", "denied", "claimed"]
SegmentKind = Literal["title", "standfirst", "dateline", "prose", "subhead", "caption", "credit", "link"]


class Part(BaseModel):
    """Base class of all parts of a record: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Segment(Part):
    """A stretch of the article of one kind (title, prose, caption ...); events are extracted from `prose` only."""

    kind: SegmentKind
    span: Span


class Article(Part):
    """One article as it was read: its text, unchanged but for repaired encoding errors, and its metadata."""

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
    """An office that a person held on the article's publication date: its dates (EDTF) and the source."""

    title: str
    organisation: str
    from_: str | None = Field(None, alias="from")
    to: str | None = None
    source: str


class Actor(Part):
    """A person, state, organisation, group or office that the article mentions, with all its mentions."""

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
    """An actor as source or target of one event, or as who reported it; `text` is the noun phrase in that role."""

    actor: str
    text: str
    span: Span
    country: str = "---"
    sector: str = "---"


class Discrepancy(Part):
    """A date in the article (`says`) that contradicts a dated fact of the actor register (`known`)."""

    says: str
    known: str
    source: str


class When(Part):
    """The date of an event: EDTF, the words it comes from, and how they were resolved; `edtf` is None if not stated."""

    edtf: str | None = None
    text: str | None = None
    span: Span | None = None
    reason: str
    conflict: Discrepancy | None = None


class Timex(Part):
    """A time expression normalised to TIMEX3 (TimeML 1.2.1): its type and value, such as DURATION and "P3D"."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


class Time(Part):
    """A time expression anywhere in the article, normalised to EDTF and TIMEX3."""

    text: str
    span: Span
    edtf: str | None = None
    timex: Timex
    reason: str


class Where(Part):
    """The place of an event: name, administrative units, WGS 84 coordinates in degrees, GeoNames id and precision."""

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
    """A toponym anywhere in the article, resolved to the gazetteer.

    `use` tells a location ("in Paris") from a metonym ("Paris said", the government) and a demonym ("the French").
    """

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
    """A number stated for an event (people killed, money given), as an inclusive range; `unit` is the currency."""

    of: str
    min: int
    max: int
    unit: str | None = None
    text: str
    span: Span


class Event(Part):
    """One event: who (`source`) did what (`type`, `mode`) to whom (`target`), when and where.

    `quad` is the quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict;
    `intensity` the PLOVER score from -10 to 10; `confidence` is between 0 and 1. See docs/record.md for every field.
    """

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
    """The speaker of a quote: the words that name it, the full name, and the id of its `Actor` where it is one."""

    actor: str | None = None
    text: str
    name: str
    span: Span


class Quoted(Part):
    """The text between one pair of quotation marks, without the marks."""

    text: str
    span: Span


class Quote(Part):
    """A statement that the article attributes to a speaker.

    `kind` is direct where all of its content stands between quotation marks, mixed where some does, indirect where
    none does. `event` is the id of the event that the quote reports or performs; `confidence` is between 0 and 1.
    """

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
    """The versions of all that produced a record: Dragoman, codebook, encoder weights, actor register, spaCy model."""

    dragoman: str
    codebook: str
    weights: str | None = None
    register_: str = Field(alias="register")
    model: str


class Record(Part):
    """Everything extracted from one article."""

    article: Article
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    version: Version

    def to_json(self) -> str:
        """The record as one line of JSON; keys stand in the order of the schema, so equal records give equal bytes."""
        return self.model_dump_json(by_alias=True)

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """The record in a line that `to_json` wrote; raises `pydantic.ValidationError` for anything else."""
        return cls.model_validate_json(line)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists, strings and numbers, with the keys of the JSON."""
        return self.model_dump(by_alias=True, mode="json")
