"""Evaluation of attributions on PolNeAR (Newell et al. 2018): what is said, by shared words, and by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.evaluate.attributions import Attribution, name_of, read_attributions
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, Metric, f1, share
from dragoman.evaluate.document import Document, one_to_one
from dragoman.evaluate.wording import of_longer, same_speaker
from dragoman.model import Quote
from dragoman.pipeline import Coder

ENOUGH = 0.5  # least share of the words of the longer content at which two contents match
KINDS = ("direct", "mixed", "indirect")
DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")
MARKS = re.compile(r"[\"“”]|''|``")


@dataclass(frozen=True)
class Said:
    """An annotated attribution: the text of its content, the offset where that begins, and the text of its source."""

    content: str
    at: int
    source: str

    @property
    def kind(self) -> str:
        """direct where all content stands between quotation marks, mixed where some does, else indirect."""
        text = self.content.strip(" .,;")
        marks = MARKS.findall(text)
        whole = MARKS.match(text) and MARKS.search(text[-2:]) and len(marks) % 2 == 0
        return "direct" if whole else "mixed" if marks else "indirect"


def documents(path: Path) -> list[Document[Said]]:
    """Read a folder with text/ and attributions/; of several annotators the first counts. Raises `BadKnowledge`."""
    out = []
    for marked, text, attributions in read_attributions(path, strict=True):
        day = DAY.search(marked.stem)
        items = tuple(_said(a, text) for a in attributions if a.source)
        out.append(Document(name_of(marked), text, day[1] if day else None, items))
    return out


def count(document: Document[Said], coder: Coder) -> Counts:
    """The counts of one article: contents matched (sharing half the words of the longer), sources right among them."""
    record = document.read(coder)
    said = record.quotes if record else ()
    out: Counts = Counter(said=len(said), wanted=len(document.items))
    out.update(f"said {q.kind}" for q in said)
    out.update(f"wanted {g.kind}" for g in document.items)
    for i, j in _paired(document.items, said):
        gold, speaker = document.items[i], said[j].speaker
        right = speaker is not None and same_speaker(gold.source, (speaker.text, speaker.name))
        for k in ("", f" said {said[j].kind}", f" wanted {gold.kind}"):
            out.update({f"content{k}": 1, f"source{k}": int(right)})
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """F1 of content, F1 of source, share of sources right among matched contents; the first and last also by kind."""
    bootstrap = Bootstrap(counts)
    out: list[tuple[str, Metric, str]] = [
        ("attributions: content F1", f1("content", "said", "content", "wanted"), "wanted"),
        ("attributions: source F1", f1("source", "said", "source", "wanted"), "wanted"),
        ("attributions: source right on matched", share("source", "content"), "content"),
    ]
    for k in KINDS:
        metric = f1(f"content said {k}", f"said {k}", f"content wanted {k}", f"wanted {k}")
        out.append((f"attributions: content F1 of {k}", metric, f"wanted {k}"))
        right = share(f"source wanted {k}", f"content wanted {k}")
        out.append((f"attributions: source right on matched of {k}", right, f"content wanted {k}"))
    return bootstrap.estimates(*out)


def _paired(gold: Sequence[Said], said: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Indices of matching contents, one to one: most shared words first, then those that begin nearest together."""
    found = (
        ((alike, -abs(g.at - q.span[0])), i, j)
        for i, g in enumerate(gold)
        for j, q in enumerate(said)
        if (alike := of_longer(g.content, q.text)) >= ENOUGH
    )
    yield from ((i, j) for _, i, j in one_to_one(found))


def _said(one: Attribution, text: str) -> Said:
    content, source = (" ".join(text[a:b] for a, b in spans) for spans in (one.content, one.source))
    return Said(content, one.content[0][0], source)
