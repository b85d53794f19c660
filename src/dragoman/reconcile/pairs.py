"""Scores of two articles and of two reports, and the keys one of which they must share to be worth scoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.reconcile.days import apart
from dragoman.reconcile.features import bands, likeness
from dragoman.reconcile.parameters import load_parameters
from dragoman.reconcile.sides import NONE, Report, Told
from dragoman.reconcile.words import Bag, cosine

Row = Mapping[str, Any]
HAPPENED = frozenset({"actual", "claimed", "denied"})
DENIAL = {"CONSULT", "AGREE", "COOPERATE"}


def article_keys(row: Row) -> list[str]:
    """What another article must share one of: a band of the signature or a weighty feature."""
    most = int(load_parameters().words["blocks"])
    return [*(f"b{b}" for b in bands(row["signature"] or [])), *(f"f{f}" for f in (row["features"] or [])[:most])]


def report_keys(row: Row) -> list[str]:
    """What another report must share one of: quad class and a country of each side."""
    countries = sorted(_countries(row)) or [NONE]
    if len(countries) == 1:
        return [f"{row['quad']}:{countries[0]}"]
    return [f"{row['quad']}:{a}:{b}" for i, a in enumerate(countries) for b in countries[i + 1 :]] + [
        f"{row['quad']}:{c}"
        for c in countries
        if NONE in (*row["source_country"], *row["target_country"]) or not row["target"]
    ]


def article_pairs(met: Iterable[tuple[Row, Row]]) -> list[dict[str, Any]]:
    """Rows of `pairs` of kind `article` and `duplicate` of articles that share a key."""
    own = load_parameters()
    bags: dict[str, Bag] = {}
    out = []
    for a, b in met:
        same = likeness(a["signature"] or [], b["signature"] or [])
        if same >= own.duplicate["kept"]:
            out.append(_pair("duplicate", a, b, same))
        score = max(article_score(a, b, bags), same if same >= own.duplicate["kept"] else 0.0)
        if score >= own.story["kept"]:
            out.append(_pair("article", a, b, score))
    return out


def article_score(a: Row, b: Row, bags: dict[str, Bag] | None = None) -> float:
    """How far two articles are of one story: cosine of their features, halved with every `half_life` days apart."""
    own = load_parameters().story
    days = apart(a["published"], b["published"])
    if days is not None and days > own["days"]:
        return 0.0
    fade = float(0.5 ** ((days or 0) / own["half_life"]))
    bags = {} if bags is None else bags
    return cosine(_bag(a, bags), _bag(b, bags)) * fade


def _bag(row: Row, bags: dict[str, Bag]) -> Bag:
    if row["id"] not in bags:
        bags[row["id"]] = Bag(dict(zip(row["features"] or [], row["weights_of"] or [], strict=True)))
    return bags[row["id"]]


def report_pairs(met: Iterable[tuple[Row, Row]], alike: Mapping[tuple[str, str], float]) -> list[dict[str, Any]]:
    """Rows of `pairs` of kind `report` of reports that share a key; two reports of one article are two events.

    `alike` has the scores of their articles, by both ids in order. Reports without a known country are compared only
    where those are alike: they share little else.
    """
    own = load_parameters().report
    told, ready = Told(), dict[str, Report]()
    out = []
    for x, y in met:
        a = ready.get(x["id"]) or ready.setdefault(x["id"], Report(x, told))
        b = ready.get(y["id"]) or ready.setdefault(y["id"], Report(y, told))
        near = alike.get(_both(a.article, b.article), 0.0)
        if not near and not (a.located or b.located):
            continue
        score = _score(a, b, near, own, told)
        if score >= own["kept"]:
            out.append(_pair("report", x, y, score))
    return out


def article_scores(pairs: Iterable[Row]) -> dict[tuple[str, str], float]:
    """The scores of two articles by their ids in order, from rows of `pairs`."""
    return {(p["a"], p["b"]): p["score"] for p in pairs if p["kind"] == "article"}


def report_score(a: Row, b: Row, alike: float) -> float:
    """How far two reports, of articles so much alike, are of one event; 0 where they cannot be."""
    told = Told()
    return _score(Report(a, told), Report(b, told), alike, load_parameters().report, told)


def _score(a: Report, b: Report, alike: float, own: Mapping[str, float], told: Told) -> float:
    if a.foreign or b.foreign or a.article == b.article or not _same_reality(a, b):
        return 0.0
    days = None if a.published is None or b.published is None else abs(a.published - b.published)
    if days is not None and days > own["days"]:
        return 0.0
    sides = (told.sides(a.source, b.source), told.sides(a.target, b.target))
    if a.type in DENIAL or b.type in DENIAL:  # who met whom: either may stand first
        sides = max(sides, (told.sides(a.source, b.target), told.sides(a.target, b.source)), key=sum)
    date = _dated(a, b, days)
    if min(sides) <= 0 or date <= 0:
        return 0.0
    kind = 1.0 if a.type == b.type else 0.5 if a.quad == b.quad else 0.0
    place = (
        0.5
        if not a.place or not b.place
        else float(a.place_country == b.place_country) * (1.0 if a.place == b.place else 0.6)
    )
    parts = (
        own["type"] * kind
        + own["source"] * sides[0]
        + own["target"] * sides[1]
        + own["date"] * date
        + own["place"] * place
        + own["words"] * told.words(a.sentence, b.sentence)
    )
    return parts * (own["elsewhere"] + (1 - own["elsewhere"]) * min(1.0, alike / own["alike"]))


def _same_reality(a: Report, b: Report) -> bool:
    """What is planned or conditional is another event than what happened, was claimed or denied."""
    return a.modality == b.modality or (a.modality in HAPPENED and b.modality in HAPPENED)


def _dated(a: Report, b: Report, days: int | None) -> float:
    """Likeness in time: 1 where the dates overlap, falling with the gap, from publication where a date is missing."""
    if a.days and b.days:
        off = max(a.days[0] - b.days[1], b.days[0] - a.days[1], 0)
        return 1.0 if off == 0 else 0.6 if off == 1 else 0.3 if off <= 3 else 0.0
    return max(0.0, 0.8 - 0.08 * (days if days is not None else 5))


def _countries(row: Row) -> set[str]:
    return {*row["source_country"], *row["target_country"]} - {NONE}


def _both(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _pair(kind: str, a: Row, b: Row, score: float) -> dict[str, Any]:
    first, second = _both(a["id"], b["id"])
    dates = [d for d in (a["published"], b["published"]) if d]
    return {"kind": kind, "a": first, "b": second, "score": round(score, 4), "published": min(dates, default=None)}
