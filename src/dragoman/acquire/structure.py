"""Segmentation of a news text: tells prose from title, standfirst, captions, credits, subheads and links.

Events are extracted from prose only. Where the signs are mixed a paragraph is prose: a title taken for prose repeats an
event, while prose taken for a title loses one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise, takewhile

from dragoman.acquire.dateline import dateline
from dragoman.acquire.paragraphs import Paragraph, ends_sentence, paragraphs
from dragoman.knowledge.lexicon.furniture import FurnitureCues
from dragoman.model import Segment, SegmentKind

Kinds = list[SegmentKind | None]  # of each paragraph; None while it is undecided
NO_KIND: Mapping[int, SegmentKind] = {}
HEADLINE_WORDS = 25  # at most
DECK_WORDS = 40  # of a standfirst, at most
DECK_LINES = 5  # paragraphs above the prose that can be title or standfirst
SUBHEAD_WORDS = 10  # at most
LABEL_WORDS = 3  # of a section, outlet or byline above the prose, at most
CAPTION_WORDS = 90  # at most
SENTENCE_WORDS = 4  # at least
SEARCHED = 6  # paragraphs from the start that can repeat a known title
OPEN_ENDS = ",;:-–—…(["
BULLETS = "-–—•*·▪‣◦>#"
SINGLE = re.compile(r"(?:^|\s)[‘'][^‘’'“”\"\n]{3,80}[’'](?!\w)")
WORD = re.compile(r"[^\W\d_]{4,}")


def segments(
    text: str, cues: FurnitureCues, title: str | None = None, known: Mapping[int, SegmentKind] = NO_KIND
) -> tuple[Segment, ...]:
    """Every paragraph of a text with its kind, in order; together they cover all that is not blank.

    Args:
        text: the article's text.
        cues: patterns of captions, credits, links and datelines (furniture.yaml).
        title: the title, where metadata gives it.
        known: kinds that HTML markup settles, by the paragraph's offset.
    """
    found = paragraphs(text)
    kinds: Kinds = [known.get(p.start) or _by_itself(p, cues) for p in found]
    _captions(found, kinds, cues)
    _head(found, kinds, title, cues)
    _subheads(found, kinds, cues)
    if "prose" not in kinds and None not in kinds:
        kinds = [kind if kind == "link" else "prose" for kind in kinds]
    return tuple(Segment(kind=kind or "prose", span=(p.start, p.end)) for p, kind in zip(found, kinds, strict=True))


def _by_itself(paragraph: Paragraph, cues: FurnitureCues) -> SegmentKind | None:
    """The kind that a paragraph's own words show, whatever stands around it."""
    if not any(map(str.isalnum, paragraph.text)):
        return "link"
    return cues.kind(paragraph.text)


def _captions(found: Sequence[Paragraph], kinds: Kinds, cues: FurnitureCues) -> None:
    """Mark captions: a line right above the credit of a picture, in a block of only these two."""
    sizes = Counter(paragraph.block for paragraph in found)
    for n, (above, below) in enumerate(pairwise(found)):
        alone = above.block == below.block and sizes[above.block] == 2 and len(sizes) > 1
        picture = kinds[n + 1] in ("credit", "caption") and not below.text.casefold().startswith(cues.written)
        if alone and picture and kinds[n] is None and _words(above) <= CAPTION_WORDS:
            kinds[n] = "caption"


def _head(found: Sequence[Paragraph], kinds: Kinds, title: str | None, cues: FurnitureCues) -> None:
    """Mark the title, standfirst and labels above the first sentence of prose."""
    titled = _known_title(found, kinds, title)
    open_ = list(islice((n for n, kind in enumerate(kinds) if kind is None), DECK_LINES + 2))
    first = next((n for n in open_ if _is_sentence(found[n], cues)), None)
    if first is None:
        return
    above = [n for n in open_ if n < first]
    headlines = list(takewhile(lambda n: _is_headline(found[n], cues), above))
    if len(headlines) > DECK_LINES:
        return
    if not titled and headlines:
        top = next((n for n in headlines if not _is_label(found[n])), headlines[0])
        kinds[top], titled = "title", True
    for n in headlines:
        kinds[n] = kinds[n] or ("credit" if _is_label(found[n]) else "standfirst")
    if not above and not titled and _is_title_case(found[first], kinds, first):
        kinds[first], titled = "title", True
    if titled:
        _standfirst(found, kinds, cues)


def _known_title(found: Sequence[Paragraph], kinds: Kinds, title: str | None) -> bool:
    """Mark paragraphs that repeat a known title; returns whether there is a title by now."""
    for n, paragraph in enumerate(found[:SEARCHED]):
        if title and len(paragraph.text) < 2 * len(title) + 20 and _bare(paragraph.text) == _bare(title):
            kinds[n] = "title"
    return bool(title) or "title" in kinds


def _standfirst(found: Sequence[Paragraph], kinds: Kinds, cues: FurnitureCues) -> None:
    """Mark a standfirst that is a full sentence: a dateline follows, or it quotes in single marks, as titles do."""
    rest = [n for n, kind in enumerate(kinds) if kind is None]
    after_title = "title" in kinds[: rest[0]] if rest else False
    if len(rest) < 3 or not after_title or "standfirst" in kinds:
        return
    deck, body = found[rest[0]].text, [found[n] for n in rest[1:]]
    if len(deck.split()) > DECK_WORDS or dateline(deck, cues):
        return
    doubles = any("“" in p.text or '"' in p.text for p in body)
    title_marks = SINGLE.search(deck) and not any(mark in deck for mark in '“"') and doubles
    if dateline(body[0].text, cues) or title_marks:
        kinds[rest[0]] = "standfirst"


def _subheads(found: Sequence[Paragraph], kinds: Kinds, cues: FurnitureCues) -> None:
    """Mark subheads: short lines without an end mark between paragraphs of prose."""
    rest = [n for n, kind in enumerate(kinds) if kind is None]
    for before, n, after in zip(rest, rest[1:], rest[2:], strict=False):
        short = _words(found[n]) <= SUBHEAD_WORDS and _is_headline(found[n], cues)
        if short and ends_sentence(found[before].text) and _is_sentence(found[after], cues):
            kinds[n] = "subhead"


def _is_sentence(paragraph: Paragraph, cues: FurnitureCues) -> bool:
    """Whether a paragraph is prose for certain: it ends like a sentence, or opens with a dateline."""
    text = paragraph.text
    return (ends_sentence(text) and _words(paragraph) >= SENTENCE_WORDS) or dateline(text, cues) is not None


def _is_headline(paragraph: Paragraph, cues: FurnitureCues) -> bool:
    """Whether a paragraph has the form of a headline: short, not from a small letter or bullet, without an end mark."""
    text = paragraph.text
    starts = text[0] not in BULLETS and not text[0].islower()
    closed = text.endswith((".", "…")) or text[-1] in OPEN_ENDS or _ends_quoted_sentence(text)
    return starts and not closed and _words(paragraph) <= HEADLINE_WORDS and dateline(text, cues) is None


def _is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a label such as a section, outlet or reporter: up to three words, all with a capital."""
    words = paragraph.text.split(None, LABEL_WORDS)
    return len(words) <= LABEL_WORDS and all(word[0].isupper() for word in words)


def _ends_quoted_sentence(text: str) -> bool:
    return not text.endswith(("?", "!")) and ends_sentence(text)


def _is_title_case(paragraph: Paragraph, kinds: Kinds, at: int) -> bool:
    """Whether the first paragraph capitalises all long words, as titles do, and others follow it."""
    words = WORD.findall(paragraph.text) if _words(paragraph) <= HEADLINE_WORDS else []
    return len(words) >= 4 and all(word[0].isupper() for word in words) and None in kinds[at + 1 :]


def _words(paragraph: Paragraph) -> int:
    return len(paragraph.text.split(None, CAPTION_WORDS + 1))


def _bare(text: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))
