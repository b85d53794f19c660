"""Scores of two articles and of two reports, and the keys one of which they must share to be worth scoring."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.cluster.columns import NONE, EventMentions, Numbers, Scores
from dragoman.archive.cluster.days import apart
from dragoman.archive.cluster.features import bands, likeness
from dragoman.archive.cluster.term_weights import Bag, cosine
from dragoman.knowledge.parameters import Numbers as Own
from dragoman.knowledge.parameters import Parameters

Row = Mapping[str, Any]
Columns = dict[str, list[Any]]
Mask = NDArray[np.bool_]
Alike = Mapping[tuple[str, str], float]
HAPPENED = frozenset({"actual", "claimed", "denied"})
SLACK = 1e-9
LATE = "~"


def article_keys(row: Row, own: Own) -> list[str]:
    """What another article must share one of: a band of the signature or a weighty feature; `own` are `words`."""
    most = int(own["blocks"])
    return [*(f"b{b}" for b in bands(row["signature"] or [])), *(f"f{f}" for f in (row["features"] or [])[:most])]


def event_mention_keys(row: Row) -> list[str]:
    """What another report must share one of: quad class and a country of each side."""
    countries = sorted(_countries(row)) or [NONE]
    if len(countries) == 1:
        return [f"{row['quad']}:{countries[0]}"]
    return [f"{row['quad']}:{a}:{b}" for i, a in enumerate(countries) for b in countries[i + 1 :]] + [
        f"{row['quad']}:{c}"
        for c in countries
        if NONE in (*row["source_country"], *row["target_country"]) or not row["target"]
    ]


def article_pairs(rows: Sequence[Row], met: Numbers, own: Parameters) -> Columns:
    """Columns of `pairs` of kind `article` and `duplicate`; `met` has the places in `rows` of two that share a key."""
    bags = [_bag(r) for r in rows]
    found: list[tuple[str, int, int, float]] = []
    for x, y in met.tolist():
        a, b = rows[x], rows[y]
        same = likeness(a["signature"] or [], b["signature"] or [])
        copied = same >= own.duplicate["kept"]
        score = max(_article_score(a, b, bags[x], bags[y], own.story), same if copied else 0.0)
        found += [("duplicate", x, y, same)] if copied else []
        found += [("article", x, y, score)] if score >= own.story["kept"] else []
    met = np.array([(x, y) for _, x, y, _ in found], np.int64).reshape(-1, 2)
    return _columns([kind for kind, *_ in found], rows, met, [score for *_, score in found])


def article_score(a: Row, b: Row, own: Own) -> float:
    """How far two articles are of one story: cosine of their features, halved with every `half_life` days apart.

    `own` are the parameters `story`; no score is given to articles more than their `days` apart.
    """
    return _article_score(a, b, _bag(a), _bag(b), own)


def _bag(row: Row) -> Bag:
    return Bag(dict(zip(row["features"] or [], row["weights_of"] or [], strict=True)))


def _article_score(a: Row, b: Row, one: Bag, two: Bag, own: Own) -> float:
    days = apart(a["published"], b["published"])
    if days is not None and days > own["days"]:
        return 0.0
    return cosine(one, two) * float(0.5 ** ((days or 0) / own["half_life"]))


def event_mention_pairs(
    rows: Sequence[Row], met: Numbers, alike: Alike, parameters: Parameters, symmetric: Collection[str]
) -> Columns:
    """Columns of `pairs` of kind `report`; `met` has the places in `rows` of two that share a key.

    Two reports of one article are two events. `alike` has the scores of their articles, by both ids in order. Reports
    without a known country are compared only where those are alike: they share little else. `symmetric` are the types
    of the codebook that have two sides of one kind.
    """
    own, told = parameters.report, EventMentions(rows, parameters.words, symmetric)
    near = _near(told, met, alike)
    worth = (near > 0) | told.located[met].any(axis=1)
    met, near = met[worth], near[worth]
    scores = _scored(told, met, near, own, own["kept"])
    kept = scores >= own["kept"]
    return _columns(["report"] * int(kept.sum()), rows, met[kept], scores[kept].tolist())


def article_scores(pairs: Columns) -> dict[tuple[str, str], float]:
    """The scores of two articles by their ids in order, from columns of `pairs`."""
    held = zip(*(pairs[c] for c in ("kind", "a", "b", "score")), strict=True)
    return {(a, b): score for kind, a, b, score in held if kind == "article"}


def event_mention_score(a: Row, b: Row, alike: float, parameters: Parameters, symmetric: Collection[str]) -> float:
    """How far two reports, of articles so much alike, are of one event, 0 to 1; 0 where they cannot be."""
    told = EventMentions([a, b], parameters.words, symmetric)
    return float(_scored(told, np.array([[0, 1]]), np.array([alike]), parameters.report, 0.0)[0])


def _near(told: EventMentions, met: Numbers, alike: Alike) -> Scores:
    """The scores of the articles of reports, 0 where they have none."""
    place, most = {a: n for n, a in enumerate(told.articles)}, len(told.articles) + 1
    inside = [(place[a], place[b], s) for (a, b), s in alike.items() if a in place and b in place]
    known = np.array(sorted((min(a, b) * most + max(a, b), s) for a, b, s in inside) or [(-1, 0.0)], np.float64)
    both = np.sort(told.article[met], axis=1)
    wanted = both[:, 0] * most + both[:, 1]
    at = np.searchsorted(known[:, 0], wanted).clip(max=len(known) - 1)
    return np.where(known[at, 0] == wanted, known[at, 1], 0.0)


def _scored(r: EventMentions, met: Numbers, alike: Scores, own: Own, least: float) -> Scores:
    """The scores of pairs; 0 also where a score cannot come to `least`, whatever the words."""
    out = np.zeros(len(met))
    at = np.flatnonzero(_possible(r, met, own))
    a, b = met[at].T
    one, two = _sides(r, a, b)
    date = _dated(r, a, b)
    kind = np.where(r.type[a] == r.type[b], 1.0, np.where(r.quad[a] == r.quad[b], 0.5, 0.0))
    told = own["type"] * kind + own["source"] * one + own["target"] * two + own["date"] * date
    told += own["place"] * _placed(r, a, b)
    scale = own["elsewhere"] + (1 - own["elsewhere"]) * np.minimum(1.0, alike[at] / own["alike"])
    able = (one > 0) & (two > 0) & (date > 0) & ((told + own["words"]) * scale >= least - SLACK)
    at, a, b, told, scale = at[able], a[able], b[able], told[able], scale[able]
    out[at] = (told + own["words"] * r.words(r.sentence[a], r.sentence[b])) * scale
    return out


def _possible(r: EventMentions, met: Numbers, own: Own) -> Mask:
    """What is planned or conditional is another event than what happened, was claimed or denied."""
    a, b = met.T
    happened = np.array([m in HAPPENED for m in r.modalities], bool)[r.modality]
    real = (r.modality[a] == r.modality[b]) | (happened[a] & happened[b])
    far = np.abs(r.published[a] - r.published[b]) > own["days"]
    return np.asarray(real & ~far & ~r.foreign[a] & ~r.foreign[b] & (r.article[a] != r.article[b]), bool)


def _sides(r: EventMentions, a: Numbers, b: Numbers) -> tuple[Scores, Scores]:
    """Likeness of who acts and of who is acted upon; of who met whom, where either may stand first, the better way."""
    one, two = r.alike(r.source[a], r.source[b]), r.alike(r.target[a], r.target[b])
    three, four = r.alike(r.source[a], r.target[b]), r.alike(r.target[a], r.source[b])
    turned = (r.symmetric[a] | r.symmetric[b]) & (three + four > one + two)
    return np.where(turned, three, one), np.where(turned, four, two)


def _placed(r: EventMentions, a: Numbers, b: Numbers) -> Scores:
    same = np.where(r.place[a] == r.place[b], 1.0, 0.6) * (r.place_country[a] == r.place_country[b])
    return np.where(r.placed[a] & r.placed[b], same, 0.5)


def _dated(r: EventMentions, a: Numbers, b: Numbers) -> Scores:
    """Likeness in time: 1 where the dates overlap, falling with the gap, from publication where a date is missing."""
    off = np.maximum(np.maximum(r.first[a] - r.last[b], r.first[b] - r.last[a]), 0)
    apart = np.abs(r.published[a] - r.published[b])
    loose = np.maximum(0.0, 0.8 - 0.08 * np.where(np.isnan(apart), 5, apart))
    dated = np.where(off == 0, 1.0, np.where(off == 1, 0.6, np.where(off <= 3, 0.3, 0.0)))
    return np.where(np.isnan(off), loose, dated)


def _countries(row: Row) -> set[str]:
    return {*row["source_country"], *row["target_country"]} - {NONE}


def _columns(kinds: list[str], rows: Sequence[Row], met: Numbers, scores: Sequence[float]) -> Columns:
    """Pairs as columns: the lesser id first, the day of the earlier."""
    ids = np.array([r["id"] for r in rows], object)
    days = np.array([r["published"] or LATE for r in rows], object)
    rank = np.argsort(np.argsort(ids))
    first, last = (np.take_along_axis(met, n[:, None], 1)[:, 0] for n in np.argsort(rank[met], axis=1).T)
    return {
        "kind": kinds,
        "a": ids[first].tolist(),
        "b": ids[last].tolist(),
        "score": [round(s, 4) for s in scores],
        "published": [None if d == LATE else d for d in np.minimum(days[first], days[last]).tolist()],
    }
