"""How much an office is in the news: what decides between several office-holders of one family name."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.knowledge.register.entry import Office
from dragoman.knowledge.register.files import Row

UNLISTED_ROLE, UNLISTED_COUNTRY, LIMIT = 2, 3, 2


class Prominence:
    """Weights of offices, 0 for the most prominent; over `LIMIT` a family name alone is no evidence."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._roles: dict[str, int] = {}
        self._countries: dict[str, int] = {}
        for row in rows:
            self._roles |= dict.fromkeys(row.get("roles", ()), int(row["weight"]))
            self._countries |= dict.fromkeys(row.get("countries", ()), int(row["weight"]))

    def weight(self, office: Office) -> int:
        """The weight of an office's role and country together."""
        role = self._roles.get(office.role, UNLISTED_ROLE)
        return role + self._countries.get(office.country, UNLISTED_COUNTRY)
