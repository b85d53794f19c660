"""Voice: is a verb active or passive, and is an apparent participle a past tense?"""

from __future__ import annotations

from spacy.tokens import Token

#: Labels under which a participle without an auxiliary is a passive: "two men were reported KILLED".
BARE = frozenset({"xcomp", "ccomp"})
#: How many steps up the parse, at most, any search goes, so that it ends.
DEEPEST = 8


def passive(verb: Token, depth: int = 0) -> bool:
    """Is a verb a passive, or a past participle without an auxiliary ("fighters CAPTURED by")?

    Args:
        verb: the verb.
        depth: how many conjuncts the search has gone through so far.
    """
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
    """Is a verb in the past tense though the parser takes it for a participle ("Rebels CAPTURED two towns.")?

    A past participle that modifies a noun has no object of its own, and a full sentence needs a finite verb.
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    if verb.i < verb.head.i or any(c.dep_ in {"agent", "auxpass", "aux"} for c in verb.children):
        return False
    noun = verb.head
    if noun.dep_ != "ROOT" or any(c.dep_ in {"cop", "relcl"} for c in noun.children) or verb.i - noun.i > 2:
        return False
    return noun.sent[-1].text in {".", "!"} or any(c.dep_ == "dobj" for c in verb.children)
