"""Whole articles against their annotation: events at four depths and quotes with their speakers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.acquire import acquire
from dragoman.errors import BadKnowledge, Refused
from dragoman.evaluate.agreement import Agreement, pair_off
from dragoman.evaluate.bootstrap import Counts, Figure, f1, figure, share
from dragoman.model import Quote, Record
from dragoman.pipeline import Coder

WORD = re.compile(r"\w+")
SMALL = frozenset(
    ("the a an of and or in on at to for from by with his her its their this that s mr mrs ms dr").split()  # noqa: SIM905
)
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who"])
DEPTHS = ("type", "who", "modality", "date")
ENOUGH = 0.8


def evaluate_articles(gold: Path, texts: Path, coder: Coder) -> list[Figure]:
    """The figures of a folder of annotations `<id>.json`, their articles `<id>.*` in another; raises `BadKnowledge`."""
    documents = [_counts(annotation, record) for annotation, record in _read(gold, texts, coder)]
    out = [
        figure(f"events: {d} F1", documents, f1(f"{d}:right", "said", f"{d}:hit", "wanted"), "wanted") for d in DEPTHS
    ]
    out.append(figure("modality right among who-matches", documents, share("modality:right", "who:right"), "who:right"))
    out.append(figure("direct quotes F1", documents, f1("quoted", "quotes", "quoted", "marks"), "marks"))
    out.append(figure("speakers right", documents, share("speakers", "quoted"), "quoted"))
    kinds = sorted({key.split()[1] for counts in documents for key in counts if key.startswith("wanted ")})
    for kind in kinds:
        metric = f1(f"right {kind}", f"said {kind}", f"hit {kind}", f"wanted {kind}")
        out.append(figure(f"who-F1 of {kind}", documents, metric, f"wanted {kind}"))
    return [f for f in out if f is not None]


def _read(gold: Path, texts: Path, coder: Coder) -> Iterator[tuple[Mapping[str, Any], Record]]:
    paths = sorted(gold.glob("*.json"))
    if not paths:
        raise BadKnowledge(gold, "no annotations: files <id>.json are expected")
    for path in paths:
        source = next(iter(sorted(texts.glob(f"{path.stem}.*"))), None)
        if source is None:
            raise BadKnowledge(texts, f"no article {path.stem}.* for the annotation {path.name}")
        article = next(acquire(str(source)))
        if isinstance(article, Refused):
            raise article
        yield json.loads(path.read_text(encoding="utf-8")), coder.read(article)


def _counts(annotation: Mapping[str, Any], record: Record) -> Counts:
    gold, events = annotation["events"], record.events
    out: Counts = Counter(said=len(events))
    out.update(f"said {e.type}" for e in events)
    for g in gold:
        if g.get("required", True):
            out.update(["wanted", f"wanted {g['type']}"])
    for i, j, deep in pair_off(gold, events, record.article.text):
        required = gold[i].get("required", True)
        reached = [d for d in DEPTHS if _reached(deep, d)]
        out.update(f"{d}:right" for d in reached)
        out.update(f"{d}:hit" for d in reached if required)
        if "who" in reached:
            out[f"right {events[j].type}"] += 1
            out[f"hit {gold[i]['type']}"] += required
    out.update(_quotes(annotation.get("quotes") or (), record.quotes))
    return out


def _reached(deep: Agreement, depth: str) -> bool:
    return depth == "type" or (deep.who and (depth == "who" or bool(getattr(deep, depth))))


def _quotes(gold: Sequence[Mapping[str, Any]], quotes: Sequence[Quote]) -> Counts:
    """Quoted words matched by overlap of at least .8, and whether their speaker shares a word of the name."""
    said = [(p.text, q) for q in quotes for p in q.quoted if len(_words(p.text)) > 1]
    out: Counts = Counter(quotes=len(said), marks=len(gold), quoted=0, speakers=0)
    used: set[int] = set()
    for g in gold:
        best = max(((_overlap(g["text"], t), j) for j, (t, _) in enumerate(said) if j not in used), default=(0.0, -1))
        if best[0] >= ENOUGH:
            used.add(best[1])
            speaker = said[best[1]][1].speaker
            out["quoted"] += 1
            out["speakers"] += speaker is not None and _same(g["speaker"], (speaker.text, speaker.name))
    return out


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower().replace("’", "'")))


def _overlap(a: str, b: str) -> float:
    left, right = _words(a), _words(b)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def _same(gold: str, names: Sequence[str]) -> bool:
    """A content word shared, and at most five words more than the name."""
    wanted = set(_words(gold)) - SMALL
    drop = SMALL if wanted - PRONOUNS else frozenset[str]()
    wanted = set(_words(gold)) - drop
    return any(wanted & (got := set(_words(n)) - drop) and len(got - wanted) <= 5 for n in names)
