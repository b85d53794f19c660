"""The grammar of clauses: logical subject, logical object and prepositional phrases of a predicate.

Passives, relative clauses, participles, control and coordination are resolved here, so that later rules need only the
slots `subj`, `obj` and prepositions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from dragoman.knowledge.lexicon.lexicon import Lexicon
from dragoman.syntax.arguments import (
    agent,
    allotted,
    antecedent,
    children,
    gap,
    named,
    recipient,
    reported,
    shared_object,
    small_clause,
    split,
    timely,
    to_do,
)
from dragoman.syntax.conjuncts import conjuncts
from dragoman.syntax.voice import DEEPEST, finite, passive


class Clause:
    """A predicate with its arguments; each is computed when it is first asked for, and kept.

    Args:
        head: the predicate: a verb, an event noun or an adjective.
        syntax: the grammar of its document.
    """

    def __init__(self, head: Token, syntax: Syntax) -> None:
        self.head, self._syntax = head, syntax

    @cached_property
    def passive(self) -> bool:
        """Is it a passive, or a past participle without an auxiliary?"""
        return passive(self.head)

    @cached_property
    def subject(self) -> Token | None:
        """The head of the logical subject, inherited where the clause has none of its own."""
        return self._syntax.find_subject(self.head)

    @cached_property
    def patient(self) -> Token | None:
        """The head of the logical object: what is acted on."""
        return self._syntax.find_patient(self.head)

    @cached_property
    def prepositions(self) -> tuple[tuple[str, Token], ...]:
        """Its prepositional phrases, as pairs of preposition (lower case) and noun."""
        return tuple(self._syntax.find_prepositions(self.head))


class Syntax:
    """Answers questions of grammar about the tokens of one document.

    Args:
        lexicon: the lists of words that decide where the parse alone does not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._acts, self._speaking = lexicon.acts, lexicon.entities.personal
        self._clauses: dict[tuple[int, int], Clause] = {}

    def clause(self, head: Token) -> Clause:
        """The clause of a predicate; the same object each time."""
        key = id(head.doc), head.i
        if key not in self._clauses:
            self._clauses[key] = Clause(head, self)
        return self._clauses[key]

    def passive(self, verb: Token) -> bool:
        """Is a verb a passive, or a past participle without an auxiliary ("fighters captured by")?"""
        return self.clause(verb).passive

    def subject(self, verb: Token) -> Token | None:
        """The head of a verb's logical subject: the agent of a passive, and for a clause without one that of above."""
        return self.clause(verb).subject

    def patient(self, verb: Token) -> Token | None:
        """The head of the logical object: what is acted on, also before a passive or a relative clause."""
        return self.clause(verb).patient

    def prepositions(self, head: Token) -> tuple[tuple[str, Token], ...]:
        """The prepositional phrases of a token, as pairs of preposition (lower case) and noun.

        "Out of" counts as its last word, "to and from" as two phrases.
        """
        return self.clause(head).prepositions

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and its conjuncts (joined to it by "and", "or" or commas), in the order of the text."""
        return conjuncts(token, self._acts.picking, self._acts.sharing)

    def antecedent(self, token: Token) -> Token:
        """The antecedent of a relative pronoun; any other token is returned as it is."""
        return antecedent(token, self._acts.relative)

    def find_subject(self, verb: Token, depth: int = 0) -> Token | None:
        """The logical subject, computed anew (`subject` keeps it); `depth` counts the clauses gone through so far."""
        if self.passive(verb):
            return agent(verb)
        subjects = children(verb, "nsubj", "csubj") or allotted(verb) or split(verb)
        if subjects:
            return self.antecedent(named(subjects))
        return None if depth > DEEPEST else self._inherited(verb, depth)

    def _inherited(self, verb: Token, depth: int) -> Token | None:
        """The subject that a clause without one takes from the clause above, by control or coordination."""
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            return self.patient(head) if self.passive(head) else self.find_subject(head, depth + 1)
        if verb.dep_ in {"advcl", "xcomp"} and head.lemma_ == "call" and to_do(verb):
            asked = [noun for prep, noun in self.prepositions(head) if prep in self._acts.called_on and noun.i < verb.i]
            if asked:
                return asked[0]  # "called on PERU to lift"
        if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
            return self._controller(verb, head, depth)
        if verb.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
            return self.find_subject(head, depth + 1)
        if verb.dep_ == "relcl":
            return None if children(verb, "nsubj") else head
        if verb.dep_ == "acl":
            if verb.tag_ == "VBG" and self._published(head):
                return self.find_subject(head.head, depth + 1)  # "issued a statement urging": who issued it urges
            return head if verb.tag_ == "VBG" or finite(verb) else self._of_noun(head, depth)
        if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
            quoted = head.dep_ == "ccomp" and head.head.i < head.i
            speaks = verb.tag_ == "VBG" and verb.lemma_.lower() in self._speaking
            if speaks and quoted and any(c.lower_ == "while" for c in verb.children):
                return self.surface_subject(head.head, depth + 1)  # "said X was ready, WHILE CRITICISING": who spoke
            return self.surface_subject(reported(verb, head), depth + 1)
        if verb.dep_ == "pcomp":
            return self._of_preposition(head, depth)
        return None

    def _published(self, noun: Token) -> bool:
        """Is a noun a document that the subject of its verb puts out ("issued a STATEMENT"), and does not only read?"""
        return (
            noun.lemma_.lower() in self._acts.documents
            and noun.dep_ == "dobj"
            and noun.head.lemma_.lower() in self._acts.publishing
        )

    def surface_subject(self, verb: Token, depth: int = 0) -> Token | None:
        """The grammatical subject, which adjuncts share also with a passive ("THE SHIP was seized, killing four")."""
        return (self.patient(verb) if self.passive(verb) else None) or self.find_subject(verb, depth)

    def _controller(self, verb: Token, head: Token, depth: int) -> Token | None:
        """The subject of an infinitive by control: the object of the verb above, else its subject."""
        if head.pos_ != "ADJ" and not self.passive(head) and head.lemma_.lower() not in self._acts.own_purpose:
            objects = children(head, "dobj", "dative")
            if objects and objects[0].i < verb.i:
                return self.antecedent(objects[0])
        if self.passive(head):
            return self.find_patient(head, depth + 1)
        return self.find_subject(head, depth + 1)

    def made(self, verb: Token) -> bool:
        """Does the verb above make or want somebody do it ("force THEM to surrender"), and is it no act of his own?"""
        if verb.dep_ == "ccomp":
            return to_do(verb) and bool(children(verb, "nsubj"))
        head = verb.head
        controlled = verb.dep_ == "xcomp" and head.pos_ == "VERB" and head.lemma_.lower() not in self._acts.own_purpose
        return controlled and not self.passive(head) and any(o.i < verb.i for o in children(head, "dobj", "dative"))

    def _of_noun(self, noun: Token, depth: int) -> Token | None:
        """The subject of a noun's clause: its possessor ("IRAN's decision to send"), else that of the verb above it.

        "IRAN has a plan to send".
        """
        owner = children(noun, "poss")
        owner = owner or [
            c for c in children(noun, "amod") if c.ent_type_ == "NORP" and noun.lemma_.lower() in self._acts.trying
        ]
        if owner:
            return owner[0]
        if noun.dep_ in {"dobj", "attr", "pobj"} and depth < DEEPEST:
            verb = noun.head.head if noun.dep_ == "pobj" else noun.head
            if verb.pos_ in {"VERB", "AUX"}:
                given = recipient(verb) if noun.lemma_.lower() not in self._acts.promises else None
                return given or self.find_subject(verb, depth + 1)
            if verb.pos_ == "NOUN":
                return self._of_noun(verb, depth + 1)
        return None

    def _of_preposition(self, prep: Token, depth: int) -> Token | None:
        """The subject of a gerund after a preposition: the object or the subject of the verb above.

        "Accused the US of prolonging", but "IRAN opened by hailing".
        """
        above = prep.head
        if above.pos_ in {"VERB", "AUX"}:
            if prep.lower_ in self._acts.object_control:
                if self.passive(above):
                    return self.find_patient(above, depth + 1)
                objects = children(above, "dobj")
                if objects:
                    return self.antecedent(objects[0])
            return self.find_subject(above, depth + 1)
        if above.lemma_.lower() in self._acts.guilt and above.dep_ in {"acomp", "oprd"}:
            return self.find_subject(above.head, depth + 1)  # "is guilty of violating"
        if above.pos_ == "NOUN":
            return self._of_noun(above, depth)
        return None

    def find_patient(self, verb: Token, depth: int = 0) -> Token | None:
        """The logical object, computed anew (`patient` keeps it); `depth` counts the clauses gone through so far."""
        if self.passive(verb):
            own = children(verb, "nsubjpass")
            if own:
                return self.antecedent(own[0])
            if verb.dep_ in {"acl", "relcl", "amod"}:
                return verb.head
            if verb.dep_ == "conj" and depth < DEEPEST:
                return self.find_patient(verb.head, depth + 1)
            if verb.dep_ in {"xcomp", "advcl", "ccomp"} and depth < DEEPEST:
                return self.surface_subject(verb.head, depth + 1)
            return None
        own = children(verb, "dobj") or small_clause(verb)
        if own:
            return self.antecedent(named(own))
        if verb.dep_ == "relcl" and not children(verb, "dobj", "ccomp", "xcomp") and gap(verb, self._acts.relative):
            return verb.head
        return shared_object(verb)

    def circumstances(self, verb: Token) -> frozenset[str]:
        """The words that form a phrase with a verb, lower case, by which the predicate lexicon tells its senses apart.

        Particles, adverbs, prepositions, the lemmas of their nouns, predicative adjectives, and "infinitive" where
        the verb takes one.
        """
        out = {c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod", "oprd"}}
        out |= {c.lower_ for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "ADJ"}
        for prep, noun in self.prepositions(verb):
            out |= {prep, noun.lemma_.lower()}
            if timely(noun):
                out -= {prep}
        if any(c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and to_do(c) for c in verb.children):
            out.add("infinitive")
        return frozenset(out)

    def find_prepositions(self, head: Token) -> Iterator[tuple[str, Token]]:
        """The prepositional phrases of a token, computed anew (`prepositions` keeps them)."""
        for prep in children(head, "prep", "agent", "dative", "prt"):
            if prep.lower_ == "according" or self._accompanied(prep):
                continue
            for noun in children(prep, "pobj"):
                yield prep.lower_, noun
            for inner in children(prep, "prep", "conj"):
                for noun in children(inner, "pobj"):
                    yield inner.lower_, noun

    def _accompanied(self, prep: Token) -> bool:
        """Does a phrase name one who acts too, and no other side ("Peru, ALONG WITH Chile, opposed it")?"""
        along = prep.lower_ in self._acts.accompanying and prep.i + 1 < len(prep.doc) and prep.nbor(1).lower_ == "with"
        return along or any(c.lower_ in self._acts.accompanying for c in prep.lefts)

    def negation(self, token: Token) -> Token | None:
        """The word that negates a predicate, None where it is not negated.

        "Not", "n't", "never", "no" (before a noun), "without" (before a gerund), and the first word of "instead of".
        """
        for child in token.children:
            if child.dep_ == "neg" or (child.lower_ in self._acts.negating and child.dep_ in {"det", "advmod", "neg"}):
                return child
            if child.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "VERB":
                none = next((c for c in child.children if c.lower_ == "no" and c.dep_ == "det"), None)
                if none is not None:
                    return none
        if token.dep_ == "pcomp" and token.head.lower_ == "without":
            return token.head
        if token.tag_ == "VBG" and token.doc[max(0, token.i - 2) : token.i].text.lower() in self._acts.instead:
            return token.nbor(-2)
        return None
