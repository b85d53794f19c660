"""The words of words.yaml, and what stands around a name."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml
from spacy.tokens import Span, Token

from dragoman.errors import BadKnowledge

CHAIN = 8
WORDS = Path(__file__).parent / "words.yaml"


@dataclass(frozen=True, slots=True)
class Cues:
    """Word lists in lower case; the comments of words.yaml say what each is for."""

    locating: frozenset[str]
    narrowing: frozenset[str]
    types: frozenset[str]
    thoroughfares: frozenset[str]
    titles: frozenset[str]
    reaching: frozenset[str]
    stative: frozenset[str]
    common: frozenset[str]


@cache
def load_cues(path: Path = WORDS) -> Cues:
    """The word lists of a file; raises `BadKnowledge` if one is missing, unknown or not of words."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wanted = {f.name for f in fields(Cues)}
    if not isinstance(data, dict) or set(data) != wanted:
        raise BadKnowledge(path, f"must hold exactly the lists {', '.join(sorted(wanted))}")
    for name, words in data.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w == w.lower() for w in words):
            raise BadKnowledge(path, f"{name} must be a list of lower-case words")
    return Cues(**{name: frozenset(words) for name, words in data.items()})


def governor(words: Span) -> Token | None:
    """The preposition that a name, or the noun phrase it is the head or an apposition of, depends on."""
    token = words.root
    for _ in range(CHAIN):
        head = token.head
        if token.dep_ == "pobj" or (token.dep_ == "pcomp" and head.pos_ == "ADP"):
            return head
        if token.dep_ not in ("conj", "appos", "nmod") or head.i == token.i:
            return None
        token = head
    return None


def chain_head(words: Span) -> Token:
    """The head of a name; of a later part of a coordination that of its first ("Kyiv and Lviv said")."""
    token = words.root
    for _ in range(CHAIN):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    return token


def reached(words: Span, cues: Cues) -> bool:
    """Is a name the object of going to, taking or striking a place?"""
    token = chain_head(words)
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in cues.reaching


def capitalised(token: Token) -> bool:
    """Does a token begin with a capital letter or digit?"""
    first = token.text[0]
    return first.isupper() or first.isdigit()
