"""Stories and events on ECB+ and SemEval 2022 task 8: the sets, the measures, and what the record makes of them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.acquire import article
from dragoman.archive.cluster.columns import IntArray
from dragoman.archive.cluster.features import features
from dragoman.archive.cluster.group import Pair, group, scaled
from dragoman.archive.cluster.pairs import (
    PairColumns,
    article_keys,
    article_pairs,
    event_mention_keys,
    event_mention_pairs,
)
from dragoman.archive.storage.rows import rows_of
from dragoman.errors import Refused
from dragoman.knowledge import load_knowledge
from dragoman.model import Record
from dragoman.pipeline import Coder

KNOWN = load_knowledge()
OWN = KNOWN.parameters
SETS = "gold/stories"
DOCUMENT = re.compile(r"(\d+)(ecb|ecbplus)/\d+_(\d+)ecb(?:plus)?\.json")
HAPPENING = re.compile(r"(Singleton_)?(ACT|NEG)")
WORD = re.compile(r"\w+")
Row = dict[str, Any]
Place = tuple[int, int]
Mentions = dict[str, dict[Place, str]]


@dataclass(frozen=True)
class Document:
    """One article of a set; `story` is what the set says it belongs to."""

    id: str
    title: str | None
    text: str
    story: str = ""

    @property
    def topic(self) -> str:
        """The set's number of the kind of happening: two subtopics of ECB+ share one."""
        return re.split(r"\D", self.story)[0]


def ecbplus(shared: Path) -> list[Document]:
    """The 982 documents of ECB+, their subtopic as the story; title and text as a file would have them."""
    out = []
    with tarfile.open(shared / SETS / "ecbplus/ecbplus_docs+conll.tar.gz") as held:
        for member in sorted(held.getmembers(), key=lambda m: m.name):
            if found := DOCUMENT.search(member.name):
                told = json.load(held.extractfile(member))  # type: ignore[arg-type]
                topic, part, number = found.groups()
                text = f"{told['title']}\n\n{told['text']}".strip()
                out.append(Document(f"{topic}_{number}{part}", told["title"], text, topic + part))
    return out


def semeval(shared: Path) -> tuple[list[Document], list[tuple[str, str, float]]]:
    """The English articles of SemEval 2022 task 8, and the pairs with their `Overall` (1: the same, 4: nothing)."""
    documents, pairs = [], []
    for name in ("training", "testing"):
        with gzip.open(shared / SETS / f"semeval2022/{name}_set.csv.gz", "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["lang1"] == row["lang2"] == "en":
                    one, two = (f"{row['pair_id']}:{n}" for n in (1, 2))
                    documents += [Document(one, None, row["text1"]), Document(two, None, row["text2"])]
                    pairs.append((one, two, float(row["Overall"])))
    return documents, pairs


def read(coder: Coder, documents: Iterable[Document], cache: Path) -> dict[str, Record]:
    """The record of every document that can be read, by its id; `cache` is a file that keeps them."""
    held: dict[str, Record] = {}
    if cache.exists():
        records = (Record.model_validate_json(line) for line in cache.read_text(encoding="utf-8").split("\n") if line)
        held = {r.article.source_id or "": r for r in records}
    cache.parent.mkdir(parents=True, exist_ok=True)
    with cache.open("a", encoding="utf-8") as file:
        for d in documents:
            if d.id in held:
                continue
            try:
                held[d.id] = coder.read(article(d.text, source_id=d.id, title=d.title))
            except Refused:
                continue
            file.write(held[d.id].model_dump_json(by_alias=True) + "\n")
    return {d.id: held[d.id] for d in documents if d.id in held}


@dataclass(frozen=True)
class Compared:
    """The documents of a set that could be read, their records by id, and the pairs that the record would keep."""

    documents: list[Document]
    records: dict[str, Record]

    @classmethod
    def of(cls, coder: Coder, documents: Sequence[Document], cache: Path) -> Compared:
        """Read the documents, or take their records from `cache`, a file that keeps them."""
        records = read(coder, documents, cache)
        return cls([d for d in documents if d.id in records], records)

    @cached_property
    def rows(self) -> list[Row]:
        """What the record keeps of articles to compare them by; the set's own id in place of the hash."""
        told = self.records.values()
        return [{"id": r.article.source_id, "published": r.article.published, **features(r, OWN.words)} for r in told]

    @cached_property
    def pairs(self) -> list[Row]:
        """The pairs of articles that the record keeps."""
        return [
            p
            for p in _rows(article_pairs(self.rows, met(self.rows, partial(article_keys, parameters=OWN.words)), OWN))
            if p["kind"] == "article"
        ]

    @cached_property
    def reports(self) -> list[Row]:
        """The reports of all, `article` being the set's own id."""
        told = self.records.values()
        return [{**row, "article": r.article.source_id} for r in told for row in rows_of(r, {})["reports"]]

    @cached_property
    def close(self) -> list[Row]:
        """The pairs of reports that the record keeps."""
        alike = {(p["a"], p["b"]): p["score"] for p in self.pairs}
        return _rows(
            event_mention_pairs(
                self.reports, met(self.reports, event_mention_keys), alike, OWN, KNOWN.codebook.symmetric
            )
        )

    def stories(self, threshold: float | None = None) -> dict[str, str]:
        """The story of every article, as `dragoman stories` gives it."""
        own = OWN.story
        bar = own["threshold"] if threshold is None else threshold
        return _grouped(self.rows, scaled(_scores(self.pairs), own), bar)

    def events(self, threshold: float | None = None) -> dict[str, str]:
        """The event of every report, as `dragoman events` gives it."""
        bar = OWN.report["threshold"] if threshold is None else threshold
        return _grouped(self.reports, _scores(self.close), bar)


def met(rows: Sequence[Row], keys: Callable[[Row], list[str]]) -> IntArray:
    """The places of every two rows that share a key, as the record looks them up."""
    index: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], None] = {}
    for n, row in enumerate(rows):
        for key in dict.fromkeys(keys(row)):
            found |= {(other, n): None for other in index[key]}
            index[key].append(n)
    return np.array(list(found), np.int64).reshape(-1, 2)


def _rows(pairs: PairColumns) -> list[Row]:
    return [dict(zip(pairs, told, strict=True)) for told in zip(*pairs.values(), strict=True)]


def _scores(pairs: Iterable[Row]) -> list[Pair]:
    return [(p["a"], p["b"], p["score"]) for p in pairs]


def _grouped(rows: Sequence[Row], pairs: Sequence[Pair], threshold: float) -> dict[str, str]:
    order = {r["id"]: (r["published"] or "9999", r["id"]) for r in rows}
    return group(order, pairs, threshold, order)


def corefer(shared: Path, records: dict[str, Record], reports: Iterable[Row]) -> dict[str, str]:
    """The chain of the event mention that a report's trigger stands on, of those in validated sentences, by report."""
    words, chains = _annotated(shared)
    out = {}
    aligned: dict[str, dict[int, Place]] = {}
    for r in reports:
        name = r["article"]
        if name not in aligned:
            aligned[name] = _aligned(records[name].article.text, words.get(name, []))
        places = (aligned[name].get(at) for at in range(r["trigger_from"], r["trigger_to"]))
        found = next((c for p in places if p and (c := chains.get(name, {}).get(p))), None)
        if found:
            out[r["id"]] = found
    return out


def _aligned(text: str, gold: list[tuple[Place, str]]) -> dict[int, Place]:
    """The annotated token, as (sentence, token), that every character of a text stands in."""
    own = list(WORD.finditer(text))
    theirs = [(place, w.lower()) for place, token in gold for w in WORD.findall(token)]
    match = SequenceMatcher(None, [m.group().lower() for m in own], [w for _, w in theirs], autojunk=False)
    return {
        at: theirs[b + i][0]
        for a, b, size in match.get_matching_blocks()
        for i in range(size)
        for at in range(*own[a + i].span())
    }


def _annotated(shared: Path) -> tuple[dict[str, list[tuple[Place, str]]], Mentions]:
    """Tokens of every document, and the chains of the event mentions in validated sentences."""
    valid = set()
    for row in csv.DictReader((shared / SETS / "ecbplus/ECBplus_coreference_sentences.csv").open(encoding="utf-8")):
        valid.add((f"{row['Topic']}_{row['File']}", int(row["Sentence Number"])))
    words: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    chains: Mentions = defaultdict(dict)
    for name, place, token, marks in _tokens(shared):
        words[name].append((place, token))
        for mark in marks.split("|") if (name, place[0]) in valid else ():
            chain = mark.strip("()")
            if HAPPENING.match(chain):
                chains[name].setdefault(place, chain)
    return words, chains


def _tokens(shared: Path) -> Iterator[tuple[str, Place, str, str]]:
    """Document, (sentence, token), word and marks of each annotated token; a folder repeats others' documents."""
    with tarfile.open(shared / SETS / "ecbplus/ecbplus_docs+conll.tar.gz") as held:
        for member in sorted(held.getmembers(), key=lambda m: m.name):
            if not member.name.endswith(".conll"):
                continue
            own = Path(member.name).stem
            for line in io.TextIOWrapper(held.extractfile(member), encoding="utf-8"):  # type: ignore[arg-type]
                cells = line.rstrip("\n").split("\t")
                if len(cells) == 5 and cells[0].split("/")[1] == own:
                    topic, part, number = cells[0].split("/")
                    name = f"{topic}_{number}{part.removeprefix(topic)}"
                    yield name, (int(cells[1]), int(cells[2])), cells[3], cells[4]


def b3(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    both, left, right = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(n * n / right[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / left[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def pair_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """F1 over the pairs put together."""
    right = _together(zip(gold, found, strict=True))
    return 2 * right / (_together(gold) + _together(found)) if right else 0.0


def _together(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def agreed(said: Sequence[bool], found: Sequence[bool]) -> float:
    """F1 of what is said to be of one story."""
    right = sum(a and b for a, b in zip(said, found, strict=True))
    return 2 * right / (sum(said) + sum(found)) if right else 0.0
