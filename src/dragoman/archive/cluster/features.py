"""What articles are compared by: a MinHash signature (near-duplicates) and weighted words and actors (stories)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from operator import eq
from typing import Any

import numpy as np
from datasketch import MinHash

from dragoman.archive.cluster.term_weights import weighed
from dragoman.knowledge.parameters import Numbers
from dragoman.model import Actor, Record

VALUES = 64  # hash values of a signature
BANDS = 16  # groups into which these are divided for locality-sensitive hashing
RUN = 5  # words of a shingle
WITHOUT_WEIGHT = {"office", "state"}  # an office counts as its holder, a state's name as an ordinary word
WORDS = re.compile(r"\w+")


def features(record: Record, parameters: Numbers) -> dict[str, Any]:
    """The columns `signature`, `features` and `weights_of` of an article's row.

    Args:
        record: the coded article.
        parameters: the parameters `words` (parameters.yaml).
    """
    weights = vector(record, parameters)
    return {
        "signature": signature(record.article.text),
        "features": list(weights),
        "weights_of": list(weights.values()),
    }


def signature(text: str) -> list[int]:
    """The MinHash signature (Broder 1997) of a text: 64 values over its shingles of five words."""
    words = [w.lower() for w in WORDS.findall(text)]
    shingles = {" ".join(words[i : i + RUN]).encode() for i in range(max(1, len(words) - RUN + 1))}
    minhash = MinHash(num_perm=VALUES, seed=1)
    minhash.update_batch(sorted(shingles))
    return [int(v) for v in minhash.hashvalues.astype(np.int64)]


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity (0 to 1) of the texts of two signatures; 0 where one is empty."""
    return sum(map(eq, a, b)) / len(a) if a and b else 0.0


def bands(values: Sequence[int]) -> list[str]:
    """The 16 bands (of four values) of a signature; near-duplicates very likely share at least one of them."""
    width = VALUES // BANDS
    return (
        [f"{i}:" + ",".join(format(v, "x") for v in values[i * width : (i + 1) * width]) for i in range(BANDS)]
        if values
        else []
    )


def vector(record: Record, parameters: Numbers) -> dict[str, float]:
    """The weightiest features of an article with their weights: stems of words, and ids of named actors.

    The weights are scaled to a vector of length 1 (rounded to five decimals) and sorted, the greatest first.

    Args:
        record: the coded article.
        parameters: the parameters `words`; `most` says how many features are kept.
    """
    article = record.article
    title = article.title or ""
    lead = "" if title in article.text else f"{title}\n"
    bag = weighed(lead + article.text, parameters, int(parameters["opening"]))
    scale = parameters["actor"] * (parameters["unknown"] - parameters["dullest"])
    for actor in record.actors:
        if actor.mentions and _distinctive(actor):
            in_opening = any(m[0] < parameters["opening"] - len(lead) for m in actor.mentions)
            opens = parameters["opens"] if in_opening else 0.0
            bag[actor.id] = (1 + math.log(len(actor.mentions))) * scale * (1 + opens)
    best = sorted(bag.items(), key=lambda i: (-i[1], i[0]))[: int(parameters["most"])]
    size = math.sqrt(sum(v * v for _, v in best)) or 1.0
    return {w: round(v / size, 5) for w, v in best}


def _distinctive(actor: Actor) -> bool:
    """Does this actor tell a story from others better than its words do? Not so an organisation without Wikidata id."""
    return actor.kind not in WITHOUT_WEIGHT and (actor.kind != "organisation" or actor.wikidata is not None)
