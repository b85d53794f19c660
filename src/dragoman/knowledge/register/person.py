"""Names of persons: which part is the family name, and how it is spelled where it stands alone."""

from __future__ import annotations

import re
import unicodedata

# Where news in English writes the family name first. Japanese and Hungarian names are turned round by convention.
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM"})
# Moon Jae-in, Tsai Ing-wen: a second word hyphenated and going on in lower case is a romanised given name.
_ROMANISED = re.compile(r"\w+ \w+-[a-z]\w*")
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn", "ben", "ter"}
)
_SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "II", "III", "IV", "V", "VI", "VII", "VIII", "X", "XVI", "I"})
_ARTICLE = re.compile(r"(?i)^(?:al|el|an|ad|as|ash|ar|at|az)-(?=\w)")


def slug(name: str) -> str:
    """A name as an id part: lower-case, without diacritics, words joined by hyphens."""
    return "-".join(re.findall(r"\w+", plain(name).casefold())) or "x"


def plain(name: str) -> str:
    """The name without diacritics, as much of the press writes it."""
    if name.isascii():
        return name
    return _MARKS.sub("", unicodedata.normalize("NFKD", name.translate(_LETTERS)))


_MARKS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "æ": "ae"})


def family_name(name: str, country: str = "---") -> str:
    """The family name in a full name: the first word where that is the custom, else the last with its particles.

    Args:
        name: the full name.
        country: the person's ISO 3166-1 alpha-3 code, which tells the custom.
    """
    words = [w for w in name.split() if w not in _SUFFIXES]
    if not words or len(words) == 1:
        return words[0] if words else name
    if (country in FAMILY_FIRST and len(words) < 4) or _ROMANISED.fullmatch(name):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def surnames(family: str) -> tuple[str, ...]:
    """The forms by which a family name is found: as it is, without Arabic article, last word, without diacritics."""
    bare = _ARTICLE.sub("", family)
    last = bare.split()[-1] if " " in bare else bare
    forms = (family, bare, last) if " " in family else (family, bare)
    return tuple(dict.fromkeys(form for f in forms for form in (f, plain(f))))
