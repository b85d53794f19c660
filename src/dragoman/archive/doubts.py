"""What a correction names that nothing known stands behind: it is kept as it was said, and the user is told so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.archive.corrections import NONE, actor
from dragoman.archive.query.filters import nearest
from dragoman.knowledge.register.countries import codes
from dragoman.knowledge.shim import load_gazetteer, load_register


def doubts(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A warning for each party or place of a correction that neither the register nor the gazetteer knows.

    `said` holds pairs of field and value, as `corrections.correct` takes them. A warning names the option and the
    value, what is stored, and the known names that are spelled most like it.
    """
    for field, value in said:
        if field in {"source", "target"}:
            for told in filter(None, map(str.strip, value.split(";"))):
                identifier, _, country, sector = actor(told)
                if (country, sector) == (NONE, NONE) and identifier.startswith("name:") and not _places(told):
                    unknown = "neither the register nor the gazetteer knows it"
                    stored = f"stored as {identifier}, without country and sector"
                    yield _warning(field, told, unknown, stored, _actors(told))
        elif field == "place" and not _places(value):
            stored = f"stored as {value}, without country and coordinates"
            yield _warning(field, value, "the gazetteer does not know it", stored, load_gazetteer().near(value))


def _places(name: str) -> bool:
    return bool(load_gazetteer().referents(name))


def _actors(name: str) -> list[str]:
    """The names and country codes that actors of the register have, nearest first."""
    known = {alias.text.lower(): alias.text for alias in load_register().aliases()}
    known |= {code.lower(): code for code in codes()}
    return [known[near] for near in nearest(name, known)]


def _warning(field: str, told: str, unknown: str, stored: str, near: Sequence[str]) -> str:
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"--{field} {told}: {unknown}; {stored}{meant}"
