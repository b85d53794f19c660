"""Wikidata's positions as offices of the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.knowledge.register.entry import UNKNOWN, Role
from dragoman.knowledge.register.phrases import Phrases


@dataclass(frozen=True)
class Position:
    """A position: its Wikidata item, its English label, and the items of its country, best first."""

    id: str
    name: str
    countries: tuple[str, ...]


class Positions:
    """The positions read so far, and the ISO 3166-1 alpha-3 codes (P298) of states by item.

    Args:
        roles: the role words that tell what office a position's name means.
    """

    def __init__(self, roles: Phrases[Role]) -> None:
        self._roles = roles
        self._states: dict[str, str] = {}
        self._positions: dict[str, Position] = {}

    def add(self, position: Position) -> None:
        """Add a position, unless it has no label."""
        if position.name:
            self._positions[position.id] = position

    def state(self, id: str, codes: Sequence[str]) -> None:
        """Add the ISO code of a state; without codes nothing is added."""
        if codes:
            self._states[id] = codes[0]

    def office(self, id: str) -> str | None:
        """The office id of a position, None for one that is not there."""
        return f"office:wikidata/{id}" if id in self._positions else None

    def rows(self) -> Iterator[dict[str, str]]:
        """Rows of section `offices`. Wikidata does not say how many may hold a position at once: `seat` is many."""
        for id, position in self._positions.items():
            role = self._role(position.name)
            yield {
                "id": f"office:wikidata/{id}",
                "title": position.name,
                "role": (role.role if role else None) or "office",
                "country": next((self._states[c] for c in position.countries if c in self._states), UNKNOWN),
                "sector": role.sector if role else UNKNOWN,
                "seat": "many",
                "wikidata": id,
            }

    def _role(self, name: str) -> Role | None:
        """What the role words say of a position's name: its first role phrase."""
        words = name.lower().split()
        hits = (self._roles.match(words, i) for i in range(len(words)))
        return next((hit[1] for hit in hits if hit), None)
