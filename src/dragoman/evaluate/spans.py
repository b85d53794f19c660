"""Evaluation of source and target spans in single sentences, by shared tokens. See docs/evaluate.md.

Each sentence is read as an article of its own, without a date. A token annotated R (either side of a reciprocal event)
is right in either role. Three answers are measured: all events of a sentence pooled, the event of highest confidence,
and the event that fits the annotation best, which is the upper bound of any ranking of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.acquire import article
from dragoman.errors import BadKnowledge, Refused
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, Metric, f1, share
from dragoman.evaluate.tokens import joined
from dragoman.model import Event, Party, Span
from dragoman.pipeline import Coder

Tokens = frozenset[int]  # indices of tokens in their sentence
ROLES = ("source", "target")
MARKS = {"S": "source", "T": "target", "R": "either"}
WAYS = ("all events", "surest event", "best event")


@dataclass(frozen=True)
class Sentence:
    """An annotated sentence: its text, the span of each token, and the tokens marked `source`, `target` or `either`."""

    id: str
    text: str
    tokens: tuple[Span, ...]
    gold: dict[str, Tokens]


def documents(path: Path) -> list[Sentence]:
    """Read a two-column file of tokens and BIO tags over S, T and R, with an empty line between sentences.

    Raises `BadKnowledge` for a line of another form.
    """
    out = []
    for n, lines in enumerate(_blocks(path)):
        try:
            rows = [(token, tag) for token, tag in (line.rsplit(maxsplit=1) for line in lines)]
            marks = [MARKS[tag.partition("-")[2]] if tag != "O" else "" for _, tag in rows]
        except (ValueError, KeyError):
            raise BadKnowledge(path, f"sentence {n + 1}: a token and O, B-S, I-S and so on are expected") from None
        text, spans = joined([token for token, _ in rows])
        gold = {mark: frozenset(i for i, m in enumerate(marks) if m == mark) for mark in MARKS.values()}
        out.append(Sentence(f"{path.name}:{n + 1}", text, spans, gold))
    return out


def count(sentence: Sentence, coder: Coder) -> Counts:
    """The counts of one sentence; one that the coder refuses has no events."""
    try:
        events: Sequence[Event] = coder.read(article(sentence.text)).events
    except Refused:
        events = ()
    each = [{role: _tokens(getattr(event, role), sentence) for role in ROLES} for event in events]
    surest = max(range(len(each)), key=lambda i: (events[i].confidence, -i), default=-1)
    out: Counts = Counter(sentences=1, silent=int(not events))
    for way, chosen in (("all events", each), ("surest event", each[surest : surest + 1] if each else [])):
        out.update({f"{way} {k}": n for k, n in _agreement(_pooled(chosen), sentence.gold).items()})
    alone = [_agreement(one, sentence.gold) for one in each] or [_agreement(_pooled([]), sentence.gold)]
    best = max(alone, key=lambda counts: _f1()(counts) or 0.0)
    out.update({f"best event {k}": n for k, n in best.items()})
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """For each of the three answers: F1, precision and recall of tokens, F1 by role and regardless of role."""
    bootstrap = Bootstrap(counts)
    out: list[tuple[str, Metric, str]] = []
    for way in WAYS:
        out += [
            (f"source and target spans: token F1, {way}", _f1(way), f"{way} wanted"),
            (f"source and target spans: precision, {way}", share(f"{way} right", f"{way} said"), f"{way} said"),
            (f"source and target spans: recall, {way}", share(f"{way} hit", f"{way} wanted"), f"{way} wanted"),
        ]
        names = [f"{way} {k}" for k in ("right free", "said free", "right free", "wanted")]
        out.append((f"spans in either role: token F1, {way}", f1(*names), f"{way} wanted"))
        for role in ROLES:
            metric = f1(*(f"{way} {k} {role}" for k in ("right", "said", "hit", "wanted")))
            out.append((f"{role} spans: token F1, {way}", metric, f"{way} wanted {role}"))
    return bootstrap.estimates(*out, ("sentences without an event", share("silent", "sentences"), "sentences"))


def _blocks(path: Path) -> Iterator[list[str]]:
    """The lines of each sentence of the file."""
    lines: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _tokens(parties: Sequence[Party], sentence: Sentence) -> Tokens:
    """The tokens that the spans of these parties cover."""
    return frozenset(
        i for i, (a, b) in enumerate(sentence.tokens) if any(p.span[0] < b and p.span[1] > a for p in parties)
    )


def _pooled(events: Sequence[dict[str, Tokens]]) -> dict[str, Tokens]:
    """The union of the tokens of several events, by role."""
    return {role: frozenset[int]().union(*(event[role] for event in events)) for role in ROLES}


def _agreement(said: dict[str, Tokens], gold: dict[str, Tokens]) -> Counts:
    """Counts of tokens coded ("said"), right, annotated ("wanted") and found ("hit"); one marked R is wanted once."""
    everything = frozenset[int]().union(*gold.values())
    free = said["source"] | said["target"]
    out: Counts = Counter({"said free": len(free), "right free": len(free & everything)})
    out["wanted"], out["hit"] = len(everything), len(free & gold["either"])
    for role in ROLES:
        right = said[role] & (gold[role] | gold["either"])
        own: Collection[int] = gold[role] & said[role]
        out["said"] += len(said[role])
        out["right"] += len(right)
        out["hit"] += len(own)
        out[f"said {role}"], out[f"right {role}"] = len(said[role]), len(right)
        out[f"hit {role}"], out[f"wanted {role}"] = len(own), len(gold[role])
    return out


def _f1(way: str = "") -> Metric:
    return f1(*(f"{way} {k}".strip() for k in ("right", "said", "hit", "wanted")))
