"""Training samples without annotation: definitions of the codebook, its predicates, contrast pairs for modality."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.knowledge.codebook.predicates import Predicates, VerbRow
from dragoman.train.samples import TrainingSample

CONTRASTS = Path(__file__).with_name("contrasts.yaml")
WEIGHT = 0.3  # of a contrast pair in the loss
LEXICON = 0.15  # of a sentence made from a predicate
SLOTS = frozenset({"subj", "obj", "iobj", "comp", "poss", "amod", "compound"})


def definitions(codebook: Codebook) -> Iterator[TrainingSample]:
    """The definition of each type and mode of the codebook, as a sentence of that type and mode."""
    for name, kind in codebook.types.items():
        yield TrainingSample(f"definition-{name}", name, f"<s>It</s> {kind.definition}", type=name, origin="codebook")
        for mode, entry in kind.modes.items():
            text = f"<s>It</s> {entry.definition}"
            yield TrainingSample(f"definition-{name}-{mode}", name, text, type=name, mode=mode, origin="codebook")


def lexicon(predicates: Predicates, contrasts: Path = CONTRASTS) -> Iterator[TrainingSample]:
    """A short sentence for every verb of the predicate lexicon ("Peru condemns Chile"), with its type and mode.

    Args:
        predicates: the lexicon.
        contrasts: a YAML file with the names of countries and the sentence frames to fill.
    """
    held = yaml.safe_load(contrasts.read_text(encoding="utf-8"))
    names, frames, n = held["names"], held["frames"], 0
    for row in predicates.file.verbs:
        for key in row.verbs:
            pattern = frames[n % len(frames)].format(S="{S}", act=_act(key, row), third=_third(_act(key, row)))
            text = _marked(pattern, names[n % len(names)], names[(n * 5 + 3) % len(names)])
            n += 1
            yield TrainingSample(
                f"lexicon-{n}", key, text, type=row.type, mode=row.mode, weight=LEXICON, origin="lexicon"
            )


def _act(key: str, row: VerbRow) -> str:
    """A predicate `lemma:noun+word` as a verb phrase around the target: "send its aid to {T}"."""
    verb, _, word = key.partition("+")
    lemma, _, noun = verb.partition(":")
    through = next((s for s in row.target if s not in SLOTS), "")
    link = word or (through if noun or "obj" not in row.target else "")
    return " ".join(part for part in (lemma, noun and f"its {noun}", link, "{T}") if part)


def _third(act: str) -> str:
    """A verb phrase in the third person singular: "accuse {T}" becomes "accuses {T}"."""
    verb, _, rest = act.partition(" ")
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    stem = verb[:-1] + "ie" if verb.endswith("y") and verb[-2] not in "aeiou" else verb
    return f"{stem}{'s' if stem != verb else ending} {rest}"


def contrasts(path: Path = CONTRASTS) -> Iterator[TrainingSample]:
    """Every act of the file in a pattern of every modality, and sentences that report no event (type NONE)."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    names, n = held["names"], 0
    for modality, patterns in held["patterns"].items():
        for pattern in patterns:
            for kind, past, base, part in held["acts"]:
                source, target = names[n % len(names)], names[(n * 7 + 3) % len(names)]
                n += 1
                text = pattern.format(S="{S}", past=past, base=base, part=part)
                yield TrainingSample(
                    f"contrast-{n}",
                    f"contrast-{kind}",
                    _marked(text, source, target),
                    type=kind,
                    modality=modality,
                    weight=WEIGHT,
                    origin="contrasts",
                )
    for pattern in held["nothing"]:
        for i, source in enumerate(names):
            n += 1
            text = _marked(pattern, source, names[(i + 5) % len(names)])
            yield TrainingSample(f"contrast-{n}", pattern, text, type="NONE", weight=WEIGHT, origin="contrasts")


def _marked(pattern: str, source: str, target: str) -> str:
    """A pattern with both names filled in and marked, beginning with a capital."""
    text = pattern.replace("{S}", f"<s>{source}</s>").replace("{T}", f"<t>{target}</t>")
    return text[0].upper() + text[1:] if not text.startswith("<s>") else f"<s>{source[0].upper()}{text[4:]}"
