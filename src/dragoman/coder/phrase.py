"""The words that put a party into an event: the noun phrase in the role, not only the name inside it.

"The envoy rejected <PERU'S OFFER of talks>" has Peru on its receiving side; what was rejected is the whole phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Token

from dragoman.coder.arguments import conjuncts, patient
from dragoman.coder.voice import DEEPEST
from dragoman.ground.mention import Mention
from dragoman.ground.words import load_words
from dragoman.model import Span

WORDS = load_words(Path(__file__).parent / "phrase.yaml")
INSIDE = frozenset({"poss", "compound", "amod", "nmod", "nummod", "appos", "pobj", "det", "npadvmod", "acl", "relcl"})
TIMELY = frozenset({"DATE", "TIME"})


def phrase(mention: Mention, trigger: Token, others: Sequence[Token] = (), *, force: bool = False) -> Span:
    """Offsets in the article of the noun phrase that holds a mention in its role beside a trigger.

    `others` are the words of parties that stand in phrases of their own: a phrase stops short of them. `force` says
    that the predicate strikes what its object names, wherever that stands.
    """
    word = (struck(mention, trigger) if force else None) or filler(mention.head, trigger, others)
    first, last = extent(word, trigger, others)
    if word == mention.head:
        first, last = min(first, mention.first.i), max(last, mention.last.i)
    doc = mention.head.doc
    base = int(doc.user_data["start"])
    end = doc[last]
    return base + doc[first].idx, base + end.idx + len(end)


def struck(mention: Mention, trigger: Token) -> Token | None:
    """ "stormed A POLICE STATION in Kabul": what is acted on, where a place beside it only says whose it is."""
    thing = patient(trigger) if trigger.pos_ == "VERB" else None
    if (
        not (mention.kind == "toponym" or mention.actor.startswith("state:"))
        or thing is None
        or thing.is_ancestor(mention.head)
        or thing == mention.head
    ):
        return None
    if mention.inferred and mention.kind == "toponym":
        return thing
    place = mention.head.head
    return thing if place.dep_ == "prep" and place.head == trigger and place.lower_ in WORDS["where"] else None


def filler(head: Token, trigger: Token, others: Sequence[Token] = ()) -> Token:
    """The noun in the role: the topmost one from an actor's word to the predicate ("decision" of "Peru's decision").

    In "officials in Oman" that are a side themselves Oman is no more than Oman.
    """
    best, node = head, head
    for _ in range(DEEPEST):
        if node.dep_ not in INSIDE and node.pos_ not in {"ADP", "VERB"}:
            break
        above = node.head
        if above in (node, trigger, *others) or above.is_ancestor(trigger) or above.pos_ in {"VERB", "AUX"}:
            break
        if above.pos_ == "ADP" and above.lower_ not in WORDS["joining"]:
            break
        if above.pos_ in {"NOUN", "PROPN"} and above.ent_type_ not in TIMELY:
            if node.dep_ == "prep" and above.lemma_.lower() in WORDS["happenings"]:
                break
            if node.lower_ in WORDS["said"] and above.lemma_.lower() in WORDS["speeches"]:
                break
            best = above
        node = above
    return best


def extent(word: Token, trigger: Token, others: Sequence[Token] = ()) -> tuple[int, int]:
    """First and last token of a noun's phrase: what stands before it, and what follows that says which it is."""
    first, last = word.left_edge.i, word.i
    if word.left_edge.is_ancestor(trigger) or first <= trigger.i < word.i:
        first = max((c.right_edge.i + 1 for c in word.lefts if c.is_ancestor(trigger) or c == trigger), default=first)
    for child in word.rights:
        if not _belongs(child, trigger, others):
            break
        last = _reach(child, trigger, others) if child.dep_ == "prep" else extent(child, trigger, others)[1]
    while last > word.i and word.doc[last].is_punct and word.doc[last].text not in ')”"’':
        last -= 1
    return first, last


def _belongs(child: Token, trigger: Token, others: Sequence[Token]) -> bool:
    """Does what follows a noun belong to its phrase: an apposition, "of", "in", a possessive's mark?"""
    if child == trigger or child.is_ancestor(trigger) or any(child == o or child.is_ancestor(o) for o in others):
        return False
    word, above = child.lower_, child.head
    if child.dep_ == "prep":
        if word == "of" and above.head == trigger and trigger.lemma_.lower() in WORDS["charging"]:
            return False
        own = word in WORDS["within"] or (word in {"for", "on"} and above.lemma_.lower() in WORDS["posts"])
        return own and not any(t.ent_type_ in TIMELY for t in child.children)
    if child.dep_ == "appos" and child.lemma_.lower() in WORDS["happenings"]:
        return False
    return child.dep_ in {"appos", "case", "pobj", "punct", "nummod", "compound", "amod", "quantmod"}


def _reach(prep: Token, trigger: Token, others: Sequence[Token]) -> int:
    """The last token of a prepositional phrase: its noun's own phrase, and those joined to it."""
    last = prep.i
    for noun in prep.children:
        if noun.dep_ == "pobj":
            last = max(extent(n, trigger, others)[1] for n in conjuncts(noun))
    return last
