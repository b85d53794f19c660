"""Makes entries and aliases from the register's rows of states, organisations and groups."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.knowledge.register.entry import UNKNOWN, Alias, Change, Entry, Kind, Use
from dragoman.knowledge.register.files import Row
from dragoman.knowledge.register.person import plain
from dragoman.knowledge.register.phrases import tokens_of

#: The use of the aliases in each field of a row.
FIELDS: dict[str, Use] = {
    "names": "name",
    "short": "short",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "metonyms": "metonym",
    "prefixes": "prefix",
}
_KINDS: dict[str, Kind] = {"states": "state", "organisations": "organisation", "groups": "group"}
_SECTORS = {"state": "GOV", "group": "REB"}


def entry_of(section: str, row: Row) -> Entry:
    """The entry that a row describes; a state's country is the part of its id after the colon ("state:FRA").

    Args:
        section: the section of the row: "states", "organisations" or "groups".
        row: the row.
    """
    kind = _KINDS[section]
    country = row["id"].partition(":")[2] if kind == "state" else row["country"]
    return Entry(
        id=row["id"],
        name=row["name"],
        kind=kind,
        country=row.get("country", country),
        sector=row.get("sector", _SECTORS.get(kind, UNKNOWN)),
        wikidata=row.get("wikidata"),
        cow=row.get("cow"),
        note=row.get("note"),
        changes=tuple(Change(c["from"], c["sector"], c.get("to"), c.get("note", "")) for c in row.get("changes", ())),
    )


def aliases_of(row: Row) -> Iterator[Alias]:
    """The aliases of a row, in all spellings; an alias may be a mapping with its own `sector`, `from` and `to`."""
    ambiguous = set(row.get("ambiguous", ()))
    yield from _forms(row, {"text": row["name"]}, "name", ambiguous)
    for field, use in FIELDS.items():
        for item in row.get(field, ()):
            yield from _forms(row, item if isinstance(item, dict) else {"text": item}, use, ambiguous)


def _forms(row: Row, item: Row, use: Use, ambiguous: set[str]) -> Iterator[Alias]:
    sector = item.get("sector", "CVL" if use == "demonym" and row["id"].startswith("state:") else None)
    text = item["text"]
    for form in spellings(text):
        yield Alias(
            row["id"],
            form,
            use,
            tokens_of(form),
            sector,
            text in ambiguous or item.get("ambiguous") == "true",
            item.get("from", row.get("from")),
            item.get("to", row.get("to")),
        )


def spellings(text: str) -> tuple[str, ...]:
    """The spellings of a name: as written, without diacritics, and each also with the curly apostrophe (’)."""
    if text.isascii() and "'" not in text:
        return (text,)
    forms = dict.fromkeys((text, plain(text)))
    return tuple(dict.fromkeys(form for f in forms for form in (f, f.replace("'", "’"))))
