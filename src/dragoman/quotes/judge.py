"""How likely is a frame an attribution? A logistic regression; its weights (log-odds) are in weights/attributions.yaml.

`python -m dragoman.train.quotes` fits the weights to attributions annotated by people.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.knowledge.lexicon.lexicon import Attributions
from dragoman.model import Span
from dragoman.quotes.frames import Frame
from dragoman.syntax.syntax import Syntax

#: Upper bounds of the classes of length, in tokens.
LENGTHS = (1, 2, 3, 5, 8, 12, 18, 26, 40)
#: Parts of speech with few words: the first word of a content counts as itself if it is one of these.
CLOSED = frozenset({"SCONJ", "ADP", "PART", "PRON", "DET", "ADV", "CCONJ"})


@dataclass(frozen=True)
class Judge:
    """A logistic model of attribution.

    Args:
        weights: log-odds by feature ("cue=say").
        least: the probability, 0 to 1, from which a frame counts as an attribution.
        never: lemmas that are never a cue.
    """

    weights: Mapping[str, float]
    least: float
    never: frozenset[str]

    def probability(self, frame: Frame, marks: Sequence[Span], block: str, syntax: Syntax) -> float:
        """The probability, 0 to 1, that a frame is an attribution; the arguments are those of `features`."""
        score = sum(self.weights.get(f, 0.0) for f in dict.fromkeys(features(frame, marks, block, syntax)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def judge_of(model: Attributions) -> Judge:
    """The judge with the weights of a model."""
    return Judge(model.by_feature, model.least, model.never)


def features(frame: Frame, marks: Sequence[Span], block: str, syntax: Syntax) -> Iterator[str]:
    """The features of a frame, as "group=value".

    Args:
        frame: the frame.
        marks: the text between quotation marks in its paragraph, by offsets in the paragraph.
        block: the kind of its paragraph.
        syntax: the grammar of its document.
    """
    cue, family = frame.cue, frame.relation.split(":")[0]
    yield "bias=1"
    yield f"relation={frame.relation}"
    yield f"family={family}"
    yield f"cue={frame.lemma}"
    yield f"cue_in={frame.lemma}|{family}"
    parts = frame.lemma.split("_")
    if len(parts) > 1:
        yield from (f"part={p}" for p in parts)
    yield from _of_cue(cue, syntax)
    yield from _of_content(frame, family, marks)
    yield from _of_source(frame.source, cue)
    yield f"block={block}"
    if frame.tail is not None:
        yield from _of_tail(frame.tail, cue, family)


def _of_cue(cue: Token, syntax: Syntax) -> Iterator[str]:
    for child in cue.children:
        if child.dep_ in {"aux", "auxpass"}:
            yield f"auxiliary={child.lower_}"
        elif child.dep_ == "mark":
            yield f"mark={child.lower_}"
    if syntax.negation(cue) is not None:
        yield "negated=1"


def _of_content(frame: Frame, family: str, marks: Sequence[Span]) -> Iterator[str]:
    doc, head = frame.cue.doc, frame.head
    size = next((n for n in LENGTHS if len(frame.words) <= n), 99)
    yield f"length={size}"
    yield f"length_in={family}|{size}"
    first = doc[frame.words[0]]
    yield f"opens={first.lower_ if first.pos_ in CLOSED else '#' + first.pos_}"
    yield f"head_in={family}|{head.pos_}"
    yield f"head_tag={head.tag_}"
    yield from (f"content_auxiliary={c.lower_}" for c in head.children if c.dep_ == "aux")
    if frame.words[0] < frame.cue.i:
        yield "order=before"
    inside = _marked(frame.cue, marks)
    yield f"marks={'cue' if inside else ''}{'head' if _marked(head, marks) else ''}"
    if marks and any(_marked(doc[i], marks) for i in frame.words):
        yield f"marks_in={family}|{'cue' if inside else ''}"


def _marked(token: Token, marks: Sequence[Span]) -> bool:
    return any(a <= token.idx < b for a, b in marks)


def _of_source(source: Token, cue: Token) -> Iterator[str]:
    yield f"source_pos={source.pos_}"
    yield f"source_entity={source.ent_type_ or 'none'}"
    yield f"source_role={source.dep_}"
    yield f"source_near={source.head.i == cue.i}"


def _of_tail(tail: Token, cue: Token, family: str) -> Iterator[str]:
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in tail.children)
    mark = next((c.lower_ for c in tail.children if c.dep_ == "mark"), "")
    yield f"tail={family}|{tail.dep_}|{tail.tag_}|{tail.tag_ == cue.tag_}"
    yield f"tail_own={family}|{tail.dep_}|{own}|{mark}"
