"""Is "May" a month or a person? It is Theresa May only where the text gives a reason, and the month elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.entities.cast import Cast

TITLE = 4  # longest title before a name, in words
YEAR = 4  # digits
HYPHENS = frozenset({"-", "–"})
NAMELIKE = frozenset({"PERSON", ""})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
OBJECT = frozenset({"dobj", "dative"})


def named_months(cast: Cast) -> frozenset[str]:
    """The month names that some person of the article bears by full name or title ("Theresa May", "Mrs May")."""
    docs = (block.doc for block in cast.document.blocks)
    return frozenset(
        t.text for doc in docs for t in doc if _is_month(t, cast) and (_full_name(t, cast) or _titled(t, cast))
    )


def dates(doc: Doc, cast: Cast, named: Iterable[str]) -> frozenset[int]:
    """The positions of the tokens that are a month, and no person's name.

    Args:
        doc: a paragraph.
        cast: the article, with its word lists and register.
        named: the month names that persons of the article bear, from `named_months`.
    """
    months = (t for t in doc if _is_month(t, cast))
    return frozenset(t.i for t in months if not _bears(t, cast, t.text in named))


def _bears(token: Token, cast: Cast, named: bool) -> bool:
    """Is the token a person's name here? `named`: a person of the article bears it in full."""
    if _titled(token, cast) or (_full_name(token, cast) and not _timely(_before(token), cast)):
        return True
    if _counted(token, cast) or (_timely(_before(token), cast) and not (named and _trusted(token, cast))):
        return False
    if _acts(token, cast):
        return True
    if not named or (token.ent_type_ == "DATE" and _when(token, cast)):
        return False
    led = token.dep_ == "compound" and _lower(_before(token)) == "the"
    return not led or token.head.lemma_.lower() in cast.words.reigns


def _is_month(token: Token, cast: Cast) -> bool:
    """Is it the name of a month with a capital letter?"""
    return token.is_title and token.lower_ in cast.words.months


def _full_name(token: Token, cast: Cast) -> bool:
    """Is it the last word of a person's name of several words ("Theresa May")?"""
    before = _before(token)
    if before is None or not (before.is_title and before.is_alpha and {before.ent_type_, token.ent_type_} <= NAMELIKE):
        return False
    one = token.ent_iob_ == "I" or (before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token)
    return one and not _timely(before, cast) and before.lower_ not in cast.words.months


def _titled(token: Token, cast: Cast) -> bool:
    """Does a title or an office stand before it ("Mrs May", "Prime Minister May")?"""
    before = _before(token)
    if before is None or not before.is_title:
        return False
    if before.lower_.strip(".") in cast.words.honorifics:
        return True
    first = max(0, token.i - TITLE)
    words = [t.lower_ for t in token.doc[first : token.i]]
    hits = ((i, cast.register.roles.match(words, i)) for i in range(len(words)))
    return any(hit is not None and i + hit[0] == len(words) and hit[1].kind == "person" for i, hit in hits)


def _counted(token: Token, cast: Cast) -> bool:
    """Does a day, a year or another month stand beside it ("5 May", "May 2016", "April, May and June")?"""
    before, after = list(token.doc[: token.i][-2:])[::-1], list(token.doc[token.i + 1 : token.i + 3])
    if after and (after[0].text == "Day" or after[0].text[0].isdigit()):
        return True
    if before and before[0].text[0].isdigit():
        return not any(_is_month(t, cast) for t in before[1:])  # "on July 5 May said"
    joined = [two for two in (before, after) if len(two) == 2 and two[0].lower_ in cast.words.joining]
    year = len(after) == 2 and after[0].text == "," and after[1].is_digit and len(after[1]) == YEAR
    return year or any(_is_month(two[1], cast) for two in joined)


def _timely(token: Token | None, cast: Cast) -> bool:
    """Is the token before the month a word of time ("last May", and "mid-May" with its hyphen)?"""
    before = _before(token) if token is not None and token.text in HYPHENS else token
    return before is not None and before.lower_ in cast.words.timely


def _when(token: Token, cast: Cast) -> bool:
    """May it be the month even where a person bears the name ("by May", "the end of May"; not "rejected by May")?"""
    before = _before(token)
    if before is None or before.dep_ == "agent":
        return False
    return before.lower_ in cast.words.when or (
        before.lower_ == "of" and before.head.lemma_.lower() in cast.words.parts
    )


def _trusted(token: Token, cast: Cast) -> bool:
    """Is it the complement of a word of trust ("no confidence in MAY"), and so a person?"""
    before = _before(token)
    return before is not None and before.dep_ == "prep" and before.head.lemma_.lower() in cast.words.trust


def _acts(token: Token, cast: Cast) -> bool:
    """Is it subject or object of a verb whose arguments are persons ("May said", "told May", "May and Merkel met")?"""
    first = token
    while first.dep_ == "conj" and first.head.pos_ == "PROPN":
        first = first.head
    return first.dep_ in SUBJECT | OBJECT and first.head.lemma_.lower() in cast.words.personal


def _before(token: Token) -> Token | None:
    """The token before, None at the start of the paragraph."""
    return token.nbor(-1) if token.i else None


def _lower(token: Token | None) -> str:
    return token.lower_ if token is not None else ""
