"""The data types of the gazetteer: a place, and the way a name refers to it."""

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
    """A place.

    Args:
        name: its name in English.
        kind: what sort of place it is; admin1 is a first-level subdivision.
        lat: the latitude in degrees (WGS 84).
        lon: the longitude in degrees (WGS 84).
        country: ISO 3166-1 alpha-3, None for what lies in no one country.
        admin1: the name of its first-level subdivision.
        admin2: the name of its second-level subdivision.
        geonames: its GeoNames id.
        population: inhabitants, 0 if unknown.
    """

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
    """What a name may refer to: a place, and the kind of name.

    Args:
        location: the place.
        people: is the name a demonym or adjective?
        curated: is it a name of the register or of our own YAML?
        short: is it an abbreviation, which names a place only next to another ("Austin, TX")?
        ambiguous: does it mean other things too?
    """

    location: Location
    people: bool = False
    curated: bool = False
    short: bool = False
    ambiguous: bool = False


def fold(name: str) -> str:
    """A name in lower case without accents and apostrophes, which is the same for all spellings of it."""
    if name.isascii() and "'" not in name and "`" not in name:
        return name.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", name)).lower()
    for letter, plain_letter in _UNDECOMPOSED:
        plain = plain.replace(letter, plain_letter)
    return plain
