"""Who bears a title: "foreign minister Jeremy Hunt", "the press secretary, Sarah Sanders"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.entities.cast import Cast
from dragoman.entities.mention_index import MentionIndex, RolePhrase


def bearer(found: RolePhrase, index: MentionIndex, cast: Cast) -> Mention | None:
    """The mention of the person who bears a role: the role is a title before the name or an apposition beside it.

    A name there that the entity recogniser missed is added to `cast` and `index`. None where no person bears the role.
    """
    head = found.last
    candidates = [head.head] if head.dep_ in {"compound", "nmod", "appos", "amod"} else []
    candidates += [c for c in head.children if c.dep_ in {"appos", "nmod", "flat"}]
    after = head.i + 1
    if after < len(head.doc) and head.doc[after].pos_ == "PROPN":
        candidates.append(head.doc[after])
    elif after + 1 < len(head.doc) and head.doc[after].text == "," and _apposed(head, head.doc[after + 1]):
        candidates.append(head.doc[after + 1])
    for token in candidates:
        for m in index.at(token):
            if m.actor.startswith("person:") and m.kind in {"name", "surname"}:
                return m
    return _unseen(candidates, cast, index)


def _apposed(head: Token, name: Token) -> bool:
    """Is the name after a comma in apposition to the role, and no subject of its own ("... refugees, LEE says")?"""
    tells = any(t.dep_ == "nsubj" and t.i > head.i for t in (name, name.head))
    return name.pos_ == "PROPN" and not (tells and head.dep_ in {"dobj", "pobj", "attr"})


def _unseen(candidates: list[Token], cast: Cast, index: MentionIndex) -> Mention | None:
    """A new mention for a name that the entity recogniser missed: 2 to 5 proper nouns where a title's bearer stands."""
    for token in candidates:
        first = last = token.i
        doc = token.doc
        while first > 0 and _namelike(doc[first - 1], cast) and not index.at(doc[first - 1]):
            first -= 1
        while last + 1 < len(doc) and _namelike(doc[last + 1], cast) and not index.at(doc[last + 1]):
            last += 1
        words = doc[first : last + 1]
        if token.pos_ == "PROPN" and 2 <= len(words) <= 5 and not index.at(token) and words[0].text[:1].isupper():
            m = cast.mention(cast.called(words[-1].text) or cast.person(words.text), "name", words)
            index.add(m)
            return m
    return None


def _namelike(token: Token, cast: Cast) -> bool:
    """May a token be part of a person's name: a capitalised proper noun, or a particle such as "van"?"""
    return (
        token.pos_ == "PROPN"
        and (token.text[:1].isupper() or token.lower_ in cast.words.particles)
        and token.text.isalpha()
    )
