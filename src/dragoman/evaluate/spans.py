"""Source and target spans of single sentences against `read`'s events, by shared tokens. See docs/evaluate.md.

Each sentence is an article of its own, without a date. A token that the gold marks R (either side of a reciprocal act)
is right in either role. Which event of a sentence is the best is told by the gold: the upper bound of a ranking.
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

Tokens = frozenset[int]
ROLES = ("source", "target")
MARKS = {"S": "source", "T": "target", "R": "either"}
WAYS = ("all events", "surest event", "best event")


@dataclass(frozen=True)
class Sentence:
    """A sentence, the span of each of its tokens, and the tokens that the gold marks `source`, `target` or `either`."""

    id: str
    text: str
    tokens: tuple[Span, ...]
    gold: dict[str, Tokens]


def documents(path: Path) -> list[Sentence]:
    """Those of a two-column file, token and tag of BIO over S, T and R, an empty line between sentences."""
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
    """What one sentence adds to the figures; one that cannot be read is one without events."""
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
    """The figures of counted sentences."""
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
    lines: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _tokens(parties: Sequence[Party], sentence: Sentence) -> Tokens:
    return frozenset(
        i for i, (a, b) in enumerate(sentence.tokens) if any(p.span[0] < b and p.span[1] > a for p in parties)
    )


def _pooled(events: Sequence[dict[str, Tokens]]) -> dict[str, Tokens]:
    return {role: frozenset[int]().union(*(event[role] for event in events)) for role in ROLES}


def _agreement(said: dict[str, Tokens], gold: dict[str, Tokens]) -> Counts:
    """Tokens said, right among them, wanted, and hit; a token marked for either role is wanted once."""
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
