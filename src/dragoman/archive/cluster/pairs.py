"""Similarity scores of candidate pairs: two articles (one story?) and two reports (one event?).

A pair is a candidate only where the two rows share a blocking key (`article_keys`, `event_mention_keys`), so that the
number of comparisons does not grow with the square of the number of rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.archive.cluster.columns import NONE, EventMentions, IntArray, Scores
from dragoman.archive.cluster.days import apart
from dragoman.archive.cluster.features import bands, likeness
from dragoman.archive.cluster.term_weights import Bag, cosine
from dragoman.knowledge.parameters import Numbers, Parameters

Row = Mapping[str, Any]
PairColumns = dict[str, list[Any]]
Mask = NDArray[np.bool_]
ArticleScores = Mapping[tuple[str, str], float]
HAPPENED = frozenset({"actual", "claimed", "denied"})
SLACK = 1e-9  # sums of floats in another order differ by less than this
LATE = "~"  # sorts after every ISO date


def article_keys(row: Row, parameters: Numbers) -> list[str]:
    """The blocking keys of an article: the bands of its MinHash signature and its weightiest features.

    Args:
        row: a row of `articles`.
        parameters: the parameters `words`; their `blocks` says how many features become keys.
    """
    most = int(parameters["blocks"])
    return [*(f"b{b}" for b in bands(row["signature"] or [])), *(f"f{f}" for f in (row["features"] or [])[:most])]


def event_mention_keys(row: Row) -> list[str]:
    """The blocking keys of a row of `reports`: its quad class with each pair of countries that takes part.

    A report in which one side has no known country has the quad class with each single country as well.
    """
    countries = sorted(_countries(row)) or [NONE]
    if len(countries) == 1:
        return [f"{row['quad']}:{countries[0]}"]
    return [f"{row['quad']}:{a}:{b}" for i, a in enumerate(countries) for b in countries[i + 1 :]] + [
        f"{row['quad']}:{c}"
        for c in countries
        if NONE in (*row["source_country"], *row["target_country"]) or not row["target"]
    ]


def article_pairs(rows: Sequence[Row], candidates: IntArray, parameters: Parameters) -> PairColumns:
    """Score candidate pairs of articles.

    Args:
        rows: rows of `articles`.
        candidates: an array of shape (pairs, 2): positions in `rows` of two articles that share a blocking key.
        parameters: those of the archive; pairs below `kept` of `story` and of `duplicate` are left out.

    Returns the columns of the table `pairs`: kind `duplicate` with the estimated Jaccard similarity of near-duplicates,
    and kind `article` with the similarity of two articles of one story; both from 0 to 1.
    """
    bags = [_bag(r) for r in rows]
    found: list[tuple[str, int, int, float]] = []
    for x, y in candidates.tolist():
        a, b = rows[x], rows[y]
        jaccard = likeness(a["signature"] or [], b["signature"] or [])
        near_duplicate = jaccard >= parameters.duplicate["kept"]
        score = max(_article_score(a, b, bags[x], bags[y], parameters.story), jaccard if near_duplicate else 0.0)
        found += [("duplicate", x, y, jaccard)] if near_duplicate else []
        found += [("article", x, y, score)] if score >= parameters.story["kept"] else []
    kept = np.array([(x, y) for _, x, y, _ in found], np.int64).reshape(-1, 2)
    return _columns([kind for kind, *_ in found], rows, kept, [score for *_, score in found])


def article_score(a: Row, b: Row, parameters: Numbers) -> float:
    """Similarity of two articles, 0 to 1: cosine of their features, halved for every `half_life` days between them.

    Args:
        a: a row of `articles`.
        b: another.
        parameters: the parameters `story`; articles more than their `days` apart score 0.
    """
    return _article_score(a, b, _bag(a), _bag(b), parameters)


def _bag(row: Row) -> Bag:
    return Bag(dict(zip(row["features"] or [], row["weights_of"] or [], strict=True)))


def _article_score(a: Row, b: Row, one: Bag, two: Bag, parameters: Numbers) -> float:
    days = apart(a["published"], b["published"])
    if days is not None and days > parameters["days"]:
        return 0.0
    return cosine(one, two) * float(0.5 ** ((days or 0) / parameters["half_life"]))


def event_mention_pairs(
    rows: Sequence[Row],
    candidates: IntArray,
    alike: ArticleScores,
    parameters: Parameters,
    symmetric: Collection[str],
) -> PairColumns:
    """Score candidate pairs of reports; two reports of one article are never one event and score 0.

    Args:
        rows: rows of `reports`.
        candidates: an array of shape (pairs, 2): positions in `rows` of two reports that share a blocking key.
        alike: the similarity of their articles, by the two article ids in order. Reports without a known
            country are compared only where their articles are similar: they share little else.
        parameters: those of the archive; pairs below `kept` of `report` are left out.
        symmetric: the types of the codebook whose source and target have the same role, as in a meeting.

    Returns the columns of the table `pairs`, kind `report`; scores from 0 to 1.
    """
    weights, mentions = parameters.report, EventMentions(rows, parameters.words, symmetric)
    near = _similarity_of_articles(mentions, candidates, alike)
    worth = (near > 0) | mentions.located[candidates].any(axis=1)
    candidates, near = candidates[worth], near[worth]
    scores = _scored(mentions, candidates, near, weights, weights["kept"])
    kept = scores >= weights["kept"]
    return _columns(["report"] * int(kept.sum()), rows, candidates[kept], scores[kept].tolist())


def article_scores(pairs: PairColumns) -> dict[tuple[str, str], float]:
    """The scores of kind `article` in columns of `pairs`, by the two article ids in order."""
    rows = zip(*(pairs[c] for c in ("kind", "a", "b", "score")), strict=True)
    return {(a, b): score for kind, a, b, score in rows if kind == "article"}


def event_mention_score(a: Row, b: Row, alike: float, parameters: Parameters, symmetric: Collection[str]) -> float:
    """Similarity of two reports, 0 to 1; 0 where they cannot be of one event.

    Args:
        a: a row of `reports`.
        b: another.
        alike: the similarity of their articles, 0 to 1.
        parameters: those of the archive.
        symmetric: the types of the codebook whose source and target have the same role.
    """
    mentions = EventMentions([a, b], parameters.words, symmetric)
    return float(_scored(mentions, np.array([[0, 1]]), np.array([alike]), parameters.report, 0.0)[0])


def _similarity_of_articles(mentions: EventMentions, candidates: IntArray, scores: ArticleScores) -> Scores:
    """The score of the two articles of each candidate pair, 0 where they have none."""
    place, most = {a: n for n, a in enumerate(mentions.articles)}, len(mentions.articles) + 1
    inside = [(place[a], place[b], s) for (a, b), s in scores.items() if a in place and b in place]
    known = np.array(sorted((min(a, b) * most + max(a, b), s) for a, b, s in inside) or [(-1, 0.0)], np.float64)
    both = np.sort(mentions.article[candidates], axis=1)
    wanted = both[:, 0] * most + both[:, 1]
    at = np.searchsorted(known[:, 0], wanted).clip(max=len(known) - 1)
    return np.where(known[at, 0] == wanted, known[at, 1], 0.0)


def _scored(mentions: EventMentions, candidates: IntArray, alike: Scores, weights: Numbers, least: float) -> Scores:
    """The scores of candidate pairs: a weighted sum over type, parties, date, place and the words of the sentence.

    The words are compared last and only where they can lift a pair to `least`; a pair they cannot lift scores 0.
    """
    out = np.zeros(len(candidates))
    at = np.flatnonzero(_possible(mentions, candidates, weights))
    a, b = candidates[at].T
    source, target = _sides(mentions, a, b)
    date = _dated(mentions, a, b)
    same_type, same_quad = mentions.type[a] == mentions.type[b], mentions.quad[a] == mentions.quad[b]
    kind = np.where(same_type, 1.0, np.where(same_quad, 0.5, 0.0))
    total = weights["type"] * kind + weights["source"] * source + weights["target"] * target + weights["date"] * date
    total += weights["place"] * _placed(mentions, a, b)
    scale = weights["elsewhere"] + (1 - weights["elsewhere"]) * np.minimum(1.0, alike[at] / weights["alike"])
    able = (source > 0) & (target > 0) & (date > 0) & ((total + weights["words"]) * scale >= least - SLACK)
    at, a, b, total, scale = at[able], a[able], b[able], total[able], scale[able]
    out[at] = (total + weights["words"] * mentions.words(mentions.sentence[a], mentions.sentence[b])) * scale
    return out


def _possible(mentions: EventMentions, candidates: IntArray, weights: Numbers) -> Mask:
    """Which pairs may be one event: near in time, of two articles, both coded here, of modalities that agree.

    What is planned or conditional is another event than what happened, was claimed or was denied.
    """
    a, b = candidates.T
    happened = np.array([m in HAPPENED for m in mentions.modalities], bool)[mentions.modality]
    real = (mentions.modality[a] == mentions.modality[b]) | (happened[a] & happened[b])
    far = np.abs(mentions.published[a] - mentions.published[b]) > weights["days"]
    imported = mentions.foreign[a] | mentions.foreign[b]
    return np.asarray(real & ~far & ~imported & (mentions.article[a] != mentions.article[b]), bool)


def _sides(mentions: EventMentions, a: IntArray, b: IntArray) -> tuple[Scores, Scores]:
    """Similarity of the sources and of the targets; of a symmetric type ("met") also crosswise, the better way."""
    source = mentions.alike(mentions.source[a], mentions.source[b])
    target = mentions.alike(mentions.target[a], mentions.target[b])
    crossed_source = mentions.alike(mentions.source[a], mentions.target[b])
    crossed_target = mentions.alike(mentions.target[a], mentions.source[b])
    symmetric = mentions.symmetric[a] | mentions.symmetric[b]
    turned = symmetric & (crossed_source + crossed_target > source + target)
    return np.where(turned, crossed_source, source), np.where(turned, crossed_target, target)


def _placed(mentions: EventMentions, a: IntArray, b: IntArray) -> Scores:
    """Similarity in place: 1 for the same place, 0.6 for the same country, 0.5 where a place is missing, else 0."""
    same_country = mentions.place_country[a] == mentions.place_country[b]
    same = np.where(mentions.place[a] == mentions.place[b], 1.0, 0.6) * same_country
    return np.where(mentions.placed[a] & mentions.placed[b], same, 0.5)


def _dated(mentions: EventMentions, a: IntArray, b: IntArray) -> Scores:
    """Similarity in time: 1 where the dates overlap, falling with the gap; by publication where a date is missing."""
    off = np.maximum(np.maximum(mentions.first[a] - mentions.last[b], mentions.first[b] - mentions.last[a]), 0)
    between = np.abs(mentions.published[a] - mentions.published[b])
    loose = np.maximum(0.0, 0.8 - 0.08 * np.where(np.isnan(between), 5, between))
    dated = np.where(off == 0, 1.0, np.where(off == 1, 0.6, np.where(off <= 3, 0.3, 0.0)))
    return np.where(np.isnan(off), loose, dated)


def _countries(row: Row) -> set[str]:
    return {*row["source_country"], *row["target_country"]} - {NONE}


def _columns(kinds: list[str], rows: Sequence[Row], pairs: IntArray, scores: Sequence[float]) -> PairColumns:
    """Pairs as columns of `pairs`: the lesser id first, the earlier day of publication (None where both lack one)."""
    ids = np.array([r["id"] for r in rows], object)
    days = np.array([r["published"] or LATE for r in rows], object)
    rank = np.argsort(np.argsort(ids))
    first, last = (np.take_along_axis(pairs, n[:, None], 1)[:, 0] for n in np.argsort(rank[pairs], axis=1).T)
    return {
        "kind": kinds,
        "a": ids[first].tolist(),
        "b": ids[last].tolist(),
        "score": [round(s, 4) for s in scores],
        "published": [None if d == LATE else d for d in np.minimum(days[first], days[last]).tolist()],
    }
