"""Time expressions: found by a grammar over words (grammar.yaml, words.yaml), resolved against publication."""

from __future__ import annotations

from dragoman.edtf import closed, edtf_of, interval, resolve_offset
from dragoman.times.analyse import analyse

__all__ = ["analyse", "closed", "edtf_of", "interval", "resolve_offset"]
