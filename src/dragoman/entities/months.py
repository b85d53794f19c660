"""Months that are names too: "May" is Theresa May only where the text gives a reason, and the month everywhere else."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.shim import ENTITIES as WORDS
from dragoman.parse import Parsed

TITLE = 4  # words that a title before a name has at most
YEAR = 4  # digits
HYPHENS = frozenset({"-", "–"})
JOINING = frozenset({"-", "–", "—", "/", ",", "and", "or", "to"})
NAMELIKE = frozenset({"PERSON", ""})
AGENT = frozenset({"nsubj", "nsubjpass"})
TOLD = frozenset({"dobj", "dative"})


def named_months(parsed: Parsed, register: Register) -> frozenset[str]:
    """The months that somebody is called by in full in an article ("Theresa May", "Prime Minister May")."""
    docs = (block.doc for block in parsed.blocks)
    return frozenset(t.text for doc in docs for t in doc if _is_month(t) and (_full_name(t) or _titled(t, register)))


def dates(doc: Doc, register: Register, named: Iterable[str]) -> frozenset[int]:
    """The tokens of a document that are a month and nobody's name; `named`: the months that persons are called by."""
    months = (t for t in doc if _is_month(t))
    return frozenset(t.i for t in months if not _bears(t, register, t.text in named))


def _bears(token: Token, register: Register, named: bool) -> bool:
    """Does somebody bear this name here? `named`: the article calls somebody so in full."""
    if _titled(token, register) or (_full_name(token) and not _timely(_before(token))):
        return True
    if _counted(token) or (_timely(_before(token)) and not (named and _trusted(token))):
        return False
    if _acts(token):
        return True
    if not named or (token.ent_type_ == "DATE" and _when(token)):
        return False
    led = token.dep_ == "compound" and _lower(_before(token)) == "the"
    return not led or token.head.lemma_.lower() in WORDS["reigns"]


def _is_month(token: Token) -> bool:
    return token.is_title and token.lower_ in WORDS["months"]


def _full_name(token: Token) -> bool:
    """Does it end a person's name of several words, the word before it being no month and no word of time?"""
    before = _before(token)
    if before is None or not (before.is_title and before.is_alpha and {before.ent_type_, token.ent_type_} <= NAMELIKE):
        return False
    one = token.ent_iob_ == "I" or (before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token)
    return one and not _timely(before) and before.lower_ not in WORDS["months"]


def _titled(token: Token, register: Register) -> bool:
    """Does a title or an office stand before it ("Mrs May", "Prime Minister May")?"""
    before = _before(token)
    if before is None or not before.is_title:
        return False
    if before.lower_.strip(".") in WORDS["honorifics"]:
        return True
    first = max(0, token.i - TITLE)
    words = [t.lower_ for t in token.doc[first : token.i]]
    hits = ((i, register.roles.match(words, i)) for i in range(len(words)))
    return any(hit is not None and i + hit[0] == len(words) and hit[1].kind == "person" for i, hit in hits)


def _counted(token: Token) -> bool:
    """Does a day, a year or another month stand beside it ("5 May", "May 2016", "April, May and June")?"""
    before, after = list(token.doc[: token.i][-2:])[::-1], list(token.doc[token.i + 1 : token.i + 3])
    if after and (after[0].text == "Day" or after[0].text[0].isdigit()):
        return True
    if before and before[0].text[0].isdigit():
        return not any(_is_month(t) for t in before[1:])  # "on July 5 May said"
    joined = [two for two in (before, after) if len(two) == 2 and two[0].lower_ in JOINING]
    year = len(after) == 2 and after[0].text == "," and after[1].is_digit and len(after[1]) == YEAR
    return year or any(_is_month(two[1]) for two in joined)


def _timely(token: Token | None) -> bool:
    """Is it a word that makes the month after it one, also with a hyphen between ("mid-May")?"""
    before = _before(token) if token is not None and token.text in HYPHENS else token
    return before is not None and before.lower_ in WORDS["timely"]


def _when(token: Token) -> bool:
    """May it be the month even where somebody is called so ("by May", but "rejected by May"; "the end of May")?"""
    before = _before(token)
    if before is None or before.dep_ == "agent":
        return False
    return before.lower_ in WORDS["when"] or (before.lower_ == "of" and before.head.lemma_.lower() in WORDS["parts"])


def _trusted(token: Token) -> bool:
    """ "No confidence in May": whom one trusts in."""
    before = _before(token)
    return before is not None and before.dep_ == "prep" and before.head.lemma_.lower() in WORDS["trust"]


def _acts(token: Token) -> bool:
    """Does it do, or is it told, what persons do and are told ("May said", "told May", "May and Merkel met")?"""
    first = token
    while first.dep_ == "conj" and first.head.pos_ == "PROPN":
        first = first.head
    return first.dep_ in AGENT | TOLD and first.head.lemma_.lower() in WORDS["personal"]


def _before(token: Token) -> Token | None:
    return token.nbor(-1) if token.i else None


def _lower(token: Token | None) -> str:
    return token.lower_ if token is not None else ""
