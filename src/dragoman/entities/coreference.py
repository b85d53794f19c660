"""Coreference of actors: which earlier mention a pronoun or definite description refers to.

One pass over the text from left to right. The candidates for an antecedent are ranked by salience: the nearest
sentence first, and in it the subject first, as in Hobbs (1978) and Lappin & Leass (1994). A candidate must agree with
the anaphor in kind (person, singular body, plural group) and in role.
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

#: The sectors of armed groups without a state: rebels, and armed forces whose side is unknown.
ARMED = frozenset({"REB", "UAF"})


def resolve(cast: Cast, index: MentionIndex, waiting: list[tuple[RolePhrase, Block]]) -> None:
    """Add a mention to `index` for every pronoun, and every role phrase without an owner, that has an antecedent.

    Args:
        cast: the actors of the article; described actors that have no antecedent are added to it.
        index: the mentions found so far.
        waiting: the role phrases whose owner no name or country gives ("the president"), each with its paragraph.
    """
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
    """Mentions of the last two actors of different countries, for "the two countries" or "both leaders"; else none."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in cast.words.pairs:
        return []
    if not any(c.lower_ in cast.words.both for c in token.children):
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
    """Is a mention in the subject of the verb whose object the token is, so that the two are different actors?"""
    if m.head.doc != token.doc or token.dep_ not in {"dobj", "dative"}:
        return False
    return any(s == m.head or s.is_ancestor(m.head) for s in token.head.children if s.dep_ == "nsubj")


def _anaphor(token: Token, found: RolePhrase | None, salience: Salience, cast: Cast) -> Mention | None:
    """The mention of an anaphor: a role phrase that ends at the token (`found`), a pronoun, or "the country"."""
    lower = token.lower_
    if found is not None:
        return None if token.dep_ in {"amod", "compound"} else _role(found, salience, cast)
    if token.tag_ in {"PRP", "PRP$"}:
        near = _teller(token, salience) or _possessor(token, salience)
        if near is not None:
            return near
        if lower in cast.words.person_pronouns:
            return _controlled(token, salience) or _same(token, salience, lambda m: somebody(m, cast))
        if lower in cast.words.thing_pronouns and not _expletive(token, cast):
            return _same(token, salience, lambda m: body(m, cast))
        if lower in cast.words.plural_pronouns:
            return _same(token, salience, lambda m: plural(m, cast)) or _same(
                token,
                salience,
                lambda m: body(m, cast) and m.first.lower_ not in cast.words.new and not located(m, cast),
            )
    if (
        token.pos_ == "NOUN"
        and token.lemma_.lower() in cast.words.countries
        and token.tag_ == "NN"
        and definite(token, cast)
    ):
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
    """The speaker, for a subject pronoun in a clause of reported speech ("The ARMY says IT has ...")."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp":
        return None
    words = salience.cast.words
    pronouns = words.person_pronouns | words.thing_pronouns | words.plural_pronouns
    if token.lower_ not in pronouns or _expletive(token, salience.cast):
        return None
    one = token.lower_ in words.thing_pronouns
    above = {
        c.i
        for c in verb.head.children
        if c.dep_ == "nsubj" and c.i < token.i and not (one and c.tag_ == "NNS" and c.lower_ != c.lemma_)
    }
    person = token.lower_ in words.person_pronouns
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
    """The possessor of the noun phrase that a possessive pronoun is in ("IRAN's acts, including ITS support for")."""
    words = salience.cast.words
    if token.tag_ != "PRP$" or token.lower_ not in words.thing_pronouns | words.plural_pronouns:
        return None
    owners: set[int] = set()
    for above in token.head.ancestors:
        if owners or (above.pos_ not in {"NOUN", "ADP", "PROPN"} and above.lower_ != "including"):
            break
        owners = {c.i for c in above.children if c.dep_ == "poss" and c.i < token.i}
    here = token.doc
    return _same(token, salience, lambda m: m.head.i in owners and m.head.doc == here and body(m, salience.cast))


def _controlled(token: Token, salience: Salience) -> Mention | None:
    """The object of the verb, for a possessive in its prepositional phrase ("criticised BOLTON for HIS insistence")."""
    prep = token.head.head
    if token.tag_ != "PRP$" or prep.dep_ != "prep" or prep.lower_ not in salience.cast.words.aiming:
        return None
    aimed = {c.i for c in prep.head.children if c.dep_ in {"dobj", "nsubjpass"}}
    return _same(
        token, salience, lambda m: m.head.i in aimed and m.head.doc == token.doc and m.actor.startswith("person:")
    )


def _coargument(m: Mention, token: Token) -> bool:
    """Are a candidate and a pronoun arguments of one verb, and so different actors ("Trump told him")?

    A possessive may refer to another argument of its verb ("Trump praised his team").
    """
    if m.head.doc != token.doc or token.tag_ == "PRP$":
        return False
    if token.dep_ in {"nsubj", "nsubjpass"} or m.head.i == token.i:
        return False
    verb = token.head
    while verb.dep_ == "xcomp" and m.head.head != verb:
        verb = verb.head  # "the army tried to force THEM out": not itself
    return m.head.head == verb


def _expletive(token: Token, cast: Cast) -> bool:
    """Is the pronoun a subject that stands for a clause and for no actor ("it is clear that", "it emerged that")?"""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    clause = any(c.dep_ in {"ccomp", "csubj", "xcomp", "acl"} and c.i > verb.i for c in verb.children)
    return clause and verb.lemma_ in cast.words.expletive


def _role(found: RolePhrase, salience: Salience, cast: Cast) -> Mention | None:
    """The mention of a role phrase that no name or country qualifies ("the president", "the militants").

    Tried in turn: an earlier actor of that role, the article's one leader of that role, an earlier body of that sort,
    an administration named before, the most salient state or person as owner ("the ministry"), an unowned actor.
    """
    role, sector = found.role.role, found.role.sector
    owner = next((c for c in found.last.children if c.dep_ == "poss"), None)
    there = any(c.lower_ in cast.words.there for c in found.last.children)
    if owner is None and not there and not definite(found.last, cast) and not _bare_body(found):
        return _anyone(found, cast)
    same = [m for m in salience.ranked() if m.kind != "adjective"]
    if owner is None and role:
        for m in same:
            if role in cast.entities[m.actor].roles:
                return _again(found, m, cast)
        only = _only(role, cast) if definite(found.last, cast) else None
        if only is not None:
            return cast.mention(
                only, "description", phrase(found), found.last, f"the only {role} of the article so far"
            )
    if owner is None and definite(found.last, cast):
        for m in same:
            if _alike(found, m, cast):
                return _again(found, m, cast)
    if owner is None and found.last.lower_ in cast.words.administrations:
        known = [
            f for f in cast if f.id.startswith("office:") and f.name.lower().endswith(tuple(cast.words.administrations))
        ]
        if known:
            return cast.mention(
                known[-1], "description", phrase(found), found.last, f"the administration is {known[-1].name}"
            )
    if there:
        lead = next((m for m in same if located(m, cast)), None)
    else:
        lead = next((m for m in same if _leads(m, cast, sector, owner is not None)), None)
    if lead is None:
        return _anyone(found, cast)
    return standing(found, lead, cast)


def _only(role: str, cast: Cast) -> Entity | None:
    """The article's only person in a leading role ("the president"); None where it names several or none."""
    if role not in LEADING:
        return None
    known = [f for f in cast if f.kind == "person" and f.spans and role in f.roles]
    return known[0] if len(known) == 1 else None


def _bare_body(found: RolePhrase) -> bool:
    """Is it a singular noun without an article ("parliament approved", "police said")?"""
    return found.last.tag_ in {"NN", "NNP"} and not any(c.dep_ == "det" for c in found.last.children)


def _again(found: RolePhrase, m: Mention, cast: Cast) -> Mention:
    """A role phrase as another mention of the actor of `m`."""
    entity = cast.entities[m.actor]
    return cast.mention(entity, "description", phrase(found), found.last, f"the {found.last.lower_} is {entity.name}")


def _alike(found: RolePhrase, m: Mention, cast: Cast) -> bool:
    """May a description refer to an earlier mention's actor: with the same head noun, or both armed groups?"""
    entity = cast.entities[m.actor]
    if entity.kind == "person":
        return False
    if entity.name.lower().endswith(found.last.lemma_.lower()):
        return True
    return found.role.sector in ARMED and entity.sector in ARMED


def _leads(m: Mention, cast: Cast, sector: str, possessed: bool) -> bool:
    """Can the actor of a mention own a "government", "ministry" or "army" of that sector?

    Armed groups and oppositions belong to no state unless a possessive says so (`possessed`).
    """
    entity = cast.entities[m.actor]
    if sector in {"REB", "UAF", "OPP"} and not possessed:
        return False
    return entity.country not in {UNKNOWN} and entity.kind in {"state", "person", "office", "organisation"}


def _anyone(found: RolePhrase, cast: Cast) -> Mention | None:
    """A described actor of unknown country, for people, armed groups and oppositions; None for any other body."""
    plural = found.last.tag_ in {"NNS", "NNPS"}
    bodies = (plural and found.role.sector != "MIL") or found.role.sector in ARMED | {"OPP"}
    if (found.role.kind == "body" and not bodies) or found.role.sector == UNKNOWN:
        return None
    entity = cast.group(found.last.lower_, UNKNOWN, found.role.sector, "group" if plural else "office", plural)
    return cast.mention(entity, "description", phrase(found), found.last, "a role without an owner in the text")
