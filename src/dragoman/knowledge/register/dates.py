"""Dates of the register: EDTF days, months and years, and the first and last day that each covers.

EDTF's approximate dates and open intervals occur in articles only, and are not read here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> tuple[str, str] | None:
    """The first and last day (ISO) that an EDTF day, month or year covers; None if it is none of these."""
    found = _FORM.fullmatch(edtf)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last = calendar.monthrange(int(year), int(month))[1] if month else 31
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or f'{last:02}'}"


def hull(edtf: str) -> tuple[str, str] | None:
    """The first and last day (ISO) of an EDTF date, or of a closed interval of dates; None if it is neither."""
    start, slash, end = edtf.partition("/")
    first, last = bounds(start), bounds(end if slash else start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None
