"""Prominence: how much an office is in the news, by which a family name alone refers to one of several holders."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.knowledge.register.entry import Office
from dragoman.knowledge.register.files import Row

# The weights of a role and of a country that prominence.yaml does not list, and the greatest weight of an office whose
# holder is known by family name alone.
UNLISTED_ROLE, UNLISTED_COUNTRY, LIMIT = 2, 3, 2


class Prominence:
    """Weights of offices: 0 for the most prominent, more for others.

    Args:
        rows: the rows of section `prominence`.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._roles: dict[str, int] = {}
        self._countries: dict[str, int] = {}
        for row in rows:
            self._roles |= dict.fromkeys(row.get("roles", ()), int(row["weight"]))
            self._countries |= dict.fromkeys(row.get("countries", ()), int(row["weight"]))

    def weight(self, office: Office) -> int:
        """The weight of an office: that of its role plus that of its country."""
        role = self._roles.get(office.role, UNLISTED_ROLE)
        return role + self._countries.get(office.country, UNLISTED_COUNTRY)
