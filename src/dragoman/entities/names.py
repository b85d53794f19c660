"""Names to actors: entries of the register, persons whom the article introduces, and office-holders by surname."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from dragoman.annotations import Block, Mention, MentionKind
from dragoman.entities.bodies import find_body
from dragoman.entities.cast import UNKNOWN, Cast, Entity
from dragoman.entities.furniture import credited, is_furniture
from dragoman.entities.months import dates, named_months
from dragoman.knowledge.register.loader import Alias
from dragoman.knowledge.register.person import plain

KINDS: dict[str, MentionKind] = {
    "adjective": "adjective",
    "prefix": "adjective",
    "demonym": "name",
    "metonym": "metonym",
    "name": "name",
    "short": "name",
}
PLACELIKE = frozenset({"GPE", "LOC", "FAC"})


def find_names(cast: Cast) -> list[Mention]:
    """A mention for every name of the article, in the order of the text; the persons it introduces join the cast."""
    out: list[Mention] = []
    named = named_months(cast)
    for block in cast.document.blocks:
        if is_furniture(block):
            continue
        out.extend(_in_block(block, cast, dates(block.doc, cast, named)))
    return out


def _in_block(block: Block, cast: Cast, months: Container[int]) -> Iterator[Mention]:
    doc, texts = block.doc, [t.text for t in block.doc]
    pictures = credited(doc, cast.document.knowledge.lexicon.furniture)
    persons = {p[0].i: p for p in _persons(cast, doc, pictures) if p[-1].i not in months}
    organisations = {e.start: e for e in doc.ents if e.label_ == "ORG" and e.end - 1 not in pictures}
    i = 0
    while i < len(texts):
        if i in pictures:
            i += 1
            continue
        found = _at(cast, doc, texts, i, persons.get(i), organisations.get(i), i in months)
        if found is None:
            i += 1
            continue
        yield found
        i = found.last.i + 1


def _at(
    cast: Cast, doc: Doc, texts: Sequence[str], i: int, person: Words | None, organisation: Words | None, month: bool
) -> Mention | None:
    """The mention of the name that begins at token `i`, if one does.

    Args:
        cast: the actors of the article so far.
        doc: the paragraph.
        texts: the texts of its tokens.
        i: the token.
        person: spaCy's PERSON entity that begins there.
        organisation: spaCy's ORG entity that begins there.
        month: is the token a month, and so no surname?
    """
    hit = cast.register.match(texts, i)
    if organisation is not None and person is None:
        if hit is None and len(organisation) == 1 and not month and (known := _surname(cast, doc, i)) is not None:
            return known
        body = find_body(cast, texts, organisation)
        if body is not None and (hit is None or hit[0] < len(body[1])):
            return cast.mention(body[0], "name", body[1], reason="a name of no entry")
    if hit and (person is None or hit[0] >= len(person)):
        length, aliases = hit
        alias = _choose(cast, aliases, doc, i, length)
        if alias and not _swallowed(doc, i, length, alias) and not _scene(cast, doc[i + length - 1], alias):
            return _registered(cast, alias, doc[i : i + length])
    if hit and person is not None and hit[0] > 1 and all(a.use == "adjective" for a in hit[1]):
        return _registered(cast, hit[1][0], doc[i : i + hit[0]])  # "SRI LANKAN Tamil" is nobody's name
    if person is not None:
        return _person(cast, person)
    return (None if month else _surname(cast, doc, i)) or _acronym(cast, doc, i)


def _acronym(cast: Cast, doc: Doc, i: int) -> Mention | None:
    """The mention of a body by initials that spaCy missed, as the subject of a personal verb ("the FPR said")."""
    token = doc[i]
    if not (2 < len(token) < 7 and token.is_upper and token.is_alpha and token.ent_type_ in {"", "ORG"}):
        return None
    definite = i > 0 and doc[i - 1].lower_ == "the"
    if not definite or token.dep_ != "nsubj" or token.head.lemma_.lower() not in cast.words.personal:
        return None
    return cast.mention(cast.body(token.text, UNKNOWN, UNKNOWN), "name", doc[i : i + 1], reason="initials of no entry")


def _choose(cast: Cast, aliases: Sequence[Alias], doc: Doc, i: int, length: int) -> Alias | None:
    """Of the entries that share a name: one the article names already, else one in office, else the first."""
    usable = [a for a in aliases if not (a.ambiguous and _personlike(cast, doc, i, length))]
    if not usable:
        return None
    for alias in usable:
        if alias.entry in cast.entities:
            return alias
    for alias in usable:
        if alias.entry.startswith("person:") and cast.register.offices_of(alias.entry, cast.on):
            return alias
    return usable[0]


def _personlike(cast: Cast, doc: Doc, i: int, length: int) -> bool:
    """Is an ambiguous name part of a person's: with a title or a second name beside it ("Mr Chad", "Chad Smith")?"""
    if not any(t.ent_type_ == "PERSON" for t in doc[i : i + length]):
        return False
    titled = i > 0 and doc[i - 1].lower_.strip(".") in cast.words.honorifics
    beside = [doc[j] for j in (i - 1, i + length) if 0 <= j < len(doc)]
    return titled or any(t.ent_type_ == "PERSON" and t.pos_ == "PROPN" for t in beside)


def _swallowed(doc: Doc, i: int, length: int, alias: Alias) -> bool:
    """Is a one-word name part of a longer person's name ("Jordan Smith", "Theresa May")?"""
    if length > 1 or alias.entry.startswith("person:"):
        return False
    token = doc[i]
    if token.ent_type_ != "PERSON":
        return False
    neighbours = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc)]
    return any(n.ent_type_ == "PERSON" and n.is_title and n.pos_ == "PROPN" for n in neighbours)


def _scene(cast: Cast, last: Token, alias: Alias) -> bool:
    """Does a capital give the place of something ("the Brussels bombings"), rather than stand for its government?"""
    return alias.use == "metonym" and last.dep_ == "compound" and last.head.lemma_.lower() in cast.words.happenings


def _registered(cast: Cast, alias: Alias, words: Words) -> Mention:
    """The mention of a register entry by one of its aliases."""
    entity = cast.entry(cast.register.entries[alias.entry])
    kind = KINDS.get(alias.use, "name")
    m = cast.mention(entity, kind, words, reason=f"register {alias.use} of {entity.name}")
    return replace(m, sector=alias.sector or m.sector, demonym=alias.use == "demonym")


def _persons(cast: Cast, doc: Doc, pictures: Container[int]) -> Iterator[Words]:
    """spaCy's PERSON entities without titles, possessive marks and photo credits, of at most six tokens."""
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        first, last = ent.start, ent.end - 1
        while first <= last and (
            doc[first].lower_.strip(".") in cast.words.honorifics or not doc[first].text[0].isupper()
        ):
            first += 1
        while last >= first and (
            doc[last].tag_ in {"POS", "HYPH"} or not doc[last].text[0].isalpha() or last in pictures
        ):
            last -= 1
        words = doc[first : last + 1]
        if first <= last and len(words) <= 6 and not any(t.is_space for t in words):
            yield words


def _person(cast: Cast, words: Words) -> Mention | None:
    """The mention of a person's name: of a known person whose name it fits, else of a new one."""
    name = words.text
    if len(words) == 1:
        known = cast.called(name) or _incumbent(cast, name)
        if known is None and not _nameable(words[0]):
            return None
        return cast.mention(known or cast.person(name), "surname" if known else "name", words)
    known = cast.called(words[-1].text)
    if known is not None and known.kind == "person" and _compatible(known.name, name):
        return cast.mention(known, "name", words)
    return cast.mention(cast.person(name), "name", words)


def _nameable(token: Token) -> bool:
    """May a lone word introduce a person: a capitalised proper noun of three letters or more, and no acronym?"""
    return token.pos_ == "PROPN" and token.text[0].isupper() and len(token) > 2 and not token.is_upper


def _compatible(known: str, name: str) -> bool:
    """May two names be of one person: "Xi" and "Xi Jinping", but not "Hillary Clinton" and "Bill Clinton"?"""
    a, b = set(known.casefold().split()), set(name.casefold().split())
    return a <= b or b <= a


def _surname(cast: Cast, doc: Doc, i: int) -> Mention | None:
    """A capitalised word that is the family name of someone introduced, or of an office-holder on the date."""
    token = doc[i]
    if not token.text[:1].isupper() or token.pos_ not in {"PROPN", "NOUN", "ADJ"} or len(token) < 2:
        return None
    known = cast.called(token.text)
    if known is None and _bearable(token, cast):
        known = _incumbent(cast, token.text)
    if known is None or (token.ent_type_ in PLACELIKE and plain(known.name).split()[-1] != plain(token.text)):
        return None
    if _inside_longer_name(doc, i, known):
        return None
    return cast.mention(known, "surname", doc[i : i + 1], reason=f"surname of {known.name}")


def _bearable(token: Token, cast: Cast) -> bool:
    """May a word be a family name: a proper noun, or a word in a grammatical role that persons have?"""
    if token.ent_type_ in PLACELIKE:
        return token.pos_ == "PROPN" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "poss"}
    return token.pos_ == "PROPN" or bool(token.ent_type_) or _speaks(token, cast)


def _speaks(token: Token, cast: Cast) -> bool:
    """Is a word tagged as a common noun a person's name by what it does ("TRUMP tweeted", "TRUMP and Merkel met")?"""
    if token.tag_ != "NN" or token.dep_ != "nsubj" or any(c.dep_ in {"det", "amod"} for c in token.children):
        return False
    with_name = any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)
    return with_name or token.head.lemma_.lower() in cast.words.personal


def _inside_longer_name(doc: Doc, i: int, known: Entity) -> bool:
    """Is a surname only the first part of somebody else's name (a word of the same PERSON entity follows)?"""
    after = doc[i + 1] if i + 1 < len(doc) else None
    return (
        after is not None
        and after.ent_type_ == "PERSON"
        and after.ent_iob_ == "I"
        and after.text not in known.name.split()
    )


def _incumbent(cast: Cast, surname: str) -> Entity | None:
    """The office-holder whom a surname means on the article's date.

    Of several equally prominent ones of one country, a person of that country with no more than the surname; of
    several countries, None.
    """
    if not surname[:1].isupper():
        return None
    bearers = cast.register.namesakes(surname, cast.on)
    if len(bearers) == 1:
        return cast.entry(cast.register.entries[bearers[0].id])
    former = cast.register.former(surname, cast.on) if cast.on and not bearers else None
    if former is not None:
        return cast.entry(cast.register.entries[former.id])
    countries = {cast.register.entries[p.id].country for p in bearers}
    if len(countries) != 1:
        return None
    entity = cast.person(surname)  # either of two presidents: "the Bush administration"
    entity.country, entity.inferred = countries.pop(), True
    return entity
