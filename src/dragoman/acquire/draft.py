"""A draft: text and metadata as an input gives them, before they are checked and become an `Article`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.acquire.dateline import set_apart
from dragoman.acquire.encoding import refuse_binary, repair
from dragoman.acquire.language import language
from dragoman.acquire.published import iso_date, published_in
from dragoman.acquire.structure import segments
from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.model import Article, Segment, SegmentKind

GIVEN = "given"


@dataclass(frozen=True)
class Draft:
    """A text and its metadata as read, not yet checked.

    Args:
        source: the input's name, for errors.
        published: a date as the input has it; `published_reason` says where it comes from.
        repaired: whether decoding already replaced broken bytes.
        known: kinds of paragraphs that HTML markup settles, by the paragraph's offset in `text`.
    """

    text: str
    source: str
    source_id: str | None = None
    title: str | None = None
    published: str | None = None
    published_reason: str = GIVEN
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    repaired: bool = False
    known: Mapping[int, SegmentKind] = field(default_factory=dict)

    def article(self, lexicon: Lexicon) -> Article:
        """Check the draft and return its article, with segments, language, and title and date if the text has them.

        Args:
            lexicon: word lists that recognise furniture, dates and languages.

        Raises `Refused` with code `empty`, `binary`, `no-text`, `language` or `bad-date`.
        """
        published = iso_date(self.published, self.source)
        if not self.text.strip():
            raise Refused(self.source, "empty", "there is no text in it")
        refuse_binary(self.text, self.source)
        text, mended = repair(self.text)
        code, why = language(text, self.source, lexicon)
        title = _clean(self.title)
        parts = segments(text, lexicon.furniture, title, self.known if text == self.text else {})
        title = title or _title(text, parts)
        published, reason = (
            (published, self.published_reason) if published else published_in(text, parts, lexicon.furniture)
        )
        return Article(
            id=identity(text, title, published),
            source_id=_clean(self.source_id),
            url=_clean(self.url),
            outlet=_clean(self.outlet),
            author=_clean(self.author),
            title=title,
            published=published,
            published_reason=reason,
            language=code,
            language_reason=why,
            repaired=mended or self.repaired,
            text=text,
            segments=set_apart(text, parts, lexicon.furniture),
        )


def identity(text: str, title: str | None, published: str | None) -> str:
    """The id of an article: "sha256:" and the hash of the compact JSON array [text, title, date] in UTF-8."""
    framed = json.dumps([text, title, published], ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(framed.encode()).hexdigest()


def _title(text: str, parts: tuple[Segment, ...]) -> str | None:
    lines = (text[slice(*part.span)] for part in parts if part.kind == "title")
    return next((" ".join(line.split()) for line in lines), None)


def _clean(value: str | None) -> str | None:
    return repair(value)[0].strip() or None if value else None
