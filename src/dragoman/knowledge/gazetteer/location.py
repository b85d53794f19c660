"""A place on the map and the way a word names it, free of any text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["country", "admin1", "city", "capital", "region", "continent", "water", "facility"]
# Marks that spellings of one name differ in: combining accents and the many apostrophes of transliteration.
_MARKS = re.compile("[\u0300-\u036f'’‘ʻʼʿʾ`]")
_UNDECOMPOSED = (("ı", "i"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("ß", "ss"))


@dataclass(frozen=True, slots=True)
class Location:
    """A place: `country` is ISO 3166-1 alpha-3, degrees are WGS 84, `population` is 0 where unknown."""

    name: str
    kind: Kind
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonames: int | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Referent:
    """What a name may refer to: a place, and the way the name stands for it.

    `people` marks demonyms and adjectives; `curated` names of the register and of our own YAML; `short` abbreviations
    that name a place only next to another ("Austin, TX"); `ambiguous` names also mean other things.
    """

    location: Location
    people: bool = False
    curated: bool = False
    short: bool = False
    ambiguous: bool = False


def fold(name: str) -> str:
    """A name without accents, apostrophes and case: what two spellings of it share."""
    if name.isascii() and "'" not in name and "`" not in name:
        return name.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", name)).lower()
    for letter, plain_letter in _UNDECOMPOSED:
        plain = plain.replace(letter, plain_letter)
    return plain
