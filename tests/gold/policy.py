"""The policy set: sentences of our own, each with its right answer, and how many of them the coder gets right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
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
class Reading:
    """One way to code an act."""

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


@dataclass(frozen=True)
class Answer:
    """An act with the readings that the guidelines accept; an optional one may be coded or not."""

    readings: tuple[Reading, ...]
    optional: bool = False

    def given_by(self, event: Event) -> bool:
        return any(r.given_by(event) for r in self.readings)


def items() -> list[tuple[str, str, tuple[Answer, ...]]]:
    """What each item is about, its text and its answers."""
    out = []
    for group in yaml.safe_load(PATH.read_text("utf-8")):
        for text, *answers in group["items"]:
            out.append((group["about"], text, tuple(_answer(a) for a in answers)))
    return out


def _answer(line: str) -> Answer:
    optional = line.startswith("optional ")
    return Answer(tuple(_reading(part) for part in line.removeprefix("optional ").split(" or ")), optional)


def _reading(line: str) -> Reading:
    found = ANSWER.match(line)
    assert found, line
    kind, mode, modality, source, target = found.groups()
    return Reading(kind, mode, modality, frozenset(source.split("+")), frozenset(target.split("+") if target else ()))


def right(events: Sequence[Event], answers: Sequence[Answer]) -> bool:
    """Is every answer given by an event of its own, and nothing coded beside them but what is optional?"""
    left = list(events)
    for answer in answers:
        if not answer.optional:
            given = next((e for e in left if answer.given_by(e)), None)
            if given is None:
                return False
            left.remove(given)
    return all(any(a.given_by(e) for a in answers if a.optional) for e in left)


def score(coder) -> tuple[Counter[str], Counter[str], list[str]]:
    """Right and all by group, and what went wrong."""
    good, whole, wrong = Counter(), Counter(), []
    for about, text, answers in items():
        events = coder.read(article(text, published=PUBLISHED)).events
        correct = right(events, answers)
        whole[about] += 1
        good[about] += correct
        if not correct:
            said = [
                (e.type, e.mode, e.modality, [p.country for p in e.source], [p.country for p in e.target])
                for e in events
            ]
            wrong.append(f"{about}: {text} {said}")
    return good, whole, wrong
