"""Frames: candidates for an attribution, each a cue with its content and source, from the parse alone (see judge.py).

Its relation is the grammatical way from cue to content: `clause` ("said that ..."), `infinitive` ("vowed to ..."),
`object` ("denounced the raid"), `pobj:for` ("called for talks"), `noun.clause` ("his claim that ..."), `light.clause`
("issued a warning that ..."), `adj.clause` ("is sure that ..."), `according`, `colon`. With + the content includes what
follows the phrase, with - it lacks the last part of the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.quotes.speakers import teller
from dragoman.syntax.syntax import Syntax

#: Labels of what may follow an object in the content; of a clause's doubtful last part; of a preposition's complement.
BEHIND = frozenset({"prep", "dative", "oprd", "advcl", "acl", "xcomp", "npadvmod", "agent"})
TAILS = frozenset({"advcl", "conj"})
OBJECTS = frozenset({"pobj", "pcomp"})


@dataclass(frozen=True)
class Frame:
    """A candidate for an attribution.

    Args:
        cue: the word that reports: verb, noun, adjective, "according" or a colon.
        lemma: its lemma, with the particle or noun it goes with ("call_for", "issue_warning").
        relation: the grammatical way from the cue to the content.
        head, words: the content's head, and the positions of its tokens in the paragraph.
        source: the head of the words for whoever says or believes it.
        tail: the part at the content's end, in or out of it, that may not belong to it.
    """

    cue: Token
    lemma: str
    relation: str
    head: Token
    words: tuple[int, ...]
    source: Token
    tail: Token | None = None


def frames(token: Token, syntax: Syntax) -> Iterator[Frame]:
    """Every frame of which a token is the cue; `syntax` is the grammar of its document."""
    if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
        yield from _verb(token, syntax)
    elif token.pos_ == "NOUN":
        yield from _noun(token, syntax)
    elif token.pos_ == "ADJ":
        yield from _adjective(token, syntax)
    if token.pos_ in {"ADP", "VERB", "SCONJ"} and token.lower_ in {"according", "per", "in", "for"}:
        yield from _according(token)
    elif token.text == ":" and token.i:
        yield from _colon(token)


def _frame(
    cue: Token, lemma: str, relation: str, head: Token, words: Iterable[int], source: Token, tail: Token | None = None
) -> Iterator[Frame]:
    """The frame, unless its content is empty or contains its source."""
    content = sorted(set(words) - {cue.i})
    if content and source.i not in content:
        yield Frame(cue, lemma, relation, head, tuple(content), source, tail)


def _under(head: Token, *apart: Token) -> set[int]:
    """The positions of a word's subtree, gaps included unless one of the words `apart` is in them."""
    first, last = head.left_edge.i, head.right_edge.i
    if any(first <= a.i <= last for a in apart):
        return {t.i for t in head.subtree}
    return set(range(first, last + 1))


def _from(first: Token, last: Token) -> set[int]:
    """The positions from the start of one word's subtree to the end of another's."""
    return set(range(first.left_edge.i, last.right_edge.i + 1))


def _verb(verb: Token, syntax: Syntax) -> Iterator[Frame]:
    """The frames of a verb: by its clauses, complements, prepositional phrases, object, and what it depends on."""
    who = teller(verb, syntax)
    if who is None:
        return
    kids = list(verb.children)
    behind = [c for c in kids if c.i > verb.i]
    lemma = verb.lemma_.lower() + next((f"_{c.lower_}" for c in behind if c.dep_ == "prt"), "")
    for child in kids:
        if child.dep_ in {"ccomp", "parataxis"}:
            yield from _clause(verb, lemma, child, behind, who)
    if verb.pos_ == "AUX":
        return
    if syntax.passive(verb):
        yield from _passive(verb, lemma, kids, who, syntax)
    for child in behind:
        if child.dep_ == "xcomp":
            yield from _frame(verb, lemma, _xcomp(child), child, _under(child, who), who)
        elif child.dep_ in {"oprd", "attr", "acomp"} and child.i != who.i:
            yield from _frame(verb, lemma, "complement", child, _under(child), who)
        elif child.dep_ == "advcl":
            yield from _frame(verb, lemma, "advcl", child, _under(child), who)
        elif child.dep_ == "prep" or (child.dep_ in {"dative", "agent"} and child.pos_ == "ADP"):
            yield from _preposition(verb, lemma, child, behind, who)
    objects = [c for c in behind if c.dep_ == "dobj" and c.i != who.i]
    if objects:
        yield from _object(verb, lemma, objects[0], behind, who)
    yield from _above(verb, lemma, kids, bool(objects), who, syntax)


def _clause(verb: Token, lemma: str, clause: Token, behind: list[Token], who: Token) -> Iterator[Frame]:
    relation = "clause" if clause.i > verb.i else "fronted"
    words = _under(clause, verb, who)
    ends = [c for c in clause.children if c.dep_ in TAILS and c.i > clause.i]
    tail = ends[-1] if ends else None
    yield from _frame(verb, lemma, relation, clause, words, who, tail)
    if tail is not None:
        cut = {t.i for t in tail.subtree} | {
            c.i for c in clause.children if c.dep_ == "cc" and c.i == tail.left_edge.i - 1
        }
        yield from _frame(verb, lemma, relation + "-", clause, words - cut, who, tail)
    more = [c for c in behind if c.i > clause.i and c.dep_ in {"advcl", "prep", "npadvmod", "advmod"}]
    if more and relation == "clause":
        yield from _frame(verb, lemma, "clause+", clause, _from(clause, more[-1]), who, more[-1])


def _xcomp(child: Token) -> str:
    """The relation of a clause without a subject: infinitive, gerund, or small clause."""
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
        return "infinitive"
    return "gerund" if child.tag_ == "VBG" else "small"


def _passive(verb: Token, lemma: str, kids: list[Token], who: Token, syntax: Syntax) -> Iterator[Frame]:
    """The frames of a passive, whose content is what is acted on ("X was backed by Y", "the bill backed by Y")."""
    for child in kids:
        if child.dep_ in {"nsubjpass", "csubjpass"}:
            noun = syntax.antecedent(child)
            words = _under(child) if noun.i == child.i else _without(noun, verb)
            yield from _frame(verb, lemma, "patient", noun, words, who)
    if verb.dep_ == "acl":
        yield from _frame(verb, lemma, "modified", verb.head, _without(verb.head, verb), who)


def _without(noun: Token, verb: Token) -> set[int]:
    """A noun phrase without the relative clause that holds the verb."""
    words = {t.i for t in noun.subtree} - {t.i for t in verb.subtree}
    for child in noun.children:
        if child.dep_ in {"relcl", "acl"} and child.left_edge.i <= verb.i <= child.right_edge.i:
            words -= {t.i for t in child.subtree}
    return words


def _object(verb: Token, lemma: str, noun: Token, behind: list[Token], who: Token) -> Iterator[Frame]:
    yield from _frame(verb, lemma, "object", noun, _under(noun), who)
    more = [c for c in behind if c.i > noun.i and c.dep_ in BEHIND]
    if more:
        kind = more[0].lower_ if more[0].dep_ in {"prep", "dative", "agent"} else more[0].dep_
        yield from _frame(verb, lemma, f"object+:{kind}", noun, _from(noun, more[0]), who)
        if len(more) > 1:
            yield from _frame(verb, lemma, "object++", noun, _from(noun, more[-1]), who)
    yield from _light(verb, f"{lemma}_{noun.lemma_.lower()}", noun, who)


def _preposition(verb: Token, lemma: str, prep: Token, behind: list[Token], who: Token) -> Iterator[Frame]:
    for child in prep.children:
        if child.dep_ in OBJECTS and child.i != who.i:
            yield from _frame(verb, lemma, f"{child.dep_}:{prep.lower_}", child, _under(child), who)
            more = [c for c in behind if c.i > prep.i and c.dep_ in BEHIND]
            if more:
                yield from _frame(verb, lemma, f"{child.dep_}+:{prep.lower_}", child, _from(child, more[-1]), who)
            if child.dep_ == "pobj":
                yield from _light(verb, f"{lemma}_{child.lemma_.lower()}", child, who)
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ in OBJECTS:
                    relation = f"{inner.dep_}:{prep.lower_}_{child.lower_}"
                    yield from _frame(verb, lemma, relation, inner, _under(inner), who)


def _above(verb: Token, lemma: str, kids: list[Token], full: bool, who: Token, syntax: Syntax) -> Iterator[Frame]:
    """The frames whose content the verb depends on: "as X said", an aside, the antecedent of a relative clause."""
    if verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in kids):
        yield from _frame(verb, lemma, "as", verb.head, _apart(verb.head, verb), who)
    elif verb.dep_ == "parataxis":
        yield from _frame(verb, lemma, "aside", verb.head, _apart(verb.head, verb), who)
    elif verb.dep_ == "relcl" and not full and not any(c.dep_ == "ccomp" for c in kids):
        own = [c for c in kids if c.dep_ == "nsubj"]
        if own and syntax.antecedent(own[0]).i == own[0].i:
            yield from _frame(verb, lemma, "gap", verb.head, _without(verb.head, verb), who)


def _apart(head: Token, part: Token) -> set[int]:
    return {t.i for t in head.subtree} - {t.i for t in part.subtree}


def _light(verb: Token, lemma: str, noun: Token, who: Token) -> Iterator[Frame]:
    """The frames of a noun whose source is the subject of the verb above it ("issued a WARNING that")."""
    if noun.pos_ == "NOUN" and not any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.children):
        yield from _complements(verb, lemma, noun, who, "light.")


def _complements(cue: Token, lemma: str, noun: Token, who: Token, prefix: str) -> Iterator[Frame]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp"} or (child.dep_ == "relcl" and any(c.dep_ == "mark" for c in child.children)):
            kind = _xcomp(child)
            relation = kind if kind == "infinitive" else "participle" if child.tag_ in {"VBG", "VBN"} else "clause"
            yield from _frame(cue, lemma, prefix + relation, child, _under(child), who)
        elif child.dep_ == "prep" and child.lower_ != "by":
            for inner in child.children:
                if inner.dep_ in OBJECTS:
                    relation = f"{prefix}{inner.dep_}:{child.lower_}"
                    yield from _frame(cue, lemma, relation, inner, _under(inner), who)


def _noun(noun: Token, syntax: Syntax) -> Iterator[Frame]:
    """The frames of a noun: "X's CLAIM that", "the WARNING by X that", "the X PLAN to", "his VIEW is that"."""
    prefix, who = _owner(noun, syntax)
    if who is None:
        return
    lemma = noun.lemma_.lower()
    yield from _complements(noun, lemma, noun, who, prefix)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        for child in noun.head.children:
            if child.dep_ in {"attr", "ccomp", "xcomp"} and child.i > noun.head.i:
                yield from _frame(noun, lemma, f"{prefix}is", child, _under(child), who)


def _owner(noun: Token, syntax: Syntax) -> tuple[str, Token | None]:
    """How a noun's relations begin by the way it names its source, and the source if there is one."""
    kids = list(noun.children)
    for child in kids:
        if child.dep_ == "poss":
            return "noun.", child
    for child in kids:
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return "noun.by.", next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "attr" and noun.head.pos_ == "AUX":
        return "noun.is.", teller(noun.head, syntax)
    return "noun.compound.", next((c for c in kids if c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN"), None)


def _adjective(word: Token, syntax: Syntax) -> Iterator[Frame]:
    """The frames of a predicative adjective: "is CONFIDENT that", "was CRITICAL of", "remains OPPOSED to"."""
    top = word.head if word.dep_ == "conj" and word.head.dep_ == "acomp" else word
    if top.dep_ not in {"acomp", "oprd"} or top.head.pos_ not in {"AUX", "VERB"} or syntax.passive(top.head):
        return
    who = teller(top.head, syntax)
    if who is None:
        return
    for child in word.children:
        if child.i > word.i and child.dep_ in {"ccomp", "xcomp"}:
            relation = "adj.clause" if child.dep_ == "ccomp" else "adj.infinitive"
            yield from _frame(word, word.lemma_.lower(), relation, child, _under(child), who)
        elif child.i > word.i and child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ in OBJECTS:
                    relation = f"adj.{inner.dep_}:{child.lower_}"
                    yield from _frame(word, word.lemma_.lower(), relation, inner, _under(inner), who)


def _according(word: Token) -> Iterator[Frame]:
    """The frames of "according to X" and, before the verb, "in a survey of X": the rest of the sentence or clause."""
    if word.lower_ == "according":
        who = next((n for to in word.children for n in to.children if n.dep_ == "pobj"), None)
    else:
        who = next((n for n in word.children if n.dep_ == "pobj" and n.pos_ in {"NOUN", "PROPN"}), None)
    top = word
    while top.head.i != top.i and top.head.pos_ == "ADP":
        top = top.head
    verb = top.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    if who is None or (word.lower_ in {"in", "for"} and (word.i > verb.i or word.head.i != verb.i)):
        return
    named = word.lower_ if word.lower_ == "according" else f"{word.lower_}_{who.lemma_.lower()}"
    relation = "according" if word.lower_ in {"according", "per"} else "according:" + word.lower_
    drop = {t.i for t in top.subtree}
    whole = {t.i for t in word.sent} - drop
    yield from _frame(word, named, relation, word.sent.root, whole, who)
    clause = {t.i for t in verb.subtree} - drop
    if clause != whole and word.lower_ == "according":
        yield from _frame(word, named, "according.clause", verb, clause, who)


def _colon(mark: Token) -> Iterator[Frame]:
    """The frame of a name before a colon at the start of a sentence ("Minister: talks to go on", "NAME: words")."""
    sentence = mark.sent
    before = [t for t in mark.doc[sentence.start : mark.i] if not t.is_space and not t.is_punct and not t.is_quote]
    if not 0 < len(before) <= 6 or mark.i + 2 >= sentence.end:
        return
    names = [t for t in before if t.pos_ in {"PROPN", "NOUN"}]
    if names and not any(t.pos_ in {"VERB", "AUX"} for t in before):
        words = range(mark.i + 1, mark.doc[-1].i + 1 if sentence.start == 0 else sentence.end)
        yield from _frame(mark, ":", "colon", mark.doc[mark.i + 1], words, names[-1])
