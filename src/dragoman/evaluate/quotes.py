"""Attributions against PolNeAR (Newell et al. 2018): content by shared words, and the source of those matched."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.evaluate.bootstrap import Counts, Figure, Metric, Sample, f1, share
from dragoman.evaluate.document import Document
from dragoman.evaluate.wording import of_longer, same_speaker
from dragoman.model import Quote
from dragoman.pipeline import Coder

ENOUGH = 0.5
KINDS = ("direct", "mixed", "indirect")
DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")
MARKS = re.compile(r"[\"“”]|''|``")


@dataclass(frozen=True)
class Attribution:
    """What is said, where it begins, and by whom."""

    content: str
    at: int
    source: str

    @property
    def kind(self) -> str:
        """Direct where all of it stands between quotation marks, mixed where some does, else indirect."""
        text = self.content.strip(" .,;")
        marks = MARKS.findall(text)
        whole = MARKS.match(text) and MARKS.search(text[-2:]) and len(marks) % 2 == 0
        return "direct" if whole else "mixed" if marks else "indirect"


def documents(path: Path) -> list[Document[Attribution]]:
    """The articles of a folder with text/ and attributions/; of several annotators the first. Raises `BadKnowledge`."""
    out: dict[str, Document[Attribution]] = {}
    for annotation in sorted((path / "attributions").glob("*.ann")):
        stem = annotation.stem.rpartition("_")[0] or annotation.stem
        texts = [t for name in (annotation.stem, stem) if (t := path / "text" / f"{name}.txt").is_file()]
        if stem not in out and texts:
            text = texts[0].read_bytes().decode("utf-8")
            day = DAY.search(annotation.stem)
            try:
                items = tuple(_attributions(annotation.read_text(encoding="utf-8"), text))
            except ValueError as error:
                raise BadKnowledge(annotation, f"no brat annotation: {error}") from None
            out[stem] = Document(stem, text, day[1] if day else None, items)
    return list(out.values())


def count(document: Document[Attribution], coder: Coder) -> Counts:
    """Contents paired one to one where half the words of the longer are shared, and sources right among them."""
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


def figures(counts: Sequence[Counts]) -> list[Figure]:
    """Content F1, source F1, source right among those matched; content F1 and source of each kind."""
    sample = Sample(counts)
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
    return sample.figures(*out)


def _paired(gold: Sequence[Attribution], said: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    found = [
        (alike, -abs(g.at - q.span[0]), i, j)
        for i, g in enumerate(gold)
        for j, q in enumerate(said)
        if (alike := of_longer(g.content, q.text)) >= ENOUGH
    ]
    left, right = set(range(len(gold))), set(range(len(said)))
    for _, _, i, j in sorted(found, reverse=True):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield i, j


def _attributions(annotation: str, text: str) -> Iterator[Attribution]:
    """Events of brat's standoff format that have both a content and a source."""
    parts: dict[str, list[tuple[int, int]]] = {}
    for line in annotation.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            spans = rest.split("\t")[0].partition(" ")[2].split(";")
            parts[key] = [(int(a), int(b)) for a, b in (s.split() for s in spans)]
        elif key.startswith("E"):
            roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for role, _, part in (bit.partition(":") for bit in rest.split()):
                roles[role.rstrip("0123456789")] += parts.get(part, [])
            content, source = sorted(roles["Content"]), sorted(roles["Source"])
            if content and source:
                words, whose = (" ".join(text[a:b] for a, b in spans) for spans in (content, source))
                yield Attribution(words, content[0][0], whose)
