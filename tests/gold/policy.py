"""The policy set: sentences of our own, each with its right answer, and how many of them the coder gets right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from dragoman.acquire import article
from dragoman.model import Event

PATH = Path(__file__).with_name("policy.yaml")
ANSWER = re.compile(r"([A-Z]+)(?::([a-z-]+))? (actual|planned|conditional|denied|claimed) (\S+) >(?: (\S+))?$")
SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}
PUBLISHED = "2024-03-05"


@dataclass(frozen=True)
class Answer:
    type: str
    mode: str | None
    modality: str
    source: frozenset[str]
    target: frozenset[str]

    def given_by(self, event: Event) -> bool:
        """Type, mode where one is stated, modality and the countries of both sides, unless it has no direction."""
        sides = [frozenset(p.country for p in side) for side in (event.source, event.target)]
        wanted = [self.source - {"---"}, self.target - {"---"}]
        right = all(not w or (w <= s and len(s) <= len(w) + 1) for w, s in zip(wanted, sides, strict=True))
        swapped = self.type in SYMMETRIC and wanted == sides[::-1]
        same = event.type == self.type and event.modality == self.modality
        return same and (right or swapped) and (self.mode is None or self.mode in event.mode)


def items() -> list[tuple[str, str, tuple[Answer, ...]]]:
    """What each item is about, its text and its answers."""
    out = []
    for group in yaml.safe_load(PATH.read_text("utf-8")):
        for text, *answers in group["items"]:
            out.append((group["about"], text, tuple(_answer(a) for a in answers)))
    return out


def _answer(line: str) -> Answer:
    found = ANSWER.match(line)
    assert found, line
    kind, mode, modality, source, target = found.groups()
    return Answer(kind, mode, modality, frozenset(source.split("+")), frozenset(target.split("+") if target else ()))


def score(coder) -> tuple[Counter[str], Counter[str], list[str]]:
    """Right and all by group, and what went wrong: every answer given and nothing else coded is right."""
    right, whole, wrong = Counter(), Counter(), []
    for about, text, answers in items():
        events = coder.read(article(text, published=PUBLISHED)).events
        good = len(events) == len(answers) and all(any(a.given_by(e) for e in events) for a in answers)
        whole[about] += 1
        right[about] += good
        if not good:
            said = [
                (e.type, e.mode, e.modality, [p.country for p in e.source], [p.country for p in e.target])
                for e in events
            ]
            wrong.append(f"{about}: {text} {said}")
    return right, whole, wrong
