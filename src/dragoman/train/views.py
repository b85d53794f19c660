"""Samples that need no gold: the codebook's own definitions, and contrast pairs for modality."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from dragoman.codebook.loader import Codebook
from dragoman.train.samples import Sample

CONTRASTS = Path(__file__).with_name("contrasts.yaml")
WEIGHT = 0.3


def definitions(codebook: Codebook) -> Iterator[Sample]:
    """Each type's definition, and each mode's, as a sentence of that type."""
    for name, kind in codebook.types.items():
        yield Sample(f"definition-{name}", name, f"<s>It</s> {kind.definition}", type=name, origin="codebook")
        for mode, entry in kind.modes.items():
            text = f"<s>It</s> {entry.definition}"
            yield Sample(f"definition-{name}-{mode}", name, text, type=name, mode=mode, origin="codebook")


def contrasts(path: Path = CONTRASTS) -> Iterator[Sample]:
    """Every act of the file under every modality, and sentences that hold no act."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    names, n = held["names"], 0
    for modality, patterns in held["patterns"].items():
        for pattern in patterns:
            for kind, past, base, part in held["acts"]:
                source, target = names[n % len(names)], names[(n * 7 + 3) % len(names)]
                n += 1
                text = pattern.format(S="{S}", past=past, base=base, part=part)
                yield Sample(
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
            yield Sample(f"contrast-{n}", pattern, text, type="NONE", weight=WEIGHT, origin="contrasts")


def _marked(pattern: str, source: str, target: str) -> str:
    text = pattern.replace("{S}", f"<s>{source}</s>").replace("{T}", f"<t>{target}</t>")
    return text[0].upper() + text[1:] if not text.startswith("<s>") else f"<s>{source[0].upper()}{text[4:]}"
