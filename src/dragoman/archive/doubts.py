"""What a correction names that nothing known stands behind: it is kept as it was said, and the user is told so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.archive.corrections import NONE, actor
from dragoman.archive.query.filters import nearest
from dragoman.knowledge import Knowledge
from dragoman.knowledge.register.countries import codes
from dragoman.knowledge.register.loader import Register


def doubts(said: Sequence[tuple[str, str]], knowledge: Knowledge) -> Iterator[str]:
    """A warning for each party or place of a correction that neither the register nor the gazetteer knows.

    Args:
        said: pairs of field and value, as `corrections.correct` takes them.
        knowledge: that of the archive.

    A warning names the option and the value, what is stored, and the known names that are spelled most like it.
    """
    for field, value in said:
        if field in {"source", "target"}:
            for told in filter(None, map(str.strip, value.split(";"))):
                identifier, _, country, sector = actor(told, knowledge.register)
                if (
                    (country, sector) == (NONE, NONE)
                    and identifier.startswith("name:")
                    and not knowledge.gazetteer.referents(told)
                ):
                    unknown = "neither the register nor the gazetteer knows it"
                    stored = f"stored as {identifier}, without country and sector"
                    yield _warning(field, told, unknown, stored, _actors(told, knowledge.register))
        elif field == "place" and not knowledge.gazetteer.referents(value):
            stored = f"stored as {value}, without country and coordinates"
            yield _warning(field, value, "the gazetteer does not know it", stored, knowledge.gazetteer.near(value))


def _actors(name: str, register: Register) -> list[str]:
    """The names and country codes that actors of the register have, nearest first."""
    known = {alias.text.lower(): alias.text for alias in register.aliases()}
    known |= {code.lower(): code for code in codes()}
    return [known[near] for near in nearest(name, known)]


def _warning(field: str, told: str, unknown: str, stored: str, near: Sequence[str]) -> str:
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"--{field} {told}: {unknown}; {stored}{meant}"
