"""Bodies the register does not have, by name: companies, unions, agencies and groups that the entity recogniser finds.

Their sector follows from the role word in the name ("... Ministry", "Bank of ..."), their country from a state in it
("Nigeria Labour Congress"); without either they are of nobody knows where.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as Words

from dragoman.entities.cast import UNKNOWN, Cast, Entity
from dragoman.knowledge.register.loader import Role

LONGEST = 12
STATELIKE = frozenset({"adjective", "prefix", "demonym", "name", "short"})


def find_body(cast: Cast, texts: Sequence[str], name: Words) -> tuple[Entity, Words] | None:
    """The entity of an organisation's name and its words; none where it is the register's, a role's or no name.

    `texts` are the words of its document.
    """
    words = _trimmed(name, cast)
    if words is None or _title(cast, words):
        return None
    owned = _owner(cast, texts, words)
    if owned is None:
        return None
    country, plain = owned
    role = _role(cast, words)
    if role is not None and role[0] <= plain:
        return None
    sector = role[1].sector if role is not None else _sector(words, cast)
    return cast.body(words.text, country, sector), words


def _trimmed(name: Words, cast: Cast) -> Words | None:
    """The name without article, possessive and marks at its ends; none where that leaves no name."""
    first, last, doc = name.start, name.end - 1, name.doc
    while first <= last and (doc[first].pos_ == "DET" or not doc[first].text[0].isalnum()):
        first += 1
    while last >= first and (doc[last].tag_ in {"POS", "HYPH"} or not doc[last].text[-1].isalnum()):
        last -= 1
    words = doc[first : last + 1]
    if not 0 < len(words) <= LONGEST or any(t.is_space or t.text in cast.words.no_name for t in words):
        return None
    named = all(t.text[0].isupper() for t in (words[0], words[-1])) and any(t.pos_ == "PROPN" for t in words)
    thing = {words.text.lower(), words[-1].lower_, words.root.lower_} & cast.words.no_body
    return words if named and len(words.text) > 1 and not thing else None


def _owner(cast: Cast, texts: Sequence[str], words: Words) -> tuple[str, int] | None:
    """The country of a state in the name, and where the name begins after it; none where an entry stands in it."""
    country, plain, i = UNKNOWN, words.start, words.start
    while i < words.end:
        hit = cast.register.match(texts, i)
        if hit is None:
            i += 1
            continue
        state = next((a for a in hit[1] if a.entry.startswith("state:") and a.use in STATELIKE), None)
        if state is None or i + hit[0] >= words.end:
            return None
        if i > words.start and texts[i - 1].lower() in cast.words.continental:
            i += hit[0]
            continue
        country = cast.register.entries[state.entry].country if country == UNKNOWN else country
        plain = i + hit[0] if i == plain else plain
        i += hit[0]
    return country, plain


def _role(cast: Cast, words: Words) -> tuple[int, Role] | None:
    """Where the first role word of the name begins in the document, and what it means."""
    lowers = [t.lower_ for t in words]
    for i in range(len(lowers)):
        hit = cast.register.roles.match(lowers, i)
        if hit is not None and hit[1].kind != "person":
            return words.start + i, hit[1]
    return None


def _title(cast: Cast, words: Words) -> bool:
    """Is it only what somebody is called ("the SUPREME LEADER")?"""
    hit = cast.register.roles.match([t.lower_ for t in words], 0)
    return hit is not None and hit[0] == len(words) and hit[1].kind == "person"


def _sector(words: Words, cast: Cast) -> str:
    kinds = (kind for kind, held in cast.words.sectors.items() for t in words if t.lower_.strip(".") in held)
    return next(kinds, UNKNOWN)
