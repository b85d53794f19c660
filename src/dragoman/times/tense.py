"""Is a clause about the past or the future? By the tense of its verbs, and words such as "scheduled"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dragoman.knowledge.times.lexicon import TimeLexicon
from dragoman.knowledge.times.lists import TimeWords

CLIMB = 12  # steps up the parse, at most


class Tense(NamedTuple):
    """What a clause is about.

    Args:
        direction: -1 the past, +1 the future, 0 neither.
        shown: what shows it, in words.
        present: is the verb in the present tense?
    """

    direction: int
    shown: str
    present: bool = False


def tense(token: Token, lexicon: TimeLexicon) -> Tense:
    """The tense of the clause that a token is in, from the first word above it that shows one.

    Args:
        token: the head of a time expression.
        lexicon: the words of time.
    """
    possessive = any(child.tag_ == "POS" for child in token.children)
    if possessive and _is_day(token, lexicon) and token.head.lemma_.lower() not in lexicon.lists.appointments:
        return Tense(-1, f"the {token.head.text} has been")
    found = _climbed(token, lexicon)
    set_before = not possessive or token.head.lemma_.lower() in lexicon.lists.appointments
    return found._replace(present=found.present and set_before)


def looks_back(token: Token, lists: TimeWords) -> bool:
    """Is a clause about what was so up to a time in the past ("had not called", "was not until")?"""
    node = token
    for _ in range(CLIMB):
        if node.pos_ in {"VERB", "AUX"} and not any(child.tag_ == "TO" for child in node.children):
            words = {child.lower_ for child in node.children}
            past = node.tag_ == "VBD" or bool(words & lists.past_helpers)
            return "had" in words or (past and bool(words & lists.negations))
        if node.head.i == node.i:
            break
        node = node.head
    return False


def _climbed(token: Token, lexicon: TimeLexicon) -> Tense:
    below, node, appointed = token, token.head, False
    for _ in range(CLIMB):
        if node.i == below.i:
            break
        if node.lower_ in lexicon.lists.since:
            return Tense(-1, f"{node.lower_!r}")
        if appointed and node.lower_ in lexicon.lists.advance:
            return Tense(1, f"{node.text!r} looks ahead")
        appointed = appointed or node.lemma_.lower() in lexicon.lists.appointments
        if _looks_ahead(node, below, lexicon):
            return Tense(-1, f"'had' been {node.text}") if _had(node) else Tense(1, f"{node.text!r} looks ahead")
        found = _of_verb(node, lexicon) if node.pos_ in {"VERB", "AUX"} else None
        if found is not None:
            return found
        below, node = node, node.head
    return Tense(0, "")


def _is_day(token: Token, lexicon: TimeLexicon) -> bool:
    return any(entry.kind == "weekday" for entry in lexicon.words.get(token.lower_, ()))


def _looks_ahead(node: Token, below: Token, lexicon: TimeLexicon) -> bool:
    """Does a word put the time below it in the future ("SCHEDULED for", "the DEADLINE of"; not "pledged on")?"""
    lemma, lists = node.lemma_.lower(), lexicon.lists
    if lemma in lists.ahead_for:
        return below.lower_ in lists.towards
    if lemma not in lists.ahead:
        return False
    if node.pos_ in {"VERB", "AUX"}:
        active = node.tag_ == "VBD" and any(child.dep_ == "nsubj" for child in node.children)
        return not active or below.lower_ in lists.towards
    return below.dep_ not in {"poss", "compound", "nmod"} or lemma in lists.appointments


def _of_verb(verb: Token, lexicon: TimeLexicon) -> Tense | None:
    """The tense of a verb with its auxiliaries, None if it depends on the verb above."""
    lists = lexicon.lists
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    modal = next((word for word in (*helpers, verb) if word.tag_ == "MD" or word.lower_ in lists.modals), None)
    if modal is not None:
        return Tense(1, f"{modal.text!r} looks ahead")
    if any(helper.tag_ == "TO" for helper in helpers):
        return _infinitive(verb, lexicon)
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children):
        return Tense(1, f"{verb.text!r} looks ahead")
    if verb.tag_ == "VBD" or any(helper.lower_ in lists.past_auxiliaries for helper in helpers):
        return Tense(-1, f"past tense {verb.text!r}")
    return _finite(verb, helpers, lexicon)


def _infinitive(verb: Token, lexicon: TimeLexicon) -> Tense | None:
    if _had(verb.head):
        return Tense(-1, f"'had' been to {verb.text}")
    if verb.head.lemma_.lower() in lexicon.lists.implicative:
        return None
    return Tense(1, f"'to {verb.text}' looks ahead")


def _finite(verb: Token, helpers: list[Token], lexicon: TimeLexicon) -> Tense | None:
    if verb.tag_ == "VBG":
        runs = any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers)
        return Tense(1, f"{verb.text!r} looks ahead") if runs else None
    if verb.tag_ == "VBN":
        return None if helpers or verb.dep_ == "amod" else Tense(-1, f"past participle {verb.text!r}")
    if verb.tag_ not in {"VBZ", "VBP"}:
        return None
    says = verb.lemma_.lower() in lexicon.lists.reporting
    return Tense(0, "") if says else Tense(0, f"present tense {verb.text!r}", present=True)


def _had(node: Token) -> bool:
    return any(child.lower_ == "had" for word in (node, node.head) for child in word.children)
