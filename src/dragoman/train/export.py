"""Export of the trained network: int8 ONNX with tokenizer, labels and model card, as `Encoder` loads them."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.train.network import Labels, Network, base


class _One(nn.Module):
    """The network for a batch of one sentence: without padding, and so without a mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        out: tuple[Tensor, Tensor, Tensor] = self.network(ids, torch.ones_like(ids), source, target)
        return out


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` (weights quantised to int8) and `tokenizer.json` into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.tensor([[101, 2, 2859, 3, 2777, 4, 3607, 5, 102]])
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        torch.onnx.export(
            _One(network),
            (ids, torch.tensor([1]), torch.tensor([5])),
            str(plain),
            input_names=["ids", "source", "target"],
            output_names=["type", "mode", "modality"],
            dynamic_axes={"ids": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(plain), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8)
    shutil.copy(base() / "tokenizer.json", folder / "tokenizer.json")


def write_labels(folder: Path, labels: Labels, temperature: float, card: dict[str, Any]) -> None:
    """Write `labels.json` (labels of each head, temperature) and `card.md`, a line for each entry of `card`."""
    held = {
        "types": labels.types,
        "modes": labels.modes,
        "modalities": labels.modalities,
        "temperature": round(temperature, 4),
    }
    (folder / "labels.json").write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    lines = ["# Card of these weights", ""]
    lines += [f"- {name}: {value}" for name, value in card.items()]
    (folder / "card.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
