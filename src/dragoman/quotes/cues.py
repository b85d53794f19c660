"""The words of saying of cues.yaml, by what they do with the words between marks beside them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.cache import parsed

CUES = Path(__file__).parent / "cues.yaml"


@dataclass(frozen=True)
class Cues:
    """Lemmas of saying (a clause or quotation), voicing (an object quoted in part), holding (beliefs) and naming."""

    say: frozenset[str]
    voice: frozenset[str]
    hold: frozenset[str]
    name: frozenset[str]


@cache
def load_cues(path: Path = CUES) -> Cues:
    """The cue lists of a file; raises `BadKnowledge` for a file that breaks their form."""
    try:
        raw = parsed(path)
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise BadKnowledge(path, f"is no YAML: {e}") from e
    names = [f.name for f in fields(Cues)]
    if not isinstance(raw, dict) or sorted(raw) != sorted(names):
        raise BadKnowledge(path, f"the lists {', '.join(names)} are expected, and no others")
    for name, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise BadKnowledge(path, f"{name}: a list of lemmas is expected")
    return Cues(**{name: frozenset(raw[name]) for name in names})
