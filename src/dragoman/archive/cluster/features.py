"""What an article is compared by: the MinHash signature of its text, and its telling words, actors and places."""

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

VALUES = 64
BANDS = 16
RUN = 5
OTHERS = {"office", "state"}  # an office is its holder, a state a word like others
WORDS = re.compile(r"\w+")


def features(record: Record, own: Numbers) -> dict[str, Any]:
    """The columns `signature`, `features` and `weights_of` of an article's row; `own` are the parameters `words`."""
    named = vector(record, own)
    return {"signature": signature(record.article.text), "features": list(named), "weights_of": list(named.values())}


def signature(text: str) -> list[int]:
    """64 MinHash values (Broder 1997) of the text's runs of five words."""
    words = [w.lower() for w in WORDS.findall(text)]
    runs = {" ".join(words[i : i + RUN]).encode() for i in range(max(1, len(words) - RUN + 1))}
    made = MinHash(num_perm=VALUES, seed=1)
    made.update_batch(sorted(runs))
    return [int(v) for v in made.hashvalues.astype(np.int64)]


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two signatures."""
    return sum(map(eq, a, b)) / len(a) if a and b else 0.0


def bands(values: Sequence[int]) -> list[str]:
    """Keys that two near-duplicates are likely to share one of: 16 bands of four values."""
    width = VALUES // BANDS
    return (
        [f"{i}:" + ",".join(format(v, "x") for v in values[i * width : (i + 1) * width]) for i in range(BANDS)]
        if values
        else []
    )


def vector(record: Record, own: Numbers) -> dict[str, float]:
    """The weightiest features of an article, of length one together; named actors stand beside words."""
    article = record.article
    title = article.title or ""
    lead = "" if title in article.text else f"{title}\n"
    bag = weighed(lead + article.text, own, int(own["opening"]))
    scale = own["actor"] * (own["unknown"] - own["dullest"])
    for actor in record.actors:
        if actor.mentions and _telling(actor):
            opens = own["opens"] if any(m[0] < own["opening"] - len(lead) for m in actor.mentions) else 0.0
            bag[actor.id] = (1 + math.log(len(actor.mentions))) * scale * (1 + opens)
    best = sorted(bag.items(), key=lambda i: (-i[1], i[0]))[: int(own["most"])]
    size = math.sqrt(sum(v * v for _, v in best)) or 1.0
    return {w: round(v / size, 5) for w, v in best}


def _telling(actor: Actor) -> bool:
    """Does an actor say more than its words do? A body that the register cannot tell from others does not."""
    return actor.kind not in OTHERS and (actor.kind != "organisation" or actor.wikidata is not None)
