"""Whether a clause speaks of the past or of what lies ahead, from its verbs and from words such as "scheduled"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dragoman.ground.time.lexicon import Lexicon

MODALS = frozenset({"will", "'ll", "’ll", "shall", "would", "'d", "may", "might", "could", "can", "should", "must", "wo"})
CLIMB = 12


class Tense(NamedTuple):
    """-1 past, +1 ahead, 0 neither, and the word that shows it."""

    direction: int
    word: str


def direction(token: Token, lexicon: Lexicon) -> int:
    """-1 past, +1 ahead, 0 neither: the nearest word above a token that says so."""
    return tense(token, lexicon).direction


def tense_words(token: Token, lexicon: Lexicon) -> str:
    """The same in words, for a reason: "past tense 'held'"; "" where nothing shows it."""
    found = tense(token, lexicon)
    return {-1: f"past tense {found.word!r}", 1: f"{found.word!r} looks ahead"}.get(found.direction, "")


def tense(token: Token, lexicon: Lexicon) -> Tense:
    """Climb from a token to the first word that tells past from future."""
    possessive = any(child.tag_ == "POS" for child in token.children)
    if possessive and token.head.lemma_.lower() not in lexicon.lists["appointments"]:
        return Tense(-1, f"{token.text}'s {token.head.text}") if _is_day(token, lexicon) else _climbed(token, lexicon)
    return _climbed(token, lexicon)


def _climbed(token: Token, lexicon: Lexicon) -> Tense:
    below, node = token, token.head
    for _ in range(CLIMB):
        if node.i == below.i:
            break
        if _looks_ahead(node, below, lexicon):
            return Tense(-1 if _had(node) else 1, node.text)
        if node.pos_ in {"VERB", "AUX"}:
            found = _of_verb(node, lexicon)
            if found is not None:
                return found
        below, node = node, node.head
    return Tense(0, "")


def _is_day(token: Token, lexicon: Lexicon) -> bool:
    return any(entry.kind == "weekday" for entry in lexicon.words.get(token.lower_, ()))


def _looks_ahead(node: Token, below: Token, lexicon: Lexicon) -> bool:
    """ "Scheduled for", "the deadline of", "before a summit on": not "pledged on", not "Wednesday's plan"."""
    if node.lower_ in {"before", "ahead"}:
        return below.lemma_.lower() in lexicon.lists["appointments"]
    if node.lemma_.lower() not in lexicon.lists["ahead"]:
        return False
    if node.pos_ in {"VERB", "AUX"}:
        active = any(child.dep_ == "nsubj" for child in node.children)
        return not (node.tag_ == "VBD" and active)
    return below.dep_ not in {"poss", "compound", "nmod"} or node.lemma_.lower() in lexicon.lists["appointments"]


def is_present(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token hangs on a verb in the present that is no verb of saying."""
    found = tense(token, lexicon)
    possessive = any(child.tag_ == "POS" for child in token.children)
    return found.direction == 0 and bool(found.word) and not possessive


def looks_back(token: Token) -> bool:
    """ "Had not called", "was not until": a clause that says what had been so up to a time in the past."""
    node = token
    for _ in range(CLIMB):
        if node.pos_ in {"VERB", "AUX"}:
            words = {child.lower_ for child in node.children}
            past = node.tag_ == "VBD" or bool(words & {"had", "did", "was", "were", "has", "have"})
            return "had" in words or (past and bool(words & {"not", "n't", "n’t"}))
        if node.head.i == node.i:
            break
        node = node.head
    return False


def _of_verb(verb: Token, lexicon: Lexicon) -> Tense | None:
    """What a verb with its auxiliaries says; None where it leaves it to the verb above."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    for helper in helpers:
        if helper.tag_ == "MD" or helper.lower_ in MODALS - {"'d", "’d"}:
            return Tense(1, helper.text)
    if verb.tag_ == "MD":
        return Tense(1, verb.text)
    if any(helper.tag_ == "TO" for helper in helpers):
        if any(child.lower_ == "had" for child in verb.head.children):
            return Tense(-1, f"had ... to {verb.text}")
        return None if verb.head.lemma_.lower() in lexicon.lists["implicative"] else Tense(1, f"to {verb.text}")
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children):
        return Tense(1, verb.text)
    if any(helper.lower_ in {"had", "has", "have", "was", "were", "did", "'ve", "’ve"} for helper in helpers):
        return Tense(-1, verb.text)
    if verb.tag_ == "VBD":
        return Tense(-1, verb.text)
    if verb.tag_ == "VBG":
        return Tense(1, verb.text) if any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers) else None
    if verb.tag_ == "VBN":
        return Tense(-1, verb.text) if not helpers and verb.dep_ != "amod" else None
    said = verb.lemma_.lower() in lexicon.lists["reporting"]
    return Tense(0, "" if said else verb.text) if verb.tag_ in {"VBZ", "VBP"} else None


def _had(node: Token) -> bool:
    return any(child.lower_ == "had" for word in (node, node.head) for child in word.children)
