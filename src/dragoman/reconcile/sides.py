"""A report made ready for comparison: what its columns say is worked out once, however many reports it meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from dragoman.reconcile.words import Bag, cosine, weighed

Row = Mapping[str, Any]
NONE = "---"


class Side:
    """Who acts, or is acted upon: ids of the actors, and their countries without codes for unknown ones."""

    def __init__(self, actors: tuple[str, ...], lands: tuple[str, ...]) -> None:
        self.actors, self.lands = frozenset(actors), frozenset(lands) - {NONE}

    def like(self, other: Side) -> float:
        """1 for the same actors, less for the same countries, some for one unknown, else 0."""
        one, two, lands, others = self.actors, other.actors, self.lands, other.lands
        if one == two:
            return 1.0
        if not one or not two:
            return 0.3
        shared = len(one & two) / len(one | two)
        if lands and others:
            return max(shared, 0.8 * len(lands & others) / len(lands | others))
        return max(shared, 0.2)


class Told:
    """What reports have in common, actors and sentences: each worked out once, and each two of them compared once."""

    def __init__(self) -> None:
        self.side = cache(Side)
        self.sides = cache(Side.like)
        self.bag = cache(lambda sentence: Bag(weighed(sentence)))
        self.words = cache(lambda a, b: cosine(self.bag(a), self.bag(b)))


class Report:
    """The row of a report; days are counted from the year 1."""

    def __init__(self, row: Row, told: Told) -> None:
        self.article, self.modality, self.type, self.quad = (row[n] for n in ("article", "modality", "type", "quad"))
        self.foreign = foreign(row)
        self.published = day(row["published"]) if row["published"] else None
        self.days = (day(row["date_from"]), day(row["date_to"])) if row["date_from"] else None
        self.source = told.side(tuple(row["source"]), tuple(row["source_country"]))
        self.target = told.side(tuple(row["target"]), tuple(row["target_country"]))
        self.located = bool(self.source.lands or self.target.lands)
        self.place, self.place_country = row["place_name"], row["place_country"]
        self.sentence = row["sentence"] or ""


def day(iso: str) -> int:
    """An ISO date as a number of days."""
    return dt.date.fromisoformat(iso[:10]).toordinal()


def foreign(row: Row) -> bool:
    """Whether a report was brought in from another data set: that has its own idea of what one event is."""
    return str(row.get("dragoman") or "").startswith("import:")
