"""Which actors does a word of the parse refer to? From tokens to the parties of an event."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.document import Document
from dragoman.model import Party, Span
from dragoman.syntax.arguments import agent
from dragoman.syntax.voice import DEEPEST

UNKNOWN = "---"
WEAK_DEPS = frozenset({"poss", "amod", "compound", "nmod"})


class Parties:
    """Looks up the actors that a word of a document refers to, itself or by the words that depend on it.

    Args:
        document: the document, with its mentions found.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._syntax, self._words = document.syntax, document.knowledge.lexicon.acts

    def named(self, m: Mention) -> Mention:
        """For a pronoun, a fuller mention of its actor earlier in the sentence, if there is one; else `m` itself."""
        if m.kind != "pronoun":
            return m
        sentence = m.head.sent
        before = (n for word in sentence for n in self.mentions(word) if n.head.i < m.head.i and n.actor == m.actor)
        return next((n for n in before if n.kind not in {"pronoun", "adjective", "toponym"}), m)

    def mentions(self, token: Token) -> list[Mention]:
        """The mentions that cover a token: first those whose last or head word it is, longer ones first."""
        return self.document.mentions_at(token)

    def of(
        self, token: Token | None, *, weak: bool = False, toponyms: bool = True, depth: int = 0
    ) -> tuple[Mention, ...]:
        """The actors that a noun and its conjuncts refer to, one mention for each actor.

        Args:
            token: the noun; a relative pronoun counts as its antecedent.
            weak: do the noun's modifiers count where it refers to nobody itself ("US sanctions")?
            toponyms: do cities and regions count, for their state?
            depth: how many nouns the search has gone through so far; it ends at `DEEPEST`.
        """
        if token is None:
            return ()
        out: dict[str, Mention] = {}
        for word in self._syntax.conjuncts(self._syntax.antecedent(token)):
            for m in self._of(word, weak, depth):
                if toponyms or m.kind != "toponym":
                    out.setdefault(m.actor, m)
        return tuple(out.values())

    def _of(self, token: Token, weak: bool, depth: int) -> Iterator[Mention]:
        heads = [m for m in self.mentions(token) if m.head.i == token.i or m.last.i == token.i]
        real = [m for m in heads if m.kind != "adjective"] or [
            m for m in heads if token.pos_ in {"PROPN", "PRON", "NOUN"} or token.dep_ in {"poss", "pobj", "nsubj"}
        ]
        if real:
            if several := self._listed(token, real, depth):
                yield from several
                return
            named = [m for m in real if m.kind in {"name", "surname"}]
            top = (named or real)[0]
            yield top
            yield from (
                m
                for m in real
                if m.kind in {"office", "description", "pronoun"} and m.span == top.span and m is not top
            )
            return
        inner = self._inner(token, depth) if depth < DEEPEST else ()
        if inner:
            yield from inner
        elif weak:
            yield from self._modifiers(token)

    def _listed(self, token: Token, real: Sequence[Mention], depth: int) -> tuple[Mention, ...]:
        """The actors whose names follow a plural description at once ("its allies PERU AND CHILE"), if two or more."""
        if depth >= DEEPEST or token.tag_ != "NNS" or any(m.kind != "description" for m in real):
            return ()
        names = [c for c in token.children if c.dep_ == "appos" and c.left_edge.i == token.i + 1 and c.pos_ == "PROPN"]
        found = self.of(names[0], toponyms=False, depth=depth + 1) if names else ()
        return found if len(found) > 1 else ()

    def _inner(self, token: Token, depth: int) -> tuple[Mention, ...]:
        return self._partitive(token, depth) or self._renamed(token, depth) or self._exemplified(token, depth)

    def _exemplified(self, token: Token, depth: int) -> tuple[Mention, ...]:
        """The examples given for a plural noun ("partners LIKE Oman", "allies SUCH AS Peru and Chile")."""
        if token.tag_ not in {"NNS", "NNPS"}:
            return ()
        return next(
            (
                found
                for prep in token.children
                if prep.dep_ == "prep" and prep.lower_ in self._words.exemplifying and _shows(prep)
                for noun in prep.children
                if noun.dep_ == "pobj" and (found := self.of(noun, depth=depth + 1))
            ),
            (),
        )

    def _partitive(self, token: Token, depth: int) -> tuple[Mention, ...]:
        """The whole that a partitive or number is a part of ("members of NATO", "three of the soldiers")."""
        if token.lemma_.lower() in self._words.partitive or token.pos_ in {"NUM", "DET", "PRON"}:
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ in self._words.parted:
                    for noun in prep.children:
                        if noun.dep_ == "pobj":
                            return self.of(noun, weak=True, depth=depth + 1)
            return tuple(self._modifiers(token)) if token.lemma_.lower() in self._words.partitive else ()
        return ()

    def _renamed(self, token: Token, depth: int) -> tuple[Mention, ...]:
        """The name in apposition to a common noun ("regional rival OMAN")."""
        beside = next((c for c in token.children if c.dep_ == "appos"), None)
        if beside is None or any(c.dep_ == "advmod" for c in beside.children):  # "the opposition, above all the Kurds"
            return ()
        return self.of(beside, depth=depth + 1)

    def _modifiers(self, token: Token) -> Iterator[Mention]:
        """The actors among a noun's possessors, adjectives and compounds ("the US-led coalition's attack")."""
        for child in token.children:
            if child.dep_ in WEAK_DEPS:
                for word in self._syntax.conjuncts(child):
                    found = self.mentions(word)
                    if found:
                        yield found[0]
                    else:
                        yield from (m for g in word.children if g.dep_ in WEAK_DEPS for m in self.mentions(g)[:1])

    def behind(self, token: Token, prepositions: Collection[str] | None = None) -> tuple[Mention, ...]:
        """The actors in the first part of a noun's phrase that has any: modifiers, prepositional phrases, clauses.

        Args:
            token: the noun.
            prepositions: those whose phrases count, by default `behind` of the lexicon.
        """
        return next(self.around(token, prepositions), ())

    def around(
        self, token: Token, prepositions: Collection[str] | None = None, deep: bool = True
    ) -> Iterator[tuple[Mention, ...]]:
        """The actors of each part of a noun's phrase in turn ("ITS border with BELARUS" has two parts).

        Args:
            token: the noun.
            prepositions: those whose phrases count, by default `behind` of the lexicon.
            deep: is a noun that refers to nobody searched in its turn?
        """
        behind = self._words.behind if prepositions is None else prepositions
        found = tuple(dict.fromkeys(self._modifiers(token)))
        if found:
            yield found
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in behind:
                for noun in prep.children:
                    if noun.dep_ != "pobj":
                        continue
                    if inner := self.of(noun, weak=True):
                        yield inner
                    elif deep:
                        yield from self.around(noun, prepositions, deep=False)
        for clause in token.children:
            placed = any(c.lower_ in self._words.placing for c in clause.children)
            if clause.dep_ in {"acl", "relcl"} and not placed and clause.lemma_.lower() not in self._words.labelling:
                doer = agent(clause) if self._syntax.passive(clause) else self._syntax.subject(clause)
                if doer is not None and doer.i != token.i and (inner := self.of(doer, weak=True)):
                    yield inner
                yield from (self.of(noun, weak=True) for _, noun in self.imposed(clause))

    def makers(self, token: Token) -> Iterator[tuple[Mention, ...]]:
        """The actors responsible for a thing that acts ("a blast CLAIMED BY rebels", "an air strike BY Oman hit")."""
        for prep, noun in self._syntax.prepositions(token):
            if prep == "by":
                yield self.of(noun, weak=True, toponyms=False)
        for clause in token.children:
            if (
                clause.dep_ in {"acl", "relcl"}
                and self._syntax.passive(clause)
                and clause.lemma_.lower() not in self._words.handling
            ):
                yield self.of(agent(clause), weak=True, toponyms=False)
                if clause.lemma_.lower() in self._words.blaming:
                    yield from (
                        self.of(n, weak=True, toponyms=False)
                        for p, n in self._syntax.prepositions(clause)
                        if p in self._words.blamed_on
                    )

    def author(self, token: Token) -> tuple[Mention, ...]:
        """The last speaker before a "claim", "decision" or "move" whose own phrase does not say whose it is."""
        if token.lemma_.lower() not in self._words.sayings or not any(
            c.lower_ in self._words.definite for c in token.children
        ):
            return ()
        for word in reversed(token.doc[: token.i]):
            speaks = any(c.dep_ == "ccomp" for c in word.children)
            if word.pos_ == "VERB" and speaks and not _within(token, word):
                doer = self._syntax.subject(word)
                if doer is not None and (found := self.of(doer, weak=True, toponyms=False)):
                    return found
        return ()

    def imposed(self, clause: Token) -> Iterator[tuple[str, Token]]:
        """The prepositions and nouns that something is imposed on ("a ban IMPOSED ON CHADIANS")."""
        if clause.lemma_.lower() in self._words.imposing:
            yield from ((p, n) for p, n in self._syntax.prepositions(clause) if p in self._words.imposed_on)


def _within(token: Token, word: Token) -> bool:
    """Does a verb govern a token, other than by a clause that is only coordinated with it ("declared ..., BUT")?"""
    chain = [token, *token.ancestors]
    return word in chain and not any(a.dep_ == "conj" and a.head == word for a in chain)


def _shows(prep: Token) -> bool:
    """Does a preposition introduce examples: "like", "including", and "as" only in "such as"?"""
    return prep.lower_ != "as" or (prep.i > 0 and prep.nbor(-1).lower_ == "such")


def party(m: Mention, text: str, span: Span, sector: str = UNKNOWN) -> Party:
    """A mention as a party of an event.

    Args:
        m: the mention.
        text: the words of the party in the article.
        span: their offsets.
        sector: the sector that the act implies, for a mention that has none of its own.
    """
    known = m.sector if m.sector != UNKNOWN else sector
    return Party(actor=m.actor, text=text, span=span, country=m.country, sector=known)
