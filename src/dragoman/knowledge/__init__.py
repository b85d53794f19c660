"""What the stages know: codebook, predicates, lexicon, register, gazetteer, time rules, parameters, weights.

All of it is data that a user can replace or add to; `Knowledge` holds it, and one loader reads it.
"""

from __future__ import annotations

from dragoman.knowledge.knowledge import Knowledge, load_knowledge

__all__ = ["Knowledge", "load_knowledge"]
