"""Who stands where around a predicate: subjects, objects and prepositional slots from the parse.

Labels are those of spaCy's English models (ClearNLP style). Passives, relative clauses, participles, control and
coordination are undone here, so that every later rule can speak of `subj`, `obj` and prepositions alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.knowledge.shim import ACTS as WORDS
from dragoman.knowledge.shim import ENTITIES as PERSONS
from dragoman.syntax.voice import DEEPEST, finite, passive

SPEAKING = PERSONS["personal"]
DASHES = frozenset({"—", "–", "--", "-"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def _children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause modifies; any other token is itself."""
    if token.lower_ not in RELATIVE or token.dep_ == "det":
        return token
    node = token.head
    for _ in range(DEEPEST):
        if node.dep_ == "relcl":
            return node.head
        if node.dep_ == "ROOT":
            return token
        node = node.head
    return token


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head of the logical subject of a verb, inherited where the clause has none of its own."""
    if passive(verb):
        return agent(verb)
    own = _children(verb, "nsubj", "csubj") or allotted(verb) or _split(verb)
    if own:
        return antecedent(_named(own))
    return None if depth > DEEPEST else _inherited(verb, depth)


def _named(words: list[Token]) -> Token:
    """ "Met his counterpart PRESIDENT ROSSI": of two in one role without a comma the name behind the title."""
    first, *more = words
    if more and first.ent_type_ == "GPE" and any(t.text in DASHES for t in first.doc[first.i : more[0].i]):
        return more[0]  # "Lima, Peru — TWO ROCKETS struck"
    beside = bool(more) and more[0].left_edge.i == first.i + 1 and more[0].pos_ == "PROPN" and first.pos_ != "PROPN"
    return more[0] if beside else first


def _split(verb: Token) -> list[Token]:
    """ "Peru HOWEVER has opposed": the parser hangs the subject on the auxiliary, or takes capitals for an adverb."""
    aux = [noun for c in _children(verb, "aux") for noun in _children(c, "nsubj")]
    return aux or [c for c in _children(verb, "advmod") if c.i < verb.i and c.is_upper and len(c) > 2]


def allotted(verb: Token) -> list[Token]:
    """ "Set a deadline for PERU to leave": the parser hangs the name on "for"."""
    return [noun for c in verb.lefts if c.lower_ == "for" and c.dep_ == "mark" for noun in _children(c, "pobj")]


def agent(verb: Token) -> Token | None:
    """The noun of a passive's "by" phrase."""
    for by in _children(verb, "agent", "prep"):
        if by.lower_ == "by":
            for noun in _children(by, "pobj"):
                if noun.ent_type_ not in {"DATE", "TIME", "PERCENT", "QUANTITY"}:
                    return noun
    return None


def _inherited(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return patient(head) if passive(head) else subject(head, depth + 1)
    if verb.dep_ in {"advcl", "xcomp"} and head.lemma_ == "call" and to_do(verb):
        asked = [noun for prep, noun in prepositions(head) if prep in {"on", "upon"} and noun.i < verb.i]
        if asked:
            return asked[0]  # "called on PERU to lift"
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return _controller(verb, head, depth)
    if verb.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        return subject(head, depth + 1)
    if verb.dep_ == "relcl":
        return None if _children(verb, "nsubj") else head
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG" and _published(head):
            return subject(head.head, depth + 1)  # "issued a statement urging": who issued it urges
        return head if verb.tag_ == "VBG" or finite(verb) else _of_noun(head, depth)
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        reported = head.dep_ == "ccomp" and head.head.i < head.i
        speaks = verb.tag_ == "VBG" and verb.lemma_.lower() in SPEAKING
        if speaks and reported and any(c.lower_ == "while" for c in verb.children):
            return surface_subject(head.head, depth + 1)  # "said X was ready, WHILE ALSO CRITICISING": who spoke
        return surface_subject(_told(verb, head), depth + 1)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    return None


def _published(noun: Token) -> bool:
    """A statement put out by the subject of its verb, not one that he reads or looks into."""
    return (
        noun.lemma_.lower() in WORDS["documents"]
        and noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in WORDS["publishing"]
    )


def _told(verb: Token, head: Token) -> Token:
    """ "Fighters overran a base, officials SAID, KILLING ten": the participle goes with what was told before."""
    before = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i and c.pos_ == "VERB"]
    return before[-1] if before and verb.tag_ == "VBG" and verb.i > head.i else head


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, which a passive verb's adjuncts share ("was seized, killing four")."""
    return (patient(verb) if passive(verb) else None) or subject(verb, depth)


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    if head.pos_ != "ADJ" and not passive(head) and head.lemma_.lower() not in WORDS["own_purpose"]:
        objects = _children(head, "dobj", "dative")
        if objects and objects[0].i < verb.i:
            return antecedent(objects[0])
    if passive(head):
        return patient(head, depth + 1)
    return subject(head, depth + 1)


def made(verb: Token) -> bool:
    """Is it what another makes or wants somebody do ("force THEM to surrender"), and not his own act?"""
    if verb.dep_ == "ccomp":
        return to_do(verb) and bool(_children(verb, "nsubj"))
    head = verb.head
    controlled = verb.dep_ == "xcomp" and head.pos_ == "VERB" and head.lemma_.lower() not in WORDS["own_purpose"]
    return controlled and not passive(head) and any(o.i < verb.i for o in _children(head, "dobj", "dative"))


def _of_noun(noun: Token, depth: int) -> Token | None:
    """ "Iran's decision to send": the possessor; "has a plan to send": the subject of the verb above."""
    owner = _children(noun, "poss")
    owner = owner or [
        c for c in _children(noun, "amod") if c.ent_type_ == "NORP" and noun.lemma_.lower() in WORDS["trying"]
    ]
    if owner:
        return owner[0]
    if noun.dep_ in {"dobj", "attr", "pobj"} and depth < DEEPEST:
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if verb.pos_ in {"VERB", "AUX"}:
            given = recipient(verb) if noun.lemma_.lower() not in WORDS["promises"] else None
            return given or subject(verb, depth + 1)
        if verb.pos_ == "NOUN":
            return _of_noun(verb, depth + 1)
    return None


def _of_preposition(prep: Token, depth: int) -> Token | None:
    """ "accused the US of prolonging": the object; "opened by hailing": the subject."""
    above = prep.head
    if above.pos_ in {"VERB", "AUX"}:
        if prep.lower_ in {"of", "for", "from", "into"}:
            if passive(above):
                return patient(above, depth + 1)
            objects = _children(above, "dobj")
            if objects:
                return antecedent(objects[0])
        return subject(above, depth + 1)
    if above.lemma_.lower() in WORDS["guilt"] and above.dep_ in {"acomp", "oprd"}:
        return subject(above.head, depth + 1)  # "is guilty of violating"
    if above.pos_ == "NOUN":
        return _of_noun(above, depth)
    return None


def patient(verb: Token, depth: int = 0) -> Token | None:
    """The head of the logical object: what is acted on, also as subject of a passive or head of a relative clause."""
    if passive(verb):
        own = _children(verb, "nsubjpass")
        if own:
            return antecedent(own[0])
        if verb.dep_ in {"acl", "relcl", "amod"}:
            return verb.head
        if verb.dep_ == "conj" and depth < DEEPEST:
            return patient(verb.head, depth + 1)
        if verb.dep_ in {"xcomp", "advcl", "ccomp"} and depth < DEEPEST:
            return surface_subject(verb.head, depth + 1)
        return None
    own = _children(verb, "dobj") or _small_clause(verb)
    if own:
        return antecedent(_named(own))
    if verb.dep_ == "relcl" and not _children(verb, "dobj", "ccomp", "xcomp") and _gap(verb):
        return verb.head
    return _shared_object(verb)


def _small_clause(verb: Token) -> list[Token]:
    """ "found the ENVOY guilty", "helped HAITI cope": the subject of an adjective or verb that is a clause."""
    clauses = [c for c in _children(verb, "ccomp", "xcomp") if c.pos_ == "ADJ" or _helped(verb, c)]
    return [n for c in clauses for n in _children(c, "nsubj") if n.i > verb.i]


def _helped(verb: Token, clause: Token) -> bool:
    return verb.lemma_ == "help" or (verb.lemma_ == "declare" and to_do(clause))


def _gap(verb: Token) -> bool:
    """Does a relative clause have its own subject, so that what is missing is the object ("fighters we captured")?"""
    own = _children(verb, "nsubj")
    return bool(own) and own[0].lower_ not in RELATIVE and verb.tag_ != "VBG"


def _shared_object(verb: Token) -> Token | None:
    """ "attacked and killed the guards": the first verb shares the object of the second."""
    for other in _children(verb, "conj"):
        if other.pos_ == "VERB" and not _children(other, "nsubj") and other.i - verb.i <= 3:
            objects = _children(other, "dobj")
            if objects:
                return objects[0]
    return None


def recipient(verb: Token) -> Token | None:
    """The indirect object: "told the EU", "gave Ukraine arms", "gave arms to Ukraine" as dative."""
    for child in _children(verb, "dative"):
        if child.pos_ == "ADP":
            return next(iter(_children(child, "pobj")), None)
        return child
    return None


def circumstances(verb: Token) -> frozenset[str]:
    """The words that make a phrase with a verb: particles, prepositions and their nouns, predicative adjectives."""
    out = {c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod", "oprd"}}
    out |= {c.lower_ for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "ADJ"}
    for prep, noun in prepositions(verb):
        out |= {prep, noun.lemma_.lower()}
        if timely(noun):
            out -= {prep}
    if any(c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and to_do(c) for c in verb.children):
        out.add("infinitive")
    return frozenset(out)


def timely(noun: Token) -> bool:
    """ "on Sunday", "in May": a phrase of time fills no slot."""
    return noun.ent_type_ in {"DATE", "TIME"}


def to_do(verb: Token) -> bool:
    """Is the verb an infinitive with "to"?"""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def prepositions(head: Token) -> Iterator[tuple[str, Token]]:
    """Every (preposition, noun) that hangs on a token; "out of" gives its last word, "to and from" both."""
    for prep in _children(head, "prep", "agent", "dative", "prt"):
        if prep.lower_ == "according" or _accompanied(prep):
            continue
        for noun in _children(prep, "pobj"):
            yield prep.lower_, noun
        for inner in _children(prep, "prep", "conj"):
            for noun in _children(inner, "pobj"):
                yield inner.lower_, noun


def _accompanied(prep: Token) -> bool:
    """ "Peru, ALONG WITH Chile, opposed it": Chile is no other side."""
    along = prep.lower_ in WORDS["accompanying"] and prep.i + 1 < len(prep.doc) and prep.nbor(1).lower_ == "with"
    return along or any(c.lower_ in WORDS["accompanying"] for c in prep.lefts)


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb: "carry OUT", "call OFF"."""
    return next((c.lower_ for c in _children(verb, "prt")), None)


def negation(token: Token) -> Token | None:
    """The word that negates a predicate: not, n't, never, no (before a noun), without (before a gerund)."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in {"no", "never"} and child.dep_ in {"det", "advmod", "neg"}):
            return child
        if child.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "VERB":
            none = next((c for c in child.children if c.lower_ == "no" and c.dep_ == "det"), None)
            if none is not None:
                return none
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return token.head
    if token.tag_ == "VBG" and token.doc[max(0, token.i - 2) : token.i].text.lower() in WORDS["instead"]:
        return token.nbor(-2)
    return None
