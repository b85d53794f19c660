"""Warnings about corrections that name an unknown actor or place: these are stored as given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.archive.corrections import NONE, actor
from dragoman.archive.query.filters import nearest
from dragoman.knowledge import Knowledge
from dragoman.knowledge.register.countries import codes
from dragoman.knowledge.register.loader import Register


def doubts(said: Sequence[tuple[str, str]], knowledge: Knowledge) -> Iterator[str]:
    """A warning for each actor or place in a correction that neither the register nor the gazetteer knows.

    Args:
        said: pairs of field and value, as `corrections.correct` takes them.
        knowledge: the knowledge of the archive.

    A warning names the option and the value, what is stored, and the most similar known names.
    """
    for field, value in said:
        if field in {"source", "target"}:
            for name in filter(None, map(str.strip, value.split(";"))):
                identifier, _, country, sector = actor(name, knowledge.register)
                if (
                    (country, sector) == (NONE, NONE)
                    and identifier.startswith("name:")
                    and not knowledge.gazetteer.referents(name)
                ):
                    unknown = "neither the register nor the gazetteer knows it"
                    stored = f"stored as {identifier}, without country and sector"
                    yield _warning(field, name, unknown, stored, _actors(name, knowledge.register))
        elif field == "place" and not knowledge.gazetteer.referents(value):
            stored = f"stored as {value}, without country and coordinates"
            yield _warning(field, value, "the gazetteer does not know it", stored, knowledge.gazetteer.near(value))


def _actors(name: str, register: Register) -> list[str]:
    """Up to three names or country codes of the register that are spelled like a name, the most similar first."""
    known = {alias.text.lower(): alias.text for alias in register.aliases()}
    known |= {code.lower(): code for code in codes()}
    return [known[near] for near in nearest(name, known)]


def _warning(field: str, value: str, unknown: str, stored: str, near: Sequence[str]) -> str:
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"--{field} {value}: {unknown}; {stored}{meant}"
