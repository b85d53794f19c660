"""Evaluation on annotated articles: events and quotes with their speakers.

An event counts as found at four depths: same type; also the same actors (who); also the same modality, or date.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.acquire import acquire
from dragoman.acquire.many import spread
from dragoman.errors import BadKnowledge, Refused
from dragoman.evaluate.agreement import Agreement, pair_off
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, f1, share
from dragoman.evaluate.reliability import error, shelf
from dragoman.evaluate.wording import dice, same_speaker, words
from dragoman.model import Article, Quote, Record, Speaker
from dragoman.pipeline import Coder

DEPTHS = ("type", "who", "modality", "date")
ENOUGH = 0.8  # least Dice overlap of words at which two quotes are the same


@dataclass(frozen=True)
class Annotated:
    """An article with its annotation, a dict with `events` and perhaps `quotes` (docs/evaluate.md)."""

    annotation: Mapping[str, Any]
    article: Article


def documents(gold: Path, texts: Path) -> list[Annotated]:
    """Read annotations and the articles they are of.

    Args:
        gold: a folder of annotations `<id>.json`, or a file with one annotation a line.
        texts: a folder with the articles `<id>.*`, or any input (file or folder) whose articles have those ids.

    Raises `BadKnowledge` for a broken annotation or a missing article, `Refused` for an article that cannot be read.
    """
    parts = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    try:
        held = [
            (path.stem if gold.is_dir() else "", json.loads(line))
            for path in parts
            for line in ([path.read_text("utf-8")] if gold.is_dir() else path.read_text("utf-8").splitlines())
            if line.strip()
        ]
        named = [(name or str(annotation["id"]), annotation, annotation["events"]) for name, annotation in held]
    except (ValueError, KeyError, TypeError) as error:
        raise BadKnowledge(gold, f"no annotations with id and events: {error!r}") from None
    files = {} if texts.is_file() else {p.stem: p for p in sorted(texts.iterdir(), reverse=True)}
    together = {} if all(name in files for name, *_ in named) else _together(texts)
    return [Annotated(annotation, _article(texts, name, files, together)) for name, annotation, _ in named]


def count(document: Annotated, coder: Coder) -> Counts:
    """The counts of one article, read now by the coder."""
    return _counts(document.annotation, coder.read(document.article))


def _together(texts: Path) -> dict[str, Article]:
    """All articles of a file or folder, under both their own id and the id of the input.

    What cannot be read is passed over: it matters only if an annotation asks for it.
    """
    out: dict[str, Article] = {}
    for source in spread([str(texts)]):
        for found in acquire(source):
            if isinstance(found, Article):
                out |= {name: found for name in (found.source_id, found.id) if name}
    return out


def _article(texts: Path, name: str, files: Mapping[str, Path], together: Mapping[str, Article]) -> Article:
    if name not in files:
        if name not in together:
            raise BadKnowledge(texts, f"no article {name} for its annotation")
        return together[name]
    found = next(iter(acquire(str(files[name]))))
    if isinstance(found, Refused):
        raise found
    return found


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """Event F1 at four depths and by type, accuracy of modality, calibration error of confidence, quotes, speakers."""
    bootstrap = Bootstrap(counts)
    kinds = sorted({key.split()[1] for key in bootstrap.whole if key.startswith("wanted ")})
    return bootstrap.estimates(
        *((f"events: {d} F1", f1(f"{d}:right", "said", f"{d}:hit", "wanted"), "wanted") for d in DEPTHS),
        ("modality right among who-matches", share("modality:right", "who:right"), "who:right"),
        ("confidence of events: expected calibration error", error, "said"),
        ("direct quotes F1", f1("quoted", "quotes", "quoted", "marks"), "marks"),
        ("speakers right", share("speakers", "quoted"), "quoted"),
        *((f"who-F1 of {k}", f1(f"right {k}", f"said {k}", f"hit {k}", f"wanted {k}"), f"wanted {k}") for k in kinds),
    )


def _counts(annotation: Mapping[str, Any], record: Record) -> Counts:
    gold, events = annotation["events"], record.events
    out: Counts = Counter(said=len(events))
    out.update(f"said {e.type}" for e in events)
    for g in gold:
        if g.get("required", True):
            out.update(["wanted", f"wanted {g['type']}"])
    right: set[int] = set()
    for i, j, deep in pair_off(gold, events, record.article.text):
        required = gold[i].get("required", True)
        reached = [d for d in DEPTHS if _reached(deep, d)]
        out.update(f"{d}:right" for d in reached)
        out.update(f"{d}:hit" for d in reached if required)
        if "who" in reached:
            right.add(j)
            out[f"right {events[j].type}"] += 1
            out[f"hit {gold[i]['type']}"] += required
    for j, event in enumerate(events):
        out.update(shelf(event.confidence, j in right))
    out.update(_quotes(annotation.get("quotes") or (), record.quotes))
    return out


def _reached(deep: Agreement, depth: str) -> bool:
    """Whether an agreement reaches a depth of `DEPTHS`; modality and date require that the actors agree, too."""
    return depth == "type" or (deep.who and (depth == "who" or bool(getattr(deep, depth))))


def _quotes(gold: Sequence[Mapping[str, Any]], quotes: Sequence[Quote]) -> Counts:
    """Counts of quoted text found (Dice overlap of words of at least 0.8) and of speakers right among it."""
    said = [(p.text, q) for q in quotes for p in q.quoted if len(words(p.text)) > 1]
    out: Counts = Counter(quotes=len(said), marks=len(gold), quoted=0, speakers=0)
    used: set[int] = set()
    for g in gold:
        best = max(((dice(g["text"], t), j) for j, (t, _) in enumerate(said) if j not in used), default=(0.0, -1))
        if best[0] >= ENOUGH:
            used.add(best[1])
            out["quoted"] += 1
            out["speakers"] += _speaks(g["speaker"], said[best[1]][1].speaker)
    return out


def _speaks(gold: str, speaker: Speaker | None) -> bool:
    """Whether the speaker is the annotated one, or both have none."""
    if not gold or speaker is None:
        return not gold and speaker is None
    return same_speaker(gold, (speaker.text, speaker.name))
