"""The stage that says whom "we" and "my" stand for between quotation marks: whoever speaks."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotations import Mention
from dragoman.coder.attributes.quoted_speech import QuotedSpeech
from dragoman.document import Document, stage


@stage(needs=("blocks", "mentions", "quotes"), adds=("mentions",))
def resolve_first_person(document: Document) -> Document:
    """Adds a mention of the speaker for each pronoun of the first person in his quoted words."""
    if not document.quotes:
        return document
    pronouns = document.knowledge.lexicon.events.first_person
    quoted = QuotedSpeech(document)
    tokens = (t for s in document.sentences for t in s.span if t.lower_ in pronouns and t.pos_ == "PRON")
    found = [_mention(speaker, t, document) for t in tokens if (speaker := quoted.speaker(t)) is not None]
    return document.adding(mentions=(*document.mentions, *found))


def _mention(speaker: Mention, token: Token, document: Document) -> Mention:
    return Mention(
        actor=speaker.actor,
        name=speaker.name,
        country=speaker.country,
        sector=speaker.sector,
        kind="pronoun",
        span=document.at(token),
        first=token,
        last=token,
        head=token,
        inferred=speaker.inferred,
        reason=f"{token.text!r} is spoken by {speaker.name}",
    )
