"""Role phrases to actors: "the Chinese foreign minister", "US officials", "rebels in Darfur", "a Pentagon spokesman".

A role phrase takes its country from its owner: an adjective, possessor or compound before it, else the complement of
"of", "in" or "from" after it. Beside a name it describes the person of that name. Alone, an office that one person
holds at a time refers to its holder on the article's date; any other becomes a described actor of that country and
sector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span as Words
from spacy.tokens import Token

from dragoman.annotations import Block, Mention
from dragoman.entities.cast import RANK, UNKNOWN, Cast, Entity, as_office
from dragoman.entities.furniture import credited, is_furniture
from dragoman.entities.mention_index import MentionIndex, RolePhrase
from dragoman.entities.titles import bearer

#: Dependency labels of what may belong to a description before its head.
LEFT = frozenset({"amod", "compound", "poss", "nmod", "nummod", "npadvmod", "advmod", "det", "conj"})
#: How the ids of groups and organisations begin.
BODIES = ("group:", "org:")
#: Kinds of mentions that may own a role.
BROAD = frozenset({"adjective", "metonym", "name", "surname", "toponym"})


def find_descriptions(cast: Cast, index: MentionIndex) -> list[tuple[RolePhrase, Block]]:
    """Add a mention for every role phrase that has an owner or a name; returns the others, with their paragraphs.

    Those returned need coreference ("the president"), see `coreference.resolve`.
    """
    waiting = []
    for block in cast.document.blocks:
        if is_furniture(block):
            continue
        for found in _roles(block, cast, index):
            if not describe(found, cast, index):
                waiting.append((found, block))
    return waiting


def _roles(block: Block, cast: Cast, index: MentionIndex) -> Iterator[RolePhrase]:
    """The role phrases of a paragraph that refer to somebody and are not part of a name."""
    doc = block.doc
    lowers = [t.lower_ for t in doc]
    pictures = credited(doc, cast.document.knowledge.lexicon.furniture)
    i = 0
    while i < len(doc):
        hit = None if i in pictures else cast.register.roles.match(lowers, i)
        if (
            hit
            and _actorlike(doc[i + hit[0] - 1])
            and not _rules(doc[i + hit[0] - 1], cast)
            and not _named(index, doc[i])
        ):
            yield RolePhrase(doc[i], doc[i + hit[0] - 1], hit[1])
            i += hit[0]
        else:
            i += 1


def _actorlike(token: Token) -> bool:
    """Is a role word a noun, or an adjective used as one? In "an OFFICIAL statement" it is neither."""
    return token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and token.dep_ not in {"amod", "conj"})


def _rules(token: Token, cast: Cast) -> bool:
    """Is a role word used in another sense: "the sanctions REGIME", "STATE-of-the-art", "OPPOSITION to the plan"?"""
    if token.lower_ == "state" and token.i + 1 < len(token.doc) and token.nbor(1).text == "-":
        return True
    if token.lower_ == "state" and any(c.lower_ == "end" for c in token.lefts):
        return True  # "the desired end STATE"
    if token.lower_ == "opposition" and any(c.dep_ == "prep" and c.lower_ == "to" for c in token.rights):
        return True  # "OPPOSITION to the plan"
    return token.lemma_.lower() == "regime" and any(c.lemma_.lower() in cast.words.rules for c in token.lefts)


def _named(index: MentionIndex, token: Token) -> bool:
    return any(m.kind != "adjective" and m.first.i <= token.i <= m.last.i for m in index.at(token))


def describe(found: RolePhrase, cast: Cast, index: MentionIndex) -> bool:
    """Add the mentions of a role phrase; returns False where neither a name nor an owner says whose role it is."""
    countries = owners(found, index, cast)
    named = bearer(found, index, cast)
    if named is not None:
        _attach(named, found, countries, cast, index)
        return True
    if not countries:
        return False
    for owner in countries.values():
        index.add(standing(found, owner, cast, index))
    return True


def standing(found: RolePhrase, owner: Mention, cast: Cast, index: MentionIndex | None = None) -> Mention:
    """The mention of a role phrase with an owner and no name: of the office-holder, else of a described actor.

    Args:
        owner: whose role it is ("CHINA's foreign minister").
        index: the mentions found so far; without it "counterpart" is not resolved.
    """
    words = phrase(found)
    found = _counterpart(found, owner, index, cast)
    holder = incumbent(found, cast.country(owner), cast)
    if holder is not None:
        why = f"{found.role.role} of {holder.country} on {cast.on}" if cast.on else f"{found.role.role} in this article"
        return cast.mention(holder, "office", words, found.last, why)
    country, sector = cast.country(owner), sector_of(found, owner)
    if (country != "IGO" or owner.kind == "adjective") and found.last.lemma_.lower() in cast.words.others:
        country = UNKNOWN  # a state's allies are others; those of an alliance are its members
    plural = found.last.tag_ in {"NNS", "NNPS"}
    key = f"{owner.actor.split(':')[-1]} {found.last.lemma_}"
    entity = cast.group(words.text, country, sector, "group" if plural else "office", plural, key)
    if found.role.role:
        entity.roles[found.role.role] = None
    return cast.mention(entity, "description", words, found.last, f"{found.last.lower_} of {owner.name}")


def _counterpart(found: RolePhrase, owner: Mention, index: MentionIndex | None, cast: Cast) -> RolePhrase:
    """A "counterpart" with the role of its possessor, or of the subject ("LAVROV met his Chinese counterpart").

    Any other role phrase is given back as it is.
    """
    if found.last.lemma_.lower() not in cast.words.counterparts or index is None:
        return found
    doer = next((c for c in found.last.children if c.dep_ == "poss"), None)
    words = (
        [doer]
        if doer is not None and doer.tag_ != "PRP$"
        else [*_subjects(found.last), *reversed(found.last.doc[: found.first.i])]
    )
    for word in words:
        for m in index.at(word):
            entity = cast.entities[m.actor]
            if entity.kind == "person" and entity.country != cast.country(owner) and entity.roles:
                main = next((r for r in RANK if r in entity.roles), next(iter(entity.roles)))
                return RolePhrase(found.first, found.last, replace(found.role, role=main, sector=entity.sector))
    return found


def _subjects(token: Token) -> Iterator[Token]:
    """The subjects before a token of the verbs above it, nearest first."""
    for above in token.ancestors:
        yield from (c for c in above.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i)


def sector_of(found: RolePhrase, owner: Mention) -> str:
    """The sector of a role; a spokesperson, official or envoy has that of the owner, or GOV where it has none."""
    sector = found.role.sector
    if found.role.role in {"spokesperson", "member", "official", "leader", "envoy", "deputy"} or sector == UNKNOWN:
        inherited = owner.sector if owner.sector != UNKNOWN and owner.kind != "adjective" else sector
        return inherited if inherited != UNKNOWN else "GOV"
    return sector


def incumbent(found: RolePhrase, country: str, cast: Cast) -> Entity | None:
    """The holder of an office that one person holds at a time, on the article's date.

    One whom the article gives the office comes before the register's holder. None where the phrase does not mean
    today's holder, or where it is not known who holds it.
    """
    role = found.role.role
    if not role or found.last.tag_ in {"NNS", "NNPS"} or _former(found, cast) or _indefinite(found, cast):
        return None
    here = [f for f in cast if f.kind == "person" and f.country == country and role in f.roles]
    if len(here) == 1:
        return here[0]
    if cast.on is None:
        return None
    terms = cast.register.role_holder(country, role, cast.on)
    if len({t.person for t in terms}) != 1:
        return None
    entry = cast.register.entries.get(terms[0].person)
    if entry is None:
        return None
    entity = cast.entry(entry)
    if not entity.spans:
        entity.inferred, entity.office = True, as_office(cast.register, terms[0])
    return entity


def _former(found: RolePhrase, cast: Cast) -> bool:
    """Does a word before the role say that its holder is not meant ("former", "acting", "deputy")?"""
    around = (*found.last.children, *found.first.lefts)
    return any(c.lower_ in cast.words.qualified and not found.first.i <= c.i <= found.last.i for c in around)


def _indefinite(found: RolePhrase, cast: Cast) -> bool:
    """Has the role an indefinite determiner ("A minister")?"""
    return any(c.lower_ in cast.words.indefinite for c in found.last.children)


def phrase(found: RolePhrase) -> Words:
    """The words of a description: the role with the modifiers before it, and nothing of what follows it."""
    doc, start = found.last.doc, found.first.i
    for child in sorted(found.last.lefts, key=lambda t: -t.i):
        if child.dep_ in LEFT and child.i < start:
            start = min(start, child.left_edge.i)
    start = max(start, found.last.sent.start)
    while start < found.first.i and doc[start].is_space:
        start += 1
    return doc[start : found.last.i + 1]


def owners(found: RolePhrase, index: MentionIndex, cast: Cast) -> Mapping[str, Mention]:
    """The owners of a role, one mention for each country: its modifiers, else the complement of a preposition."""
    out: dict[str, Mention] = {}
    for child in (*found.last.lefts, *(c for t in (found.first,) if t.i != found.last.i for c in t.lefts)):
        about = child.dep_ == "compound" and found.last.lemma_.lower() in cast.words.experts
        if (child.dep_ in LEFT or child.dep_ == "nsubj") and not about:
            for m in _owner(child, index, cast):
                out.setdefault(cast.country(m), m)
                if child.dep_ == "poss" and m.actor.startswith(BODIES):
                    return {cast.country(m): m}  # "the Front's Chadian branch" is the Front's
    if out and not (UNKNOWN in out and len(out) == 1):
        return out
    for m in _behind(found, index, cast):
        out.setdefault(cast.country(m), m)
    return out


def _owner(child: Token, index: MentionIndex, cast: Cast) -> Iterator[Mention]:
    """The owners in a modifier, also in "Russian and Turkish" and "US-led"; not in "US-backed"."""
    if {child.lemma_.lower(), child.lower_.rpartition("-")[2]} & cast.words.backing:
        return
    for token in (child, *(c for c in child.children if c.dep_ in {"conj", "compound", "amod", "npadvmod", "poss"})):
        found = [m for m in index.at(token) if cast.country(m) != UNKNOWN or m.kind != "adjective"]
        yield from () if _leaning(token, cast) else found[:1]


def _leaning(token: Token, cast: Cast) -> bool:
    """Is it whom something is for or against ("pro-RUSSIAN parties", "anti-FRENCH riots"), and so no owner?"""
    before = token.doc[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[1].text == "-" and before[0].lower_ in cast.words.leaning


def _behind(found: RolePhrase, index: MentionIndex, cast: Cast) -> Iterator[Mention]:
    """The owners in the first prepositional phrase after the role that has any ("leaders of Ghana and Togo")."""
    for prep in found.last.rights:
        abroad = prep.lower_ == "for" and found.last.lemma_ in cast.words.abroad
        if prep.dep_ != "prep" or prep.lower_ not in cast.words.behind or abroad:
            continue
        owned = [m for noun in _objects(prep) if (m := _broad(noun, index, cast)) is not None]
        if owned:
            yield from owned
            return


def _objects(prep: Token) -> Iterator[Token]:
    """The complement of a preposition and its conjuncts."""
    stack = [c for c in prep.children if c.dep_ == "pobj"]
    while stack:
        noun = stack.pop()
        yield noun
        stack.extend(c for c in noun.children if c.dep_ == "conj")


def _broad(noun: Token, index: MentionIndex, cast: Cast) -> Mention | None:
    """A mention of a known country that a noun or its modifiers bear: a state, place or named body."""
    near = (*index.at(noun), *(x for c in noun.lefts for x in index.at(c)))
    return next((m for m in near if m.kind in BROAD and cast.country(m) != UNKNOWN), None)


def _accredited(found: RolePhrase, owner: Mention, entity: Entity, cast: Cast) -> bool:
    """Is a person's country known better than by the role: from an office held, or as a state's UN ambassador?"""
    if entity.country == UNKNOWN:
        return False
    abroad = found.last.lemma_.lower() in cast.words.abroad and cast.country(owner) == "IGO"
    return entity.office is not None or abroad


def _attach(
    named: Mention, found: RolePhrase, countries: Mapping[str, Mention], cast: Cast, index: MentionIndex
) -> None:
    """Add a description of a named person, who takes its role, and its country and sector where the register has none.

    `countries` are the owners of the role, by country.
    """
    entity = cast.entities[named.actor]
    if found.role.role and not _former(found, cast):
        entity.roles[found.role.role] = None
    owner = next(iter(countries.values()), None)
    if owner is not None and not _accredited(found, owner, entity, cast):
        entity.country = cast.country(owner) if cast.country(owner) != UNKNOWN else entity.country
        entity.sector = sector_of(found, owner)
    elif entity.sector == UNKNOWN:
        entity.sector = found.role.sector
    index.add(cast.mention(entity, "description", phrase(found), found.last, f"names {entity.name}"))
