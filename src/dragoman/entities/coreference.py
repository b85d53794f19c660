"""Pronouns and definite descriptions to the actors named before them.

One pass from left to right over a salience list: the subject of the nearest sentence before comes first, as in
Hobbs (1978) and Lappin & Leass (1994), with agreement in kind (person, singular body, plural group) and role.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dragoman.annotations import Block, Mention
from dragoman.entities.cast import UNKNOWN, Cast, Entity
from dragoman.entities.descriptions import phrase, standing
from dragoman.entities.furniture import is_furniture
from dragoman.entities.mention_index import MentionIndex, RolePhrase
from dragoman.entities.salience import Salience, body, definite, located, plural, somebody
from dragoman.knowledge.register.loader import LEADING

HE = frozenset({"he", "she", "him", "her", "his", "hers"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "them", "their", "theirs"})
ARMED = frozenset({"REB", "UAF"})


def resolve(cast: Cast, index: MentionIndex, waiting: list[tuple[RolePhrase, Block]]) -> None:
    """Enter a mention for every pronoun and unowned role phrase that has an antecedent."""
    pending = {(b.index, f.last.i): f for f, b in waiting}
    salience = Salience(cast)
    for sentence in cast.document.sentences:
        if is_furniture(sentence.block):
            continue
        salience.sentence()
        for token in sentence.span:
            found = pending.get((sentence.block.index, token.i))
            pair = _pair(token, salience, cast)
            m = None if pair else _anaphor(token, found, salience, cast)
            for new in (*pair, *((m,) if m else ())):
                index.add(new)
                salience.see(new)
            for seen in () if pair or m else [x for x in index.at(token) if x.last.i == token.i]:
                salience.see(seen)


def _pair(token: Token, salience: Salience, cast: Cast) -> list[Mention]:
    """ "the two countries", "both leaders": the last two states, or persons, spoken of."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in cast.words.pairs:
        return []
    if not any(c.lower_ in {"two", "both"} for c in token.children):
        return []
    out: dict[str, Mention] = {}
    for seen in salience.ranked():
        entity = cast.entities[seen.actor]
        if _coordinate(seen, token):
            continue
        if seen.kind != "toponym" and entity.country != UNKNOWN and entity.kind in {"state", "person", "organisation"}:
            out.setdefault(entity.country, seen)
    first = list(out.values())[:2]
    words = token.doc[token.i : token.i + 1]
    why = f"{token.text!r} are the last two spoken of"
    return (
        [cast.mention(cast.entities[m.actor], "pronoun", words, reason=why) for m in first] if len(first) == 2 else []
    )


def _coordinate(m: Mention, token: Token) -> bool:
    """Does a mention stand in the subject of the verb that has the token as its object?"""
    if m.head.doc != token.doc or token.dep_ not in {"dobj", "dative"}:
        return False
    return any(s == m.head or s.is_ancestor(m.head) for s in token.head.children if s.dep_ == "nsubj")


def _anaphor(token: Token, found: RolePhrase | None, salience: Salience, cast: Cast) -> Mention | None:
    lower = token.lower_
    if found is not None:
        return None if token.dep_ in {"amod", "compound"} else _role(found, salience, cast)
    if token.tag_ in {"PRP", "PRP$"}:
        told = _teller(token, salience) or _possessor(token, salience)
        if told is not None:
            return told
        if lower in HE:
            return _controlled(token, salience) or _same(token, salience, lambda m: somebody(m, cast))
        if lower in IT and not _expletive(token):
            return _same(token, salience, lambda m: body(m, cast))
        if lower in THEY:
            return _same(token, salience, lambda m: plural(m, cast)) or _same(
                token, salience, lambda m: body(m, cast) and m.first.lower_ not in {"a", "an"} and not located(m)
            )
    if token.pos_ == "NOUN" and token.lemma_.lower() in cast.words.countries and token.tag_ == "NN" and definite(token):
        return _same(token, salience, lambda m: m.actor.startswith("state:") and m.kind != "toponym")
    return None


def _same(token: Token, salience: Salience, fits: Callable[[Mention], bool]) -> Mention | None:
    for m in salience.ranked():
        if m.head.i == token.i and m.head.doc == token.doc:
            continue
        if fits(m) and not _coargument(m, token):
            entity = salience.cast.entities[m.actor]
            words = token.doc[token.i : token.i + 1]
            return salience.cast.mention(
                entity, "pronoun", words, reason=f"{token.text!r} is {entity.name}, named before"
            )
    return None


def _teller(token: Token, salience: Salience) -> Mention | None:
    """ "The army says it has ...": a subject pronoun in what is said is the one who says it."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or token.lower_ not in HE | IT | THEY:
        return None
    if _expletive(token):
        return None
    one = token.lower_ in IT
    above = {
        c.i
        for c in verb.head.children
        if c.dep_ == "nsubj" and c.i < token.i and not (one and c.tag_ == "NNS" and c.lower_ != c.lemma_)
    }
    person = token.lower_ in HE
    return _same(
        token,
        salience,
        lambda m: (
            m.head.i in above
            and m.head.doc == token.doc
            and m.actor.startswith("person:") == person
            and m.kind not in {"adjective", "toponym"}
        ),
    )


def _possessor(token: Token, salience: Salience) -> Mention | None:
    """ "Iran's acts, including ITS support for": the possessor of the phrase that the pronoun stands in."""
    if token.tag_ != "PRP$" or token.lower_ not in IT | THEY:
        return None
    owners: set[int] = set()
    for above in token.head.ancestors:
        if owners or (above.pos_ not in {"NOUN", "ADP", "PROPN"} and above.lower_ != "including"):
            break
        owners = {c.i for c in above.children if c.dep_ == "poss" and c.i < token.i}
    here = token.doc
    return _same(token, salience, lambda m: m.head.i in owners and m.head.doc == here and body(m, salience.cast))


def _controlled(token: Token, salience: Salience) -> Mention | None:
    """ "criticised Bolton for HIS insistence": the possessor is whom the verb is aimed at."""
    prep = token.head.head
    if token.tag_ != "PRP$" or prep.dep_ != "prep" or prep.lower_ not in {"for", "of", "over"}:
        return None
    aimed = {c.i for c in prep.head.children if c.dep_ in {"dobj", "nsubjpass"}}
    return _same(
        token, salience, lambda m: m.head.i in aimed and m.head.doc == token.doc and m.actor.startswith("person:")
    )


def _coargument(m: Mention, token: Token) -> bool:
    """Two arguments of one verb are two actors ("Trump told him"), unless the pronoun is a possessive."""
    if m.head.doc != token.doc or token.tag_ == "PRP$":
        return False
    if token.dep_ in {"nsubj", "nsubjpass"} or m.head.i == token.i:
        return False
    verb = token.head
    while verb.dep_ == "xcomp" and m.head.head != verb:
        verb = verb.head  # "the army tried to force THEM out": not itself
    return m.head.head == verb


def _expletive(token: Token) -> bool:
    """ "It is clear that", "it emerged that": a subject that stands for a clause."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    clause = any(c.dep_ in {"ccomp", "csubj", "xcomp", "acl"} and c.i > verb.i for c in verb.children)
    return clause and (verb.lemma_ in {"be", "seem", "appear", "emerge", "remain", "become"})


def _role(found: RolePhrase, salience: Salience, cast: Cast) -> Mention | None:
    """ "the president", "the ministry", "the militants", "his Russian counterpart" without an owner of their own."""
    role, sector = found.role.role, found.role.sector
    owner = next((c for c in found.last.children if c.dep_ == "poss"), None)
    there = any(c.lower_ in {"there", "here"} for c in found.last.children)
    if owner is None and not there and not definite(found.last) and not _bare_body(found):
        return _anyone(found, cast)
    same = [m for m in salience.ranked() if m.kind != "adjective"]
    if owner is None and role:
        for m in same:
            if role in cast.entities[m.actor].roles:
                return _again(found, m, cast)
        only = _only(role, cast) if definite(found.last) else None
        if only is not None:
            return cast.mention(
                only, "description", phrase(found), found.last, f"the only {role} of the article so far"
            )
    if owner is None and definite(found.last):
        for m in same:
            if _alike(found, m, cast):
                return _again(found, m, cast)
    if owner is None and found.last.lower_ == "administration":
        known = [f for f in cast if f.id.startswith("office:") and f.name.lower().endswith("administration")]
        if known:
            return cast.mention(
                known[-1], "description", phrase(found), found.last, f"the administration is {known[-1].name}"
            )
    if there:
        lead = next((m for m in same if located(m)), None)
    else:
        lead = next((m for m in same if _leads(m, cast, sector, owner is not None)), None)
    if lead is None:
        return _anyone(found, cast)
    return standing(found, lead, cast)


def _only(role: str, cast: Cast) -> Entity | None:
    """The one person of the article so far who leads a state or its government ("the president")."""
    if role not in LEADING:
        return None
    known = [f for f in cast if f.kind == "person" and f.spans and role in f.roles]
    return known[0] if len(known) == 1 else None


def _bare_body(found: RolePhrase) -> bool:
    """A singular body or titled person without an article ("parliament approved", "police said")."""
    return found.last.tag_ in {"NN", "NNP"} and not any(c.dep_ == "det" for c in found.last.children)


def _again(found: RolePhrase, m: Mention, cast: Cast) -> Mention:
    entity = cast.entities[m.actor]
    return cast.mention(entity, "description", phrase(found), found.last, f"the {found.last.lower_} is {entity.name}")


def _alike(found: RolePhrase, m: Mention, cast: Cast) -> bool:
    """The same sort of body met before: the same head word, or armed people for armed people."""
    entity = cast.entities[m.actor]
    if entity.kind == "person":
        return False
    if entity.name.lower().endswith(found.last.lemma_.lower()):
        return True
    return found.role.sector in ARMED and entity.sector in ARMED


def _leads(m: Mention, cast: Cast, sector: str, possessed: bool) -> bool:
    """Whose "government", "ministry" or "army" it can be: the state or person spoken of."""
    entity = cast.entities[m.actor]
    if sector in {"REB", "UAF", "OPP"} and not possessed:
        return False
    return entity.country not in {UNKNOWN} and entity.kind in {"state", "person", "office", "organisation"}


def _anyone(found: RolePhrase, cast: Cast) -> Mention | None:
    """People, armed groups and oppositions without an owner are actors all the same; other bodies are none."""
    plural = found.last.tag_ in {"NNS", "NNPS"}
    bodies = (plural and found.role.sector != "MIL") or found.role.sector in ARMED | {"OPP"}
    if (found.role.kind == "body" and not bodies) or found.role.sector == UNKNOWN:
        return None
    entity = cast.group(found.last.lower_, UNKNOWN, found.role.sector, "group" if plural else "office", plural)
    return cast.mention(entity, "description", phrase(found), found.last, "a role without an owner in the text")
