"""The encoder: predicts PLOVER type, mode and modality of a sentence with two marked actors, by `onnxruntime`.

It runs one sentence at a time on one thread: in a batch, dynamic int8 makes a row's scores depend on its neighbours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.coder.detect.marked import encode
from dragoman.errors import BadKnowledge

#: What a folder of weights holds.
FILES = ("encoder.onnx", "tokenizer.json", "labels.json")
#: The label of a pair of actors without an event.
NONE = "NONE"
#: The least probability, 0 to 1, from which a mode is given: most events have none.
SURE = 0.5
#: The type of older versions of PLOVER that is now two.
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True)
class TypePrediction:
    """The encoder's prediction for one marked sentence.

    Args:
        type: the likeliest PLOVER type, or `NONE`.
        confidence: its calibrated probability, 0 to 1.
        runner_up: the second likeliest type; "" where there is no other.
        mode: the mode of the type, None where none is likely enough.
        modality: the modality of the event (actual, planned ...).
    """

    type: str
    confidence: float
    runner_up: str
    mode: str | None
    modality: str


class Encoder:
    """The model that types a pair of marked actors.

    Args:
        modes: the modes that the codebook knows for each type; a prediction holds no other.
        folder: the weights: `encoder.onnx`, `tokenizer.json` and `labels.json`.

    Raises `BadKnowledge` where one of these files is missing.
    """

    def __init__(self, modes: Mapping[str, Collection[str]], folder: Path) -> None:
        self.folder = folder
        self.modes = modes
        missing = [name for name in FILES if not (self.folder / name).is_file()]
        if missing:
            raise BadKnowledge(self.folder, f"no {', '.join(missing)}: not a folder of weights")
        self.labels: dict[str, Any] = json.loads((self.folder / "labels.json").read_text(encoding="utf-8"))

    @cached_property
    def version(self) -> str:
        """The hash of the weights, as it stands in every record."""
        return "sha256:" + hashlib.sha256((self.folder / "encoder.onnx").read_bytes()).hexdigest()[:16]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def logits(self, sentence: str) -> list[Any]:
        """Raw scores of the three heads (type, mode, modality) for one marked sentence."""
        read = encode(sentence, self._tokenizer)
        feed = {
            "ids": np.array([read.ids], dtype=np.int64),
            "source": np.array([read.source], dtype=np.int64),
            "target": np.array([read.target], dtype=np.int64),
        }
        return [head[0] for head in self._session.run(None, feed)]

    def types(self, sentence: str) -> dict[str, float]:
        """The calibrated probability of each type, `NONE` among them."""
        return self._types(self.logits(sentence)[0])

    def __call__(self, sentence: str, labels: Collection[str] = ()) -> TypePrediction:
        """The prediction for one marked sentence.

        Args:
            sentence: with `<s>source</s>` and `<t>target</t>`.
            labels: the types to choose from, all where empty; "YIELD" stands for both CONCEDE and RETREAT.
        """
        kinds, modes, modalities = self.logits(sentence)
        ranked = [(self._known(name), share) for name, share in ranking(self._types(kinds), labels)]
        best = ranked[0][0]
        own = {m for name in (best, *(k for k, v in YIELD.items() if v == best)) for m in self.modes.get(name, ())}
        odds = np.exp(modes - modes.max()) / np.exp(modes - modes.max()).sum()
        likely = {n: float(p) for n, p in zip(self.labels["modes"], odds, strict=True) if n in own and p >= SURE}
        return TypePrediction(
            type=best,
            confidence=round(ranked[0][1], 4),
            runner_up=ranked[1][0] if len(ranked) > 1 else "",
            mode=max(likely, key=lambda n: likely[n]) if likely else None,
            modality=self.labels["modalities"][int(np.argmax(modalities))],
        )

    def _known(self, name: str) -> str:
        """A type that the encoder was trained on; to a codebook that lacks it, it is no act."""
        return name if not self.modes or name in self.modes or name in YIELD.values() else NONE

    def _types(self, scores: Any) -> dict[str, float]:
        odds = np.exp((scores - scores.max()) / self.labels["temperature"])
        return dict(zip(self.labels["types"], map(float, odds / odds.sum()), strict=True))


def ranking(types: Mapping[str, float], labels: Collection[str] = ()) -> list[tuple[str, float]]:
    """Types with their probabilities, the likeliest first; those left sum to one.

    Args:
        types: the probability of each type.
        labels: the types to choose from, all where empty; "YIELD" stands for both CONCEDE and RETREAT.
    """
    sums: dict[str, float] = {}
    for name, share in types.items():
        shown = YIELD[name] if name not in labels and YIELD.get(name) in labels else name
        if not labels or shown in labels:
            sums[shown] = sums.get(shown, 0.0) + share
    whole = sum(sums.values()) or 1.0
    return sorted(((n, s / whole) for n, s in sums.items()), key=lambda pair: (-pair[1], pair[0]))
