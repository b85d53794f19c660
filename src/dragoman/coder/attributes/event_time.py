"""When an act was: the time expression that belongs to its predicate, never the publication date in disguise."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.annotations import TimeMention
from dragoman.edtf import closed, interval
from dragoman.model import When
from dragoman.syntax.voice import DEEPEST

NONE = "the text gives no time for it"
MONTH = 31
ONGOING = frozenset({"VBG", "VBZ", "VBP"})
POINTS = frozenset({"point", "interval"})


class Calendar:
    """The article's time expressions by sentence, for asking which belongs to a predicate."""

    def __init__(self, times: Sequence[TimeMention], published: str | None) -> None:
        self.published = published
        self._by: dict[tuple[int, int], list[TimeMention]] = {}
        for t in times:
            self._by.setdefault((t.first.doc.user_data["block"], t.first.sent.start), []).append(t)

    def over(self, when: When) -> bool:
        """Did a time begin more than a month before the article? No plan can be of it ("the first since 1991")."""
        began, now = interval(when.edtf or ""), interval(self.published or "")
        return bool(began and now and (now[0] - began[0]).days > MONTH)

    def of(self, trigger: Token) -> tuple[When, int]:
        """The date of the act a predicate names, and how many steps of the parse away it stands (99: none)."""
        near = self._by.get((trigger.doc.user_data["block"], trigger.sent.start), [])
        path = governors(trigger)
        best: tuple[int, int, TimeMention] | None = None
        for t in near:
            steps = _steps(t, path)
            if steps is None or t.role not in POINTS or t.time.edtf is None:
                continue
            key = (steps, abs(t.first.i - trigger.i), t)
            if best is None or key[:2] < best[:2]:
                best = key
        if best is None:
            return When(reason=NONE), 99
        return self.when(best[2]), best[0]

    def when(self, t: TimeMention) -> When:
        """A time expression as an event's date, an open side closed by the publication date."""
        return When(
            edtf=closed(t.time.edtf, self.published) if t.time.edtf else None,
            text=t.time.text,
            span=t.time.span,
            reason=t.time.reason,
        )

    def offsets(self, sentence_start: int, block: int) -> list[TimeMention]:
        """Expressions relative to another event ("a day after") in a sentence."""
        return [t for t in self._by.get((block, sentence_start), []) if t.role == "offset"]

    def in_block(self, block: int) -> list[TimeMention]:
        """All expressions of a block, in order."""
        return [t for (b, _), row in sorted(self._by.items()) for t in row if b == block]

    def durations(self, trigger: Token) -> list[TimeMention]:
        """Durations that measure the act itself ("a six-day visit")."""
        near = self._by.get((trigger.doc.user_data["block"], trigger.sent.start), [])
        own = {t.i for t in trigger.subtree if t.i < trigger.i}
        return [t for t in near if t.role == "duration" and t.first.i in own]


def governors(trigger: Token) -> dict[int, int]:
    """Tokens whose time is the trigger's time too, by index, with the number of steps up to them."""
    out, node = {trigger.i: 0}, trigger
    for step in range(1, DEEPEST):
        head, dep = node.head, node.dep_
        if head == node or not _transparent(node, dep, head, trigger):
            break
        out[head.i] = step
        node = head
    return out


def _transparent(node: Token, dep: str, head: Token, trigger: Token) -> bool:
    if dep in {
        "xcomp",
        "dobj",
        "pobj",
        "prep",
        "pcomp",
        "nsubjpass",
        "attr",
        "acomp",
        "oprd",
        "nsubj",
        "conj",
        "compound",
        "appos",
    }:
        return dep != "conj" or head.pos_ == node.pos_
    if dep == "ccomp":
        return head.tag_ == "VBG" or trigger.tag_ in ONGOING or head.lemma_ in {"agree", "order", "announce", "confirm"}
    if dep in {"advcl", "acl"}:
        return node.tag_ in {"VBG", "VB"} and head.pos_ in {"VERB", "AUX"}
    return False


def _steps(t: TimeMention, path: dict[int, int]) -> int | None:
    """From a time expression up through prepositions and nouns to the predicate it modifies."""
    node = t.first.doc[t.first.i : t.last.i + 1].root
    for _ in range(4):
        head = node.head
        if head.i in path and not (t.first.i <= head.i <= t.last.i):
            return path[head.i]
        if head == node or head.pos_ not in {"ADP", "SCONJ", "NOUN", "PROPN", "NUM", "ADV", "ADJ"}:
            return None
        node = head
    return None
