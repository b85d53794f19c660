"""Time expressions: found by a grammar over words (grammar.yaml, words.yaml), resolved against publication."""

from __future__ import annotations

from dragoman.ground.edtf import closed, edtf_of, interval, resolve_offset
from dragoman.ground.time.analyse import TimeMention, analyse

__all__ = ["TimeMention", "analyse", "closed", "edtf_of", "interval", "resolve_offset"]
