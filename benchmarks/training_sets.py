"""The development sets of ../shared as training data for `python -m dragoman.train`: what the weights are made of.

Run by `make weights`; writes plv.tsv, cameo.tsv, headlines.tsv and bulk.tsv, in the columns of docs/training.md, into
a folder.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.coder.coder import event_stage
from dragoman.coder.detect.encoder import NONE, TypePrediction
from dragoman.pipeline import Coder, Pipeline

GOLD = Path(__file__).parents[2] / "shared/gold"
#: Names that take the places of a headline's blanks.
NAMES = ("Peru", "Chile", "Kenya", "Tanzania", "Japan", "India", "Norway", "Oman", "Ghana", "Laos")
CLOSING = frozenset([*",.;:!?)%", "'s", "n't", "’s", "”", "'", "’", "-"])
OPENING = frozenset("($“-")
#: Articles of `bulk` that hard negatives are taken from, and the weight of one: some of them are acts all the same.
ARTICLES, DOUBTFUL = 280, "0.25"
#: What CAMEO's verbal conflict can be in PLOVER: with reduced relations and sanctions, which PLOVER takes for material.
AMONG = {"3": "ACCUSE REQUEST REJECT THREATEN SANCTION COERCE"}
#: plv and cameo share sentences, cut at different ends: this much of one names the document of both.
SHARED = 60
Span = tuple[str, int, int]


def plv() -> Iterator[dict[str, str]]:
    """Sentences with both sides marked and their PLOVER type."""
    with (GOLD / "plv/train.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            marked = row["marked_sentence"]
            document = _key(re.sub(r"</?[st]>", "", marked))[:SHARED]
            yield {"id": row["id"], "type": row["type"], "marked_sentence": marked, "document": document}


def cameo() -> Iterator[dict[str, str]]:
    """Sentences with their quad class, and marks where the same sentence stands among those with spans."""
    quads = {}
    for line in (GOLD / "events/cameo/quad.train.tsv").read_text(encoding="utf-8").splitlines():
        sentence, quad = line.rsplit("\t", 1)
        quads[_key(sentence)] = (sentence, quad)
    for words in _sentences(GOLD / "events/cameo/spans.train.txt"):
        text, spans = _joined(words)
        found = quads.pop(_key(text), None)
        if found is not None:
            yield _quad(found[1], _marked(text, spans), _key(text))
    for key, (sentence, quad) in quads.items():
        yield _quad(quad, sentence, key)


def headlines() -> Iterator[dict[str, str]]:
    """Machine-written headlines with type and mode, at half a sentence's weight."""
    with (GOLD / "events/synthetic/synthetic_headlines.csv").open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file)):
            text, blanks = row["title"], 0
            while "{" in text:
                blanks += 1
                text = re.sub(r"\{[^}]*\}", NAMES[(n + blanks * 3) % len(NAMES)], text, count=1)
            yield {
                "id": f"headline-{n}", "type": row["event"].upper(), "mode": (row["mode"] or "").lower(),
                "marked_sentence": text.strip(), "weight": "0.5",
            }  # fmt: skip


class Listener:
    """Stands in for the encoder: keeps every marked sentence that is proposed to it, and answers NONE to each."""

    version = "none"

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, sentence: str) -> TypePrediction:
        self.heard.append(sentence)
        return TypePrediction(NONE, 1.0, "", None, "actual")


def listening() -> tuple[Coder, Listener]:
    """A coder whose encoder is a `Listener`, and that listener."""
    coder, listener = Coder(), Listener()
    heard = event_stage(listener)  # type: ignore[arg-type]
    coder.pipeline = Pipeline(heard if one.name == heard.name else one for one in coder.pipeline.stages)
    return coder, listener


def bulk() -> Iterator[dict[str, str]]:
    """Pairs that grammar proposes in world news and the lexicon knows no act for: hard negatives, most of them."""
    with gzip.open(GOLD / "bulk/abp_world/abp_world_1300.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    coder, listener = listening()
    for row in random.Random(5).sample(rows, ARTICLES):
        listener.heard.clear()
        text = {"text": row["content_original"], "title": row["title"], "published": row["date"][:10]}
        list(coder.pipe([text]))
        for n, sentence in enumerate(listener.heard):
            clean = re.sub(r"\s+", " ", sentence)
            yield {
                "id": f"bulk-{row['ID']}-{n}", "type": NONE, "marked_sentence": clean, "document": row["ID"],
                "weight": DOUBTFUL,
            }  # fmt: skip


def _quad(quad: str, sentence: str, key: str) -> dict[str, str]:
    return {
        "id": f"cameo-{key[:40]}", "quad": quad, "among": AMONG.get(quad, ""), "marked_sentence": sentence,
        "document": key[:SHARED],
    }  # fmt: skip


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        words = [tuple(line.rsplit(" ", 1)) for line in part.splitlines() if line.strip()]
        if words:
            yield words  # type: ignore[misc]


def _joined(words: Sequence[tuple[str, str]]) -> tuple[str, list[Span]]:
    """Tokens with their BIO tags as running text and labelled spans of it."""
    text, spans = "", list[Span]()
    for i, (word, tag) in enumerate(words):
        before = words[i - 1][0] if i else ""
        short = before in {"’", "'"} and word in {"s", "t", "re", "ve", "ll"}
        text += "" if not i or word in CLOSING or before in OPENING or short else " "
        start = len(text)
        text += word
        if tag.startswith("I") and spans and spans[-1][0] == tag[-1]:
            spans[-1] = (tag[-1], spans[-1][1], len(text))
        elif tag != "O":
            spans.append((tag[-1], start, len(text)))
    return text, spans


def _marked(text: str, spans: Iterable[Span]) -> str:
    """The first source and the first target marked; of a reciprocal act the first two parties."""
    by = {role: [s for s in spans if s[0] == role] for role in "STR"}
    source = (by["S"] or by["R"])[:1]
    target = by["T"][:1] or by["R"][1:2]
    marks = [(at, mark) for side, name in ((source, "s"), (target, "t")) for _, a, b in side
             for at, mark in ((a, f"<{name}>"), (b, f"</{name}>"))]  # fmt: skip
    for at, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


def main(folder: Path) -> None:
    """Write the four sets into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for made in (plv, cameo, headlines, bulk):
        rows = list(made())
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with (folder / f"{made.__name__}.tsv").open("w", encoding="utf-8", newline="") as file:
            file.write("\t".join(columns) + "\n")
            file.writelines("\t".join(row.get(c, "") for c in columns) + "\n" for row in rows)
        print(f"{made.__name__}: {len(rows):,} sentences")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
