"""Scores of two articles and of two reports, and the keys one of which they must share to be worth scoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.reconcile.days import apart, gap
from dragoman.reconcile.features import bands, likeness
from dragoman.reconcile.parameters import load_parameters
from dragoman.reconcile.words import Bag, cosine, weighed

Row = Mapping[str, Any]
NONE = "---"
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
    bags: dict[str, Bag] = {}
    out = []
    for a, b in met:
        near = alike.get(_both(a["article"], b["article"]), 0.0)
        if not near and not (_countries(a) or _countries(b)):
            continue
        score = report_score(a, b, near, bags)
        if score >= own["kept"]:
            out.append(_pair("report", a, b, score))
    return out


def _countries(row: Row) -> set[str]:
    return {*row["source_country"], *row["target_country"]} - {NONE}


def article_scores(pairs: Iterable[Row]) -> dict[tuple[str, str], float]:
    """The scores of two articles by their ids in order, from rows of `pairs`."""
    return {(p["a"], p["b"]): p["score"] for p in pairs if p["kind"] == "article"}


def report_score(a: Row, b: Row, alike: float, bags: dict[str, Bag] | None = None) -> float:
    """How far two reports, of articles so much alike, are of one event; 0 where they cannot be."""
    own = load_parameters().report
    days = apart(a["published"], b["published"])
    if foreign(a) or foreign(b):
        return 0.0
    if a["article"] == b["article"] or (days is not None and days > own["days"]) or not _same_reality(a, b):
        return 0.0
    sides = [_sides(a, b, "source", "source"), _sides(a, b, "target", "target")]
    if a["type"] in DENIAL or b["type"] in DENIAL:  # who met whom: either may stand first
        turned = [_sides(a, b, "source", "target"), _sides(a, b, "target", "source")]
        sides = max(sides, turned, key=sum)
    date = dated(a, b, days)
    if min(sides) <= 0 or date <= 0:
        return 0.0
    kind = 1.0 if a["type"] == b["type"] else 0.5 if a["quad"] == b["quad"] else 0.0
    place = (
        0.5
        if not a["place_name"] or not b["place_name"]
        else float(a["place_country"] == b["place_country"]) * (1.0 if a["place_name"] == b["place_name"] else 0.6)
    )
    bags = {} if bags is None else bags
    words = cosine(_said(a, bags), _said(b, bags))
    parts = (
        (kind, "type"),
        (sides[0], "source"),
        (sides[1], "target"),
        (date, "date"),
        (place, "place"),
        (words, "words"),
    )
    told = float(sum(own[name] * value for value, name in parts))
    return told * (own["elsewhere"] + (1 - own["elsewhere"]) * min(1.0, alike / own["alike"]))


def foreign(row: Row) -> bool:
    """Whether a report was brought in from another data set: that has its own idea of what one event is."""
    return str(row.get("dragoman") or "").startswith("import:")


def _said(row: Row, bags: dict[str, Bag]) -> Bag:
    if row["id"] not in bags:
        bags[row["id"]] = Bag(weighed(row["sentence"] or ""))
    return bags[row["id"]]


def _same_reality(a: Row, b: Row) -> bool:
    """What is planned or conditional is another event than what happened, was claimed or denied."""
    return a["modality"] == b["modality"] or {a["modality"], b["modality"]} <= HAPPENED


def _sides(a: Row, b: Row, left: str, right: str) -> float:
    """Likeness of two sides: 1 for the same actors, less for the same countries, some for one unknown, else 0."""
    one, two = set(a[left]), set(b[right])
    lands, others = set(a[f"{left}_country"]) - {NONE}, set(b[f"{right}_country"]) - {NONE}
    if one == two:
        return 1.0
    if not one or not two:
        return 0.3
    shared = len(one & two) / len(one | two)
    if lands and others:
        return max(shared, 0.8 * len(lands & others) / len(lands | others))
    return max(shared, 0.2)


def dated(a: Row, b: Row, days: int | None) -> float:
    """Likeness in time: 1 where the dates overlap, falling with the gap, from publication where a date is missing."""
    if a["date_from"] and b["date_from"]:
        days_off = max(gap(a["date_from"], b["date_to"]), gap(b["date_from"], a["date_to"]), 0)
        return 1.0 if days_off == 0 else 0.6 if days_off == 1 else 0.3 if days_off <= 3 else 0.0
    return max(0.0, 0.8 - 0.08 * (days if days is not None else 5))


def _both(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _pair(kind: str, a: Row, b: Row, score: float) -> dict[str, Any]:
    first, second = _both(a["id"], b["id"])
    dates = [d for d in (a["published"], b["published"]) if d]
    return {"kind": kind, "a": first, "b": second, "score": round(score, 4), "published": min(dates, default=None)}
