"""Words that assign an event to a PLOVER context (contexts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import RootModel

from dragoman.knowledge.loader import known


class ContextWords(RootModel[dict[Annotated[str, known("context")], tuple[str, ...]]]):
    """Words by context, in the order of the file; a word may be a phrase of two lemmas."""

    @cached_property
    def by_phrase(self) -> Mapping[str, tuple[str, ...]]:
        """The contexts of each phrase of one or two lemmas, in lower case and without hyphens."""
        out: dict[str, tuple[str, ...]] = {}
        for context, words in self.root.items():
            for phrase in map(plain, words):
                if context not in out.get(phrase, ()):
                    out[phrase] = (*out.get(phrase, ()), context)
        return out

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The rank of each context, 0 first, in the order in which the phrases of the file lead to them."""
        return {name: n for n, name in enumerate(dict.fromkeys(c for some in self.by_phrase.values() for c in some))}


def plain(word: str) -> str:
    """A lemma in the form in which phrases are looked up: lower case, with blanks for hyphens."""
    return word.lower().replace("-", " ")
