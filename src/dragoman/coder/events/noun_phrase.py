"""The words that put a party into an event: the noun phrase in the role, not only the name inside it.

"The envoy rejected <PERU'S OFFER of talks>" has Peru on its receiving side; what was rejected is the whole phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman.annotations import Mention
from dragoman.document import Document
from dragoman.model import Span
from dragoman.syntax.voice import DEEPEST

#: Relations of a word inside of a noun's phrase.
INSIDE = frozenset({"poss", "compound", "amod", "nmod", "nummod", "appos", "pobj", "det", "npadvmod", "acl", "relcl"})
#: Where a name stands in the phrase that names the same one.
NAMING = frozenset({"compound", "amod", "nmod", "appos"})
#: What a place where it happens can stand in: "the enclave of X", not "X's minister".
WITHIN = INSIDE - {"poss"}
TIMELY = frozenset({"DATE", "TIME"})


class NounPhrases:
    """The noun phrases of the parties of a document.

    Args:
        document: parsed; its lexicon has the words that bound a phrase (noun_phrases.yaml).
    """

    def __init__(self, document: Document) -> None:
        self._document, self._syntax = document, document.syntax
        self._words = document.knowledge.lexicon.noun_phrases

    def span(
        self, mention: Mention, trigger: Token, others: Sequence[Token] = (), *, force: bool = False, own: bool = True
    ) -> Span:
        """Offsets in the article of the noun phrase that holds a mention in its role beside a trigger.

        Args:
            mention: the party.
            trigger: the predicate.
            others: words of parties that stand in phrases of their own; this phrase stops short of them.
            force: whether the predicate strikes what its object names, wherever that stands.
            own: whether the mention itself stands in the role, and not a pronoun for it: a pronoun is the minister, not
                "the minister's offer".
        """
        top = mention.head if own else mention.first.doc[mention.first.i : mention.last.i + 1].root
        inside = NAMING if not own else WITHIN if _inferred(mention) else INSIDE
        word = (self._struck(mention, trigger) if force else None) or self.role_noun(top, trigger, others, inside)
        first, last = self._extent(word, trigger, others)
        if word == top:
            first, last = min(first, mention.first.i), max(last, mention.last.i)
        doc = mention.head.doc
        return self._document.at(doc[first])[0], self._document.at(doc[last])[1]

    def _struck(self, mention: Mention, trigger: Token) -> Token | None:
        """ "stormed A POLICE STATION in Kabul": what is acted on, where a place beside it only says whose it is."""
        thing = self._syntax.patient(trigger) if trigger.pos_ == "VERB" else None
        if (
            not (mention.kind == "toponym" or mention.actor.startswith("state:"))
            or thing is None
            or thing.is_ancestor(mention.head)
            or thing == mention.head
        ):
            return None
        if _inferred(mention):
            return thing
        place = mention.head.head
        return thing if place.dep_ == "prep" and place.head == trigger and place.lower_ in self._words.where else None

    def role_noun(
        self, head: Token, trigger: Token, others: Sequence[Token] = (), inside: frozenset[str] = INSIDE
    ) -> Token:
        """The noun in the role, the topmost from an actor's word to the predicate ("decision" of "Peru's decision").

        Args:
            head: the actor's word.
            trigger: the predicate.
            others: words of other parties; in "officials in Oman" that are a party themselves Oman is only Oman.
            inside: the relations in which a word stands inside of another's phrase.
        """
        best, node = head, head
        for _ in range(DEEPEST):
            if node.dep_ not in inside and ("pobj" not in inside or node.pos_ not in {"ADP", "VERB"}):
                break
            above = node.head
            if above in (node, trigger, *others) or above.is_ancestor(trigger) or above.pos_ in {"VERB", "AUX"}:
                break
            if above.pos_ == "ADP" and above.lower_ not in self._words.joining:
                break
            if above.pos_ in {"NOUN", "PROPN"} and above.ent_type_ not in TIMELY:
                if node.dep_ == "prep" and above.lemma_.lower() in self._words.happenings:
                    break
                if node.lower_ in self._words.said and above.lemma_.lower() in self._words.speeches:
                    break
                best = above
            node = above
        return best

    def _extent(self, word: Token, trigger: Token, others: Sequence[Token] = ()) -> tuple[int, int]:
        """First and last token of a noun's phrase: what stands before it, and what follows that says which it is."""
        first, last = _titled(word), word.i
        if word.left_edge.is_ancestor(trigger) or first <= trigger.i < word.i:
            first = max(
                (c.right_edge.i + 1 for c in word.lefts if c.is_ancestor(trigger) or c == trigger), default=first
            )
        for child in word.rights:
            if not self._belongs(child, trigger, others):
                break
            last = self._last(child, trigger, others)
        while last > word.i and _dangling(word.doc[last]):
            last -= 1
        return _after_date(word, first), _closed(word.doc, first, last)

    def _belongs(self, child: Token, trigger: Token, others: Sequence[Token]) -> bool:
        """Does what follows a noun belong to its phrase: an apposition, "of", "in", a possessive's mark?"""
        inside = [o for o in others if child == o or child.is_ancestor(o)]
        if (
            child == trigger
            or child.is_ancestor(trigger)
            or not set(inside) <= {*self._syntax.conjuncts(child)} - {child}
        ):
            return False
        word, above = child.lower_, child.head
        if child.dep_ == "prep":
            if word == "of" and above.head == trigger and trigger.lemma_.lower() in self._words.charging:
                return False
            own = word in self._words.within or (
                word in self._words.assigned and above.lemma_.lower() in self._words.posts
            )
            nouns = [t for t in child.children if t.dep_ in {"pobj", "pcomp"}]
            if word == "of" and above.ent_type_ == "GPE" and not any(t.pos_ == "PROPN" for t in nouns):
                return False  # "allegations by Peru of fraud"
            if word == "in" and any(t.lemma_.lower() in self._words.manner for t in nouns):
                return False
            return (own or _named_on(child, nouns)) and not any(t.ent_type_ in TIMELY for t in nouns)
        if child.dep_ == "acl":
            return child.tag_ == "VBN" and child.lemma_.lower() in self._words.affiliated
        if child.dep_ == "appos" and child.lemma_.lower() in self._words.happenings:
            return False
        return child.dep_ in {"appos", "case", "pobj", "punct", "nummod", "compound", "amod", "quantmod"}

    def _last(self, child: Token, trigger: Token, others: Sequence[Token]) -> int:
        """The last token of what follows a noun in its phrase."""
        if child.dep_ == "acl":
            return max(
                (self._reach(prep, trigger, others) for prep in child.children if prep.dep_ in {"prep", "agent"}),
                default=child.i,
            )
        return self._reach(child, trigger, others) if child.dep_ == "prep" else self._extent(child, trigger, others)[1]

    def _reach(self, prep: Token, trigger: Token, others: Sequence[Token]) -> int:
        """The last token of a prepositional phrase: its noun's own phrase, and those joined to it."""
        last = prep.i
        for noun in prep.children:
            if noun.dep_ == "pobj":
                last = max(self._extent(n, trigger, others)[1] for n in self._syntax.conjuncts(noun))
        return last


def _inferred(mention: Mention) -> bool:
    """Is the actor known only by a place in its name's stead?"""
    return mention.inferred and mention.kind == "toponym"


def _titled(word: Token) -> int:
    """Where a phrase begins, with the title that the parser puts beside it in the same role ("his counterpart")."""
    first = word.left_edge.i
    before = word.doc[first - 1] if first else word
    same = before.head == word.head and before.dep_ == word.dep_ and before != word and word.pos_ == "PROPN"
    return before.left_edge.i if same and word.dep_ in {"nsubj", "dobj"} else first


def _dangling(token: Token) -> bool:
    """Does a token end no phrase: a preposition without its noun, a possessive's mark without what is possessed?"""
    return token.pos_ == "ADP" or token.tag_ == "POS" or (token.is_punct and token.text not in ')”"’')


def _after_date(word: Token, first: int) -> int:
    """ "17 July PERU'S COURT": the parser hangs a date on the noun behind it."""
    while first < word.i and word.doc[first].ent_type_ in TIMELY and word.ent_type_ not in TIMELY:
        first += 1
    return first


def _closed(doc: Doc, first: int, last: int) -> int:
    """A bracket opened in the phrase is closed in it."""
    opened = sum((t.text == "(") - (t.text == ")") for t in doc[first : last + 1])
    return last + 1 if opened == 1 and last + 1 < len(doc) and doc[last + 1].text == ")" else last


def _named_on(prep: Token, nouns: Sequence[Token]) -> bool:
    """ "Doctors FOR THE PROTECTION of ...": a name goes on."""
    return prep.lower_ == "for" and prep.head.pos_ == "PROPN" and all(n.pos_ == "PROPN" for n in nouns) and bool(nouns)
