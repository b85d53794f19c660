"""The input of the encoder: a sentence with its source and target marked; the same in training and in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MARK = re.compile(r"</?[st]>")
#: Marks stand as four word pieces that BERT's vocabulary keeps unused ([unused1] to [unused4]).
IDS = {"<s>": 2, "</s>": 3, "<t>": 4, "</t>": 5}
CLS, SEP = 101, 102
LIMIT = 128


@dataclass(frozen=True)
class Marked:
    """Word-piece ids of a marked sentence and where its source and target begin (0 where one is not marked)."""

    ids: tuple[int, ...]
    source: int
    target: int


def encode(sentence: str, tokenizer: Any) -> Marked:
    """The input of the encoder for a sentence with `<s>source</s>` and `<t>target</t>`; a long one keeps its marks.

    At most `LIMIT` word pieces: where there are more, the window that holds the marks and as much after as before.
    """
    ids: list[int] = []
    at = 0
    for mark in MARK.finditer(sentence):
        ids += pieces(sentence[at : mark.start()], tokenizer)
        ids.append(IDS[mark.group()])
        at = mark.end()
    ids += pieces(sentence[at:], tokenizer)
    ids = [CLS, *window(ids, LIMIT - 2), SEP]
    return Marked(tuple(ids), *(ids.index(m) if m in ids else 0 for m in (IDS["<s>"], IDS["<t>"])))


def pieces(text: str, tokenizer: Any) -> list[int]:
    """The word pieces of a text, without those of the sentence's ends."""
    return list(tokenizer.encode(text, add_special_tokens=False).ids) if text.strip() else []


def window(ids: Sequence[int], size: int) -> list[int]:
    """At most `size` of the ids, chosen around the marks."""
    if len(ids) <= size:
        return list(ids)
    marks = [i for i, x in enumerate(ids) if x in IDS.values()] or [0]
    middle = (marks[0] + marks[-1]) // 2
    start = max(0, min(middle - size // 2, len(ids) - size))
    return list(ids[start : start + size])


def mark(text: str, source: tuple[int, int], target: tuple[int, int] | None) -> str:
    """A sentence with marks put around two spans of it; of two that overlap only the source is marked."""
    spans = [(*source, "s")]
    if target is not None and (target[0] >= source[1] or target[1] <= source[0]):
        spans.append((*target, "t"))
    out, at = "", 0
    for start, end, name in sorted(spans):
        out += f"{text[at:start]}<{name}>{text[start:end]}</{name}>"
        at = end
    return out + text[at:]
