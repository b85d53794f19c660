"""Whether a verb is active or passive, and whether what looks like a participle is a past tense."""

from __future__ import annotations

from spacy.tokens import Token

#: Where a participle without an auxiliary is a passive below another: "two men were reported KILLED".
BARE = frozenset({"xcomp", "ccomp"})
DEEPEST = 8


def passive(verb: Token, depth: int = 0) -> bool:
    """Is the verb a passive or a past participle without an auxiliary ("fighters captured by")?"""
    if any(c.dep_ in {"auxpass", "nsubjpass", "csubjpass"} for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ in {"have", "be"} for c in verb.children):
        return False
    if finite(verb):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return (
            not any(c.dep_ in {"nsubj", "dobj"} for c in verb.children)
            and depth < DEEPEST
            and passive(verb.head, depth + 1)
        )
    below = verb.dep_ in BARE and all(c.dep_ != "dobj" for c in verb.children)
    return below or verb.dep_ in {"acl", "amod", "advcl", "relcl", "oprd"}


def finite(verb: Token) -> bool:
    """Is what the parser took for a past participle a past tense?

    A participle that modifies what it acts on leaves no room for an object, and a full sentence needs a finite verb.
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    if verb.i < verb.head.i or any(c.dep_ in {"agent", "auxpass", "aux"} for c in verb.children):
        return False
    noun = verb.head
    if noun.dep_ != "ROOT" or any(c.dep_ in {"cop", "relcl"} for c in noun.children) or verb.i - noun.i > 2:
        return False
    return noun.sent[-1].text in {".", "!"} or any(c.dep_ == "dobj" for c in verb.children)
