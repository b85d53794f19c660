"""The language of a text, detected offline; what is not supported is refused by its name."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from dragoman.errors import BadKnowledge, Refused

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED = "en"
ENOUGH = 200
WINDOW = 1200
SURE = 0.8
LIKELY = 0.2
ENGLISH = 0.25
FEWEST = 20
NAMES = Path(__file__).with_name("languages.yaml")
FUNCTION_WORDS = Path(__file__).with_name("english.yaml")


def language(text: str, source: str) -> tuple[str, str]:
    """The language code of a text and the reason; raises `Refused` with code `language`, or `no-text` without letters.

    Detected on windows of 1,200 characters at the start, middle and end, from 200 characters on: by the share of
    English function words, which settles plain English without loading a model, else with py3langid.
    A shorter text, and one whose two likeliest languages, neighbours such as Indonesian and Malay, have together less
    than 0.8, is assumed to be English, unless most of its letters are of another script.
    """
    sample = _sample(text.strip())
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        raise Refused(source, "no-text", "there is no letter in it")
    foreign = [c for c in letters if not unicodedata.name(c, "").startswith(("LATIN", "FULLWIDTH LATIN"))]
    if len(sample) < ENOUGH and 2 * len(foreign) <= len(letters):
        return SUPPORTED, f"assumed: {len(sample)} characters, {ENOUGH} needed to detect it"
    share = _english(sample)
    if share >= ENGLISH:
        return SUPPORTED, f"detected: {share:.0%} of the words are function words of English"
    ranked = _identifier().rank(sample)[:2]
    code, probability = ranked[0]
    if code == SUPPORTED:
        return code, f"detected: probability {probability:.2f}"
    if sum(p for other, p in ranked if other in names()) >= SURE:
        name = " or ".join(f"{names()[other]} ({other})" for other, p in ranked if p >= LIKELY)
        raise Refused(source, "language", f"{name} is not supported, only English")
    if 2 * len(foreign) > len(letters):
        script = unicodedata.name(foreign[0], "an unknown").split()[0].title()
        raise Refused(source, "language", f"a language in {script} script is not supported, only English")
    return SUPPORTED, "assumed: the language is not clear from the text"


def _sample(text: str) -> str:
    if len(text) <= 3 * WINDOW:
        return text
    middle = (len(text) - WINDOW) // 2
    return "\n".join((text[:WINDOW], text[middle : middle + WINDOW], text[-WINDOW:]))


def _english(sample: str) -> float:
    """The share of a sample's words that are function words of English, the lowest of its stretches."""
    known = function_words()
    stretches = (sample[n : n + WINDOW].casefold().split() for n in range(0, len(sample), WINDOW))
    shares = [sum(w in known for w in words) / len(words) for words in stretches if len(words) >= FEWEST]
    return min(shares, default=0.0)


@cache
def function_words(path: Path = FUNCTION_WORDS) -> frozenset[str]:
    """Function words of English from a YAML file; raises `BadKnowledge` where it holds no list of them."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    if not isinstance(loaded, dict) or not isinstance(loaded.get("words"), list):
        raise BadKnowledge(path, "must hold a list `words`")
    return frozenset(loaded["words"])


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: its model takes a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def names(path: Path = NAMES) -> dict[str, str]:
    """English names by code, from a YAML mapping; raises `BadKnowledge` where it is not one."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(loaded, dict) or not all(isinstance(x, str) for pair in loaded.items() for x in pair):
        raise BadKnowledge(path, "must map each language code to its English name, both text (quote the code no)")
    return loaded
