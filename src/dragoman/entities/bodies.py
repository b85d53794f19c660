"""Organisations that are not in the register: companies, unions, agencies and groups that spaCy labels ORG.

Their sector follows from a role word in the name ("... Ministry", "Bank of ..."), their country from a state in it
("Nigeria Labour Congress"); without these, sector and country are unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as Words

from dragoman.entities.cast import UNKNOWN, Cast, Entity
from dragoman.knowledge.register.loader import Role

LONGEST = 12  # tokens of a name, at most
#: Uses of an alias by which a name says which state a body is of ("NIGERIAN", "CHINA").
STATELIKE = frozenset({"adjective", "prefix", "demonym", "name", "short"})


def find_body(cast: Cast, texts: Sequence[str], name: Words) -> tuple[Entity, Words] | None:
    """The actor that an organisation's name refers to, with the tokens of the name proper.

    None where it is no name, is only a title, or holds a name of the register.

    Args:
        cast: the actors of the article; the body is added to it.
        texts: the texts of all tokens of the paragraph.
        name: spaCy's entity.
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
    """The name without article, possessive and punctuation at its ends; None where that leaves no name."""
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
    """The country that a state in the name gives, and the token after a state at its start.

    None where the name holds an actor of the register, or ends with a state.
    """
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
    """The token at which the first role word of the name begins, and the role; titles of persons do not count."""
    lowers = [t.lower_ for t in words]
    for i in range(len(lowers)):
        hit = cast.register.roles.match(lowers, i)
        if hit is not None and hit[1].kind != "person":
            return words.start + i, hit[1]
    return None


def _title(cast: Cast, words: Words) -> bool:
    """Is the whole name a person's title ("the SUPREME LEADER")?"""
    hit = cast.register.roles.match([t.lower_ for t in words], 0)
    return hit is not None and hit[0] == len(words) and hit[1].kind == "person"


def _sector(words: Words, cast: Cast) -> str:
    """The sector that a word of the name tells ("Airlines"), else `UNKNOWN`."""
    kinds = (kind for kind, known in cast.words.sectors.items() for t in words if t.lower_.strip(".") in known)
    return next(kinds, UNKNOWN)
