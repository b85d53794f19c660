"""Language identification, offline; a text in a language other than English is refused by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from dragoman.errors import Refused
from dragoman.knowledge.lexicon.lexicon import Lexicon

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED = "en"
ENOUGH = 200  # characters needed to detect the language
WINDOW = 1200  # characters taken from the start, the middle and the end
SURE = 0.8  # least probability of the two likeliest languages at which a text is refused
LIKELY = 0.2  # least probability of a language at which a refusal names it
ENGLISH = 0.25  # least share of function words of English at which a text is English
FEWEST = 20  # words needed to take that share


def language(text: str, source: str, lexicon: Lexicon) -> tuple[str, str]:
    """The language code of a text (always "en") and the reason for it.

    Args:
        text: the article's text.
        source: the input's name, for errors.
        lexicon: function words of English and names of languages.

    A text of 200 characters or more is judged by windows of 1,200 characters at its start, middle and end: by the share
    of English function words, which settles plain English without loading a model, else with py3langid. A shorter text
    is assumed to be English, and so is one where the two likeliest languages (often neighbours, such as Indonesian and
    Malay) together have a probability below 0.8, unless most of its letters are of another script.

    Raises `Refused` with code `language` for another language, `no-text` where there is no letter.
    """
    sample = _sample(text.strip())
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        raise Refused(source, "no-text", "there is no letter in it")
    foreign = [c for c in letters if not unicodedata.name(c, "").startswith(("LATIN", "FULLWIDTH LATIN"))]
    if len(sample) < ENOUGH and 2 * len(foreign) <= len(letters):
        return SUPPORTED, f"assumed: {len(sample)} characters, {ENOUGH} needed to detect it"
    share = _english(sample, lexicon.function_words)
    if share >= ENGLISH:
        return SUPPORTED, f"detected: {share:.0%} of the words are function words of English"
    ranked = _identifier().rank(sample)[:2]
    code, probability = ranked[0]
    if code == SUPPORTED:
        return code, f"detected: probability {probability:.2f}"
    if sum(p for other, p in ranked if other in lexicon.languages) >= SURE:
        name = " or ".join(f"{lexicon.languages[other]} ({other})" for other, p in ranked if p >= LIKELY)
        raise Refused(source, "language", f"{name} is not supported, only English")
    if 2 * len(foreign) > len(letters):
        script = unicodedata.name(foreign[0], "an unknown").split()[0].title()
        raise Refused(source, "language", f"a language in {script} script is not supported, only English")
    return SUPPORTED, "assumed: the language is not clear from the text"


def _sample(text: str) -> str:
    """The start, middle and end of a text; all of it where it is short."""
    if len(text) <= 3 * WINDOW:
        return text
    middle = (len(text) - WINDOW) // 2
    return "\n".join((text[:WINDOW], text[middle : middle + WINDOW], text[-WINDOW:]))


def _english(sample: str, known: Collection[str]) -> float:
    """The share of words that are function words of English, 0 to 1: the lowest of all windows of the sample."""
    stretches = (sample[n : n + WINDOW].casefold().split() for n in range(0, len(sample), WINDOW))
    shares = [sum(w in known for w in words) / len(words) for words in stretches if len(words) >= FEWEST]
    return min(shares, default=0.0)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: its model takes a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
